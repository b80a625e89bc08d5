//! How many rules of CPython's parser are in each other, at most: it has room for so many, and only [`super::diagnose`]
//! counts them exactly. Each construct here adds as many as there are from it to the next one inside it.

/// How many rules CPython's parser has room for (`MAXSTACK`).
pub(super) const MAX: u32 = 6000;

/// Whatever is in brackets, with operators of all precedences around it.
pub(super) const BRACKET: u32 = 40;

/// A field of an f-string, in the same way.
pub(super) const FIELD: u32 = 50;

/// An operator before its operand, `**`, `else` in an expression, a lambda.
pub(super) const LINK: u32 = 10;

/// A pattern in brackets.
pub(super) const PATTERN: u32 = 12;

/// A block.
pub(super) const BLOCK: u32 = 10;

/// An `elif`.
pub(super) const ELIF: u32 = 2;

/// The statement, and the expression that is innermost.
pub(super) const ENDS: u32 = 100;

#[cfg(test)]
mod tests {
    use crate::compiler::syntax::{diagnose, parser};
    use crate::compiler::values::context::{Context, Options};
    use crate::compiler::values::recursion::Stack;
    use crate::compiler::version::Target;
    use bumpalo::Bump;

    /// What is around an expression.
    const AROUND: [(&str, &str); 36] = [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("{1: ", "}"),
        ("{**(", ")}"),
        ("f(", ")"),
        ("f(*(", "))"),
        ("f(**(", "))"),
        ("f(1, k=", ")"),
        ("f(k := ", ")"),
        ("a[", "]"),
        ("a[1:", "]"),
        ("a[::", "]"),
        ("a[*(b), ", "]"),
        ("(yield ", ")"),
        ("(yield from ", ")"),
        ("(*(", "),)"),
        ("(lambda: ", ")"),
        ("(lambda x=", ": 1)"),
        ("(lambda *, x=", ": 1)"),
        ("(a if b else ", ")"),
        ("(a if ", " else b)"),
        ("(", " for b in c)"),
        ("[b for b in ", "]"),
        ("{b for b in c if ", "}"),
        ("{b: ", " for b in c}"),
        ("f(b for b in ", ")"),
        ("(not ", ")"),
        ("-(", ")"),
        ("2**-(", ")"),
        ("(await (", "))"),
        ("(x := ", ")"),
        ("(a or b and not c < d | e ^ f & g << h + i * -j ** (", "))"),
        ("{a: b or c and not d in e | f ^ g & h >> i - j / -k ** (", ")}"),
        ("f(a, b=c or d and not e is f | g ^ h & i >> j - k @ ~l ** (", ").m)"),
        ("[a for b in c if d or e and not f is g | h ^ i & j >> k - l @ ~m ** (", ")[n]]"),
    ];

    /// What is around an expression in newer versions: a field of an f-string (3.12), unpacking in comprehensions (3.15).
    const NEWER: [(&str, &str); 6] = [
        ("f'{a}{(", ") :{b}}'"),
        ("[*(", ") for b in c]"),
        ("(*", " for b in c)"),
        ("{**", " for b in c}"),
        ("f(*(", ") for b in c)"),
        ("{*b for b in (", ")}"),
    ];

    /// What is before a block.
    const BEFORE: [&str; 9] = [
        "if a:",
        "while a:",
        "for a in b:",
        "def f():",
        "class C:",
        "with a:",
        "with (a, b):",
        "async def f():",
        "if a: b\nelif c:",
    ];

    /// A number of a sequence without a pattern.
    fn next(state: &mut u64, below: usize) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize % below
    }

    /// A source for a version with so many constructs in each other, of one kind or not.
    fn source(state: &mut u64, depth: usize, same: bool, minor: u8) -> String {
        let mut text = "async def f():\n".to_owned();
        let blocks = next(state, 12);
        for indent in 1..=blocks {
            let before = BEFORE[next(state, BEFORE.len())].replace('\n', &format!("\n{}", " ".repeat(indent)));
            text.push_str(&format!("{}{before}\n", " ".repeat(indent)));
        }
        let newer = match minor {
            ..12 => 0,
            12..15 => 1,
            _ => NEWER.len(),
        };
        let (mut head, mut tail) = (String::new(), Vec::new());
        let one = next(state, AROUND.len() + newer);
        for _ in 0..depth {
            let which = if same { one } else { next(state, AROUND.len() + newer) };
            let (open, close) = AROUND.get(which).copied().unwrap_or_else(|| NEWER[which - AROUND.len()]);
            head.push_str(open);
            tail.push(close);
        }
        text.push_str(&format!("{}async def g(): x = {head}a", " ".repeat(blocks + 1)));
        text.extend(tail.iter().rev().copied());
        text.push('\n');
        text
    }

    #[test]
    fn no_source_has_more_levels_than_are_counted() {
        let mut state = 12;
        for round in 0..600 {
            let minor = [11, 12, 13, 15][round % 4];
            let target = Target::for_any_version(minor, None).unwrap();
            let text = source(&mut state, round % 29, round % 2 == 0, minor);
            let measured = Stack::Deep.run(|| {
                let arena = Bump::new();
                let mut ctx = Context::new(&arena, target, Options::default());
                let parsed = parser::parse(&text, &mut ctx, &mut parser::Buffers::default(), true);
                let counted = parsed.map(|parsed| parsed.levels).ok().unwrap_or_else(|| panic!("refused:\n{text}"));
                (counted, diagnose::depth(&text, target))
            });
            let (counted, real) = measured.expect("a stack");
            assert!(real <= counted, "{real} levels, counted as {counted}:\n{text}");
            assert!(counted < 5 * real, "{real} levels, counted as {counted}:\n{text}");
        }
    }
}
