//! Where two values differ first, for people: the way to that place, and what is there.
//!
//! In a code object an instruction comes before the constants and tables, and what it names is a part of it: so a name that
//! was exchanged is shown where it is used.

mod code;
mod shown;

use crate::compiler::assemble::positions;
use crate::compiler::unmarshal::{Code, Part, Value, ValueId, Values};
use crate::compiler::version::Target;

/// The first difference of two values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The way to it, from the outermost value: `f.<locals>.g, instruction at 12`.
    pub place: String,
    /// What is there.
    pub found: String,
    /// What is expected there.
    pub expected: String,
}

/// The first difference of `found` and `expected`, which are code objects of `target` or parts of them.
pub fn first(values: &Values<'_>, found: ValueId, expected: ValueId, target: &'static Target) -> Difference {
    let (mut found, mut expected) = (found, expected);
    let mut place = Place::default();
    // Each step goes a part deeper, and none has itself for a part.
    loop {
        let step = match (values.get(found), values.get(expected)) {
            (Value::Code(found), Value::Code(expected)) => {
                code::Pair { values, found, expected, target }.first(&mut place)
            }
            (Value::Tuple(found), Value::Tuple(expected)) | (Value::Slice(found), Value::Slice(expected)) => {
                items(found, expected, &mut place)
            }
            (Value::FrozenSet(found), Value::FrozenSet(expected)) => elements(values, found, expected, &mut place),
            (Value::Str(found), Value::Str(expected)) => Step::End(shown::texts(found, expected, false, &mut place)),
            (Value::Bytes(found), Value::Bytes(expected)) => Step::End(shown::texts(found, expected, true, &mut place)),
            _ => Step::End((shown::value(values, found), shown::value(values, expected))),
        };
        match step {
            Step::Into(inner_found, inner_expected) => (found, expected) = (inner_found, inner_expected),
            Step::End((found, expected)) => return Difference { place: place.words, found, expected },
        }
    }
}

/// Whether a code object records columns for any of its instructions.
pub fn has_columns(values: &Values<'_>, code: &Code) -> bool {
    match values.get(code.part(Part::LineTable)) {
        Value::Bytes(table) => positions(table, code.first_line()).any(|position| position.col >= 0),
        _ => false,
    }
}

/// How to go on from two values that differ.
enum Step {
    /// To these parts of them.
    Into(ValueId, ValueId),
    /// Not at all: what is there, and what is expected.
    End((String, String)),
}

/// The way to a place, in words.
#[derive(Default)]
struct Place {
    words: String,
}

impl Place {
    /// Goes a part deeper.
    fn push(&mut self, part: &str) {
        if !self.words.is_empty() {
            self.words.push_str(", ");
        }
        self.words.push_str(part);
    }

    /// Goes to a code object, whose name says where it is.
    fn replace(&mut self, name: String) {
        self.words = name;
    }
}

/// An element that only one of two sets has, whose elements are in the order of their numbers.
fn elements(values: &Values<'_>, found: &[ValueId], expected: &[ValueId], place: &mut Place) -> Step {
    place.push("an element");
    let only_in = |one: &[ValueId], other: &[ValueId]| {
        let id = one.iter().copied().find(|id| other.binary_search(id).is_err());
        id.map_or_else(|| "none that the other has not".to_owned(), |id| shown::value(values, id))
    };
    Step::End((only_in(found, expected), only_in(expected, found)))
}

/// The first of two tuples' items that differ.
fn items(found: &[ValueId], expected: &[ValueId], place: &mut Place) -> Step {
    match found.iter().zip(expected).position(|(found, expected)| found != expected) {
        Some(index) if found.len() == expected.len() => {
            place.push(&format!("item {index}"));
            Step::Into(found[index], expected[index])
        }
        _ => {
            place.push("the number of items");
            Step::End((found.len().to_string(), expected.len().to_string()))
        }
    }
}
