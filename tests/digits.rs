//! How many decimal digits an integer may have: every kind of number, of lengths about the limit, wherever a number may
//! stand, is accepted or refused as the interpreters found do it, with the limit that `-X int_max_str_digits` sets.

mod support;

use pycompileall::Target;
use pycompileall::{Options, compile};
use std::fmt::Write as _;
use support::{interpreters, refusal};

/// What a number is of so many digits.
const KINDS: [fn(usize) -> String; 13] = [
    |length| "7".repeat(length),
    |length| "0".repeat(length),
    |length| format!("1{}", "0".repeat(length - 1)),
    |length| "7_".repeat(length - 1) + "7",
    |length| "0_".repeat(length - 1) + "0",
    |length| format!("{}7", "0".repeat(length - 1)),
    |length| format!("{}j", "7".repeat(length)),
    |length| format!("{}7j", "0".repeat(length - 1)),
    |length| format!("{}.{}", "7".repeat(length / 2), "7".repeat(length - length / 2)),
    |length| format!("0.{}e1", "7".repeat(length)),
    |length| format!("0x{}", "f".repeat(length)),
    |length| format!("0o{}", "7".repeat(length)),
    |length| format!("0b{}", "1".repeat(length)),
];

/// Where a number stands.
const PLACES: [&str; 18] = [
    "x = {}\n",
    "x = -{}\n",
    "x = 1 + {}\n",
    "x = {} * {}\n",
    "x = (\n {},\n  {} y)\n",
    "x = {}\ny = $\n",
    "x = {}\ny = )\n",
    "x = f'{{{}}}'\n",
    "x = f'''a\n{{{}:{{{}}}}}'''\n",
    "x = '%s' % ({},)\n",
    "x: {}\n",
    "from __future__ import annotations\nx: {}\ndef f(y: -{}, *z: (1, {})): pass\n",
    "from __future__ import annotations\ndef f() -> f'{{{}}}': pass\n",
    "match x:\n case {}: pass\n",
    "match x:\n case {{{}: 1, -{}: 3, {}: 2, -{}: 4}}: pass\n",
    "match x:\n case -{} + 1j: pass\n",
    "match x:\n case {{{}: 1, -{}: 2}}: pass\n",
    "match x:\n case {{{}: 1, 2: 3, {}: 2}}: pass\n",
];

/// Limits, and lengths of numbers about them: decimal digits, and digits of others with as many decimal ones.
const LIMITS: [(u32, &[usize]); 4] = [
    (Options::INT_MAX_STR_DIGITS, &[4300, 4301, 3571, 3572, 4761, 4762, 14284, 14285]),
    (640, &[640, 641, 531, 532, 708, 709]),
    (5000, &[4301, 5001]),
    (0, &[4301]),
];

#[test]
fn long_numbers_are_refused_as_the_interpreters_do() {
    let mut differing = String::new();
    for target in Target::supported() {
        for python in interpreters::all(target.version.minor) {
            let target = Target::for_any_version(python.minor, Some(python.micro)).expect("a version that we know");
            for (limit, lengths) in LIMITS {
                let numbers = lengths.iter().flat_map(|&length| KINDS.map(|kind| kind(length)));
                let programs: Vec<_> = numbers
                    .flat_map(|number| {
                        PLACES.map(|place| place.replace("{}", &number).replace("{{", "{").replace("}}", "}"))
                    })
                    .collect();
                let arguments = ["-X", &format!("int_max_str_digits={limit}")];
                let theirs = refusal::recorded_with(&python.path, &arguments, &programs);
                let mut options = Options::default();
                options.int_max_str_digits = limit;
                let mut refused = 0;
                for (program, theirs) in programs.iter().zip(&theirs) {
                    refused += usize::from(theirs.contains("Exceeds the limit"));
                    let ours = match compile(program.as_bytes(), b"refused.py", target, options) {
                        Ok(_) => "accepted".to_owned(),
                        Err(error) => refusal::record(&error),
                    };
                    if ours != *theirs {
                        let shown: String = program.chars().filter(|c| !c.is_ascii_digit()).collect();
                        let _ = write!(
                            differing,
                            "\n{} with {limit}: {} bytes, without digits:\n{shown}  ours:   {ours}\n  theirs: {theirs}\n",
                            target.version,
                            program.len(),
                        );
                    }
                }
                println!(
                    "{} with {limit}: {} programs, {refused} with too many digits",
                    target.version,
                    programs.len()
                );
                assert!(limit == 0 || refused > 50, "{refused} of {}", programs.len());
            }
        }
    }
    assert!(differing.is_empty(), "{differing}");
}
