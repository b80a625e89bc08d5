//! Sequences of bytes that are told apart by some codec or other.

/// How many of the possible sequences are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Some hundreds or thousands of each kind.
    Sample,
    /// All of one and two bytes, also after what chooses a state, and of three where there may be characters of three
    /// or more; a hundred thousand longer ones.
    Full,
}

/// A kind of sequences, and all of them.
pub struct Kind {
    /// As the golden file calls it.
    pub name: &'static str,
    /// One after another.
    pub sequences: Box<dyn Iterator<Item = Vec<u8>>>,
}

/// What is tried of `codec`.
pub fn of(codec: &str, amount: Amount) -> Vec<Kind> {
    let is_simple = is_single_byte(codec);
    let step = match (amount, is_simple) {
        (Amount::Sample, true) => 251,
        (Amount::Sample, false) => 61,
        (Amount::Full, _) => 1,
    };
    let mut kinds = vec![
        Kind { name: "one", sequences: Box::new((0..=0xff).map(|byte| vec![byte])) },
        Kind { name: "two", sequences: Box::new(pairs(step).map(|pair| pair.to_vec())) },
    ];
    let starts = starts(codec);
    if !starts.is_empty() {
        let step = if amount == Amount::Full { 1 } else { 53 * starts.len() };
        let after = starts.into_iter().flat_map(move |start| pairs(step).map(move |pair| [start, &pair].concat()));
        kinds.push(Kind { name: "after", sequences: Box::new(after) });
    }
    if !is_simple || amount == Amount::Full {
        let count = if amount == Amount::Full { 100_000 } else { 1_000 };
        kinds.push(Kind { name: "long", sequences: Box::new(longer(codec).take(count)) });
    }
    if !is_simple && amount == Amount::Full {
        let all = (0..=0xff).flat_map(|byte| pairs(1).map(move |[second, third]| vec![byte, second, third]));
        kinds.push(Kind { name: "three", sequences: Box::new(all) });
    }
    kinds
}

/// Whether each byte stands for itself, whatever is around it.
fn is_single_byte(codec: &str) -> bool {
    let several = ["cp932", "cp949", "cp950"];
    let families = ["cp", "iso8859", "koi8", "mac_", "kz1048", "ptcp154", "palmos", "hp_roman8", "tis_620", "latin_1"];
    let plain = ["ascii", "charmap", "undefined"];
    plain.contains(&codec) || families.iter().any(|start| codec.starts_with(start)) && !several.contains(&codec)
}

/// Every `step`th pair of bytes.
fn pairs(step: usize) -> impl Iterator<Item = [u8; 2]> {
    // The first ones differ, so that a step that divides 256 would find other bytes, too.
    (0..=0xffff_u16).step_by(step).map(u16::to_be_bytes)
}

