//! The compiler: from a source's bytes to those of its `.pyc`, without I/O.
//!
//! From the lowest floor to the highest: [`version`] (releases, features, operations), [`values`], the stages in the
//! order of the pipeline ([`syntax`] to [`pyc`]), [`session`], which calls them, and what shows their results:
//! [`dump`], [`traceback`] (with `typos`), [`warnings`]. `unmarshal` reads such a result back, and `difference` says
//! where two of them differ. A floor imports what is below it only; `tests/tidy.rs` has the table.

pub(crate) mod assemble;
pub(crate) mod cfg;
pub(crate) mod codegen;
pub(crate) mod difference;
pub mod dump;
pub(crate) mod marshal;
pub mod pyc;
pub(crate) mod session;
pub(crate) mod symtable;
pub(crate) mod syntax;
pub mod traceback;
mod typos;
pub(crate) mod unmarshal;
pub(crate) mod values;
pub mod version;
pub mod warnings;
