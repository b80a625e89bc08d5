//! Every statement after every statement that leaves, in every nesting.

use super::{filled, indented};

/// What leaves a place for good, or nearly.
const TERMINATORS: &[&str] = &[
    "return",
    "return 1",
    "return x",
    "raise",
    "raise x",
    "raise x from y",
    "while 1: pass",
    "while True: f()",
    "while 1:\n    if x: return",
    "while 1:\n    if x: break",
    "if 1: return",
    "if 0: pass\nelse: return x",
    "if x: return\nelse: raise",
    "if x: return\nelif y: raise\nelse: return y",
    "with x: return",
    "with x as y: raise",
    "try: return\nfinally: f()",
    "try: f()\nfinally: return",
    "try: return x\nexcept: return y",
    "try: raise\nexcept E as e: raise\nelse: return",
    "match x:\n    case _: return",
    "match x:\n    case 1: return\n    case y: raise",
    "for a in b: return\nelse: return",
    "while x: return\nelse: raise",
    "assert 0\nreturn",
];

/// What leaves a turn of a loop.
const IN_LOOP: &[&str] = &[
    "break",
    "continue",
    "if x: break\nelse: continue",
    "if x: continue\nelse: return",
    "try: break\nfinally: f()",
    "with x: continue",
    "while 1: break",
];

/// Statements without others inside.
const SIMPLE: &[&str] = &[
    "pass",
    "x",
    "x = 1",
    "x, y = y, x",
    "x += y",
    "return",
    "return 2",
    "return z",
    "raise",
    "raise z",
    "del x",
    "f()",
    "z = lambda: x",
    "z = [a for a in b]",
    "z = (a for a in b)",
    "yield",
    "z = yield z",
    "yield from z",
    "def g(a=x): return a",
    "class C(x): pass",
    "import m",
    "from m import n",
    "assert x",
    "assert x, y",
    "x: int = 1",
    "z = x if y else z",
    "z = x and y or z",
    "return x and y",
    "return x if y else z",
    "z = x < y < z",
    "'text'",
    "f'{x}{y!r:>{z}}'",
    "if x: pass",
    "while x: pass",
    "while 1: pass",
    "while 0: pass",
    "for a in b: pass",
];

/// Statements that hold others.
const COMPOUND: &[&str] = &[
    "if x:\n    HOLE",
    "if x:\n    HOLE\nelse:\n    f()",
    "if x:\n    f()\nelse:\n    HOLE",
    "if x and y:\n    HOLE",
    "if 1:\n    HOLE",
    "if 0:\n    HOLE",
    "while x:\n    HOLE",
    "while not x:\n    HOLE",
    "while x and y:\n    HOLE",
    "while x or y:\n    HOLE",
    "while x < y < z:\n    HOLE",
    "while x if y else z:\n    HOLE",
    "while 1:\n    HOLE",
    "while 0:\n    HOLE",
    "while x:\n    HOLE\nelse:\n    f()",
    "while x:\n    f()\nelse:\n    HOLE",
    "for a in b:\n    HOLE",
    "for a in b:\n    HOLE\nelse:\n    f()",
    "for a in b:\n    f()\nelse:\n    HOLE",
    "try:\n    HOLE\nexcept:\n    f()",
    "try:\n    HOLE\nexcept E as e:\n    f()\nelse:\n    g()",
    "try:\n    HOLE\nfinally:\n    f()",
    "try:\n    HOLE\nexcept* E:\n    f()",
    "try:\n    f()\nexcept:\n    HOLE",
    "try:\n    f()\nexcept E as e:\n    HOLE",
    "try:\n    f()\nexcept E:\n    g()\nelse:\n    HOLE",
    "try:\n    f()\nfinally:\n    HOLE",
    "with x:\n    HOLE",
    "with x as y, z:\n    HOLE",
    "match x:\n    case 1:\n        HOLE",
    "match x:\n    case [1, y]:\n        HOLE\n    case _:\n        f()",
    "match x:\n    case y if z:\n        HOLE",
];

/// What [`COMPOUND`] statements hold.
const BODIES: &[&str] = &[
    "pass",
    "f()",
    "return",
    "return x",
    "raise",
    "raise y",
    "yield",
    "if y: return",
    "if y: return\nelse: raise",
    "while y: pass",
    "while y: return",
    "while y: raise x",
    "while 1: pass",
    "for c in d: return",
    "try: return\nfinally: f()",
    "with y: return",
];

/// Bodies that leave a turn of a loop.
const LOOP_BODIES: &[&str] = &["break", "continue", "if y: break", "if y: continue", "if y: break\nelse: continue"];

/// Where the statement that leaves and what follows stand, and whether that is in a loop.
const NESTINGS: &[(&str, bool)] = &[
    ("HOLE", false),
    ("if p:\n    HOLE", false),
    ("if p:\n    HOLE\nelse:\n    h()", false),
    ("if p:\n    h()\nelse:\n    HOLE", false),
    ("while p:\n    HOLE", true),
    ("while 1:\n    HOLE", true),
    ("for i in p:\n    HOLE", true),
    ("for i in p:\n    h()\nelse:\n    HOLE", false),
    ("while p:\n    h()\nelse:\n    HOLE", false),
    ("try:\n    HOLE\nexcept:\n    h()", false),
    ("try:\n    HOLE\nfinally:\n    h()", false),
    ("try:\n    h()\nexcept E as e:\n    HOLE", false),
    ("try:\n    h()\nfinally:\n    HOLE", false),
    ("try:\n    h()\nexcept E:\n    pass\nelse:\n    HOLE", false),
    ("with p:\n    HOLE", false),
    ("match p:\n    case 1:\n        HOLE\n    case _:\n        h()", false),
    ("for i in p:\n    try:\n        HOLE\n    finally:\n        h()", true),
    ("while p:\n    with q:\n        HOLE", true),
    ("try:\n    while p:\n        HOLE\nexcept E:\n    h()", true),
];

/// Functions with each statement after each that leaves in each nesting, of which every `step`th is taken.
pub fn programs(step: usize) -> Vec<String> {
    let after = |bodies: &[&str]| -> Vec<String> {
        let compound = COMPOUND.iter().flat_map(|outer| bodies.iter().map(|body| filled(outer, body)));
        SIMPLE.iter().map(ToString::to_string).chain(compound).collect()
    };
    let outside = after(BODIES);
    let in_loop: Vec<_> = outside.iter().cloned().chain(after(LOOP_BODIES)).collect();
    let mut programs = Vec::new();
    let mut number = 0_usize;
    for (nesting, loops) in NESTINGS {
        let more: &[&str] = if *loops { IN_LOOP } else { &[] };
        for terminator in TERMINATORS.iter().chain(more) {
            for statement in if *loops { &in_loop } else { &outside } {
                number += 1;
                if number.is_multiple_of(step) {
                    let body = filled(nesting, &format!("{terminator}\n{statement}"));
                    programs.push(format!("def k(x, y):\n{}", indented(&body)));
                }
            }
        }
    }
    programs
}
