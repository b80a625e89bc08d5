"""Writes what the compiler knows of Unicode, and the digests that it is tested with, from interpreters.

Run with interpreters of each Unicode version that `RECORDINGS` in src/compiler/values/unicode/mod.rs lists, the oldest
first, and of one version with the one last that knows most names (tests/recorded/wasm.mjs runs those that are WebAssembly):

    python3 record_unicode.py NameAliases.txt 3.11.7 3.12.1 3.13.0 3.13.18 3.14.2 3.14.10 3.15.2

Each of them, a path, is asked for its own database. NameAliases.txt (from the Unicode Character Database; that of 16.0
was given) only says which aliases to try, since no interpreter lists them: whether there is one, the interpreter decides.

Written are src/compiler/values/unicode/tables.rs, names/X.Y.bin beside it (what each Unicode version has more than the
one before) and tests/recorded/unicode.tsv (a line a subject, a column a release: the digest of all answers, or the answer).
"""

import codecs
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from textwrap import wrap

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
LAST = 0x110000

# The names of these are worked out.
HANGUL = "HANGUL SYLLABLE "

# A name that ends in its own code point is not listed: a set says which code points have one. These are known by
# interpreters that do not tell them.
UNTOLD = ["TANGUT IDEOGRAPH-"]

# The names up to this Unicode version say which pieces all names are made of, so that a later one leaves the files of
# these as they are.
PIECES_UP_TO = "15.1"

# Entries of a block of names, of which the first one is written in full.
BLOCK = 64

# Names that are none, or that not every version takes for one.
NEAR_MISSES = [
    "", " ", "A", "LATIN SMALL LETTER", "latin small letter a", "LATIN SMALL LETTER A ", " LATIN SMALL LETTER A",
    "LATIN  SMALL LETTER A", "LATIN_SMALL_LETTER_A", "LATIN-SMALL-LETTER-A", "LATINSMALLLETTERA",
    "Latin Small Letter A", "LATIN SMALL LETTER \u0410", "LATIN SMALL LETTER \u00c4", "\u017fPACE", "\u212aELVIN SIGN",
    "HANGUL SYLLABLE GA", "hangul syllable ga", "HANGUL SYLLABLE ga", "Hangul Syllable GA", "HANGUL SYLLABLE GAGG",
    "HANGUL SYLLABLE GAX", "HANGUL SYLLABLE  GA", "HANGUL SYLLABLE", "HANGUL SYLLABLE ", "HANGUL SYLLABLE G",
    "HANGUL SYLLABLE A", "HANGUL SYLLABLE YEONG", "HANGUL SYLLABLE GWAELB", "HANGUL SYLLABLE GWEO", "HANGUL SYLLABLE-GA",
    "CJK UNIFIED IDEOGRAPH-4E00", "cjk unified ideograph-4e00", "CJK UNIFIED IDEOGRAPH-4e00", "CJK Unified IDEOGRAPH-4E00",
    "CJK UNIFIED IDEOGRAPH-04E00", "CJK UNIFIED IDEOGRAPH-004E00", "CJK UNIFIED IDEOGRAPH-4E0", "CJK UNIFIED IDEOGRAPH-",
    "CJK UNIFIED IDEOGRAPH", "CJK UNIFIED IDEOGRAPH-+4E00", "CJK UNIFIED IDEOGRAPH-4E00 ", "CJK UNIFIED IDEOGRAPH 4E00",
    "CJK UNIFIED IDEOGRAPH-9FFF", "CJK UNIFIED IDEOGRAPH-A000", "CJK UNIFIED IDEOGRAPH-20000",
    "CJK UNIFIED IDEOGRAPH-020000", "CJK UNIFIED IDEOGRAPH-2B739", "CJK UNIFIED IDEOGRAPH-2B73A",
    "CJK UNIFIED IDEOGRAPH-31350", "CJK UNIFIED IDEOGRAPH-2EBF0", "CJK UNIFIED IDEOGRAPH-F900",
    "CJK UNIFIED IDEOGRAPH-FA0E", "CJK UNIFIED IDEOGRAPH-0041", "CJK UNIFIED IDEOGRAPH-FFFFFFFF4E00",
    "CJK COMPATIBILITY IDEOGRAPH-F900", "cjk compatibility ideograph-f900", "CJK COMPATIBILITY IDEOGRAPH-0F900",
    "CJK COMPATIBILITY IDEOGRAPH-4E00", "TANGUT IDEOGRAPH-17000", "tangut ideograph-17001", "TANGUT IDEOGRAPH-017000",
    "NUSHU CHARACTER-1B170", "nushu character-1b170", "KHITAN SMALL SCRIPT CHARACTER-18B00", "NUSHU CHARACTER-18B00",
    "EGYPTIAN HIEROGLYPH-13460", "EGYPTIAN HIEROGLYPH A001", "CUNEIFORM SIGN A", "VARIATION SELECTOR-17", "vs17",
    "LATIN SMALL LETTER A WITH MACRON AND GRAVE", "KEYCAP DIGIT ONE", "KEYCAP NUMBER SIGN",
    "NULL", "NUL", "nul", "LF", "NEW LINE", "LINE FEED", "EOL", "BELL", "ALERT", "BEL", "DC1", "DEVICE CONTROL ONE",
    "PRIVATE USE TWO", "PRIVATE USE-2", "PU2", "BYTE ORDER MARK", "BOM", "ZWNBSP", "NBSP", "SGC", "control-0000",
    "<control>", "<CJK Ideograph>", "U+0041", "0041", "surrogate-D800", "private-use-E000", "noncharacter-FFFE",
    "PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRAKCET",
    "PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET", "LATIN CAPITAL LETTER OI", "LATIN CAPITAL LETTER GHA",
    "TIBETAN MARK BKA- SHOG GI MGO", "TIBETAN MARK BKA-SHOG GI MGO", "HANGUL JUNGSEONG O-E", "HANGUL JUNGSEONG OE",
    "SHAKING FACE", "IDEOGRAPHIC DESCRIPTION CHARACTER SUBTRACTION", "GARAY DIGIT ZERO", "SIDETIC LETTER N01",
    "A" * 255, "LATIN SMALL LETTER A" * 20, "CJK UNIFIED IDEOGRAPH-" * 30, "HANGUL SYLLABLE " * 30,
]


