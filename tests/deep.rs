//! The stacks are deep enough: for what is compiled on a shallow one, and for all that CPython accepts or its parser
//! refuses for its depth.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pycompileall::Target;
use pycompileall::internals::recursion::Stack;
use pycompileall::{Options, compile};

/// A source of so many things inside each other.
fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("v = {}x{}\n", open.repeat(depth), close.repeat(depth))
}

/// An expression with short chains of every operator around `inner`.
fn chains(inner: &str) -> String {
    let operators = ["*", "+", "<<", "&", "^", "|"].map(|operator| format!("{operator}1").repeat(8)).concat();
    format!("not {inner}{}**2{operators} < 1 and y or z if q else r", ".a".repeat(8))
}

fn chains_nested(inner: &str, depth: usize) -> String {
    (0..depth).fold(inner.to_owned(), |inner, _| format!("({})", chains(&inner)))
}

/// Blocks inside each other, with these heads in turns, and a last line.
fn blocks(heads: &[&str], depth: usize, last: &str) -> String {
    let mut source = String::new();
    for (level, head) in heads.iter().cycle().take(depth).enumerate() {
        source += &format!("{}{head}\n", " ".repeat(level));
    }
    source + &format!("{}{last}\n", " ".repeat(depth))
}

/// Things that go inside each other.
const PAIRS: &[(&str, &str)] = &[
    ("(", "+1)"),
    ("[a,", "]"),
    ("{a:", ",**b}"),
    ("{", ",*c}"),
    ("f(1,", ",k=2)"),
    ("f.g(*", ",**k)"),
    ("f(a=", ")"),
    ("a[", ":1]"),
    ("(lambda a=1, *b, **c: ", ")"),
    ("(a if ", " else b)"),
    ("(a := ", ")"),
    ("(a < ", " < b)"),
    ("(a and ", " or b)"),
    ("not ", ""),
    ("-", ""),
    ("lambda: ", ""),
    ("a**", ""),
    ("a if b else ", ""),
];

/// What can be repeated after an operand.
const LINKS: &[&str] = &["+a", ".a", "()", "[1]", ".b(1)", "+'a'"];

const HEADS: &[&[&str]] = &[
    &["def f(a, b=1, *c: int, d: str = 2) -> int:"],
    &["class C(A, k=1):"],
    &["class C(A, k=1):", "def f(a, b=1):"],
    &["if a:", "while b:"],
];

fn elifs(count: usize) -> String {
    format!("if a: pass\n{}", "elif b: pass\n".repeat(count))
}

/// Sources at the limits up to which a shallow stack does: 50 open constructs, 900 `elif`s, trees 2,900 nodes high.
fn shallow() -> Vec<String> {
    let mut sources = vec![elifs(899)];
    sources.extend(PAIRS.iter().map(|(open, close)| nested(open, close, if close.is_empty() { 49 } else { 24 })));
    sources.extend(
        PAIRS
            .iter()
            .filter(|(open, _)| !open.contains("lambda"))
            .map(|(open, close)| format!("v = {}{}{}\n", open.repeat(20), chains_nested("x", 12), close.repeat(20))),
    );
    for link in LINKS {
        let links = |count| format!("a{}", link.repeat(count / link.matches(['.', '(']).count().max(1)));
        sources.push(format!("v = {}\n", links(2800)));
        let links = links(1500);
        sources.push(format!("v = {}\n", chains_nested(&links, 18)));
        sources.push(format!(
            "from __future__ import annotations\ndef f(a: {links}) -> {}: pass\n",
            chains_nested("x", 18)
        ));
    }
    for heads in HEADS {
        sources.push(blocks(heads, 48, "pass"));
        sources.push(blocks(heads, 24, &format!("v = {}", chains_nested("x", 12))));
    }
    sources
}

/// Sources with all the nesting that there can be, accepted or refused.
fn deep() -> Vec<String> {
    let mut sources = Vec::new();
    for count in [190, 5900, 9900] {
        sources.extend([elifs(count), elifs(count) + "!\n"]);
        for &(open, close) in PAIRS.iter().filter(|(_, close)| count < 200 || close.is_empty()) {
            sources.push(nested(open, close, count));
            sources.push(nested(open, close, count) + "!\n");
            sources.push(format!("v = {}\n", open.repeat(count)));
        }
        for link in LINKS {
            sources.push(format!("v = a{}\n", link.repeat(count)));
        }
        sources.push(format!("from __future__ import annotations\ndef f(a: a{}): pass\n", "+a".repeat(count)));
    }
    // Where nodes are not counted.
    for count in [89_900, 90_100] {
        for link in LINKS {
            // A call of a method is two nodes.
            let links = link.repeat(count / link.matches(['.', '(']).count().max(1));
            sources.push(format!("v = a{links}\n"));
            sources.push(format!("from __future__ import annotations\ndef f(a: a{links}): pass\n"));
        }
    }
    for depth in [99, 120] {
        for heads in HEADS {
            sources.push(blocks(heads, depth, "pass"));
            sources.push(blocks(heads, depth, "x = !"));
            sources.push(blocks(heads, depth, &format!("v = {}", chains_nested("x", 95))));
        }
    }
    sources
}

