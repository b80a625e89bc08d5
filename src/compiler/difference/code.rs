//! Where two code objects differ first.

use super::{Place, Step, shown};
use crate::compiler::assemble::{exception_ranges, positions};
use crate::compiler::dump;
use crate::compiler::dump::decode::{Decoded, Operand, decode};
use crate::compiler::unmarshal::{Code, Part, Value, ValueId, Values};
use crate::compiler::values::location::Location;
use crate::compiler::version::Target;

/// What each number of a code object says, in the order of [`Code::numbers`].
const NUMBERS: [&str; 6] = [
    "the number of arguments",
    "the number of positional-only arguments",
    "the number of keyword-only arguments",
    "the size of the stack",
    "the flags",
    "the first line",
];

/// The objects of a code object that are compared one by one behind its instructions and constants, and their names.
const PARTS: [(Part, &str); 6] = [
    (Part::Name, "the name"),
    (Part::QualName, "the qualified name"),
    (Part::FileName, "the path of the source"),
    (Part::Names, "the names"),
    (Part::LocalsPlusNames, "the names of variables"),
    (Part::LocalsPlusKinds, "the kinds of variables"),
];

/// Two code objects of a version that differ.
pub(super) struct Pair<'p, 'v> {
    pub values: &'p Values<'v>,
    pub found: &'p Code,
    pub expected: &'p Code,
    pub target: &'static Target,
}

impl Pair<'_, '_> {
    /// Where they differ first.
    pub(super) fn first(&self, place: &mut Place) -> Step {
        place.replace(shown::name(self.values, self.expected.part(Part::QualName)));
        self.in_instructions(place)
            .or_else(|| self.in_constants(place))
            .or_else(|| self.in_numbers(place))
            .or_else(|| self.in_parts(place))
            .or_else(|| self.in_positions(place))
            .or_else(|| self.in_handlers(place))
            .unwrap_or_else(|| self.in_bytes(place))
    }

    fn both(&self, part: Part) -> (ValueId, ValueId) {
        (self.found.part(part), self.expected.part(part))
    }

    /// The first instructions that do not do the same; the code objects that they make may differ inside.
    fn in_instructions(&self, place: &mut Place) -> Option<Step> {
        let (mut found, mut expected) = (self.decoded(self.found), self.decoded(self.expected));
        loop {
            let pair = (found.next(), expected.next());
            let is_same = match pair {
                (None, None) => return None,
                (Some(found), Some(expected)) => found == expected && self.names_the_same(found.operands(self.target)),
                _ => false,
            };
            if !is_same {
                let start = pair.1.or(pair.0).map_or(0, |decoded| decoded.start);
                place.push(&format!("instruction at {start}"));
                let line = |code, decoded: Option<Decoded>| {
                    decoded.map_or_else(|| "the end".to_owned(), |decoded| self.line(code, &decoded))
                };
                return Some(Step::End((line(self.found, pair.0), line(self.expected, pair.1))));
            }
        }
    }

    fn decoded<'c>(&'c self, code: &'c Code) -> impl Iterator<Item = Decoded> + 'c {
        decode(self.bytes(code, Part::Code), self.target)
    }

    fn names_the_same(&self, operands: [Option<Operand>; 2]) -> bool {
        operands.into_iter().flatten().all(|operand| {
            let (found, expected) = (self.operand(self.found, operand), self.operand(self.expected, operand));
            let is_code = |id: Option<ValueId>| id.is_some_and(|id| matches!(self.values.get(id), Value::Code(_)));
            found == expected || is_code(found) && is_code(expected)
        })
    }

    fn operand(&self, code: &Code, operand: Operand) -> Option<ValueId> {
        let (part, index) = match operand {
            Operand::Const(index) => (Part::Consts, index),
            Operand::Name(index) => (Part::Names, index),
            Operand::Local(index) => (Part::LocalsPlusNames, index),
        };
        self.items(code, part).get(index).copied()
    }

