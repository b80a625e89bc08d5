//! `python -m compileall` without Python: source to `.pyc`, byte for byte as CPython writes it.

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

/// What the tests and the benches look at. No promise is made of it.
#[doc(hidden)]
pub mod internals {
    pub use crate::compiler::values::{
        code, constant, context, error, instruction, intern, location, recursion, text, unicode,
    };
    pub use crate::compiler::{assemble, cfg, codegen, marshal, pyc, symtable, syntax, traceback, version, warnings};
    #[cfg(feature = "tool")]
    pub use crate::tool::tree::{self, config};
    #[cfg(feature = "tool")]
    pub use crate::tool::{discover, report};
}
