# None, True, False, the empty string and -1, which have numbers of their own, wherever a constant may stand.


def empty_docstring():
    ""


def empty_docstring_used():
    ""
    return ""


def empty_text():
    f""
    return "", None


def returns_none():
    return None


def none_first():
    return None, 300, None


def true_first():
    return [True, 300, "text"]


def minus_one_first(a=-1, b="", *, c=None, d=True):
    return -1 + a


def falls_off(a):
    a()


def folded(a):
    b = 1 - 2
    c = not 0
    d = ~0
    e = "a"[1:]
    f = "ab" * 0
    g = (None, True, False, "", -1)
    h = (1 - 2, not 1, "a" * 0)
    return b, c, d, e, f, g, h, -True, +True, -(1), not None, not "", ~-1, -1 - 1, -1 ** 2, (-1) ** 3


def tested(a):
    if None:
        a(1)
    if not None:
        a(2)
    if "":
        a(3)
    while True:
        if -1:
            break
    while "":
        a(4)
    a(5) if True else a(6)
    a(None or 7)
    a("" or None or 8)
    a(True and "" and 9)
    a(-1 and a)
    a(not "" and a)
    assert None, ""
    assert -1
    return None if a is None else "" if a is not None else True


def compared(a):
    if a is None or None is a or a is not None is not None:
        return None
    return a == "" and a is True and a == -1 and a in (None, True) and a in [None, ""] and a in {-1, False}


def iterated(a):
    for b in [None, True, "", -1]:
        for c in ():
            a(b, c)
    for b in {None, False}:
        continue
    return [None for a in b], {"": None, None: ""}, {True, False, -1}, [None, True, False], [None] * 3


def indexed(a):
    a[None], a[-1], a[""], a[True]
    a[:], a[:-1], a[-1:], a[None:None], a[::-1], a["":""], a[True:False], a[b:], a[:b]
    a[-1] = None
    del a[-1]
    return (None, True)[0], (True, -1)[-1], "ab"[5:]


def formatted(a):
    return f"{a}" f"" "", f"{None}", f"{a!r:}", f"{True}{-1}", "" "", "%s" % ("",), "%s" % None


def dropped():
    None
    True
    ""
    -1
    None, True
    lambda: None
    lambda: ""
    lambda: -1


class Empty:
    ""


class Constants:
    a = None
    b = ""
    c = True

    def method(self, a=None):
        return a

    async def generator(self):
        yield
        yield None
        yield ""
        return

    def __eq__(self, other):
        try:
            return None
        finally:
            return -1


match None:
    case None | True | "" | -1:
        pass
    case [None, True, "", -1, False]:
        pass
    case {None: a, "": b, -1: c, True: d}:
        pass

with a as b, None:
    pass
try:
    pass
except None as c:
    raise None from None