/// What brings the decoder of `codec` where bytes mean something else.
fn starts(codec: &str) -> Vec<&'static [u8]> {
    let family = codec.split('_').next().unwrap_or(codec);
    match family {
        "iso2022" => vec![
            b"\x1b",
            b"\x1b$",
            b"\x1b$(",
            b"\x1b$)",
            b"\x1b(",
            b"\x1b)",
            b"\x1b.",
            b"\x1b&",
            b"\x1b&@",
            b"\x1b&@\x1b$",
            b"\x1b*",
            b"\x1b$@",
            b"\x1b$A",
            b"\x1b$B",
            b"\x1b$(B",
            b"\x1b&@\x1b$B",
            b"\x1b$(C",
            b"\x1b$(D",
            b"\x1b$(O",
            b"\x1b$(P",
            b"\x1b$(Q",
            b"\x1b(I",
            b"\x1b(J",
            b"\x1b.A\x1bN",
            b"\x1b.F\x1bN",
            b"\x1bN",
            b"\x1b$)C\x0e",
            b"\x1b$)C\x0e!!\n",
            b"\x0e",
            b"\x0e!!\x0f",
            b"\x1b)B\x0e",
            b"\x1b$B!!\x1b(B",
            b"\x1b$B\n",
        ],
        "hz" => vec![b"~", b"~{", b"~{!!", b"~{!!~}", b"~{!!\n", b"~{~"],
        "euc" => vec![
            b"\x8f",
            b"\x8e",
            b"\xa4\xd4",
            b"\xa4\xd4\xa4\xa1\xa4\xbf\xa4",
            b"\xa4\xd4\xa4\xa1\xa4",
            b"\xa4\xd4\xa4",
        ],
        "gb18030" => vec![
            b"\x810", b"\x819", b"\x821", b"\x845", b"\x841", b"\x900", b"\xe33", b"\xe39", b"\xfe9", b"\x801",
            b"\xff1",
        ],
        "utf" if codec == "utf_7" => {
            vec![b"+", b"+-", b"+A", b"+AG", b"+AGE", b"+AGEA", b"+2D3", b"+2D3c", b"+2D3cqQ", b"+2D0", b"+2D3YPQ"]
        }
        "utf" => vec![
            b"\xc3",
            b"\xe2",
            b"\xe2\x82",
            b"\xf0",
            b"\xf0\x9f",
            b"\xf0\x9f\x98",
            b"\xf4",
            b"\xed",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xef\xbb\xbf",
            b"\xff\xfe\0\0",
            b"\0\0\xfe\xff",
            b"\0\xd8",
            b"\xd8\0",
            b"\0\xdc",
            b"\0\0\x01",
            b"\0\x11",
        ],
        "unicode" | "raw" => vec![
            b"\\",
            b"\\x",
            b"\\x4",
            b"\\u",
            b"\\u12",
            b"\\u123",
            b"\\ud83d\\ud",
            b"\\U",
            b"\\U0001f60",
            b"\\U001",
            b"\\U0010ff",
            b"\\U001100",
            b"\\N",
            b"\\N{",
            b"\\N{DIGIT ONE",
            b"\\N{DIGIT ONE}",
            b"\\1",
            b"\\7",
            b"\\40",
            b"\\\\u12",
        ],
        "punycode" => vec![
            b"a-",
            b"abc-",
            b"abc-9",
            b"abc-99",
            b"bcher-kv",
            b"-",
            b"a-99999999999999",
            b"a-9999999999999999999999",
        ],
        "idna" => vec![
            b"xn--",
            b"a.xn--a-",
            b"XN--bcher-kv",
            b"xn--bcher-kv",
            b"a.xn--mnchen-3ya",
            b"a.xn--mnchen-3y",
            b"x.xn--0zwm56",
            b"b.xn--9c",
            b"xn--4dbcagdahymbxekheh6e0a7fei0",
            b"xn--ls8h",
            b"xn--zca",
            b"xn--99zz",
            b"xn--a-999999",
        ],
        _ => vec![],
    }
}

/// Sequences of three to ten bytes, without end, the same every time.
fn longer(codec: &str) -> impl Iterator<Item = Vec<u8>> + use<> {
    let mut state = codec.bytes().fold(1_u64, |state, byte| state.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let telling: &[u8] = match codec.split('_').next().unwrap_or(codec) {
        "iso2022" => b"\x1b\x1b\x1b\x0e\x0f\n$$$()).&@ABBCDFIJNOPQ!!\"0Aa~",
        "hz" => b"~~~{{}}\n!!0Aa",
        "euc" => b"\x8e\x8f\x8f\xa1\xa4\xa4\xa4\xd4\xbf\xd3\xc0\xfe\xff\xb0a",
        "gb18030" => b"\x80\x81\x84\x90\xe3\xfe\xff0199\xa1\xb0A\x7f",
        "utf" if codec == "utf_7" => b"+++--AGE29dhDcqQ/\x80 a\n",
        "utf" => b"\xc3\xe2\x82\xac\xf0\x9f\x98\x80\xed\xa0\xff\xfe\0\0\0\xd8\xdc\x10\x11a",
        "unicode" | "raw" => b"\\\\\\\\xuUN{}00123478dDfF8'\"abnrtv\n\xe9",
        "punycode" | "idna" => b"-abcxyzABCXYZ0123456789.",
        _ => b"\x80\x81\x84\x88\x8f\x90\xa0\xa1\xa4\xaa\xb0\xc6\xd4\xe0\xf0\xf9\xfc\xfd\xfe\xff@A[\\~\x7f\n",
    };
    let starts = starts(codec);
    std::iter::repeat_with(move || {
        let mut sequence = match starts.len() {
            0 => Vec::new(),
            count if next(3) == 0 => starts[next(count as u64) as usize].to_vec(),
            _ => Vec::new(),
        };
        for _ in 0..3 + next(8) {
            let is_telling = next(3) > 0;
            sequence.push(if is_telling { telling[next(telling.len() as u64) as usize] } else { next(256) as u8 });
        }
        sequence
    })
}
