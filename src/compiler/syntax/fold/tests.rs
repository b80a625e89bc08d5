use super::*;
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::context::Options;
use crate::compiler::version::Target;
use bumpalo::Bump;
use num_bigint::BigInt;
use num_traits::Num;
use std::fmt::Write;

/// What `tests/recorded/record_fold.py` recorded of CPython.
const GOLDEN: &str = include_str!("../../../../tests/recorded/fold.tsv");

/// Operations on complex numbers, recorded of CPython 3.14.
const GOLDEN_COMPLEX: &str = include_str!("../../../../tests/recorded/fold_complex.tsv");

const FOLD: Folder = Folder { on: true, operators: true };

fn context(arena: &Bump) -> Context<'_> {
    Context::new(arena, Target::py311(), Options::at_level(0))
}

fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn float(bits: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(bits, 16).unwrap())
}

/// Reads a constant in the notation of the golden file; returns what follows it.
fn read<'t>(ctx: &mut Context<'_>, text: &'t str) -> (ConstId, &'t str) {
    if let Some(mut rest) = text.strip_prefix('(') {
        let mut items = Vec::new();
        while !rest.starts_with(')') {
            let (item, after) = read(ctx, rest);
            items.push(item);
            rest = after.strip_prefix(';').unwrap();
        }
        return (ctx.consts.tuple(&items), &rest[1..]);
    }
    let (token, rest) = text.split_at(text.find(';').unwrap_or(text.len()));
    let value = match token.split_once(':') {
        Some(("i", digits)) => ctx.consts.big_int(&BigInt::from_str_radix(digits, 16).unwrap()),
        Some(("f", bits)) => ctx.consts.float(float(bits)),
        Some(("c", bits)) => {
            let (re, im) = bits.split_once(',').unwrap();
            ctx.consts.complex(float(re), float(im))
        }
        Some(("s", hex)) => {
            let symbol = ctx.names.intern(&unhex(hex));
            ctx.consts.str(symbol)
        }
        Some(("b", hex)) => ctx.consts.bytes(&unhex(hex)),
        _ => match token {
            "None" => ConstTable::NONE,
            "True" => ConstTable::TRUE,
            "False" => ConstTable::FALSE,
            "Ellipsis" => ConstTable::ELLIPSIS,
            _ => panic!("{token}"),
        },
    };
    (value, rest)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").unwrap();
        out
    })
}

/// The notation of the golden file.
fn show(ctx: &Context<'_>, value: ConstId) -> String {
    match ctx.consts.get(value) {
        Constant::None => "None".into(),
        Constant::True => "True".into(),
        Constant::False => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Float(value) => format!("f:{:016x}", value.to_bits()),
        Constant::Complex(re, im) => format!("c:{:016x},{:016x}", re.to_bits(), im.to_bits()),
        Constant::Str(text) => format!("s:{}", hex(ctx.names.bytes(text))),
        Constant::Bytes(bytes) => format!("b:{}", hex(bytes)),
        Constant::Tuple(items) => {
            let items: String = items.iter().map(|&item| show(ctx, item) + ";").collect();
            format!("({items})")
        }
        Constant::FrozenSet(items) => {
            let items: String = items.iter().map(|&item| show(ctx, item) + ";").collect();
            format!("{{{items}}}")
        }
        constant => match arithmetic::integer(constant) {
            Some(value) => format!("i:{}", value.to_str_radix(16)),
            None => panic!("{constant:?}"),
        },
    }
}

fn node<'a>(value: ConstId) -> Expr<'a> {
    Expr { loc: Location::NONE, kind: constant(value) }
}

fn binary_operator(text: &str) -> Option<Operator> {
    Some(match text {
        "+" => Operator::Add,
        "-" => Operator::Sub,
        "*" => Operator::Mult,
        "/" => Operator::Div,
        "//" => Operator::FloorDiv,
        "%" => Operator::Mod,
        "**" => Operator::Pow,
        "<<" => Operator::LShift,
        ">>" => Operator::RShift,
        "|" => Operator::BitOr,
        "^" => Operator::BitXor,
        "&" => Operator::BitAnd,
        "@" => Operator::MatMult,
        _ => return None,
    })
}

#[test]
fn operations_fold_as_recorded_from_cpython() {
    fold_all(GOLDEN, Target::py311());
    fold_all(GOLDEN_COMPLEX, Target::for_any_version(14, None).unwrap());
}

