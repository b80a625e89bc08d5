//! What the stages work on: each is plain data with its rules, and knows no stage.

pub(crate) mod arithmetic;
pub mod code;
pub mod constant;
pub mod context;
pub(crate) mod epoch_map;
pub(crate) mod error;
pub mod instruction;
pub(crate) mod intern;
pub(crate) mod location;
pub(crate) mod recursion;
pub(crate) mod repr;
pub mod text;
pub mod unicode;
