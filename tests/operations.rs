//! The table of operations and the interpreters' own: numbers, caches, effects on the stack and kinds of every
//! operation, also of versions that only the tools know. `BLESS=1` writes the lists of opcodes
//! (`src/compiler/version/opcode/`), each with the newest interpreter of its series.

mod support;

use pycompileall::Target;
use pycompileall::internals::version::kinds::Kinds;
use pycompileall::internals::version::oparg::{Intrinsic1, Intrinsic2, binary};
use pycompileall::internals::version::opcode::{ABSENT, Op, OpcodeTable};
use std::fmt::Write as _;
use std::process::Command;
use support::interpreters::{self, Interpreter};

/// Operations and pseudo-operations of CPython that its compiler does not emit, or that we have no use for, beside those
/// whose names begin with `INSTRUMENTED_`.
const LEFT_OUT: [&str; 7] = [
    "ENTER_EXECUTOR",
    "INTERPRETER_EXIT",
    "LOAD_SUPER_METHOD",
    "LOAD_ZERO_SUPER_ATTR",
    "LOAD_ZERO_SUPER_METHOD",
    "RESERVED",
    "TRACE_RECORD",
];

/// The arguments whose effects are compared.
const ARGS: [u32; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 255, 256, 257, 0x301];

/// Each operation of an interpreter, a line each: name, number, caches, a digit for each of [`LISTS`] that it is in, and
/// its effects for each argument: with a jump, without one, and the larger of both.
const QUESTION: &str = "
import dis, opcode, sys
caches = opcode._inline_cache_entries
lists = [set(getattr(opcode, name, ())) for name in sys.argv[1].split()]
args = [int(arg) for arg in sys.argv[2].split()]
def effect(number, arg, jump):
    try:
        return dis.stack_effect(number, arg, jump=jump)
    except ValueError:
        return dis.stack_effect(number, None, jump=jump)
for name, number in opcode.opmap.items():
    if name.startswith('INSTRUMENTED_'):
        continue
    count = caches.get(name, 0) if hasattr(caches, 'get') else caches[number] if number < len(caches) else 0
    if not hasattr(opcode, 'hasarg') and number >= opcode.HAVE_ARGUMENT:
        lists[0].add(number)
    print(name, number, count, ''.join('01'[number in numbers] for numbers in lists), end='')
    for arg in args if name != 'BUILD_SLICE' else [2, 3]:
        print('', arg, *(effect(number, arg, jump) for jump in (True, False, None)), end='')
    print()
";

/// The lists of `opcode` that an operation may be in, the first one of those that take an argument.
const LISTS: [&str; 8] = ["hasarg", "hasjrel", "hasjabs", "hasconst", "hasname", "haslocal", "hasfree", "hasexc"];

/// What an interpreter says of an operation.
struct Theirs {
    name: String,
    number: u16,
    caches: u8,
    lists: [bool; LISTS.len()],
    effects: Vec<[i32; 4]>,
}

