# Constants are folded in the graph.
a = 1 + 1
a = -1
a = +1
a = ~1
a = not 1
a = -True
a = ~False
a = 2 ** 10
a = 2 ** 200
a = 1 << 127
a = 1 << 129
a = 3 - -3
a = -(-3)
a = 1 / 0
a = 1 // 3 * 4 % 5
a = 1.5 + 2j - 3
a = "a" + "b"
a = "a" * 3
a = "a" * 5000
a = b"a" + b"b"
a = (1, 2) + (3,)
a = (1, 2) * 3
a = (1, 2) * 200
a = ((1, 2), (3, 4))
a = ()
a = (1,)
a = ((), ((),))
a = [1, 2]
a = [1, 2, 3]
a = {1, 2}
a = {1, 2, 3}
a = {1: 2, 3: 4}
a = (x, 1, 2)
a = (1, 2)[0]
a = (1, 2)[5]
a = "abc"[1]
a = "abc"[1:2]
a = "abc"[-1]
a = (1, 2, 3)[0:2]
a = [1, 2, 3][0]
a = {}["a"]
a = 255
a = 256
a = 254 + 1
a = 128 + 128
a = 0
a = -0.0
a = 0.0
a = 1 < 2
a = 1 is 1
a = 1 in (1, 2)
a = x in [1, 2]
a = x in [y, 2]
a = x not in {1, 2}
a = x in {1}
a = x in []
a = not x in y
a = not x is y
a = not x is not y
a = not not x
a = not not not x
a = not x == y
a = "%s" % (1,)
a = "%s %r %a" % (x, y, z)
a = "%d" % 1
a = "a" "b" f"{x}" "c"
a = __debug__
a = not __debug__
a = None
a = ...
a = 1 + 1 + x
a = x + 1 + 1
a = 10 ** -2
a = 0 ** -1
a = "a" % 3
a = 1 @ 2
a = 10 ** 400
a = 7 | 8 & 12 ^ 3
a = (1 + 2, 3 * 4)
a = (-1, +2, ~3)
a = [-1, -2, -3]
a = {1 + 1, 2 + 2, 3 + 3}
a = (1, (2, (3, (4, [5]))))
a = 1 if 2 else 3
a = (1 + 1) * (2 + 2) - (3 + 3)
a = 2 + (
    3
    +
    4
)

if 1 + 1:
    x
if ():
    x
if not ():
    x
if 0:
    x
if 1:
    x
if "":
    x
if None:
    x
elif 1:
    y
else:
    z
if __debug__:
    x
if not __debug__:
    x
while 1:
    break
while 0:
    x
while 1 - 1:
    x
a = 1 and 2
a = 0 or 3
a = x or 1 and 2
a = -1 or d
a = 1 + 1 and d
a = (1, 2) and 3
a = "" or ()
for i in [1, 2, 3]:
    x
for i in {1, 2, 3}:
    x
for i in [x, 2, 3]:
    x
for i in []:
    x
for i in (1, 2):
    x
a = [i for i in [1, 2, 3]]
a = {i for i in [x, y]}
a = list(i for i in [1, 2])
a = [*[1, 2]]
a = (*[1, 2], 3)
a = [*(1, 2, 3)]
a = (*(1, 2, 3),)
a, b = 1, 2
a, b, c = 1, 2, 3
a, b, c, d = 1, 2, 3, 4
a, b = b, a
a = x is None
a = x is not None
if x is None:
    a
if not x is None:
    a
if x is not None and y is None or z:
    a
assert 1
assert 0, "m"
assert (), "m"
assert x, "m"


def f(a=1, b=-1, c=(1, 2), *, d=1 + 1):
    return 1 + 1


def g():
    x = 300
    return 300 + 1, 300


def h():
    1 + 1
    "a" + "b"
    (1, 2)
    return None


def first_stays():
    x = -5
    return -5


match x:
    case -1:
        a
    case 1 + 2j:
        b
    case -1 - 2j:
        c
    case {-1: d, 1 - 3j: e}:
        f
    case "a" "b":
        g
    case None | True | False:
        h