/// How many bytes of its stack a compilation has used at most.
fn used(source: &str, target: &'static Target) -> u64 {
    /// Stacks of threads are used again, but for one of this size: each has another.
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    let size = 2 * Stack::Deep.size() + (COUNT.fetch_add(1, Ordering::Relaxed) << 16);
    thread::scope(|scope| {
        let compiled = thread::Builder::new().stack_size(size).spawn_scoped(scope, || {
            // What comes of it is not the question.
            let _ = compile(source.as_bytes(), b"x.py", target, Options::at_level(0));
            let place = 0_u8;
            resident(&raw const place as usize)
        });
        compiled.expect("a thread").join().expect("no panic")
    })
}

/// How many bytes of the mapping that holds `address` have been touched.
fn resident(address: usize) -> u64 {
    let maps = fs::read_to_string("/proc/self/smaps").unwrap_or_default();
    let mut lines = maps.lines().skip_while(|line| {
        let range = line.split(' ').next().and_then(|range| range.split_once('-'));
        let ends = range.map(|(start, end)| (usize::from_str_radix(start, 16), usize::from_str_radix(end, 16)));
        !matches!(ends, Some((Ok(start), Ok(end))) if (start..end).contains(&address))
    });
    let size = lines.find_map(|line| line.strip_prefix("Rss:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    size.map_or(0, |kilobytes| kilobytes << 10)
}

/// As 3.14.10 and 3.15.2 do with a stack of 8 MiB.
#[test]
fn what_a_release_follows_that_measures_its_stack_is_followed() {
    let future = "from __future__ import annotations\n";
    for (start, link, counts, end) in [
        ("v = a", ".a", [27_431, 28_978], ""),
        ("v = a", "()", [27_431, 28_978], ""),
        ("v = a", "[1]", [52_016, 47_421], ""),
        ("v = a", "[1:]", [52_016, 47_421], ""),
        ("v = a", ".b(1)", [27_431, 17_387], ""),
        ("v = a", "+a", [27_431, 28_978], ""),
        ("v = a", "+'a'", [27_431, 28_978], ""),
        ("del a", "[1]", [52_016, 47_420], ""),
        ("v = ", "not ", [5948, 5966], "a"),
        ("v = ", "a if b else ", [5948, 2983], "a"),
        ("if a: pass\n", "elif b: pass\n", [5948, 5964], ""),
        ("match a:\n case a", ".a", [27_431, 28_977], ": pass"),
        (&format!("{future}x: a"), "+a", [74_323, 74_517], ""),
        (&format!("{future}x: a"), "()", [74_323, 74_517], ""),
        (&format!("{future}x: a"), ".a", [87_137, 87_268], ""),
        (&format!("{future}x: a"), ".b(1)", [43_473, 43_473], ""),
    ] {
        for (release, count) in ["3.14.10", "3.15.2"].into_iter().zip(counts) {
            let target: &Target = release.parse().expect("a known release");
            let source = format!("{start}{}{end}\n", link.repeat(count));
            let compiled = thread::scope(|scope| {
                let compile = || compile(source.as_bytes(), b"x.py", target, Options::at_level(0)).map(|_| ());
                scope.spawn(compile).join().expect("no panic")
            });
            assert!(compiled.is_ok(), "{release}: {count} of {link} after {start}: {compiled:?}");
        }
    }
}

/// The optimizer of 3.12 counts the nodes of a bound before it folds them.
#[test]
fn bounds_of_type_parameters_count() {
    let target = Target::for_version(12, Some(1)).expect("a known release");
    let is_accepted = |signs| {
        let source = format!("type A[T: {}1] = T\n", "-".repeat(signs));
        compile(source.as_bytes(), b"t.py", target, Options::default()).is_ok()
    };
    assert_eq!([2986, 2987].map(is_accepted), [true, false]);
}

#[test]
fn stacks_have_twice_the_room_that_is_used() {
    for (stack, sources) in [(Stack::Shallow, shallow()), (Stack::Deep, deep())] {
        let mut most = (0, String::new(), 0);
        for source in &sources {
            for &target in Target::supported() {
                most = most.max((used(source, target), source.chars().take(60).collect(), source.len()));
            }
        }
        eprintln!(
            "deep: {stack:?} has {} KB, of which {} were used at most: {:?}",
            stack.size() >> 10,
            most.0 >> 10,
            most.1
        );
        assert!(2 * most.0 < stack.size() as u64, "{stack:?} of {} bytes: {most:?}", stack.size());
    }
}

#[test]
fn the_same_on_a_shallow_stack_and_on_a_deep_one() {
    let on = |stack: usize, source: &str| {
        let outcome = || {
            compile(source.as_bytes(), b"x.py", Target::newest(), Options::at_level(0))
                .map(|compiled| (compiled.code, compiled.warnings))
        };
        thread::scope(|scope| {
            let worker = thread::Builder::new().stack_size(stack).spawn_scoped(scope, outcome);
            worker.expect("a thread").join().expect("no panic")
        })
    };
    for source in deep().iter().filter(|source| source.len() < 20_000).chain(&shallow()) {
        let source = format!("'a' is 1\nab = cd\nab.cd('ef')\n{source}");
        assert!(on(Stack::Shallow.size(), &source) == on(2 * Stack::Deep.size(), &source), "{source}");
    }
}
