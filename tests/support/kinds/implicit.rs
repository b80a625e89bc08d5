//! The names that the compiler itself binds or reads, as variables of every scope.

use super::{filled, indented};

const NAMES: &[&str] = &[
    "__class__",
    "__classdict__",
    "__classcell__",
    "__classdictcell__",
    "__static_attributes__",
    "__firstlineno__",
    "__annotations__",
    "__qualname__",
    "__module__",
    "__type_params__",
    "__orig_bases__",
    "__debug__",
    "__name__",
    "__doc__",
    "self",
    "super",
    "__private",
    "n",
];

/// Expressions in which the name is a variable.
const EXPRESSIONS: &[&str] = &[
    "N",
    "lambda: N",
    "lambda N: N",
    "lambda N: (lambda: N)",
    "lambda a=N: a",
    "[N for N in y]",
    "{N for N in y}",
    "{N: N for N in y}",
    "(N for N in y)",
    "[N for x in y]",
    "[N for x in N]",
    "[N for N in N]",
    "[x for x in y if N]",
    "[x for x in y for N in z]",
    "[x for x, N in y for z in N]",
    "[lambda: N for N in y]",
    "[lambda: N for x in y]",
    "[lambda: N for x in N]",
    "[lambda N: N for x in y]",
    "[lambda: (A, N) for A, N in y]",
    "[lambda: (zz, N) for zz, N in y]",
    "[lambda: (A, N, zz) for A in y for N in A for zz in N]",
    "{lambda: N for N in y}",
    "{N: lambda: N for N in y}",
    "(lambda: N for N in y)",
    "[(N, lambda: N) for N in N]",
    "[[N for N in y] for x in N]",
    "[[N for N in x] for x in y]",
    "[[lambda: N for N in x] for x in y]",
    "[[lambda: N for x in y] for N in z]",
    "[(N for N in y) for N in z]",
    "[(lambda: N for x in y) for N in z]",
    "[[lambda: N for N in x] for N in y]",
    "([N for N in x] for x in y)",
    "lambda: [N for N in y]",
    "lambda: [lambda: N for N in y]",
    "lambda N: [N for x in y]",
    "lambda N: [lambda: N for x in y]",
    "[N := x for x in y]",
    "[(N := x, lambda: N) for x in y]",
    "(N := y)",
    "[super() for N in y]",
    "[lambda: super() for N in y]",
    "[super().a for N in y]",
    "[N.a for N.a in y]",
    "[N[0] for N[0] in y]",
    "[lambda: N for N in y] + [N for N in y]",
    "[N for N in y] + [lambda: N for N in y]",
    "[lambda: N for N in y], [lambda: N for N in z]",
    "f'{N}{[lambda: N for N in y]}'",
];

/// The expressions that are tried in every statement.
const FEW: &[&str] =
    &["N", "[N for N in y]", "[lambda: N for N in y]", "[lambda: N for x in y]", "(lambda: N for x in N)"];

/// Statements in which the name is a variable, and the minor version that has them.
const STATEMENTS: &[(&str, u8)] = &[
    ("E", 11),
    ("x = E", 11),
    ("N = E", 11),
    ("N = 1\nE", 11),
    ("E\nN = 1", 11),
    ("global N\nE", 11),
    ("global N\nN = E", 11),
    ("nonlocal N\nE", 11),
    ("nonlocal N\nN = E", 11),
    ("N: x = E", 11),
    ("N: x\nE", 11),
    ("del N\nE", 11),
    ("N += 1\nE", 11),
    ("for N in y: E", 11),
    ("import N\nE", 11),
    ("from m import x as N\nE", 11),
    ("with x as N: E", 11),
    ("try: E\nexcept x as N: E", 11),
    ("match x:\n    case N: E", 11),
    ("def N(): return E", 11),
    ("def f(N): return E", 11),
    ("def f(N): return lambda: (N, E)", 11),
    ("def f(a=E): return N", 11),
    ("def f(a: E) -> N: pass", 11),
    ("def f(*N, k=E): return N", 11),
    ("@E\ndef f(): return N", 11),
    ("class N: E", 11),
    ("class D(N): E", 11),
    ("class D:\n    N = 1\n    E", 11),
    ("class D:\n    def m(self): return E", 11),
    ("class D:\n    def m(self): return N, E, __class__", 11),
    ("def f():\n    N = 1\n    class D:\n        E", 11),
    ("def f():\n    N = 1\n    class D:\n        N = N\n        E\n        def m(self): return N", 11),
    ("def f():\n    global N\n    class D:\n        E", 11),
    ("def f():\n    N = E\n    def g():\n        nonlocal N\n        N = E", 11),
    ("type A = E", 12),
    ("type N = E", 12),
    ("type A[N] = N, E", 12),
    ("type A[T: E] = N", 12),
    ("type A[T: (E, N)] = T", 12),
    ("def f[N](a: N): return E", 12),
    ("def f[T: N](a: E): return T", 12),
    ("def f[N](a=N): return E, N", 12),
    ("class D[N]: E", 12),
    ("class D[N](E): pass", 12),
    ("class D[T: N](T): E", 12),
    ("class D[T]:\n    def m[N](self: T): return E, __class__", 12),
    ("class D[N]:\n    N = 1\n    E", 12),
    ("def f[T = N](): return E", 13),
    ("class D[T = N]: E", 13),
    ("type A[N, T = N] = E", 13),
];

