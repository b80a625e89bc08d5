"""Decodes byte sequences: the interpreter's side of tests/codecs.rs.

Without arguments it names the codecs for texts that it has. Otherwise it reads requests until the input ends: a line
with an encoding, a number of sequences and what is wanted, then the sequences, each after its length (two bytes, the
lowest first). It answers `crc` with the CRC-32 of all answers, and `each` with a line an answer.
"""

import encodings
import encodings.aliases
import pkgutil
import sys
import warnings
import zlib

warnings.simplefilter("ignore")


def names():
    for module in pkgutil.iter_modules(encodings.__path__):
        try:
            str(b"", module.name)
        except LookupError:
            continue
        except UnicodeError:  # undefined
            pass
        yield module.name


def answer(data, encoding):
    try:
        return b"=" + str(data, encoding).encode()
    except Exception as error:
        return b"!" + str(error).encode()


def main():
    if sys.argv[1:] == ["--names"]:
        print(" ".join(names()))
        return
    if sys.argv[1:] == ["--aliases"]:
        for alias in encodings.aliases.aliases:
            print(alias, answer(b"\x80\xa4\xfe\xff", alias).hex(), sep="\t")
        return
    read = sys.stdin.buffer.read
    while line := sys.stdin.buffer.readline():
        encoding, count, wanted = line.decode().split()
        crc = 0
        for _ in range(int(count)):
            found = answer(read(int.from_bytes(read(2), "little")), encoding)
            if wanted == "each":
                print(found.hex())
            crc = zlib.crc32(found + b"\n", crc)
        if wanted == "crc":
            print(crc)
        sys.stdout.flush()


main()
