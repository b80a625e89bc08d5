//! What the stages work on: each is plain data with its rules, and knows no stage.

pub(crate) mod arithmetic;
pub mod code;
pub mod constant;
pub mod context;
pub mod epoch_map;
pub mod error;
pub mod instruction;
pub mod intern;
pub mod location;
pub mod recursion;
pub mod repr;
pub mod text;
pub mod unicode;
