//! `python -m compileall` without Python: source to `.pyc`, byte for byte as CPython writes it.
//!
//! | to compile | |
//! | --- | --- |
//! | bytes to a .pyc, or to its code alone | [`compile_pyc`], [`compile()`] |
//! | many sources in the same memory, for several versions | [`Compiler`] |
//! | a file | [`py_compile::compile`] |
//! | directories, in parallel, what is not up to date | [`compileall::Options`] |
//!
//! A [`Target`] is a release of CPython. It is read from a text, or found by what lies about ([`discover`]):
//!
//! ```
//! use pycompileall::{Options, Stamp, Target, compile_pyc};
//!
//! let target: &Target = "3.12".parse()?;
//! let pyc = compile_pyc(b"print('hello')\n", b"hello.py", target, Options::at_level(1), Stamp::UncheckedHash)?;
//! assert!(pyc.bytes.len() > 16 && pyc.warnings.is_empty());
//!
//! let refused = compile_pyc(b"x = (\n", b"bad.py", target, Options::default(), Stamp::UncheckedHash).unwrap_err();
//! assert_eq!(refused.to_string(), "line 1: SyntaxError: '(' was never closed");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The compiler does no I/O, and the library prints nothing unless it is told to ([`py_compile::Options::quiet`]) and heeds
//! no variables but where it looks for a Python. With `default-features = false` it is the compiler alone:
//! `compile_pyc`, `compile`, `Compiler` and their types.

// What is `pub` is public on purpose, or re-exported below for the tests.
#![warn(unreachable_pub)]

#[cfg(not(unix))]
compile_error!("pycompileall runs on Unix: its paths are bytes, and it opens files by their directory's descriptor");

mod compiler;
#[cfg(feature = "tool")]
mod tool;

#[cfg(feature = "tool")]
pub use compiler::difference::Difference;
pub use compiler::dump;
#[cfg(feature = "tool")]
pub use compiler::pyc::Invalidation;
pub use compiler::pyc::Stamp;
pub use compiler::session::{Compiled, Compiler, Opened, Pyc, compile, compile_pyc};
#[cfg(feature = "tool")]
pub use compiler::unmarshal::{Malformed, Reason as MalformedReason};
pub use compiler::values::context::{LevelError, MAX_SOURCE, OptLevel, Options};
pub use compiler::values::error::{CompileError, ErrorKind, Warning, WarningCategory, WarningOrigin};
pub use compiler::values::location::Location;
pub use compiler::version::{Target, Version, VersionError, VersionRequest};
#[cfg(feature = "tool")]
pub use tool::report::Quiet;
#[cfg(feature = "tool")]
pub use tool::tree::config::{ConfigError, Prune, Purpose};
#[cfg(feature = "tool")]
pub use tool::tree::os_error::OsFailure;
#[cfg(feature = "tool")]
pub use tool::tree::{
    AllowedRefusals, Event, Explanation, Failure, FileReport, Globs, Mismatch, Outcome, PatternError, Progress,
    PruneOutcome, PruneReason, Pruned, PycReport, Reason, ShownWarning, Staleness, Summary, TreeTargets, Verdict,
    Verified, VerifyReport, Why,
};
#[cfg(feature = "tool")]
pub use tool::{cli, compileall, discover};

/// What Python's module `py_compile` does, for programs that embed this one.
#[cfg(feature = "tool")]
pub mod py_compile {
    pub use crate::tool::cli::pycompile_main as main;
    pub use crate::tool::py_compile::*;
}

/// What the tests, benches, examples and the fuzzer look at, by name. No promise is made of it.
#[doc(hidden)]
#[allow(missing_docs)] // the modules' own heads say it
pub mod internals {
    pub use crate::compiler::{pyc, traceback, version, warnings};

    pub mod assemble {
        pub use crate::compiler::assemble::{Buffers, ExceptionTable, LineTable, assemble};
    }
    pub mod cfg {
        pub use crate::compiler::cfg::{
            BlockId, Buffers, Graph, Pass, PassContext, Pipeline, Scratch, optimize, optimize_observed,
        };
    }
    pub mod codegen {
        pub use crate::compiler::codegen::{Buffers, compile, unparse};
    }
    pub mod marshal {
        pub use crate::compiler::marshal::{Buffers, dump};
    }
    pub mod difference {
        pub use crate::compiler::difference::{first, has_columns};
    }
    pub mod unmarshal {
        pub use crate::compiler::unmarshal::{Code, Part, Value, ValueId, Values, read};
    }
    pub mod symtable {
        pub use crate::compiler::symtable::{Buffers, build, build_in_order};
    }
    pub mod syntax {
        pub use crate::compiler::syntax::{Buffers, ast, decode, decode_as, dump, parse, parse_unfolded};
    }

    pub use crate::compiler::values::{code, constant, context, instruction, text, unicode};
    pub mod intern {
        pub use crate::compiler::values::intern::{Interner, Symbol};
    }
    pub mod recursion {
        pub use crate::compiler::values::recursion::Stack;
    }

    #[cfg(feature = "tool")]
    pub mod tree {
        pub use crate::tool::tree::{
            Event, Failure, Interrupt, Naming, Outcome, PathPattern, RunError, Sink, Summary, cache_path,
            read_filter_pattern, run,
        };
    }
    #[cfg(feature = "tool")]
    pub use crate::tool::tree::config;
}
