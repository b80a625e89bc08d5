# Which names annotations see, and what is done with the names that compilers make.
x.y: before = 1
global_name: int
__annotate__: int = 1
__conditional_annotations__: int = 2
format: str = ""
"not a docstring"
(parenthesized): a.b
subscript[0]: c


def format_is_a_name(format: format, x: format.x = 3) -> format:
    return format


def locals_make_no_cells(a):
    b = 1

    def inner():
        c: a
        d: b = 2
        e.f: a = 3
        (g): b = 4
        h: [a for a in b]
        i: lambda: (a, b)
        return d

    return inner


def annotations_make_cells(a):
    b = 1

    def inner(c: a, d: [b for e in a]) -> lambda: b:
        pass

    class Inner:
        f: a
        g: b

    return inner, Inner


def shadowed(int, str):
    def inner(a: int, int: str) -> (int, str):
        int: a
        return int

    return inner


def declared():
    global g
    nonlocal_name = 1

    def inner(a: g, b: nonlocal_name):
        nonlocal nonlocal_name
        global g
        nonlocal_name = a
        g = b

    return inner


class Comprehensions:
    names = [1]
    a: [n for n in names]
    b: {n: names for n in names if names}
    c: (n for n in names)
    d: lambda n=names: names
    e: [m for n in names for m in names]

    def method(self, a: [n for n in names], b: (n for n in names)) -> {n for n in names}:
        pass


class Globals:
    global g
    a: g
    g = 2

    def method(self, a: g) -> g:
        global h
        h = 1
        return h


class Nested:
    a: outer

    class Inner:
        b: outer
        c: a

        def method(self, d: a, e: b) -> c:
            class Local:
                f: e
                g: __class__

                def method(self, h: f) -> self:
                    i: h
                    return super()

            return Local

    lam = lambda self: self


class GenericClass[T, *Ts, **P](Base[T], metaclass=T):
    a: T
    b: tuple[*Ts]

    def method[U: T, V = U](self, c: T, d: U, *e: *Ts, **f: P.kwargs) -> V:
        def inner(g: T, h: U) -> V:
            return T

        return inner

    type Alias[W: T] = tuple[T, W, a]
    type Plain = a


class Derived(Base, x=1):
    """A docstring."""
    a: int

    @decorator
    @other(lambda: a)
    def method(
        self,
        a: int,
        *,
        b: str = "b",
    ) -> None:
        """Another."""

    @property
    async def asynchronous(self) -> int: ...

    def plain(self): ...


@decorator
class Decorated:
    a: int


async def asynchronous(a: int, *b: [c for c in d]) -> int:
    x: int = await a
    return x


def generator(a: int) -> int:
    x: int = yield a
    yield x


def only_star(*args: int): ...
def only_keywords(**kwargs: int): ...
def only_keyword_only(*, a: int): ...
def only_positional(a: int, /): ...
def order(a: 1, b: 2, /, c: 3, d: 4, *e: 5, f: 6, g: 7, **h: 8) -> 9: ...
def partly(a, b: 1, /, c, d: 2, *e, f, g: 3, **h): ...
def constants(a: None, b: ..., c: "c", d: 300, e: -1, f: 1 + 1, g: (1, 2), h: b"h", i: True): ...
def many(a0: 0, a1: 1, a2: 2, a3: 3, a4: 4, a5: 5, a6: 6, a7: 7, a8: 8, a9: 9, b0: 0, b1: 1, b2: 2, b3: 3, b4: 4, b5: 5,
         b6: 6, b7: 7, b8: 8, b9: 9, c0: 0, c1: 1, c2: 2, c3: 3, c4: 4, c5: 5, c6: 6, c7: 7, c8: 8, c9: 9, d0: 0, d1: 1): ...


one: int; two: str; three: bytes = 3; four.five: int
if one: six: int
if one: seven: int = 7; eight: str
