# One byte or character that a slice takes by a step is another object than the process has for it.
a = b"ab"[1::2]
b = "éab"[::4]
c = b"c"[0:1], b"cd"[:1], "ñ"[:], "ñandú"[:1]
d = b"xy"[1::3], b"y"
e = b"z", b"xz"[1::3]
f = "ü", "üa"[::5]
g = "öa"[::5], "ö"
h = b"ab"[2::2], "ab"[2::2], b"ab"[::1]


def i():
    return b"pq"[1::2], lambda: b"q"
