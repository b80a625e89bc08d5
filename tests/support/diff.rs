//! Where two compiled files first differ, and by what rule it might be.

use super::dis::{self, Instruction};
use super::marshal::{self, Code, Event, Stream, Value};
use pycompileall::Target;
use std::fmt::Write as _;
use std::rc::Rc;

/// The first difference between our bytes and the interpreter's.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What kind it is: the same for all differences that one rule may explain.
    pub kind: String,
    /// The qualified name of the code object.
    pub unit: String,
    /// Whether only what objects are shared differs.
    pub is_reference: bool,
    /// Both sides, for a reader.
    pub detail: String,
}

/// The first difference between two marshalled code objects; `None` if the bytes are equal.
pub fn first_difference(ours: &[u8], theirs: &[u8], target: &Target) -> Option<Difference> {
    if ours == theirs {
        return None;
    }
    let top = |kind: String| Difference { kind, unit: "<module>".into(), detail: String::new(), is_reference: false };
    let (ours, theirs) = match (marshal::read(ours), marshal::read(theirs)) {
        (Ok(ours), Ok(theirs)) => (ours, theirs),
        (Err(error), _) => return Some(top(format!("our marshal is unreadable: {error}"))),
        (_, Err(error)) => return Some(top(format!("their marshal is unreadable: {error}"))),
    };
    let found = match (&*ours.value, &*theirs.value) {
        (Value::Code(a), Value::Code(b)) => codes(a, b, target),
        _ => Some(top("not a code object".into())),
    };
    Some(found.unwrap_or_else(|| references(&ours, &theirs)))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Equality in which nested code objects count as equal: they are compared on their own.
fn shallow_eq(a: &Value, b: &Value) -> bool {
    matches!((a, b), (Value::Code(_), Value::Code(_))) || a == b
}

fn list(items: &[Rc<Value>]) -> String {
    let mut result = String::new();
    for (index, item) in items.iter().enumerate() {
        let _ = writeln!(result, "  {index:3} {item}");
    }
    result
}

fn codes(a: &Code, b: &Code, target: &Target) -> Option<Difference> {
    own_fields(a, b, target).or_else(|| {
        let nested = |code: &Code| {
            code.consts.iter().filter(|item| matches!(&***item, Value::Code(_))).cloned().collect::<Vec<_>>()
        };
        nested(a).iter().zip(&nested(b)).find_map(|pair| match (&**pair.0, &**pair.1) {
            (Value::Code(a), Value::Code(b)) => codes(a, b, target),
            _ => None,
        })
    })
}

fn own_fields(a: &Code, b: &Code, target: &Target) -> Option<Difference> {
    let unit = text(&b.qualname);
    let found =
        |kind: String, detail: String| Some(Difference { kind, unit: unit.clone(), detail, is_reference: false });
    let (ours, theirs) = (dis::instructions(a, target), dis::instructions(b, target));
    let jump = |instruction: &Instruction| instruction.meaning.starts_with("to ");
    let same = |a: &Instruction, b: &Instruction| {
        a.name == b.name && (a.meaning == b.meaning || jump(a) && jump(b) || a.meaning.contains("<code"))
    };
    let at = |position: usize| side_by_side(&ours, &theirs, position);
    let length = ours.len().min(theirs.len());
    if let Some(index) = (0..length).find(|&index| !same(&ours[index], &theirs[index])) {
        let (a, b) = (&ours[index], &theirs[index]);
        let kind = if a.name == b.name {
            format!("code: argument of {}", b.name)
        } else {
            format!("code: {} instead of {}", a.name, b.name)
        };
        return found(kind, at(index));
    }
    if ours.len() != theirs.len() {
        let which = if ours.len() < theirs.len() { "too few" } else { "too many" };
        return found(format!("code: {which} instructions at the end"), at(length));
    }
    let numbers: [(&str, i64, i64); 6] = [
        ("argcount", a.argcount.into(), b.argcount.into()),
        ("posonlyargcount", a.posonlyargcount.into(), b.posonlyargcount.into()),
        ("kwonlyargcount", a.kwonlyargcount.into(), b.kwonlyargcount.into()),
        ("stacksize", a.stacksize.into(), b.stacksize.into()),
        ("flags", a.flags.into(), b.flags.into()),
        ("firstlineno", a.firstlineno.into(), b.firstlineno.into()),
    ];
    for (field, a, b) in numbers {
        if a != b {
            let kind = match field {
                "flags" => format!("flags: {:#x} more, {:#x} missing", a & !b, b & !a),
                "stacksize" => format!("stacksize: {}", if a > b { "too large" } else { "too small" }),
                _ => field.to_string(),
            };
            return found(kind, format!("ours {a:#x}\ntheirs {b:#x}\n"));
        }
    }
    let tuples = [
        ("names", &a.names, &b.names),
        ("localsplusnames", &a.localsplusnames, &b.localsplusnames),
        ("consts", &a.consts, &b.consts),
    ];
    for (field, a, b) in tuples {
        if a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| shallow_eq(a, b)) {
            continue;
        }
        let lacks = |of: &[Rc<Value>], other: &[Rc<Value>]| {
            other.iter().any(|item| !of.iter().any(|one| shallow_eq(one, item)))
        };
        let kind = match (lacks(a, b), lacks(b, a)) {
            (true, true) => "other elements",
            (true, false) => "elements missing",
            (false, true) => "elements too many",
            (false, false) => "order or repetition",
        };
        return found(format!("{field}: {kind}"), format!("ours\n{}theirs\n{}", list(a), list(b)));
    }
    let kinds = [
        ("localspluskinds", &a.localspluskinds, &b.localspluskinds),
        ("filename", &a.filename, &b.filename),
        ("name", &a.name, &b.name),
        ("qualname", &a.qualname, &b.qualname),
    ];
    for (field, a, b) in kinds {
        if a != b {
            return found(field.into(), format!("ours {}\ntheirs {}\n", a.escape_ascii(), b.escape_ascii()));
        }
    }
    if let Some(index) = (0..length).find(|&index| ours[index].meaning != theirs[index].meaning && jump(&ours[index])) {
        return found(format!("code: target of {}", ours[index].name), at(index));
    }
    if a.code != b.code {
        return found("code: bytes (caches, prefixes, argument numbers)".into(), at(0));
    }
    if let Some(index) = (0..length).find(|&index| ours[index].position != theirs[index].position) {
        let (a, b) = (ours[index].position, theirs[index].position);
        let parts = [("line", a.0, b.0), ("end line", a.1, b.1), ("column", a.2, b.2), ("end column", a.3, b.3)];
        let which: Vec<_> = parts.iter().filter(|(_, a, b)| a != b).map(|(name, ..)| *name).collect();
        return found(format!("position of {}: {}", ours[index].name, which.join(", ")), at(index));
    }
    if a.linetable != b.linetable {
        let detail = format!("ours {:?}\ntheirs {:?}\n", a.linetable, b.linetable);
        return found("linetable: other bytes, positions of instructions equal".into(), detail);
    }
    if a.exceptiontable != b.exceptiontable {
        let (a, b) = (dis::handlers(&a.exceptiontable), dis::handlers(&b.exceptiontable));
        let index = (0..a.len().max(b.len())).find(|&index| a.get(index) != b.get(index));
        let detail = format!("ours {:#?}\ntheirs {:#?}\n", index.map(|i| a.get(i)), index.map(|i| b.get(i)));
        return found("exceptiontable".into(), detail);
    }
    None
}

