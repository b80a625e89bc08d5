"""Writes src/compiler/syntax/decode/tables/: what CPython's text codecs decode, as tables.

    python3 tests/recorded/record_codecs.py PYTHON...

with one interpreter a release, the oldest first: 3.11.7, 3.13.0, 3.13.15, 3.13.18, 3.14.2 (by wasm.mjs), 3.14.10
and 3.15.0. `codecs.txt` has a line a name, `codecs.bin` the tables that it
numbers, compressed; src/compiler/syntax/decode/tables.rs says how to read both; `nameprep.txt` is for nameprep.rs. What a later
interpreter has and the oldest has not is marked with the first release that was seen with it, which tables.rs maps to
a feature.
Codecs that are algorithms are not recorded: they are in ALGORITHMS, and src/compiler/syntax/decode/ has them.
"""

import json
import pathlib
import subprocess
import sys

OUT = pathlib.Path(__file__).resolve().parents[2] / "src/compiler/syntax/decode/tables"
ALGORITHMS = set(
    "ascii charmap hz idna iso8859_1 latin_1 punycode raw_unicode_escape undefined unicode_escape utf_16 utf_16_be "
    "utf_16_le utf_32 utf_32_be utf_32_le utf_7 utf_8 utf_8_sig".split()
)

# A table's entries: a character is its number, less than PAIR; two characters are PAIR and more; ILLEGAL is a sequence
# that is refused with so many bytes, counted from it; MORE is a sequence that has at least so many bytes.
PAIR = 0x110000
ILLEGAL = 0x200000
MORE = 0x300000


def main():
    if sys.argv[1:] == ["--dump"]:
        print(json.dumps(dump()))
        return
    recordings = []
    for python in sys.argv[1:]:
        found = subprocess.run([python, "-I", __file__, "--dump"], stdout=subprocess.PIPE, check=True)
        recordings.append(json.loads(found.stdout))
    lines, tables, pairs = merge(recordings)
    OUT.mkdir(exist_ok=True)
    prepared = nameprep_lines(recordings)
    (OUT / "nameprep.txt").write_text("".join(line + "\n" for line in prepared))
    data = compress(tables)
    (OUT / "codecs.txt").write_text("".join(line + "\n" for line in lines + ["pairs " + " ".join(pairs)]))
    (OUT / "codecs.bin").write_bytes(data)
    print(len(lines), "lines,", len(tables), "tables,", sum(map(len, tables)), "entries,", len(data), "bytes")


# What one interpreter says.


def dump():
    import codecs
    import encodings
    import encodings.aliases
    import pkgutil
    import unicodedata
    import warnings

    warnings.simplefilter("ignore")
    result = {"release": "%d.%d.%d" % sys.version_info[:3], "unicode": unicodedata.unidata_version, "lines": {}}
    for alias, codec in encodings.aliases.aliases.items():
        if alias == alias.lower():  # others cannot be asked for
            result["lines"]["alias " + alias] = [codec]
    for module in pkgutil.iter_modules(encodings.__path__):
        name = module.name
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        if not info._is_text_encoding:
            result["lines"]["other " + name] = []
        elif name in ALGORITHMS:
            result["lines"]["algorithm " + name] = []
        elif name.startswith("iso2022"):
            result["lines"]["iso2022 " + name] = iso2022(name)
        elif hasattr(sys.modules["encodings." + name], "decoding_table"):
            result["lines"]["charmap " + name] = [[level(name, b"", 256)]]
        else:
            result["lines"]["multibyte " + name] = multibyte(name)
    # The sets of the algorithm hz.
    result["lines"]["hz hz"] = [[double("hz", b"~{")]]
    result["nameprep"] = nameprep()
    return result


def nameprep():
    """What nameprep (RFC 3491) takes from the tables of stringprep: the characters that it maps, then ranges."""
    import stringprep
    import unicodedata

    old = unicodedata.ucd_3_2_0

    def is_prohibited(char):
        tables = "c12 c22 c3 c4 c5 c6 c7 c8 c9".split()
        return any(getattr(stringprep, "in_table_" + table)(char) for table in tables)

    questions = {
        "prohibited": is_prohibited,
        "right": stringprep.in_table_d1,
        "left": stringprep.in_table_d2,
        # Neither composed nor decomposed.
        "unknown": stringprep.in_table_a1,
    }
    lines = []
    for char in map(chr, range(0x110000)):
        shown = lambda text: " ".join(f"{ord(char):x}" for char in text)
        if "\ud800" <= char <= "\udfff":
            continue
        to = "" if stringprep.in_table_b1(char) else stringprep.map_table_b2(char)
        if to != char:
            lines.append(f"map {shown(char)} {shown(to)}".strip())
        elif not stringprep.in_table_a1(char):
            # What was corrected since.
            to = old.normalize("NFKC", char)
            if to != unicodedata.normalize("NFKC", char):
                lines.append(f"corrected {shown(char)} {shown(to)}")
    for word, question in questions.items():
        start = None
        for value in range(0x110001):
            answer = value < 0x110000 and question(chr(value))
            if answer and start is None:
                start = value
            elif not answer and start is not None:
                lines.append(f"{word} {start:x} {value - 1:x}")
                start = None
    return lines