/// What the statement stands in.
const PLACES: &[&str] = &[
    "HOLE",
    "def k():\n    HOLE",
    "def k(N):\n    def l():\n        HOLE",
    "class K:\n    HOLE",
    "def k(N):\n    class K:\n        HOLE",
    "class J:\n    class K:\n        HOLE",
    "class J:\n    def k(self):\n        HOLE",
    "class K:\n    N = 0\n    HOLE",
    "async def k():\n    HOLE",
];

/// Places with type parameters.
const GENERIC_PLACES: &[&str] = &[
    "def k[T]():\n    HOLE",
    "class K[T]:\n    HOLE",
    "class K[N]:\n    HOLE",
    "class J:\n    def k[N](self):\n        HOLE",
];

/// What follows in the same block, and the minor version that has it: what makes the block need the implicit names.
const AFTER: &[(&str, u8)] = &[
    ("", 11),
    ("def m(self): return __class__", 11),
    ("def m(self): return super()", 11),
    ("m = lambda: (N, __class__)", 11),
    ("def m[T](self, a: q): pass", 12),
    ("type Z = q", 12),
    ("type Z = (q, __class__, __classdict__)", 12),
    ("def m[T: __class__](self, a: N): return super()", 12),
    ("class I[T](q): x = __class__", 12),
];

/// Each name in each expression, and in each statement, in each place, of which every `step`th is taken.
pub fn programs(minor: u8, step: usize) -> Vec<String> {
    let places = PLACES.iter().chain(if minor >= 12 { GENERIC_PLACES } else { &[] });
    let after: Vec<_> = AFTER.iter().filter(|(_, since)| *since <= minor).collect();
    let alone = EXPRESSIONS.iter().map(|expression| ("E", *expression));
    let combined = STATEMENTS.iter().filter(|(_, since)| *since <= minor);
    let combined = combined.flat_map(|(statement, _)| FEW.iter().map(|expression| (*statement, *expression)));
    let statements: Vec<_> = alone.chain(combined).collect();
    let mut programs = Vec::new();
    let mut number = 0_usize;
    for place in places {
        for (after, _) in &after {
            for (statement, expression) in &statements {
                for name in NAMES {
                    number += 1;
                    if number.is_multiple_of(step) {
                        let hole = format!("{}\n{after}", statement.replace('E', expression));
                        programs.push(filled(place, hole.trim_end()).replace('N', name));
                    }
                }
            }
        }
    }
    programs
}

/// Of [`programs()`], those that are most likely to differ: the names of a class's cells in a class.
pub fn class_cells(minor: u8) -> Vec<String> {
    let mut programs = Vec::new();
    for (after, since) in AFTER.iter().filter(|(after, _)| !after.is_empty()) {
        for name in ["__class__", "__classdict__"] {
            for expression in EXPRESSIONS {
                let body = format!("{expression}\n{after}").replace('N', name);
                programs.extend((*since <= minor).then(|| format!("class K:\n{}", indented(&body))));
            }
        }
    }
    programs
}
