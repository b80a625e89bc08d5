//! Shapes of sources that grow, each by the number of its items: what a source can have many of. Work and memory are to
//! grow no faster.

/// One kind of source.
pub struct Shape {
    /// What grows in it.
    pub name: &'static str,
    /// From which version on it is accepted.
    pub minor: u8,
    /// From which version on CPython's own work grows faster, and ours with it.
    pub grows_since: u8,
    /// What is written: a line of the source for each warning, so that all may be more than the source.
    pub is_shown: bool,
    /// A source with so many items.
    pub source: fn(usize) -> String,
}

/// A shape for all versions.
const fn shape(name: &'static str, source: fn(usize) -> String) -> Shape {
    Shape { name, minor: 11, grows_since: u8::MAX, is_shown: false, source }
}

/// A sum of constants. Since 3.14 each sum of the first ones is a constant of the unit until the last is made, so that they
/// are as long together as the square of their number.
const fn sum(name: &'static str, source: fn(usize) -> String) -> Shape {
    Shape { grows_since: 14, ..shape(name, source) }
}

/// What `item` makes of each number, with `separator` between.
fn join(items: usize, separator: &str, item: impl Fn(usize) -> String) -> String {
    (0..items).map(item).collect::<Vec<_>>().join(separator)
}

/// A line for each number.
fn lines(items: usize, line: impl Fn(usize) -> String) -> String {
    (0..items).map(|item| line(item) + "\n").collect()
}