def named(name):
    """The code point of \\N{name} in a literal; None if it is refused."""
    try:
        text = codecs.decode(b"\\N{" + name.encode("ascii", "backslashreplace") + b"}", "unicode_escape")
    except UnicodeDecodeError:
        return None
    return ord(text) if len(text) == 1 else None


def members(test):
    return [int(test(chr(code))) for code in range(LAST)]


def is_wide(c):
    return unicodedata.east_asian_width(c) in "WF"


def has_no_width(c):
    return unicodedata.combining(c) != 0 or unicodedata.category(c) == "Cf" and c != "\u00ad"


def fnv(data):
    digest = 0xCBF29CE484222325
    for byte in data:
        digest = (digest ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{digest:016x}"


def normalized():
    """A line a code point that an identifier may have: it and its neighbours, as an identifier has them."""
    for code in range(LAST):
        c = chr(code)
        if ("a" + c).isidentifier():
            forms = [c, unicodedata.normalize("NFD", c), "a" + c, c + "\u0301", c + "\u0327\u0301", "\u1100" + c, c + "\u11a8"]
            yield " ".join(unicodedata.normalize("NFKC", form) for form in forms) + "\n"


def facts(aliases):
    """What this interpreter knows, as the recorder asks it in a process of its own."""
    names, ranges, syllables = {}, {}, []
    for code in range(LAST):
        name = unicodedata.name(chr(code), None)
        if name is None or named(name) != code:
            continue
        prefix = name[: -len(f"{code:04X}")]
        if name == f"{prefix}{code:04X}":
            ranges.setdefault(prefix, []).append(code)
        elif name.startswith(HANGUL):
            syllables.append(f"{code:04X};{name}\n")
        else:
            names[name] = code
    for prefix in UNTOLD:
        codes = [code for code in range(LAST) if named(f"{prefix}{code:04X}") == code]
        if codes:
            ranges[prefix] = codes
    for alias in aliases:
        code = named(alias)
        if code is not None:
            names[alias] = code
    lists = {
        "START": str.isidentifier,
        "CONTINUE": lambda c: ("a" + c).isidentifier(),
        "PRINTABLE": str.isprintable,
        "WIDE": is_wide,
        "ZERO_WIDTH": has_no_width,
    }
    sets = {name: members(test) for name, test in lists.items()}
    listed = "".join(f"{code:04X};{name}\n" for code, name in sorted((code, name) for name, code in names.items()))
    ranged = "".join(f"{prefix}{code:04X}\n" for prefix in sorted(ranges) for code in ranges[prefix])
    digests = {
        "identifier_start": fnv(sets["START"]),
        "identifier_continue": fnv(sets["CONTINUE"]),
        "printable": fnv(sets["PRINTABLE"]),
        "wide": fnv(sets["WIDE"]),
        "zero_width": fnv(sets["ZERO_WIDTH"]),
        "space": fnv(members(str.isspace)),
        "nfkc": fnv("".join(normalized()).encode()),
        "listed_names": fnv(listed.encode()),
        "syllables": fnv("".join(syllables).encode()),
        "ranged_names": fnv(ranged.encode()),
    }
    return {
        "python": "{}.{}.{}".format(*sys.version_info),
        "unicode": ".".join(unicodedata.unidata_version.split(".")[:2]),
        "sets": {name: [code for code in range(LAST) if answer[code]] for name, answer in sets.items()},
        "ranges": ranges,
        "names": names,
        "digests": digests,
        "answers": {name: named(name) for name in NEAR_MISSES + aliases},
    }


def changes(of_versions):
    """For each version the code points at which what it has otherwise than the one before begins and ends."""
    before = set()
    for codes in of_versions:
        codes = set(codes)
        differing = before ^ codes
        yield sorted(
            [code for code in differing if code - 1 not in differing]
            + [code + 1 for code in differing if code + 1 not in differing]
        )
        before = codes


def rust_set(of_versions, indent):
    lists = []
    for starts in changes(of_versions):
        text = ", ".join(f"{code:#x}" for code in starts)
        if len(indent) + len(text) + 7 <= 120:
            lists.append(f"{indent}    &[{text}],")
        else:
            lines = wrap(text + ",", 112 - len(indent))
            lists.append("\n".join([f"{indent}    &[", *(f"{indent}        {line}" for line in lines), f"{indent}    ],"]))
    return "Set([\n" + "\n".join(lists) + f"\n{indent}])"


def joined(numbers, pair, number):
    """`numbers` with `number` for each pair of them."""
    new, at = [], 0
    while at < len(numbers):
        if tuple(numbers[at : at + 2]) == pair:
            new.append(number)
            at += 2
        else:
            new.append(numbers[at])
            at += 1
    return new


def pieces_of(texts):
    """Pieces that names are often made of: every character, and pairs of pieces as long as there are numbers."""
    texts = Counter(texts)
    pieces = sorted(set("".join(texts)))
    numbers = {piece: number for number, piece in enumerate(pieces)}
    written = {text: [numbers[c] for c in text] for text in texts}
    joins = []
    while len(pieces) < 255:
        pairs = Counter()
        for text, count in texts.items():
            for pair in zip(written[text], written[text][1:]):
                pairs[pair] += count
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        joins.append((best, len(pieces)))
        pieces.append(pieces[best[0]] + pieces[best[1]])
        for text in texts:
            written[text] = joined(written[text], *joins[-1])
    return pieces, joins


def in_pieces(text, pieces, joins):
    """The numbers of the pieces that `text` is made of."""
    numbers = [pieces.index(c) for c in text]
    for pair, number in joins:
        numbers = joined(numbers, pair, number)
    return numbers


def suffixes(names):
    """Each name in order, how many characters it shares with the one before in its block, and the rest of it."""
    before = ""
    for index, name in enumerate(sorted(names)):
        shared = 0 if index % BLOCK == 0 else len(os.path.commonprefix([before, name]))
        yield name, shared, name[shared:]
        before = name


def varint(number):
    while number >= 0x80:
        yield number & 0x7F | 0x80
        number >>= 7
    yield number


def names_file(names, pieces, joins):
    """Where the blocks begin, and the blocks; see src/compiler/values/unicode/names.rs."""
    blocks, last = [], 0
    for index, (name, shared, rest) in enumerate(suffixes(names)):
        if index % BLOCK == 0:
            blocks.append(bytearray())
            last = 0
        step = names[name] - last
        last = names[name]
        blocks[-1] += bytes([shared, *(number + 1 for number in in_pieces(rest, pieces, joins)), 0])
        blocks[-1] += bytes(varint(step * 2 if step >= 0 else step * -2 - 1))
    places, place = b"", 4 * len(blocks)
    for block in blocks:
        places += place.to_bytes(4, "little")
        place += len(block)
    return places + b"".join(blocks)


def write(path, data):
    with open(os.path.join(ROOT, path), "wb") as file:
        file.write(data)


def record(aliases, pythons):
    releases = []
    for python in pythons:
        output = subprocess.run([python, "-I", __file__, "--facts", *aliases], stdout=subprocess.PIPE, check=True)
        releases.append(json.loads(output.stdout))
    # Of the releases with one version of Unicode the last one is written. The others differ in the ranges that they
    # know only, which is what names.rs asks a feature for.
    known = list({version["unicode"]: version for version in releases}.values())
    for release in releases:
        version = next(version for version in known if version["unicode"] == release["unicode"])
        assert release["names"] == version["names"] and release["sets"] == version["sets"]
        lacking = version["ranges"].keys() - release["ranges"].keys()
        assert lacking <= set(UNTOLD) and release["ranges"].items() <= version["ranges"].items(), lacking
    added, before = [], {}
    for version in known:
        assert before.items() <= version["names"].items(), "a name is gone"
        added.append({name: code for name, code in version["names"].items() if name not in before})
        before = version["names"]
    last = next(index for index, version in enumerate(known) if version["unicode"] == PIECES_UP_TO)
    pieces, joins = pieces_of([rest for names in added[: last + 1] for _, _, rest in suffixes(names)])
    files = []
    for version, names in zip(known, added):
        files.append(f"include_bytes!(\"names/{version['unicode']}.bin\")")
        write(f"src/compiler/values/unicode/names/{version['unicode']}.bin", names_file(names, pieces, joins))
    prefixes = sorted({prefix for version in known for prefix in version["ranges"]})
    versions = ", ".join(version["python"] for version in known)
    docs = {
        "START": "What an identifier may begin with.",
        "CONTINUE": "What an identifier may have after its start.",
        "PRINTABLE": "What `repr` shows as it is.",
        "WIDE": "What takes two columns of a terminal.",
        "ZERO_WIDTH": "What takes none, as Python's `traceback` counts them: combining and format characters.",
    }
    text = [
        f"//! What Python {versions} know of Unicode. Written by tests/recorded/record_unicode.py: do not edit.",
        "",
        "use super::Set;",
        "",
        "/// The names that each version has more than the one before.",
        f"pub(super) static NAMES: [&[u8]; {len(known)}] = [",
        *(f"    {file}," for file in files),
        "];",
        "",
        "/// What names are written in.",
        "#[rustfmt::skip]",
        f"pub(super) static PIECES: [&str; {len(pieces)}] = [",
        *(f"    {line}" for line in wrap(", ".join(f'"{piece}"'.replace(" ", "~") for piece in pieces) + ",", 112)),
        "];",
        "",
        "/// The names that end in the code point's own number: how they begin, and which code points have one.",
        "#[rustfmt::skip]",
        f"pub(super) static RANGES: [(&str, Set); {len(prefixes)}] = [",
    ]
    text = [line.replace("~", " ") if line.startswith('    "') else line for line in text]
    for prefix in prefixes:
        ranges = rust_set([version["ranges"].get(prefix, []) for version in known], "    ")
        text.append(f'    ("{prefix}", {ranges}),')
    text.append("];")
    for name, doc in docs.items():
        body = rust_set([version["sets"][name] for version in known], "")
        text += ["", f"/// {doc}", "#[rustfmt::skip]", f"pub(super) static {name}: Set = {body};"]
    write("src/compiler/values/unicode/tables.rs", ("\n".join(text) + "\n").encode())
    golden = [["release", *(release["python"] for release in releases)]]
    for what in releases[0]["digests"]:
        golden.append([what, *(release["digests"][what] for release in releases)])
    for name in NEAR_MISSES + aliases:
        answers = (release["answers"][name] for release in releases)
        golden.append([f"\\N{{{name}}}", *("-" if code is None else format(code, "X") for code in answers)])
    write("tests/recorded/unicode.tsv", "".join("\t".join(line) + "\n" for line in golden).encode())


def main():
    if sys.argv[1] == "--facts":
        json.dump(facts(sys.argv[2:]), sys.stdout)
        return
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line.split("#")[0].strip().split(";") for line in file]
    record([fields[1] for fields in lines if len(fields) > 1], sys.argv[2:])


main()
