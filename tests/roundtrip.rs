//! What CPython wrote, read back into our tables and written again, is the same bytes: marshal with
//! its reference bits, line tables and exception tables. Needs no compiler.
//!
//! It reads the golden corpus, and every .pyc under the directory that PYCOMPILEALL_PYCS names.

mod support;

use pycompileall::Location;
use pycompileall::Options;
use pycompileall::Target;
use pycompileall::internals::assemble::{ExceptionTable, LineTable};
use pycompileall::internals::code::Code;
use pycompileall::internals::constant::{ConstId, ConstTable};
use pycompileall::internals::{context::Context, marshal};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use support::marshal as reader;
use support::marshal::Value;

/// The bytes before the code object.
const HEADER_LEN: usize = 16;

/// What a stream says of the objects of its strings, which their values do not.
#[derive(Default)]
struct Texts {
    /// Written as interned.
    interned: HashSet<Vec<u8>>,
    /// Texts that are written as not interned.
    plain: HashSet<Vec<u8>>,
    /// One character or the empty bytes, but not the process's object for it.
    unshared: HashSet<*const Value>,
}

impl Texts {
    fn new(stream: &reader::Stream) -> Self {
        let mut texts = Self::default();
        for event in &stream.events {
            let Some(value) = &event.value else { continue };
            match (event.tag, &**value) {
                (tag, Value::Str(text)) if matches!(tag & 0x7f, b'Z' | b'A' | b't') => {
                    texts.interned.insert(text.clone());
                }
                (tag, Value::Str(text)) => {
                    if tag == b'z' && text.len() == 1 {
                        texts.unshared.insert(Rc::as_ptr(value));
                    }
                    texts.plain.insert(text.clone());
                }
                (b's', Value::Bytes(bytes)) if bytes.is_empty() => {
                    texts.unshared.insert(Rc::as_ptr(value));
                }
                _ => {}
            }
        }
        texts
    }

    /// Whether every string of this text is interned.
    fn is_only_interned(&self, value: &Value) -> bool {
        matches!(value, Value::Str(text) if self.interned.contains(text) && !self.plain.contains(text))
    }
}

/// Rebuilds values in a context, merging constants in the order in which CPython's compiler meets
/// them: those of an inner unit where the outer one loads it.
fn rebuild(value: &Value, texts: &Texts, ctx: &mut Context<'_>) -> ConstId {
    match value {
        Value::Singleton("None") => ConstTable::NONE,
        Value::Singleton("True") => ConstTable::TRUE,
        Value::Singleton("False") => ConstTable::FALSE,
        Value::Singleton(_) => ConstTable::ELLIPSIS,
        Value::Int(negative, digits) => {
            let mut sum = num_bigint::BigInt::from(0);
            for &digit in digits.iter().rev() {
                sum = (sum << 15) + digit;
            }
            ctx.consts.big_int(&if *negative { -sum } else { sum })
        }
        Value::Float(bits) => ctx.consts.float(f64::from_bits(*bits)),
        Value::Complex(re, im) => ctx.consts.complex(f64::from_bits(*re), f64::from_bits(*im)),
        Value::Str(text) => {
            let symbol = ctx.names.intern(text);
            ctx.consts.str(symbol)
        }
        Value::Bytes(bytes) => ctx.consts.bytes(bytes),
        Value::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| rebuild(item, texts, ctx)).collect();
            ctx.consts.tuple(&items)
        }
        Value::FrozenSet(items) => {
            let items: Vec<_> = items.iter().map(|item| rebuild(item, texts, ctx)).collect();
            ctx.consts.frozen_set(&items)
        }
        Value::Slice(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| rebuild(part, texts, ctx)).collect();
            ctx.consts.slice([parts[0], parts[1], parts[2]])
        }
        Value::Code(code) => rebuild_code(code, texts, ctx),
    }
}