def decode(name, data):
    """The text, or the length that is refused and whether it is for want of more."""
    try:
        return str(data, name)
    except UnicodeDecodeError as error:
        return (error.start, error.end - error.start, error.reason)


def entry(name, prefix, data):
    """What becomes of `data` after `prefix`, which decodes to nothing."""
    found = decode(name, prefix + data)
    if isinstance(found, str):
        assert 1 <= len(found) <= 2, (name, prefix, data, found)
        return found
    start, length, reason = found
    assert start == len(prefix), (name, prefix, data, found)
    if reason == "incomplete multibyte sequence":
        assert length == len(data), (name, prefix, data, found)
        return MORE
    assert reason in ("illegal multibyte sequence", "character maps to <undefined>"), reason
    return ILLEGAL + length


def level(name, prefix, count):
    return [entry(name, b"", prefix + bytes([byte])) for byte in range(count)]


def multibyte(name):
    """The tables of a codec without state: of the first bytes, of the second after each, of the third after 0x8f; of
    four bytes the ranges."""
    first = level(name, b"", 256)
    leads = [byte for byte in range(256) if first[byte] == MORE]
    if not leads:
        return [[first]]
    rows, third, ranges = [], [], []
    for lead in range(leads[0], 256):
        row = level(name, bytes([lead]), 256) if lead in leads else [ILLEGAL + 1] * 256
        more = [byte for byte in range(256) if row[byte] == MORE]
        if len(more) == 256:
            assert not third
            first[lead] = MORE + 3
            for second in range(256):
                third += level(name, bytes([lead, second]), 256)
            row = [ILLEGAL + 1] * 256
        elif more:
            # Four bytes of GB 18030, eight of a composed syllable.
            length = 4 if name == "gb18030" else 8
            for byte in more:
                assert decode(name, bytes([lead, byte]) + b"A" * (length - 3))[2].startswith("incomplete")
                assert decode(name, bytes([lead, byte]) + b"A" * (length - 2)) == (0, 1, "illegal multibyte sequence")
                row[byte] = MORE + length
            if length == 4:
                ranges += four(name, lead, more)
        if lead in leads and first[lead] == MORE:
            first[lead] = MORE + 2
        rows += row
    assert MORE not in rows + third + first
    tables = [first, rows] + ([third] if third else [])
    return [tables, merged(ranges)] if ranges else [tables]


def four(name, lead, seconds):
    """The sequences of four bytes after `lead`, as ranges of their place among all of them."""
    for second in seconds:
        for third in range(256):
            for last in range(256):
                is_regular = 0x81 <= lead <= 0xFE and 0x81 <= third <= 0xFE and 0x30 <= last <= 0x39
                if not is_regular and (third + last) % 61:  # of the others, a sample
                    continue
                found = entry(name, b"", bytes([lead, second, third, last]))
                if isinstance(found, int):
                    assert found == ILLEGAL + 1
                else:
                    assert is_regular
                    place = (((lead - 0x81) * 10 + second - 0x30) * 126 + third - 0x81) * 10 + last - 0x30
                    yield [place, ord(found), 1]


def merged(ranges):
    result = []
    for place, char, _ in ranges:
        if result and result[-1][0] + result[-1][2] == place and result[-1][1] + result[-1][2] == char:
            result[-1][2] += 1
        else:
            result.append([place, char, 1])
    return result


def double(name, prefix):
    """A set of two bytes a character: the first one is 0x20 to 0x7f."""
    rows = []
    for lead in range(0x20, 0x80):
        is_escape = name == "hz" and lead == ord("~")
        rows += [ILLEGAL + 1] * 256 if is_escape else [
            entry(name, prefix, bytes([lead, second])) for second in range(256)
        ]
    return rows


