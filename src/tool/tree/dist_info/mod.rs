//! The RECORD of an installed distribution: which of them lists a source, and what is added to it (PEP 376, 627).
//!
//! An installer removes what RECORD lists. A .pyc that is not in it stays behind when its source is uninstalled.

mod ledger;
mod owners;
pub(crate) mod record;
mod sources;

pub(super) use ledger::Ledger;
pub(super) use owners::Owners;