/// Folds every line of `golden` for `target`.
fn fold_all(golden: &str, target: &'static Target) {
    let mut wrong = Vec::new();
    for line in golden.lines() {
        let arena = Bump::new();
        let mut ctx = Context::new(&arena, target, Options::at_level(0));
        let fields: Vec<&str> = line.split('\t').collect();
        let [operator, left, right, expected] = fields[..] else { panic!("{line}") };
        let (left, _) = read(&mut ctx, left);
        let kind = if let Some(op) = binary_operator(operator) {
            let (right, _) = read(&mut ctx, right);
            FOLD.bin_op(&mut ctx, arena.alloc(node(left)), op, arena.alloc(node(right)))
        } else if operator == "[]" {
            let (right, _) = read(&mut ctx, right);
            FOLD.subscript(&mut ctx, arena.alloc(node(left)), arena.alloc(node(right)), ExprContext::Load)
        } else {
            let op = match operator {
                "~" => UnaryOp::Invert,
                "not" => UnaryOp::Not,
                "u+" => UnaryOp::UAdd,
                "u-" => UnaryOp::USub,
                _ => panic!("{line}"),
            };
            FOLD.unary_op(&mut ctx, Location::NONE, op, arena.alloc(node(left))).kind
        };
        let got = match kind {
            ExprKind::Constant { value, .. } => show(&ctx, value),
            _ => "-".to_owned(),
        };
        if got != expected {
            wrong.push(format!("{line}\n  got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} lines differ, among them\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

fn text_const(ctx: &mut Context<'_>, text: &str) -> ConstId {
    let symbol = ctx.names.intern_str(text);
    ctx.consts.str(symbol)
}

fn name_node<'a>(ctx: &mut Context<'a>, id: &str) -> Expr<'a> {
    let id = ctx.names.intern_str(id);
    Expr { loc: Location::new(1, 1, 0, 1), kind: ExprKind::Name { id, ctx: ExprContext::Load } }
}

/// `text % (x, ...)` with `count` names, shown as an f-string; `-` if it stays as it is.
fn format_of(text: &str, count: usize) -> String {
    let arena = Bump::new();
    let mut ctx = context(&arena);
    let left = text_const(&mut ctx, text);
    let names: Vec<Expr<'_>> = (0..count).map(|_| name_node(&mut ctx, "x")).collect();
    let elts = arena.alloc_slice_copy(&names);
    let kind = FOLD.tuple(&mut ctx, elts, ExprContext::Load);
    let (left, right) = (arena.alloc(node(left)), arena.alloc(Expr { loc: Location::NONE, kind }));
    let ExprKind::JoinedStr(values) = FOLD.bin_op(&mut ctx, left, Operator::Mod, right) else {
        return "-".into();
    };
    let literal = |kind| match kind {
        ExprKind::Constant { value, .. } => match ctx.consts.get(value) {
            Constant::Str(text) => ctx.names.text(text),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    values
        .iter()
        .map(|value| match value.kind {
            ExprKind::FormattedValue { conversion: Some(conversion), format_spec, .. } => {
                let spec = format_spec.map(|spec| format!(":{}", literal(spec.kind))).unwrap_or_default();
                format!("{{!{}{spec}}}", char::from(conversion))
            }
            kind => literal(kind).into_owned(),
        })
        .collect()
}

#[test]
fn percent_formats_become_f_strings_where_these_can_say_it() {
    assert_eq!(format_of("a %s b", 1), "a {!s} b");
    assert_eq!(format_of("%r%a", 2), "{!r}{!a}");
    assert_eq!(format_of("100%% of %5s|%-5.2s|%.s", 3), "100% of {!s:>5}|{!s:5.2}|{!s:.0}");
    assert_eq!(format_of("%-s%+# 07s", 2), "{!s}{!s:>7}");
    for (text, count) in [
        ("%d", 1),
        ("%z5s", 1),
        ("%s", 2),
        ("%s%s", 1),
        ("%", 1),
        ("%100s", 1),
        ("%.100s", 1),
        ("%*s", 2),
        ("%(a)s", 1),
        ("a", 1),
    ] {
        assert_eq!(format_of(text, count), "-", "{text}");
    }
}

#[test]
fn sets_drop_what_python_holds_for_equal() {
    let arena = Bump::new();
    let mut ctx = context(&arena);
    let one = ctx.consts.int(1);
    let values = [
        one,
        ConstTable::TRUE,
        ctx.consts.float(1.0),
        ctx.consts.complex(1.0, 0.0),
        ctx.consts.float(0.5),
        ctx.consts.tuple(&[one]),
        ctx.consts.tuple(&[ConstTable::TRUE]),
        ctx.consts.float(f64::NAN),
        ctx.consts.float(f64::NAN),
    ];
    let elts: Vec<Expr<'_>> = values.into_iter().map(node).collect();
    let set = Expr { loc: Location::NONE, kind: ExprKind::Set(arena.alloc_slice_copy(&elts)) };
    let ExprKind::Constant { value, .. } = iterated(&mut ctx, set) else { panic!("not folded") };
    assert_eq!(show(&ctx, value), "{i:1;f:3fe0000000000000;(i:1;);f:7ff8000000000000;f:7ff8000000000000;}");
}

/// What becomes of `expr` where it is iterated over.
fn iterated<'a>(ctx: &mut Context<'a>, mut expr: Expr<'a>) -> ExprKind<'a> {
    FOLD.iter(ctx, &mut expr);
    expr.kind
}

fn list<'a>(arena: &'a Bump, elts: &[Expr<'a>]) -> ExprKind<'a> {
    ExprKind::List { elts: arena.alloc_slice_copy(elts), ctx: ExprContext::Load }
}

#[test]
fn a_list_to_iterate_over_becomes_a_tuple() {
    let arena = Bump::new();
    let mut ctx = context(&arena);
    let x = name_node(&mut ctx, "x");
    let variable = Expr { loc: Location::NONE, kind: list(&arena, &[x]) };
    assert!(matches!(iterated(&mut ctx, variable), ExprKind::Tuple { .. }));
    let starred = Expr { loc: x.loc, kind: ExprKind::Starred { value: arena.alloc(x), ctx: ExprContext::Load } };
    let unpacked = Expr { loc: Location::NONE, kind: list(&arena, &[starred]) };
    assert!(matches!(iterated(&mut ctx, unpacked), ExprKind::List { .. }));
    let comparators =
        arena.alloc_slice_copy(&[x, Expr { loc: Location::NONE, kind: list(&arena, &[node(ConstTable::NONE)]) }]);
    let ExprKind::Compare(Compare { comparators, .. }) =
        FOLD.compare(&mut ctx, arena.alloc(x), &[CmpOp::Lt, CmpOp::NotIn], comparators)
    else {
        panic!("not a comparison")
    };
    assert!(matches!(comparators[1].kind, ExprKind::Constant { .. }));
}

#[test]
fn not_turns_round_what_can_be_turned_and_takes_its_place() {
    let arena = Bump::new();
    let mut ctx = context(&arena);
    let x = name_node(&mut ctx, "x");
    let place = Location::new(1, 1, 4, 9);
    let mut negate = |op: CmpOp| {
        let kind = FOLD.compare(&mut ctx, arena.alloc(x), arena.alloc_slice_copy(&[op]), arena.alloc_slice_copy(&[x]));
        FOLD.unary_op(&mut ctx, Location::new(1, 1, 0, 9), UnaryOp::Not, arena.alloc(Expr { loc: place, kind }))
    };
    let turned = negate(CmpOp::In);
    assert_eq!(turned.loc, place);
    assert!(matches!(turned.kind, ExprKind::Compare(Compare { ops: [CmpOp::NotIn], .. })));
    assert!(matches!(negate(CmpOp::Eq).kind, ExprKind::UnaryOp { .. }));
}

#[test]
fn booleans_are_inverted_before_3_14() {
    let arena = Bump::new();
    for (minor, folds, warnings) in [(11, true, 0), (12, true, 1), (13, true, 1), (14, false, 0)] {
        let target = Target::for_any_version(minor, None).unwrap();
        let mut ctx = Context::new(&arena, target, Options::at_level(0));
        let folded = fold_unary_op(&mut ctx, UnaryOp::Invert, ConstTable::TRUE);
        assert_eq!((folded.is_some(), ctx.bool_inversions), (folds, warnings), "3.{minor}");
        let one = ctx.consts.int(1);
        assert!(fold_unary_op(&mut ctx, UnaryOp::Invert, one).is_some());
    }
}
