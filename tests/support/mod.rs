//! What the tests and the comparison tool share: reading a .pyc back, and saying where two differ.

#![allow(dead_code)] // each test binary uses a part

pub mod archives;
pub mod diff;
pub mod dis;
pub mod fresh;
pub mod generate;
pub mod interpreters;
pub mod kinds;
pub mod marshal;
pub mod misspell;
pub mod mutate;
pub mod ours;
pub mod package;
pub mod refusal;
pub mod said;
pub mod sequences;
pub mod shapes;
pub mod splice;
pub mod twins;
