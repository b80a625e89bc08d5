//! The compiler: from a source's bytes to those of its `.pyc`, without I/O.
//!
//! From the lowest floor to the highest: [`version`] (releases, features, operations), [`values`], the stages in the
//! order of the pipeline ([`syntax`] to [`pyc`]), [`session`], which calls them, and what shows their results:
//! [`dump`], [`traceback`] (with `typos`), [`warnings`]. A floor imports what is below it only; `tests/tidy.rs` has the table.

pub mod assemble;
pub mod cfg;
pub mod codegen;
pub mod dump;
pub mod marshal;
pub mod pyc;
pub mod session;
pub mod symtable;
pub mod syntax;
pub mod traceback;
mod typos;
pub mod values;
pub mod version;
pub mod warnings;
