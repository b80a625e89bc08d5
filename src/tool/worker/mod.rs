//! The precompiler of a build system: actions as Bazel's Python rules have them, one a process or as requests to a
//! persistent worker.
//!
//! An action is the arguments of one compilation (`arguments`), which is run for a release (`releases`) and answered
//! (`action`). A worker reads requests from a stream of either protocol (`protocol`: `json`, `protobuf`), admits as many
//! as there is room for (`outstanding`), runs them side by side and writes a response for each (`serve`).

mod action;
mod arguments;
mod json;
mod outstanding;
mod protobuf;
mod protocol;
mod releases;
mod serve;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

pub(crate) use action::Answer;
pub(crate) use protocol::Protocol;
pub(crate) use releases::Releases;
pub(crate) use serve::serve;

/// The bytes that a request may have, or a file of parameters. It is some hundred thousand paths.
const MOST: usize = 16 << 20;

/// Runs the action that a command line has.
pub(crate) fn run_once(arguments: Vec<OsString>, releases: &Releases) -> Answer {
    let arguments = arguments.into_iter().map(OsString::into_vec).collect();
    // Nobody cancels a process but by ending it.
    action::run(arguments, Path::new(""), releases, &|| false).unwrap_or_default()
}
