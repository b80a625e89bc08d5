assert a
assert a, b
assert not a
assert a and b
assert a or b, c
assert not (a and b), "text"
assert a if b else c, d
assert a < b < c, f"{d}"
assert (a), (b)
assert 1
assert 0
assert 0, a
assert 1, a
assert True
assert False
assert None
assert "text"
assert ""
assert ...
assert [], a
assert (lambda: a)
assert [a for a in b], {c: d}
assert (a := b), (c := d)
if __debug__: a
if not __debug__: a
if __debug__:
    a
else:
    b
if not __debug__:
    a
else:
    b
x = __debug__
x = not __debug__
x = a if __debug__ else b
x = __debug__ and a
x = __debug__ or a
while __debug__:
    break
while not __debug__:
    a
f(__debug__)
[a for a in b if __debug__]
if a and __debug__: b
if __debug__ and a: b
if a or __debug__: b


def f(x):
    assert x
    assert x, x.y
    if __debug__:
        z = 1
    assert isinstance(x, int), "x must be an int, not {}".format(type(x))
    return x


def only_assert(x):
    assert x


def assert_first(x):
    assert x
    "not a docstring"


def in_blocks(x):
    for i in x:
        assert i
    while x:
        assert x
        break
    try:
        assert x
    except AssertionError:
        pass
    finally:
        assert x, 1
    with x:
        assert x
    if x:
        assert x
    else:
        assert not x
    return lambda: __debug__


def gen():
    assert (yield)


def inner_scope():
    assert [x for x in y], lambda: z
    assert (lambda: w)()


class C:
    assert a
    if __debug__:
        def f(self): assert self
    def g(self): assert super().g(), __class__