def iso2022(name):
    """Which sets can be designated, where, and what is in them."""
    shifts = decode(name, b"\x0e") == ""
    sets = {}
    for final in range(0x40, 0x5B):
        for prefix in (b"(", b"$"):
            escape = b"\x1b" + prefix + bytes([final])
            if decode(name, escape) != "":
                continue
            key = ("$" if prefix == b"$" else "") + chr(final)
            if key == "B":
                continue  # ASCII
            if shifts:
                escape = b"\x1b$)" + bytes([final]) + b"\x0e"
            if prefix == b"$":
                sets[key] = double(name, escape)
            else:
                sets[key] = [entry(name, escape, bytes([byte])) for byte in range(0x20, 0x80)]
    upper = {}
    for final in "AF":
        escape = b"\x1b." + final.encode()
        if decode(name, escape) == "":
            upper[final] = [entry(name, escape, b"\x1bN" + bytes([byte])) for byte in range(256)]
    assert upper or decode(name, b"\x1bNA") == "\x1bNA"
    flags = ["shifts"] if shifts else []
    if decode(name, b"\x1b&@\x1b$B") == "":
        flags.append("announced")
    return [list(sets.values()) + list(upper.values()), flags, list(sets), list(upper)]


# From what they say to the files.


def nameprep_lines(recordings):
    """The lines of nameprep: those that the newest release has no more are `later`, and `later16` if they came with
    Unicode 16.0."""
    oldest, newest = set(recordings[0]["nameprep"]), set(recordings[-1]["nameprep"])
    # The last releases map nothing that came after Unicode 3.2 (gh-155292).
    assert newest < oldest
    lines = ["later " * (line not in newest) + line for line in recordings[0]["nameprep"]]
    for recording in recordings:
        # Letters of a later Unicode have cases.
        added = [line for line in recording["nameprep"] if line not in oldest]
        assert not added or recording["unicode"] == "16.0.0" and all(line.startswith("map ") for line in added)
        lines += ["later16 " + line for line in added]
    return lines


def merge(recordings):
    lines, tables, pairs, numbers = [], [], [], {}

    def number(table):
        """The number of a table, which is added if it is new."""
        values = []
        for value in table:
            if isinstance(value, str):
                if len(value) == 2:
                    pair = "".join("%04x" % ord(char) for char in value)
                    if pair not in pairs:
                        pairs.append(pair)
                    value = PAIR + pairs.index(pair)
                else:
                    value = ord(value)
            values.append(value)
        key = tuple(values)
        if key not in numbers:
            numbers[key] = len(tables)
            tables.append(values)
        return str(numbers[key])

    def show(head, data):
        kind = head.split()[0]
        words = [head]
        if kind == "alias":
            words += data
        elif kind == "iso2022":
            (sets, flags, names, upper) = data
            shown = [number(table) for table in sets]
            words += flags + [f"{name}:{index}" for name, index in zip(names + ["." + name for name in upper], shown)]
        elif data:
            words += [number(table) for table in data[0]]
            if len(data) > 1:
                words += [":".join(f"{value:x}" for value in part) for part in data[1]]
        return " ".join(words)

    # Sorted, the single-byte tables come first, which is where tables.rs reads them without the others.
    for head in sorted({head for recording in recordings for head in recording["lines"]}):
        known = None
        assert head in recordings[-1]["lines"], (head, "is gone")
        for recording in recordings:
            data = recording["lines"].get(head)
            # An older release of a newer series may lack what a newer one of an older series has.
            if data is not None and data != known:
                since = "" if recording is recordings[0] else f" since {recording['release']}"
                lines.append(show(head, data) + since)
                known = data
    return lines, tables, pairs


# Operations that write all tables, one after another, as numbers of 7 bits a byte, the lowest first: (length * 4 +
# kind), and what the kind says.
REPEAT, ASCEND, COPY, LITERAL = range(4)


def compress(tables):
    stream = [value for table in tables for value in table]
    out = bytearray()
    for table in tables:
        varint(out, len(table))
    out = bytearray(varint(bytearray(), len(tables)) + out)
    places, at, literal = {}, 0, []

    def flush():
        if literal:
            varint(out, len(literal) * 4 + LITERAL)
            for value in literal:
                out.extend(value.to_bytes(2, "little"))
            literal.clear()

    def run(step):
        end = at + 1
        while end < len(stream) and stream[end] == stream[end - 1] + step:
            end += 1
        return end - at

    while at < len(stream):
        same, ascending, length, source = run(0), run(1), 0, 0
        for place in places.get(tuple(stream[at : at + 3]), ())[-64:]:
            match = 0
            while at + match < len(stream) and stream[place + match] == stream[at + match]:
                match += 1
            if match > length:
                length, source = match, place
        best = max(same, ascending, length)
        start = at
        if best >= 5 or stream[at] > 0xFFFF:
            flush()
            if best == same or best == ascending:
                varint(out, best * 4 + (REPEAT if best == same else ASCEND))
                varint(out, stream[at])
            else:
                varint(out, best * 4 + COPY)
                varint(out, at - source)
            at += best
        else:
            literal.append(stream[at])
            at += 1
        # Within long runs nothing begins that would not be found at their start.
        for place in range(start, min(at, start + 4096)):
            places.setdefault(tuple(stream[place : place + 3]), []).append(place)
    flush()
    return bytes(out)


def varint(out, value):
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return out


main()
