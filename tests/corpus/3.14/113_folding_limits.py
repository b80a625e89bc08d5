# Where folding stops.
a = "a" * 4096
a = "a" * 4097
a = 4096 * "a"
a = 4097 * b"a"
a = b"ab" * 2048
a = b"ab" * 2049
a = "" * 5000
a = "é" * 4096
a = "ab" * 0
a = "ab" * -1
a = (1,) * 256
a = (1,) * 257
a = 256 * (1,)
a = () * 300
a = (1, 2) * 0
a = (1, 2) * -3
a = ((1,) * 256,) * 3
a = ((1,) * 256,) * 4
a = (((1, 2, 3),) * 10,) * 10
a = (((1, 2, 3),) * 10,) * 40
a = (((1,) * 256,) * 3,) * 0
a = (1, (2, (3, (4,) * 30) * 8))
a = 1 << 127
a = 1 << 128
a = 3 << 126
a = 3 << 127
a = 1 << 0
a = 0 << 500
a = 1 << -1
a = 1 << 2 ** 70
a = 1 >> 2 ** 70
a = -1 >> 200
a = 2 ** 127
a = 2 ** 128
a = 2 ** 129
a = 10 ** 38
a = 10 ** 39
a = 1 ** 1000000
a = 0 ** 5000
a = (-1) ** 5001
a = 2 ** -1
a = 2 ** -5000
a = 0.5 ** 5000
a = 1e308 ** 2
a = (-8) ** 0.5
a = 2 ** 64 * 2 ** 63
a = 2 ** 64 * 2 ** 64
a = 2 ** 127 + 2 ** 127 + 2 ** 127
a = (2 ** 127 + 2 ** 127) * 1
a = (2 ** 127 + 2 ** 127) * 0
a = 1e308 * 10
a = 1e308 * 10 - 1e308 * 10
a = 1 / 3
a = 1 % 0
a = 1.0 % 0
a = 1j // 1
a = 1j % 2
a = 7 // -2
a = -7 % 3
a = 1 / 0.0
a = 2 ** 2000 / 3
a = True + True
a = True * "a"
a = True << True
a = True & False
a = True | 2
a = True ^ True
a = ~True
a = ~False
a = -False
a = +True
a = not True
a = ~1.0
a = -"a"
a = +"a"
a = not "a"
a = not ()
a = not None
a = -1j
a = -(1 + 2j)
a = +(1 - 0j)
a = -0
a = -0.0
a = - -0.0
a = ~-1
a = ~(2 ** 100)
a = "a" + b"b"
a = "a" + 1
a = "a" - "b"
a = "a" % ("b",)
a = b"%d" % 1
a = b"%d" % (1,)
a = "%d %s" % (1, 2)
a = "a" "b" * 3
a = ("a" + "b") * 3
a = "a" + "b" + "c" + x + "d" + "e"
a = x + ("d" + "e")
a = (1, 2) + (3, 4)
a = (1, 2) + [3]
a = () + ()
a = ... + 1
a = None + None
a = "abc"[0]
a = "abc"[3]
a = "abc"[True]
a = "abc"["a"]
a = "é"[0]
a = "中文"[1]
a = b"abc"[0]
a = b"\xff\xfe"[1]
a = b"abc"[1:]
a = b"abc"[1:2]
a = "abc"[:]
a = "abc"[1:1]
a = "abc"[::-1]
a = "abc"[::0]
a = (1, 2, 3)[-1]
a = (1, 2, 3)[1:]
a = (1, 2, 3)[:]
a = ((1, 2), 3)[0]
a = ((1, 2), 3)[0][1]
a = (300, 255)[0]
a = (300, 255)[1]
a = (1, 2)[0:1, 1]
a = (1, 2)[10 ** 30]
a = 1[0]
a = None[0]
a = ...[0]
a = 1.5[0]
a = "abc"[1] + "d"
a = (1 + 1, 2)[0] + 1
a = [1, 2][0] + 1
a = 1 @ 2
a = (1).__class__
a = 100 + 155
a = 100 + 156
a = 300 - 300
a = 0 - 1
a = 255 + 0.0
a = 5 & 300
a = 5 | 300
a = 255 ^ 256
a = 512 >> 1
a = 512 >> 2
a += 1 + 1
a -= 3 * 100
a @= 1 - 2
a[1 + 1] = 2 - 3
a[0 - 1] += 1
del a[1 - 2]
f(1 + 1, -1, k=2 * 2)
f(*(1, 2), **{"a": -1})
lambda x=1 + 1: -x + -1
{1 + 1: 2 + 2, -3: -4}
{-1, -2}
[-1, -2]
[x, -1]
(x, -1)
{1 - 1, 2 - 2, 3 - 3}
[(1, 2), (3, 4), (5, 6)]
[[1, 2, 3], [4, 5, 6], [7, 8, 9]]
[(1 + 1, 2 + 2), 3, "a" + "b"]
(((((1,),),),),)
(1, -1, ~1, +1, not 1, 1 + 1)
({}, [], ())
"a" if 1 + 1 else "b"
x if not 0 else y
x if 1 is None else y
x if None is None else y
x if None is not None else y
assert 1 + 1
assert not 1
assert None is None
assert -1, 1 - 1


def kept_first():
    return 1 + 300


def kept_first_of_many():
    x = 1000 + 1
    y = 1001
    z = 1000
    return x + 1 + 1000


def small_first():
    return 3


def none_first():
    x = None
    return 2000


def only_unused():
    100000
    200000
    return x


def text_first():
    "doc"
    return 5 - 6


def chained():
    x = y = 1
    x = y = None
    x = y = z = 1 + 1
    x = y = -1
    x[0] = y = ()
    if (x := 1):
        return x
    while (y := 0):
        return y
    if (z := None) is None:
        return z
    if (z := 1 + 1):
        return z


def across_lines():
    x = (
        1
        +
        2
    )
    y = [
        1,
        2,
        3,
    ]
    z = (
        -
        5
    )
    w = (
        not
        x
        is
        None
    )
    v = (
        x
        not in
        (
            1,
            2,
        )
    )
    return (
        "a"
        *
        3
    )
