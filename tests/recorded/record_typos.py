"""Writes what CPython 3.14 tries for misspelt keywords: `python3.14 record_typos.py`.

`similar_keywords.tsv`: names, and the keywords that are tried in their place, with spaces between.
"""

import _suggestions
import difflib
import keyword
import os
import random

SEED = 14
LETTERS = "abdefilmnorstuwyFNTé_1"


def changed(word, rng):
    """A word with some letters dropped, doubled, swapped, replaced or in the other case."""
    letters = list(word)
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(letters) + 1)
        match rng.randrange(6):
            case 0:
                letters[at:at + 1] = []
            case 1:
                letters.insert(at, rng.choice(LETTERS))
            case 2:
                letters[at:at + 1] = rng.choice(LETTERS)
            case 3:
                letters[at:at + 2] = letters[at:at + 2][::-1]
            case 4:
                letters[at:at + 1] = [letter.swapcase() for letter in letters[at:at + 1]]
            case 5:
                letters += rng.choice(keyword.kwlist)[:3]
    return "".join(letters)


def similar(name):
    """What traceback's `_find_keyword_typos` tries."""
    nearest = _suggestions._generate_suggestions(keyword.kwlist, name)
    close = difflib.get_close_matches(name, keyword.kwlist, n=3, cutoff=0.5)
    return ([nearest] * (nearest is not None) + close)[:3]


def main():
    rng = random.Random(SEED)
    names = {changed(rng.choice(keyword.kwlist), rng) for _ in range(1500)}
    names |= {"".join(rng.choices(LETTERS, k=rng.randrange(1, 12))) for _ in range(300)}
    names = sorted(name for name in names if name.isidentifier() and name not in keyword.kwlist)
    with open(os.path.join(os.path.dirname(__file__), "similar_keywords.tsv"), "w", encoding="utf-8") as f:
        for name in names:
            print(name, " ".join(similar(name)), sep="\t", file=f)


if __name__ == "__main__":
    main()
