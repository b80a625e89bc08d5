//! The command around the compiler: which files, which Python, in parallel, written safely, and what is said of it.

mod archive;
mod base64;
pub mod cli;
pub mod compileall;
pub mod discover;
pub(crate) mod py_compile;
pub(crate) mod report;
pub(crate) mod tree;
pub(crate) mod worker;