/// All shapes.
pub const SHAPES: &[Shape] = &[
    Shape {
        is_shown: true,
        ..shape("warnings on one line", |n| format!("{}\n", join(n, ";", |_| "1 is 1".to_owned())))
    },
    Shape {
        is_shown: true,
        ..shape("escapes on one line", |n| format!("x = [{}]\n", join(n, ",", |_| r"'\d'".to_owned())))
    },
    shape("lines that warn", |n| lines(n, |_| "1 is 1".to_owned())),
    shape("escapes on lines", |n| format!("x = ({})\n", join(n, "\n", |_| r"'\d'".to_owned()))),
    sum("sum of strings", |n| format!("x = {}\n", join(n.min(2900), " + ", |_| "'abcdefgh'".to_owned()))),
    sum("sum of strings too long", |n| format!("x = {}\n", join(n + 12_000, "+", |i| format!("'{i}'")))),
    sum("sum of bytes", |n| format!("x = {}\n", join(n.min(2900), " + ", |i| format!("b'{i}abcdefgh'")))),
    sum("sum of tuples", |n| format!("x = {}\n", join(n.min(2900), " + ", |i| format!("({i}, 1)")))),
    shape("sums of names", |n| lines(n / 20, |_| format!("x = {}", join(50, " + ", |i| format!("a{i}*b"))))),
    shape("membership in integers", |n| format!("x in {{{}}}\n", join(n, ",", |i| i.to_string()))),
    shape("membership in strings", |n| format!("x in {{{}}}\n", join(n, ",", |i| format!("'a{i}'")))),
    shape("membership in floats", |n| format!("x in {{{}}}\n", join(n, ",", |i| format!("{i}.5")))),
    shape("membership in large integers", |n| {
        format!("x in {{{}}}\n", join(n, ",", |i| format!("{i}0000000000000000000000")))
    }),
    shape("membership in tuples", |n| format!("x in {{{}}}\n", join(n, ",", |i| format!("({i},'a')")))),
    shape("set of constants", |n| format!("x = {{{}}}\n", join(n, ",", |i| i.to_string()))),
    shape("dict of constants", |n| format!("x = {{{}}}\n", join(n, ",", |i| format!("'k{i}':{i}")))),
    shape("keys of a mapping pattern", |n| {
        format!("match x:\n case {{{}}}: pass\n", join(n, ",", |i| format!("{i}:_")))
    }),
    shape("attributes of a class pattern", |n| {
        format!("match x:\n case A({}): pass\n", join(n, ",", |i| format!("a{i}=_")))
    }),
    shape("cases", |n| format!("match x:\n{}", lines(n, |i| format!(" case {i}: y = {i}")))),
    shape("keyword arguments", |n| format!("f({})\n", join(n, ",", |i| format!("a{i}=1")))),
    shape("keyword arguments and mappings", |n| format!("f({})\n", join(n, ",", |i| format!("**a{i},b{i}=1")))),
    shape("functions with defaults", |n| lines(n, |i| format!("def f{i}(a={i}, b={}): pass", i + 1))),
    shape("functions with tuples", |n| lines(n, |i| format!("def f{i}(): return ({i}, {})", i + 1))),
    shape("functions with docstrings and folded text", |n| {
        lines(n, |i| format!("def f{i}():\n 'doc {i}'\n 'a' + 'b'"))
    }),
    shape("functions", |n| lines(n, |i| format!("def f{i}(a{i}):\n b{i} = a{i}\n return g{i}(b{i})"))),
    shape("methods", |n| format!("class C:\n{}", lines(n, |i| format!(" def m{i}(self): self.a{i} = super().m{i}()")))),
    shape("private names", |n| format!("class C:\n{}", lines(n, |i| format!(" def __m{i}(self): return self.__a{i}")))),
    shape("lambdas", |n| format!("x = [{}]\n", join(n, ",", |i| format!("lambda a: a + {i}")))),
    shape("parameters that are cells", |n| {
        let names = join(n, ",", |i| format!("a{i}"));
        format!("def f({names}):\n def g(): return [{names}]\n")
    }),
    shape("cells, a function each", |n| {
        format!("def f():\n{}", lines(n, |i| format!(" a{i} = 1\n def g{i}(): return a{i}")))
    }),
    shape("comprehensions in a module", |n| lines(n, |i| format!("x = [a{i} for a{i} in b]"))),
    shape("comprehensions in a class", |n| format!("class C:\n{}", lines(n, |i| format!(" x = [a{i} for a{i} in b]")))),
    shape("comprehensions in a function", |n| {
        format!("def f(b):\n{}", lines(n, |i| format!(" x = [(y{i} := a{i}) for a{i} in b]")))
    }),
    shape("targets of a comprehension", |n| format!("x = [1 for {} in b]\n", join(n, ",", |i| format!("a{i}")))),
    shape("global statements", |n| format!("def f():\n{}", lines(n, |i| format!(" global a{i}; a{i} = 1")))),
    shape("handlers", |n| format!("def f():\n try: a\n{}", lines(n, |i| format!(" except B{i} as e: c")))),
    shape("try statements", |n| format!("def f():\n{}", lines(n, |_| " try: a\n finally: b".to_owned()))),
    shape("returns through a finally", |n| {
        format!("def f():\n try:\n{} finally: c()\n", lines(n, |i| format!("  if a: return {i}")))
    }),
    shape("with statements", |n| lines(n, |_| "with (a).b: c".to_owned())),
    shape("conditions", |n| format!("if {}: x\n", join(n, " or ", |i| format!("a{i} and b")))),
    shape("tests of constants", |n| format!("def f(x):\n{}", lines(n, |i| format!(" y = 'a{i}' and x")))),
    shape("jumps out of a loop", |n| {
        format!("def f():\n for a in b:\n{}", lines(n, |i| format!("  if c{i}: break\n  if d: continue")))
    }),
    shape("locals that may be unset", |n| format!("def f():\n{}", lines(n, |i| format!(" if x: a{i} = 1\n b = a{i}")))),
    shape("targets that are empty", |n| format!("[{}] = x\n", join(n, ",", |_| "()".to_owned()))),
    shape("targets that are items of constants", |n| format!("{} = x\n", join(n, ",", |_| "(1,2)[0]".to_owned()))),
    shape("chained targets", |n| format!("{} = 1\n", join(n, " = ", |i| format!("a{i}")))),
    shape("dead code", |n| format!("def f():\n return\n{}", lines(n, |i| format!(" if a{i}: b")))),
    shape("annotations kept as text", |n| {
        format!("from __future__ import annotations\nx: A[{}]\n", join(n, ",", |i| format!("a{i}")))
    }),
    shape("fields of an f-string", |n| format!("x = f'{}'\n", "a{b!r:>{c}}".repeat(n))),
    shape("fields of an f-string of lines", |n| format!("x = f'''{}'''\n", "a{b}\n".repeat(n))),
    shape("an error after fields of an f-string", |n| format!("x = f'{}{{a b}}'\n", "a{b:>{c}}".repeat(n))),
    shape("fields of a format spec", |n| format!("x = f'{{a:{}}}'\n", "{b}".repeat(n))),
    // So many that CPython's parser has room for twice as many.
    shape("elif", |n| format!("if a: b\n{}", lines(n.min(600), |i| format!("elif a{i}: b")))),
    shape("an error after elif", |n| format!("if a: b\n{}x = = 1\n", lines(n.min(600), |i| format!("elif a{i}: b")))),
    shape("numbers with the same low bits", |n| lines(n, |i| format!("x = a + {}", (i as u64) << 40))),
    shape("comparisons", |n| format!("if {}: x\n", join(n, " < ", |i| format!("a{i}")))),
    shape("scopes with free variables", |n| {
        let names = join(20, ",", |i| format!("p{i}"));
        format!("def f({names}):\n{}", lines(n / 10, |i| format!(" def g{i}(): return [{names}]")))
    }),
    shape("nonlocal names", |n| {
        let names = |separator| join(n, separator, |i| format!("a{i}"));
        format!("def f():\n {} = 1\n def g():\n  nonlocal {}\n", names("="), names(","))
    }),
    shape("decorators", |n| format!("{}def f(): pass\n", lines(n, |i| format!("@d{i}")))),
    shape("bases", |n| format!("class A({}): pass\n", join(n, ",", |i| format!("*B{i}, C")))),
    shape("alternatives", |n| format!("match x:\n case {}: pass\n", join(n, "|", |i| format!("[{i},a,b]")))),
    shape("dict with mappings", |n| format!("x = {{{}}}\n", join(n, ",", |i| format!("**a{i}, 'k{i}': 1")))),
    shape("continued lines", |n| format!("x = {}1\n", "\\\n".repeat(n))),
    shape("blank lines and comments", |n| format!("{}x\n", "# a\n\n \r\n".repeat(n))),
    shape("imported names", |n| format!("from a import ({})\n", join(n, ",", |i| format!("a{i} as b")))),
    shape("breaks in a with statement", |n| {
        format!("while a:\n with c:\n{}", lines(n, |i| format!("  if b{i}: break")))
    }),
    shape("digits of a hexadecimal number", |n| format!("x = 0x{}\n", "f3".repeat(10 * n))),
    shape("long jumps", |n| lines(n / 50, |_| format!("while a:\n {}", "b;".repeat(50)))),
    shape("unpacked targets", |n| {
        format!("{} = {}\n", join(n, ",", |i| format!("a{i}")), join(n, ",", |_| "b".into()))
    }),
    shape("identifiers to be normalized", |n| lines(n, |i| format!("\u{fb01}{i} = \u{ff58}{i}"))),
    shape("deep blocks", |n| lines(n / 90, |_| join(90, "\n", |depth| format!("{}if a:", " ".repeat(depth))) + " b")),
    shape("f-strings side by side", |n| format!("x = ({})\n", join(n, "\n", |i| format!("f'a{{b{i}=}}'")))),
    shape("escapes in a string", |n| format!("x = '{}'\n", r"\n\x41\N{BULLET}".repeat(n))),
    shape("lines of a docstring", |n| format!("'''{}'''\n", "\tabc\t d\n".repeat(n))),
    Shape {
        minor: 12,
        ..shape("generic classes", |n| lines(n, |i| format!("class A{i}[T](B[T]):\n def m(self, x: T): return x")))
    },
    Shape { minor: 12, ..shape("type aliases", |n| lines(n, |i| format!("type A{i}[T] = list[T]"))) },
    Shape {
        minor: 12,
        ..shape("private type parameters", |n| format!("class A[{}]: pass\n", join(n, ", ", |i| format!("__T{i}: B"))))
    },
    shape("brackets", |n| lines(n / 50, |_| format!("x = {}a{}", "[".repeat(100), "]".repeat(100)))),
    shape("soft keywords", |n| lines(n, |_| "match(a, [b]); type(c).d = 1".to_owned())),
    shape("an error at the end", |n| {
        format!("{}x = = 1\n", lines(n, |i| format!("x{i} = f(a, b=[1, 2], c={{'d': e}})")))
    }),
    shape("an error after a list", |n| format!("x = [{} b c]\n", "a, ".repeat(n))),
    shape("an open bracket", |n| format!("x = (\n{}", "a,\n".repeat(n))),
    shape("an error of the compiler at the end", |n| format!("{}return\n", lines(n, |i| format!("x = {i}")))),
];

/// What must grow faster, as it does in CPython: what each name captures is moved below all others. If it seems not to,
/// nothing is measured.
pub const CAPTURES: Shape =
    shape("captures", |n| format!("match x:\n case [{}]: pass\n", join(n, ",", |i| format!("a{i}"))));
