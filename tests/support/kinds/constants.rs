//! Operations on constants whose results are objects that the process has once, or could have.

const STRINGS: &[&str] = &["''", "'a'", "'é'", "'ā'", "'%'", "'ab'", "'a b'", "'é!'", "'\\udc80'", "'😀'"];
const BYTES: &[&str] = &["b''", "b'a'", "b'\\xff'", "b'ab'", "b'\\x61'"];
const TUPLES: &[&str] = &["()", "(1,)", "(1, 'a')", "('a b', b'a', ())", "((),)", "(b'',)", "('',)"];
const COUNTS: &[&str] = &["0", "1", "2", "-1", "True", "False", "300"];
const INTEGERS: &[&str] = &[
    "0",
    "1",
    "2",
    "-1",
    "-5",
    "-6",
    "255",
    "256",
    "257",
    "2**30",
    "2**31 - 1",
    "2**40",
    "2**63",
    "-2**63",
    "2**70",
    "True",
    "False",
];
const FLOATS: &[&str] = &["0.0", "-0.0", "1.0", "1.5", "1e300", "1e400", "0j", "1j", "-1j"];
const OPERATORS: &[&str] = &["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"];
const FORMATS: &[&str] =
    &["''", "'%'", "'%%'", "'%%%%'", "'a%%'", "'%s'", "'%%%s'", "'%r%%'", "'a'", "'%5s'", "'%.0s'", "'é%s'"];
const VALUES: &[&str] = &["()", "(x,)", "(1,)", "('a',)", "('',)", "(x, y)", "x", "'a'", "(*x,)", "(b'',)"];
const JOINED: &[&str] = &[
    "'' ''",
    "'a' ''",
    "'' 'a'",
    "b'' b''",
    "b'a' b''",
    "b'' b'a'",
    "b'a' b'b'",
    "'a' 'b'",
    "f''",
    "f'' ''",
    "f'a'",
    "'a' f''",
    "f'{{'",
    "f'{x}' ''",
    "'' f'{x}'",
    "f'{\"\"}'",
    "f'{1}'",
    "f'{x:}'",
    "f'{x!r:{y}}'",
    "'\\\n'",
    "'\\\na'",
    "b'\\\n'",
    "b'\\\na'",
    "'\\x61'",
    "'\\N{LATIN SMALL LETTER A}'",
    "'\\u00e9'",
    "'\\xe9'",
    "r''",
    "rb''",
    "u'a'",
    "'''\n'''",
    "b'''\n'''",
];

/// Where an expression stands: what else holds an equal object, and whether its unit has handlers, whose table
/// otherwise is an empty bytes object.
const PLACES: &[&str] = &[
    "x = E\n",
    "try: x = E\nfinally: y()\n",
    "try: x = (E, a), E\nfinally: y()\n",
    "try: x = ((E), 7, ((E), 8))\nfinally: y()\n",
    "try: z in {E, 99}\nfinally: y()\n",
    "try: z in {E}, z in [E]\nfinally: y()\n",
    // (Which of two equal objects in a set counts is decided by the order of hashes: no `b''` here.)
    "try: z in {(E, 1), ('', 1), E, '', ()}\nfinally: y()\n",
    "def f(a=E):\n    try: return E\n    finally: y()\n",
    "try:\n    x = E\n    y = '', b'', (), 0, 1, 'a', b'a'\nfinally: y()\n",
    "try:\n    y = '', b'', (), 0, 1, 'a', b'a'\n    x = E\nfinally: y()\n",
    "try:\n    y = ('', b'', (), 0, 1, 'a', b'a'), a\n    x = E\nfinally: y()\n",
    "def f():\n    try: return E\n    finally: y()\ntry: f(E)\nfinally: y()\n",
    "class C:\n    E\n    x = E\n",
    "try:\n    lambda: E\n    if E: z = E\n    while E: break\n    assert E\nfinally: y()\n",
    "try: x[E] = -E, not E, E is E, {E: E}, f'{E}'\nfinally: y()\n",
];

/// Every operation that may give an empty or shared object.
fn expressions() -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for texts in [STRINGS, BYTES, TUPLES] {
        for text in texts {
            all.push((*text).to_owned());
            all.extend(texts.iter().map(|other| format!("{text} + {other}")));
            all.extend(COUNTS.iter().flat_map(|count| [format!("{text} * {count}"), format!("{count} * {text}")]));
            all.extend(["0", "1", "-1", "-2", "5", "True"].map(|index| format!("{text}[{index}]")));
            all.extend(["0:0", "1:", ":0", "::2"].map(|bounds| format!("{text}[{bounds}]")));
            all.extend(["0", "1"].map(|count| format!("({text} * {count}) + {text}")));
            all.extend(["0", "1"].map(|count| format!("({text} * {count}) * 3")));
            all.push(format!("({text} * 0) + ({text} * 0)"));
            all.push(format!("{text} + {text} * 0 + {text} * 0"));
            all.push(format!("{text} * 0 + {text} * 0 + {text}"));
            all.push(format!("{text} * 0 + {text}[:0] + {text} + {text} * 0"));
            all.push(format!("({text} * 0,)"));
            all.push(format!("({text} * 0, 1) + (2,)"));
            all.push(format!("({text} * 0,)[0]"));
        }
    }
    for left in INTEGERS {
        all.extend(["-", "+", "~", "not "].map(|operator| format!("({operator}({left}))")));
        for operator in OPERATORS {
            all.extend(INTEGERS.iter().map(|right| format!("({left}) {operator} ({right})")));
        }
    }
    for left in FLOATS {
        all.push((*left).to_owned());
        all.extend(["-", "+", "not "].map(|operator| format!("({operator}({left}))")));
        for operator in ["+", "-", "*", "/", "//", "%"] {
            all.extend(FLOATS.iter().chain(&INTEGERS[..8]).map(|right| format!("({left}) {operator} ({right})")));
        }
    }
    all.extend(FORMATS.iter().flat_map(|format| VALUES.iter().map(move |value| format!("{format} % {value}"))));
    all.extend(JOINED.iter().map(ToString::to_string));
    all.extend(["None", "...", "__debug__", "not None", "not ()", "not ''", "not b''"].map(ToOwned::to_owned));
    all
}

/// Each expression in each place, of which every `step`th is taken.
pub fn programs(step: usize) -> Vec<String> {
    let expressions = expressions();
    let mut programs = Vec::new();
    let mut number = 0_usize;
    for expression in &expressions {
        for place in PLACES {
            number += 1;
            if number.is_multiple_of(step) {
                programs.push(place.replace('E', &format!("({expression})")));
            }
        }
    }
    programs
}