    /// An instruction as [`dump`] shows it: position, operation, argument, and what that names.
    fn line(&self, code: &Code, decoded: &Decoded) -> String {
        let position = self.positions(code).nth(decoded.start).unwrap_or(Location::NONE);
        let name = decoded.op.map_or_else(|| format!("operation {}", decoded.number), |op| op.name().to_owned());
        let operands = decoded.operands(self.target).into_iter().flatten();
        let meanings: Vec<String> = operands
            .map(|operand| {
                let names = |id| match operand {
                    Operand::Const(_) => shown::value(self.values, id),
                    Operand::Name(_) | Operand::Local(_) => shown::name(self.values, id),
                };
                self.operand(code, operand).map_or_else(|| "nothing".to_owned(), names)
            })
            .collect();
        let meaning = if meanings.is_empty() { String::new() } else { format!(" ({})", meanings.join(", ")) };
        format!("{} {name} {}{meaning}", dump::position(position), decoded.shown_arg())
    }

    fn in_constants(&self, place: &mut Place) -> Option<Step> {
        let (found, expected) = self.both(Part::Consts);
        let (Value::Tuple(found), Value::Tuple(expected)) = (self.values.get(found), self.values.get(expected)) else {
            place.push("the constants");
            return (found != expected).then_some(Step::Into(found, expected));
        };
        if found.len() != expected.len() {
            place.push("the number of constants");
            return Some(Step::End((found.len().to_string(), expected.len().to_string())));
        }
        let index = found.iter().zip(expected).position(|(found, expected)| found != expected)?;
        place.push(&format!("constant {index}"));
        Some(Step::Into(found[index], expected[index]))
    }

    fn in_numbers(&self, place: &mut Place) -> Option<Step> {
        let both = self.found.numbers.iter().zip(&self.expected.numbers).zip(NUMBERS);
        let ((found, expected), what) = both.into_iter().find(|((found, expected), _)| found != expected)?;
        place.push(what);
        Some(Step::End((found.to_string(), expected.to_string())))
    }

    fn in_parts(&self, place: &mut Place) -> Option<Step> {
        let (part, what) = PARTS.into_iter().find(|&(part, _)| {
            let (found, expected) = self.both(part);
            found != expected
        })?;
        place.push(what);
        let (found, expected) = self.both(part);
        Some(Step::Into(found, expected))
    }

    /// The first instruction that has another position.
    fn in_positions(&self, place: &mut Place) -> Option<Step> {
        let (mut found, mut expected) = (self.positions(self.found), self.positions(self.expected));
        let units = self.bytes(self.expected, Part::Code).len() / 2;
        let at = (0..units).find(|_| found.next() != expected.next())?;
        let decoded = self.decoded(self.expected).find(|decoded| at < decoded.next)?;
        place.push(&format!("instruction at {}", decoded.start));
        Some(Step::End((self.line(self.found, &decoded), self.line(self.expected, &decoded))))
    }

    fn positions<'c>(&'c self, code: &'c Code) -> impl Iterator<Item = Location> + 'c {
        positions(self.bytes(code, Part::LineTable), code.first_line())
    }

    fn in_handlers(&self, place: &mut Place) -> Option<Step> {
        let ranges = |code| exception_ranges(self.bytes(code, Part::ExceptionTable));
        let (mut found, mut expected) = (ranges(self.found), ranges(self.expected));
        for number in 0.. {
            let pair = (found.next(), expected.next());
            match pair {
                (None, None) => break,
                (found, expected) if found == expected => {}
                (found, expected) => {
                    place.push(&format!("exception handler {number}"));
                    let shown = |range: Option<_>| range.map_or_else(|| "none".to_owned(), dump::handler);
                    return Some(Step::End((shown(found), shown(expected))));
                }
            }
        }
        None
    }

    /// The bytes of the tables and of the instructions, in which there may be more than these mean.
    fn in_bytes(&self, place: &mut Place) -> Step {
        let parts = [
            (Part::Code, "the bytes of the instructions"),
            (Part::LineTable, "the bytes of the line table"),
            (Part::ExceptionTable, "the bytes of the exception table"),
        ];
        for (part, what) in parts {
            let (found, expected) = self.both(part);
            if found != expected {
                place.push(what);
                return Step::Into(found, expected);
            }
        }
        Step::End((String::new(), String::new()))
    }

    fn bytes(&self, code: &Code, part: Part) -> &[u8] {
        match self.values.get(code.part(part)) {
            Value::Bytes(bytes) => bytes,
            _ => &[],
        }
    }

    fn items(&self, code: &Code, part: Part) -> &[ValueId] {
        match self.values.get(code.part(part)) {
            Value::Tuple(items) => items,
            _ => &[],
        }
    }
}
