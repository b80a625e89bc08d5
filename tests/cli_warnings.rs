//! SyntaxWarnings: every kind, in every place, as each interpreter words it, on the line that it gives, as
//! often as it gives it; shown, dropped, and made errors.

mod support;

use std::fs;
use std::path::Path;

use support::twins::{self, Case, with_interpreters};

const CALLS: &[&str] = &[
    "1()",
    "'s'()",
    "f'{x}'()",
    "(1, 2)()",
    "[1]()",
    "{1}()",
    "{}()",
    "None()",
    "...()",
    "(x for x in y)()",
    "[x for x in y]()",
    "{x: 1 for x in y}()",
    "1.5(2)",
    "b''(1)",
    "(lambda: 1)()",
    "True(1)",
    "1j()",
    "x = (1\n(2))",
    "{1: 2}(3)",
    "(1 + 1)(2)",
    "(-1)()",
    "'abc'[0](1)",
    "t''()",
];

const SUBSCRIPTS: &[&str] = &[
    "1[0]",
    "'s'['t']",
    "[1]['a']",
    "(1, 2)[1.5]",
    "(1,)[x, y]",
    "[1][1, 2]",
    "{1}[0]",
    "(x for x in y)[0]",
    "{x for x in y}[0]",
    "f'{x}'['a']",
    "(lambda: 1)[0]",
    "None[0]",
    "1.5[0]",
    "''[None]",
    "[][b'x']",
    "[1, 2][...]",
    "[1][f'{x}']",
    "()['a':'b']",
    "[1][(lambda: 1)]",
    "'abc'[1j]",
    "{1:2}[0]",
    "b'x'['a']",
    "[1][[0]]",
    "[1][{}]",
    "[1][{1}]",
    "[1][True]",
    "...[0]",
    "(-1)[0]",
    "[]['a' * 2]",
    "[][-1.0]",
    "[][1 + 1]",
    "t'{x}'['a']",
    "[1][t'']",
];

const IDENTITY: &[&str] = &[
    "x is 1",
    "x is not 'a'",
    "1 is x",
    "x is ()",
    "() is x",
    "x is (1, 2)",
    "x is None",
    "x is ...",
    "x is True",
    "x is b'a'",
    "x is 1.5",
    "x is 1j",
    "x is -1",
    "x is 1 is y",
    "x is y is 's'",
    "x is []",
    "x is f'{y}'",
    "1 < x is 2",
    "x is (y,)",
    "x is 1 + 2",
    "x is 'a' 'b'",
    "x is (1, (2,))",
    "x is (1, -1)",
    "(1, *(2,)) is x",
    "(1, 2)[0] is x",
    "x is not (1,)",
    "x is t''",
];

const ASSERTIONS: &[&str] = &[
    "assert (x, y)",
    "assert ()",
    "assert (x,)",
    "assert (x, y), 'z'",
    "assert [x]",
    "assert (x for x in y)",
    "assert (1, 2)",
    "assert (x,\n y)",
];

const NUMBERS: &[&str] = &[
    "0x1for x in y",
    "[0x1for x in y]",
    "1if 2else 3",
    "1or 2",
    "0xfor 1",
    "0b1and 1",
    "0o7is 1",
    "1_000if x else y",
    "1.and 2",
    "1e5in x",
    "1jif x else y",
    "x = 1in [2]",
    "01if x else y",
    "0if x else y",
    "1not in x",
    "0b1if x else y",
];