fn rebuild_code(code: &reader::Code, texts: &Texts, ctx: &mut Context<'_>) -> ConstId {
    let name = ctx.names.intern(&code.name);
    let qualname = ctx.names.intern(&code.qualname);
    let optimized = code.flags & pycompileall::internals::code::flags::OPTIMIZED != 0;
    let mut values = Vec::new();
    for value in &code.consts {
        let mut id = rebuild(value, texts, ctx);
        match &**value {
            Value::Str(text) if !optimized && name != qualname && *text == code.qualname => {
                ctx.consts.merge_qualname(id);
            }
            Value::Str(text) if texts.is_only_interned(value) && !is_name(text) => {
                ctx.names.intern_identifier(text);
                ctx.consts.merge_name(id);
            }
            Value::Tuple(items) if !items.is_empty() && items.iter().all(|item| texts.is_only_interned(item)) => {
                ctx.consts.merge_names(id);
            }
            Value::Str(text) if texts.unshared.contains(&Rc::as_ptr(value)) => {
                let symbol = ctx.names.intern(text);
                let unshared = ctx.consts.unshared_str(symbol);
                id = ctx.consts.merge(unshared);
            }
            Value::Bytes(_) if texts.unshared.contains(&Rc::as_ptr(value)) => {
                id = ctx.consts.merge(ConstTable::OWN_EMPTY_BYTES);
            }
            _ => {
                ctx.consts.merge(id);
            }
        }
        values.push(id);
    }
    for name in code.names.iter().chain(&code.localsplusnames) {
        if let Value::Str(text) = &**name {
            ctx.names.intern_identifier(text);
        }
    }
    let names = rebuild(&Value::Tuple(code.names.clone()), texts, ctx);
    let localsplusnames = rebuild(&Value::Tuple(code.localsplusnames.clone()), texts, ctx);
    ctx.consts.merge_interned_names(names, &ctx.names);
    ctx.consts.merge_interned_names(localsplusnames, &ctx.names);
    let consts = ctx.consts.tuple(&values);
    ctx.consts.merge_one(consts);
    let [linetable, exceptiontable] = [&code.linetable, &code.exceptiontable].map(|table| ctx.consts.bytes(table));
    ctx.consts.merge_one(exceptiontable);
    let arena = ctx.consts.arena();
    let rebuilt = Code {
        argcount: code.argcount,
        posonlyargcount: code.posonlyargcount,
        kwonlyargcount: code.kwonlyargcount,
        stacksize: code.stacksize,
        flags: code.flags,
        code: arena.alloc_slice_copy(&code.code),
        consts,
        names,
        localsplusnames,
        owns_localsplusnames: false,
        localspluskinds: arena.alloc_slice_copy(&code.localspluskinds),
        name,
        qualname,
        qualname_is_const: ctx.consts.take_qualname(qualname),
        firstlineno: code.firstlineno,
        linetable,
        exceptiontable,
    };
    ctx.consts.code(rebuilt)
}

