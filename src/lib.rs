//! `python -m compileall` without Python: source to `.pyc`, byte for byte as CPython writes it.

// What is `pub` is public on purpose, or re-exported below for the tests.
#![warn(unreachable_pub)]

#[cfg(not(unix))]
compile_error!("pycompileall runs on Unix: its paths are bytes, and it opens files by their directory's descriptor");

mod compiler;
#[cfg(feature = "tool")]
mod tool;

pub use compiler::dump;
pub use compiler::session::{Compiled, Compiler, Opened, compile};
pub use compiler::values::context::{MAX_SOURCE, OptLevel, Options};
pub use compiler::values::error::{CompileError, ErrorKind, Warning, WarningCategory, WarningOrigin};
pub use compiler::values::location::Location;
pub use compiler::version::{Target, Version, VersionRequest};
#[cfg(feature = "tool")]
pub use tool::{cli, compileall};

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
        pub use crate::compiler::codegen::{Buffers, compile};
    }
    pub mod marshal {
        pub use crate::compiler::marshal::{Buffers, dump};
    }
    pub mod symtable {
        pub use crate::compiler::symtable::{Buffers, build};
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
    pub mod discover {
        pub use crate::tool::discover::search_path;
    }
    #[cfg(feature = "tool")]
    pub mod tree {
        pub use crate::tool::tree::{
            Event, Failure, Interrupt, Naming, Outcome, PathPattern, Sink, Summary, cache_path, run,
        };
    }
    #[cfg(feature = "tool")]
    pub use crate::tool::tree::config;
}