const PLACES: &[&str] = &[
    "def f():\n  global x\n  x is 1",
    "class A:\n  x is 1\n  1()",
    "if 0:\n  x is 1\n  assert (1, 2)",
    "if __debug__:\n  x is 1",
    "while 0: x is 1",
    "try:\n  pass\nfinally:\n  x is 1",
    "def f():\n  try:\n    return\n  finally:\n    x is 1; x is 1\n    x is 2",
    "def f():\n  try: a\n  except b: return\n  else: return\n  finally: x is 2",
    "x is 3; x is 3",
    "x = [a is 1 for a in b if a is 2]",
    "lambda: x is 1",
    "async def f():\n  assert (1, 2)\n  return x is 1",
    "try: pass\nexcept* A: x is 1\nfinally: 1()",
    "from __future__ import annotations\ndef f(x: 1 is 2): pass",
    "def f(x: 1 is 2): pass",
    "def f(x=1 is 2): pass",
    "@(1 is 2)\ndef f(): pass",
    "x is 1; y = (",
    "x is 1; return",
    "1 is 1 and 0\nnonlocal z",
    "match x:\n  case 1 if x is 1: pass",
    "(a,\n b)()",
    "x = 1 if y is 1 else 2 is 3",
    "not (x is 1)",
    "x[1 is 2:3 is 4]",
    "print(*(1 is 2))",
    "f'{1 is 2}'",
    "f'{x is 1!r:{y is 2}}'",
    "del x[1 is 2]",
    "x += 1 is 2",
    "for x in 1 is 2: pass",
    "raise 1 is 2",
    "def f():\n  try: pass\n  finally:\n    return 1",
    "for x in y:\n  try: pass\n  finally:\n    break",
    "for x in y:\n  try: pass\n  finally:\n    if z: continue",
    "def f():\n  try: '\\d'\n  finally:\n    while x: return",
    "try: pass\nfinally: continue",
];

const ESCAPES: &[&str] = &[
    "x = '\\d'",
    "x = b'\\d'",
    "x = f'\\d{x}'",
    "x = f'{x}\\d'",
    "x = rf'\\d{x}'",
    "x = '\\400'",
    "x = b'\\777'",
    "x = '''a\n\\d\n'''",
    "x = '''a\\\n\\q'''",
    "x = '\\d\\q\\w'",
    "x = ('\\d'\n'\\q')",
    "'\\d doc'",
    "def f():\n    '\\d'",
    "x = f'\\{6}'",
    "x = f'{x:\\d}'",
    "x = '\\N{DIGIT ONE}\\z'",
    "x = u'\\9'",
    "x = f'\\N{DIGIT ONE}\\8'",
    "match x:\n    case '\\d': pass",
    "x: '\\d' = 1",
    "x = f'{f'\\d'}'",
    "x = f'{x!r:\\d{y}}'",
    "x = '\\é'",
    "f'''\n\\d{x}\n\\q'''",
    "x = f'{x=}\\d'",
    "import a; a.b('\\d', f(c='\\q'))",
    "x = '\\d'\ny = (2 3)",
    "x = '\\d'\ny = 0x1for\nz = '",
    "def f():\n    x = '\\d' + (1if 1else 2) + (2 3)",
    "x = f'\\{{'",
    "x = f'\\}}{x}'",
    "x = 1 1\ny = '\\d', 1if 2 else 3",
    "x = '\\d' 1\ny = 1if 2 else 3\nz = 0x1for x in y",
    "x = t'\\d{x}', rt'\\d'",
];

/// What the optimizer warns of as it folds, wherever that is.
const INVERSIONS: &[&str] = &[
    "x = 1\n\ny = ~True",
    "x = ~False, ~ True, 1",
    "x = -~True + 1",
    "x = ~(not 1)",
    "x = ~__debug__",
    "x = ~~True",
    "x = ~(True and False), ~(True,)[0], ~(1 == 1)",
    "def f(a: ~True = ~False):\n    return 1\n    ~True",
    "from __future__ import annotations\ndef f(a: ~True = ~False):\n    if 0: ~True",
    "x = f'{~True} {~True=:{~False}}'",
    "assert (~True, '\\d')\nx is ~True",
    "x in [~True, ~False]",
    "match ~True:\n    case 1: '\\d'\n    case _ if ~False: pass",
    "@~True\nclass A(~True, k=~False):\n    [~True for x in ~True]",
    "x = lambda a=~True: ~False",
    "x = ~True\nreturn",
    "x = ~True\ny = (2 3)",
    "x = ~True\nfrom __future__ import nope",
    "x = ~True 1",
    "(~True)\n'%s' % (~True,)",
];