fn ask(python: &Interpreter) -> Vec<Theirs> {
    let args = ARGS.map(|arg| arg.to_string()).join(" ");
    let output = Command::new(&python.path).args(["-I", "-c", QUESTION, &LISTS.join(" "), &args]).output();
    let output = output.expect("an interpreter that starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(theirs).collect()
}

fn theirs(line: &str) -> Theirs {
    let mut words = line.split(' ');
    let mut word = || words.next().expect("a word");
    let (name, number, caches, digits) = (word().to_owned(), word(), word(), word().as_bytes());
    let lists = std::array::from_fn(|list| digits[list] == b'1');
    let effects: Vec<i32> = words.map(|word| word.parse().expect("a number")).collect();
    let (number, caches) = (number.parse().expect("a number"), caches.parse().expect("a number"));
    Theirs { name, number, caches, lists, effects: effects.as_chunks().0.to_vec() }
}

/// Our row for an operation of theirs. Pseudo-operations, which have numbers above those of a byte, have none with us.
fn row(theirs: &Theirs, table: &OpcodeTable) -> Option<Op> {
    let is_real = theirs.number < 256;
    let mut rows = Op::ALL.into_iter().filter(|op| op.name() == theirs.name);
    rows.find(|&op| !is_real || table.number(op) != ABSENT)
}

/// Our kinds for [`LISTS`], and where an interpreter's lists have another meaning than the kinds.
fn lists(op: Op, minor: u8, table: &OpcodeTable) -> [bool; LISTS.len()] {
    let kinds = table.kinds(op);
    let number = table.number(op);
    let mut lists = [
        number != ABSENT && number >= table.have_argument,
        kinds.has(Kinds::JUMP),
        false,
        kinds.has(Kinds::CONST),
        kinds.has(Kinds::NAME),
        kinds.has(Kinds::LOCAL.with(Kinds::TWO_LOCALS)),
        kinds.has(Kinds::FREE),
        kinds.has(Kinds::BLOCK_PUSH),
    ];
    // A cell or free variable is numbered after the locals. In these versions the interpreter calls it a local already,
    // which for the compiler it becomes when prefixes are known.
    if matches!((op, minor), (Op::LOAD_CLOSURE, 13..) | (Op::LOAD_DEREF, 14..)) {
        lists.swap(5, 6);
    }
    lists
}

/// Compares an interpreter's operations with a column of the table: how many there are, and how many effects.
fn compare(python: &Interpreter, table: &OpcodeTable) -> (usize, usize) {
    let (minor, path) = (python.minor, python.path.display());
    let (mut operations, mut effects) = (0, 0);
    let mut found = Vec::new();
    for theirs in ask(python) {
        let Some(op) = row(&theirs, table) else {
            assert!(LEFT_OUT.contains(&theirs.name.as_str()), "{path}: {} is not in the table", theirs.name);
            continue;
        };
        let name = op.name();
        let mut listed = theirs.lists;
        if theirs.number < 256 {
            assert_eq!((table.number(op), table.caches(op)), (theirs.number, theirs.caches.into()), "{path}: {name}");
            found.push(op);
        } else {
            // Only what has a number in the bytecode is told by it whether it has an argument.
            listed[0] = false;
        }
        for (list, (ours, theirs)) in LISTS.iter().zip(lists(op, minor, table).into_iter().zip(listed)) {
            assert_eq!(ours, theirs, "{path}: {list} of {name}");
        }
        let effect = table.effects.of(op);
        for [arg, jump, no_jump, larger] in theirs.effects {
            let arg = arg.cast_unsigned();
            let mut ours = table.effects.with_argument(op, arg);
            if table.effects.is_special(op) {
                ours += table.effects.special(op, arg);
            }
            let ours = [ours + table.effects.more_on_jump(op), ours];
            assert_eq!(ours, [jump, no_jump], "{path}: effect of {name} {arg} with and without a jump");
            assert_eq!(ours[0].max(ours[1]), larger, "{path}: effect of {name} {arg}");
            assert_eq!(effect.pushes(arg) - effect.pops(arg), no_jump, "{path}: pops and pushes of {name} {arg}");
            effects += 1;
        }
        operations += 1;
    }
    for op in Op::ALL {
        let is_there = found.contains(&op);
        assert_eq!(table.number(op) != ABSENT, is_there, "{path}: {op:?} ({})", op.name());
    }
    (operations, effects)
}

/// A target of each series that the tools know.
fn targets() -> impl Iterator<Item = &'static Target> {
    Target::known().iter().map(|series| &series[0])
}