/// Interned by its characters.
fn is_name(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// Every code object in `value`, outermost first.
fn for_each_code(value: &Value, visit: &mut dyn FnMut(&reader::Code)) {
    if let Value::Code(code) = value {
        visit(code);
        code.consts.iter().for_each(|value| for_each_code(value, visit));
    }
}

fn check_tables(code: &reader::Code, target: &Target, path: &Path) {
    let mut room = vec![0; code.code.len() * LineTable::MAX_BYTES];
    let mut lines = LineTable::new(&mut room, code.firstlineno, false);
    let positions = support::dis::positions(&code.linetable, code.firstlineno);
    let instructions = support::dis::instructions(code, target);
    let ends = instructions.iter().skip(1).map(|next| next.offset).chain([code.code.len() / 2]);
    // Since 3.13 neighbours at one position share an entry.
    let merges = target.version.minor >= 13;
    let (mut last, mut units) = (Location::NONE, 0);
    for (instruction, end) in instructions.iter().zip(ends) {
        let (line, end_line, col, end_col) = positions[instruction.offset];
        let or_none = |value: Option<i32>| value.unwrap_or(-1);
        let loc = Location::new(or_none(line), or_none(end_line), or_none(col), or_none(end_col));
        if !merges || loc != last {
            lines.entry(&last, units);
            units = 0;
        }
        last = loc;
        units += (end - instruction.offset) as u32;
    }
    lines.entry(&last, units);
    let place = format!("{} {} line {}", path.display(), String::from_utf8_lossy(&code.qualname), code.firstlineno);
    let left = lines.room_left();
    room.truncate(room.len() - left);
    assert_eq!(room, code.linetable, "line table of {place}");

    let mut handlers = ExceptionTable::default();
    for handler in support::dis::handlers(&code.exceptiontable) {
        handlers.range(handler.start, handler.end, handler.target, handler.depth, handler.lasti);
    }
    assert_eq!(handlers.bytes(), code.exceptiontable, "exception table of {place}");
}

fn pycs(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            pycs(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "pyc" || extension == "marshal") {
            found.push(path);
        }
    }
}

fn check(path: &Path, target: &'static Target) -> Result<bool, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    // The goldens are code without a header.
    let is_golden = path.extension().is_some_and(|extension| extension == "marshal");
    if !is_golden && bytes.get(..2) != Some(&target.magic.to_le_bytes()) {
        return Ok(false);
    }
    let body = if is_golden { &bytes[..] } else { &bytes[HEADER_LEN..] };
    let stream = reader::read(body).map_err(|error| error.to_string())?;
    for_each_code(&stream.value, &mut |code| check_tables(code, target, path));
    let arena = bumpalo::Bump::new();
    let mut ctx = Context::new(&arena, target, Options::default());
    let id = rebuild(&stream.value, &Texts::new(&stream), &mut ctx);
    let Value::Code(code) = &*stream.value else { return Err("no code object".into()) };
    let written = marshal::dump(id, &code.filename, &mut ctx, &mut marshal::Buffers::default()).unwrap();
    if written == body {
        return Ok(true);
    }
    let again = reader::read(&written).map_err(|error| format!("unreadable: {error}"))?;
    let differing = stream.events.iter().zip(&again.events).find(|(a, b)| a.tag != b.tag || a.offset != b.offset);
    Err(differing.map_or_else(
        || "a reference's number".into(),
        |(a, b)| {
            let show = |bytes: &[u8], at: usize| bytes[at..bytes.len().min(at + 60)].escape_ascii().to_string();
            format!("at {}: theirs {}, ours {}", a.place, show(body, a.offset), show(&written, b.offset))
        },
    ))
}

#[test]
fn what_cpython_wrote_is_written_again() {
    let target = Target::py311();
    let mut paths = Vec::new();
    pycs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/golden/3.11.7"), &mut paths);
    if let Some(dir) = std::env::var_os("PYCOMPILEALL_PYCS") {
        pycs(Path::new(&dir), &mut paths);
    }
    paths.sort();
    let (mut same, mut failures) = (0, Vec::new());
    for path in &paths {
        match check(path, target) {
            Ok(checked) => same += u32::from(checked),
            Err(why) => failures.push(format!("{}: {why}", path.display())),
        }
    }
    println!("{same} of {} the same", paths.len());
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
}

/// The tables alone: which objects 3.14 and later write once is not read back.
#[test]
fn tables_since_3_14_are_written_again() {
    for &target in Target::supported().iter().filter(|target| target.version.minor >= 14) {
        let release = target.version.to_string();
        let mut paths = Vec::new();
        pycs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/golden").join(&release), &mut paths);
        assert!(!paths.is_empty(), "no goldens of {release}");
        for path in &paths {
            let bytes = std::fs::read(path).expect("a golden");
            let stream = reader::read(&bytes).expect("a code object");
            for_each_code(&stream.value, &mut |code| check_tables(code, target, path));
        }
    }
}