/// What is refused: in the middle of a logical line, at the end of the file, before what is warned of.
const REFUSED: &[&str] = &[
    "s\\\nf",
    "f'\\{x}' fro i in y: pass",
    "whille 1if x else y: pass",
    "'\\d'\nretrun f'\\}}' x",
    "*",
    "if _",
    "x = '''a\nb''' 1",
    "(b\n é f'",
    "match x:\n  case A(b=c, d):",
    "f'''\n{x:{1 1}}'''",
    "def f():\n try: pass\n except* E as __debug__: pass",
    "x = 1\nfrom __future__ import barry_as_FLUFL\nx != 1",
];

/// Sources in declared encodings, whose lines are read from the file and decoded once more.
const ENCODED: &[&[u8]] = &[
    b"# coding: latin-1\nreturn '\xe9'",
    b"#!x\xe9\n# coding: latin-1\nreturn '\xe9'",
    b"#!x\xe9\n# coding: latin-1\nreturn '\xe9' 1",
    b"# \xa7\xa8\r# coding: gb18030\rassert (x, '\xb5\xdb\x85c')",
    // Carriage returns end lines for the compiler, and none of those that `tokenize` looks for a declaration in.
    b"#\rcoding: latin-1\n'\xc3\xa9' is x",
    b"#a\r#b\r# coding: latin-1\n'\xc3\xa9' is x",
    b"\r# coding: latin-1\n'\xe9' is x",
    b"\r#\n# coding: latin-1\n'\xc3\xa9' is x",
    b"x\r# coding: latin-1\n'\xe9' is x",
    b"#\rcoding: utf-99\n'\xc3\xa9' is x",
    b"\xef\xbb\xbf#\rcoding: latin-1\n'\xc3\xa9' is x",
    b"#\r\n# coding: latin-1\r\n'\xe9' is x",
    b"# coding: idna\nawait x",
    b"#\n# coding: idna\nassert (x, 'y')",
    b"# coding: idna\nx x",
    b"# coding: iso2022_kr\n# \x1b$)C\nreturn '\x0e0!\x0f'",
    b"# coding: iso2022_jp_2\n# \x1b.A\nreturn '\x1bNi'",
    b"# coding: hz\nreturn '~{;z~}'",
    b"# coding: utf-7\n'''+AOk\n-AA'''\nreturn '+AOk-'",
    b"# coding: unicode_escape\nreturn '\\u00e9'",
    b"\xef\xbb\xbf# coding: utf-8\nreturn '\xc3\xa9'",
    b"# coding: shift_jis\n'\x81\x60' is x",
];

/// Compares the runs over `sources`, a file each, under some filters.
fn compare(sources: &[impl AsRef<[u8]>], args: &[&str]) {
    compare_under(&[&[], &["-W", "always"], &["-W", "ignore::SyntaxWarning"], &["-W", "error"]], sources, args);
}

/// Compares the runs over `sources`, a file each, with each of these flags of the interpreter.
fn compare_under(filters: &[&[&str]], sources: &[impl AsRef<[u8]>], args: &[&str]) {
    let prepare = |root: &Path| {
        fs::create_dir(root.join("w")).unwrap();
        for (index, source) in sources.iter().enumerate() {
            fs::write(root.join(format!("w/m{index:02}.py")), [source.as_ref(), b"\n"].concat()).unwrap();
        }
    };
    let args: Vec<&str> = args.iter().copied().chain(["-q", "-f", "w"]).collect();
    with_interpreters(|python| {
        for flags in filters {
            twins::compare(&Case { flags, args: &args, prepare: &prepare, ..Case::PLAIN }, python, "2");
        }
    });
}

#[test]
fn what_is_called() {
    compare(CALLS, &[]);
}

#[test]
fn what_is_subscripted() {
    compare(SUBSCRIPTS, &[]);
}

#[test]
fn identity_with_literals() {
    compare(IDENTITY, &[]);
}

#[test]
fn assertions_that_always_hold() {
    compare(ASSERTIONS, &[]);
    compare(ASSERTIONS, &["-o", "2"]);
}

#[test]
fn numbers_that_run_into_keywords() {
    compare(NUMBERS, &[]);
    // Where nothing can be read the lines are not shown.
    compare(NUMBERS, &["-d", "elsewhere"]);
}

#[test]
fn in_every_place() {
    compare(PLACES, &[]);
    compare(PLACES, &["-o", "0", "-o", "1"]);
}