/// Writes the list of a series' opcodes. An operation that we have no row for has CPython's name there: what is compiled
/// next says so.
fn bless(python: &Interpreter) {
    let mut all = ask(python);
    all.retain(|theirs| theirs.number < 256 && !LEFT_OUT.contains(&theirs.name.as_str()));
    all.sort_by_key(|theirs| theirs.number);
    let minor = python.minor;
    let have_argument = all.iter().find(|theirs| theirs.lists[0]).expect("an operation with an argument").number;
    let mut text = format!(
        "//! The opcodes of 3.{minor}. Written by `BLESS=1 cargo test --test operations`: do not edit.\n\n\
         opcodes_of! {{ 3.{minor};\n    HAVE_ARGUMENT {have_argument};\n"
    );
    for theirs in &all {
        let jumps = theirs.lists[1] || theirs.lists[2];
        let rows = Op::ALL.into_iter().filter(|op| op.name() == theirs.name);
        let row = rows.max_by_key(|op| op.is_jump() == jumps);
        let name = row.map_or(theirs.name.clone(), |op| format!("{op:?}"));
        let caches = if theirs.caches == 0 { String::new() } else { format!(" {}", theirs.caches) };
        let _ = writeln!(text, "    {name} {}{caches};", theirs.number);
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compiler/version/opcode");
    std::fs::write(format!("{folder}/py3{minor}.rs"), text + "}\n").expect("a list");
}

#[test]
fn rows_are_the_interpreters() {
    interpreters::assert_none_is_missing();
    if std::env::var_os("BLESS").is_some() {
        targets().filter_map(|target| interpreters::find(target.version.minor)).for_each(|python| bless(&python));
        return;
    }
    for target in targets() {
        let (minor, table) = (target.version.minor, target.opcodes);
        let found = interpreters::installed(minor);
        if found.is_empty() {
            eprintln!("no python3.{minor} here: the rows of its operations were not compared");
        }
        for python in found {
            let (operations, effects) = compare(&python, table);
            assert!(operations > 100 && effects > 1500, "{}: {operations}, {effects}", python.path.display());
            eprintln!("3.{minor}.{}: {operations} operations and {effects} effects are the same", python.micro);
        }
    }
}

/// CPython's names of the arguments of `BINARY_OP` and of the intrinsics: `NB_ADD`, `INTRINSIC_PRINT`, ...
const NAMES: &str = "
import opcode
for number, name in enumerate(opcode._nb_ops):
    print('BINARY_OP', number, name[0])
for kind in '1', '2':
    for number, name in enumerate(getattr(opcode, f'_intrinsic_{kind}_descs', ())):
        print('CALL_INTRINSIC_' + kind, number, name)
";

/// A name as both sides may spell it.
fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

#[test]
fn arguments_have_the_interpreters_numbers() {
    use {Intrinsic1 as One, Intrinsic2 as Two};
    let operators = [
        ("ADD", binary::ADD),
        ("AND", binary::AND),
        ("FLOOR_DIVIDE", binary::FLOOR_DIVIDE),
        ("LSHIFT", binary::LSHIFT),
        ("MATRIX_MULTIPLY", binary::MATRIX_MULTIPLY),
        ("MULTIPLY", binary::MULTIPLY),
        ("REMAINDER", binary::REMAINDER),
        ("OR", binary::OR),
        ("POWER", binary::POWER),
        ("RSHIFT", binary::RSHIFT),
        ("SUBTRACT", binary::SUBTRACT),
        ("TRUE_DIVIDE", binary::TRUE_DIVIDE),
        ("XOR", binary::XOR),
    ];
    let mut ours: Vec<(&str, u32, String)> = Vec::new();
    for (name, number) in operators {
        ours.push(("BINARY_OP", number, plain(&format!("NB_{name}"))));
        ours.push(("BINARY_OP", binary::inplace(number), plain(&format!("NB_INPLACE_{name}"))));
    }
    let operators = ours.len();
    let ones = [One::ImportStar, One::StopIterationError, One::AsyncGenWrap, One::UnaryPositive, One::ListToTuple];
    let generic = [One::TypeVar, One::ParamSpec, One::TypeVarTuple, One::SubscriptGeneric, One::TypeAlias];
    for one in ones.into_iter().chain(generic) {
        ours.push(("CALL_INTRINSIC_1", one as u32, plain(&format!("INTRINSIC_{one:?}"))));
    }
    let twos = [Two::PrepReraiseStar, Two::TypeVarWithBound, Two::TypeVarWithConstraints, Two::SetFunctionTypeParams];
    for two in twos.into_iter().chain([Two::SetTypeParamDefault]) {
        ours.push(("CALL_INTRINSIC_2", two as u32, plain(&format!("INTRINSIC_{two:?}"))));
    }
    for python in targets().flat_map(|target| interpreters::installed(target.version.minor)) {
        let output = Command::new(&python.path).args(["-I", "-c", NAMES]).output().expect("an interpreter that starts");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let theirs: Vec<Vec<_>> = text.lines().map(|line| line.split(' ').collect()).collect();
        let has = |(op, number, name): &&(&str, u32, String)| {
            theirs.iter().any(|line| line[0] == *op && line[1] == number.to_string() && plain(line[2]) == *name)
        };
        let found = ours.iter().filter(has).count();
        // 3.11 has no intrinsics, and 3.12 no defaults of type parameters.
        let absent = [ours.len() - operators, 1, 0][usize::from(python.minor - 11).min(2)];
        assert_eq!(found, ours.len() - absent, "{}", python.path.display());
    }
}

#[test]
fn no_two_operations_have_one_number() {
    for target in targets() {
        let minor = target.version.minor;
        let mut numbers: Vec<_> = target.opcodes.numbers.iter().filter(|&&number| number != ABSENT).collect();
        let count = numbers.len();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), count, "3.{minor}");
        assert!(count > 100, "3.{minor}");
    }
}