/// The instructions of both sides around the difference at `index`.
fn side_by_side(ours: &[Instruction], theirs: &[Instruction], index: usize) -> String {
    let line = |instruction: Option<&Instruction>| {
        instruction.map_or_else(String::new, |i| {
            let position = dis::show_position(i.position);
            let mut meaning: String = i.meaning.chars().take(24).collect();
            if meaning.len() < i.meaning.len() {
                meaning.push('~');
            }
            format!("{:4} {} {} ({}) @{position}", i.offset, i.name, i.arg, meaning)
        })
    };
    let mut result = format!("     {:<78} | theirs\n", "ours");
    for at in index.saturating_sub(8)..(index + 9).min(ours.len().max(theirs.len())) {
        let (a, b) = (line(ours.get(at)), line(theirs.get(at)));
        let mark = if at == index { ">>" } else { "  " };
        let _ = writeln!(result, "{mark}   {a:<78} {} {b}", if a == b { "|" } else { "#" });
    }
    result
}

/// Equal values, other bytes: the references or the types of strings differ.
fn references(ours: &Stream, theirs: &Stream) -> Difference {
    let name = |event: &Event| {
        let flag = if event.tag & 0x80 == 0 { "" } else { "+ref" };
        format!("{}{flag}", char::from(event.tag & 0x7f))
    };
    let field = |event: &Event| event.place.rsplit('.').next().unwrap_or_default().to_string();
    let pairs = ours.events.iter().zip(&theirs.events);
    match pairs.into_iter().find(|(a, b)| a.tag != b.tag) {
        Some((a, b)) => Difference {
            kind: format!("marshal: {} instead of {} in {}", name(a), name(b), field(b)),
            unit: unit_at(theirs, b.offset),
            detail: format!("at {} (ours) and {} (theirs), {}\n", a.offset, b.offset, b.place),
            is_reference: true,
        },
        None => Difference {
            kind: "marshal: numbers of references".into(),
            unit: "<module>".into(),
            detail: String::new(),
            is_reference: true,
        },
    }
}

/// What stands just before and at `offset`.
fn unit_at(stream: &Stream, offset: usize) -> String {
    let index = stream.events.partition_point(|event| event.offset < offset);
    stream.events.get(index).map_or_else(String::new, |event| format!("event {index}, {}", event.place))
}