#[test]
fn lines_of_refusals() {
    compare(REFUSED, &[]);
    compare(REFUSED, &["-d", "elsewhere"]);
    // Names by which the file is found: nothing is stripped, another spelling of the directory.
    compare(REFUSED, &["-s", "elsewhere"]);
    compare(REFUSED, &["-d", "./w"]);
}

#[test]
fn lines_in_declared_encodings() {
    compare(ENCODED, &[]);
}

#[test]
fn invalid_escapes() {
    compare(ESCAPES, &[]);
}

#[test]
fn inversions_of_booleans() {
    compare(INVERSIONS, &[]);
    compare(INVERSIONS, &["-o", "0", "-o", "2"]);
    let filters = ["default", "once", "module", "error:BITWISE", "error:::importlib._bootstrap:488", "error:::w/m00"];
    let filters = filters.map(|filter| ["-W", filter]);
    compare_under(&filters.each_ref().map(|flags| &flags[..]), INVERSIONS, &[]);
}

/// Where the refusal of a source is followed by others, what is shown once is shown again: 3.14's search for a misspelt
/// keyword changes the warning filters, whether it warns of something itself or not.
const SHOWN_ONCE: [&str; 6] =
    ["x = '\\d'", "y = '\\d'", "x = '\\d'\nfro x in y: pass", "y = '\\d'\nx = 1 2", "y = '\\d'", "x = ("];

#[test]
fn what_is_shown_once() {
    compare_under(&[&["-W", "once"], &["-W", "once", "-W", "default:invalid"]], &SHOWN_ONCE, &[]);
}

/// What the tokenizer, the parser, the optimizer and code generation warn of, in the files of these numbers.
const FROM_EVERY_STAGE: [&str; 7] = [
    "'\\d'",
    "x = 1if x else y",
    "x is 1",
    "1()",
    "assert (x, y)",
    "def f():\n  try:\n    pass\n  finally:\n    return 1",
    "def f():\n  '\\d'\n  x is 1\n  1if x else y",
];

#[test]
fn filters_of_modules() {
    let filters = [
        "error::SyntaxWarning:w/m00",
        "error::SyntaxWarning:w/m02",
        "error::SyntaxWarning:w/m05",
        "error:::w/m06",
        "error::SyntaxWarning:w/m06:3",
        "ignore::SyntaxWarning:w/m06",
        // Names that no warning has.
        "error::SyntaxWarning:w/m06.py",
        "error::SyntaxWarning:w.m02",
        "error::SyntaxWarning:m02",
        "error::SyntaxWarning:__main__",
    ];
    let filters = filters.map(|filter| ["-W", filter]);
    compare_under(&filters.each_ref().map(|flags| &flags[..]), &FROM_EVERY_STAGE, &[]);
}

#[test]
fn filters_with_regular_expressions() {
    let filters: [&[&str]; 6] = [
        &["-W", "error:/.*literal/:SyntaxWarning:/w.m0[02]/"],
        &["-W", "error:::/m0[2-4]$/:1", "-W", "ignore:/.*parenth/"],
        &["-W", "error:/(/", "-W", "zz", "-W", "error:::/[/", "-W", "error:/)/::/(/"],
        &["-W", "error:/INVALID.*\\d/", "-W", "default:/(?-i:INVALID)/"],
        &["-W", "error:/a{1,2}/", "-W", "error:/b{2,1}/"],
        &["-W", "error://", "-W", "always:/[^a-z]/"],
    ];
    compare_under(&filters, &FROM_EVERY_STAGE, &[]);
    // Of a variable's filters each ends with a comma, whatever is around it.
    let envs = [("PYTHONWARNINGS", "error:/.*liter/,ignore:/a{1,2}/,error:/(/")];
    let prepare = |root: &Path| twins::write(&root.join("w/a.py"), "x is 1\n'\\d'\n");
    with_interpreters(|python| {
        twins::compare(&Case { envs: &envs, args: &["w"], prepare: &prepare, ..Case::PLAIN }, python, "2");
        let file = Case { module: twins::Module::PyCompile, args: &["w/a.py"], ..Case::PLAIN };
        twins::compare(&Case { envs: &envs, prepare: &prepare, ..file }, python, "2");
    });
}
