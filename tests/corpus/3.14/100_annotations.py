# Deferred annotations (PEP 649, 749).
x: int
y: str = "a"
(z): float = 1.0
x.y: int
x[0]: str = 3


def nothing(a, b=1):
    pass


def some(a: int, /, b: str = "b", *args: float, c: bytes, d: None = None, **kwargs: dict) -> list:
    local: int = 3
    other: a.b
    return local


async def asynchronous(a: "text", b: [x, y]) -> (yes if no else maybe):
    pass


def stars(*args: *Ts) -> 1:
    pass


def only_return() -> None: ...


@decorator
def decorated(
    a: int,
    b: str,
):
    def inner(c: a, d: inner) -> d:
        e: c
        return e

    return inner


class Plain:
    a: int
    b: str = "b"

    def method(self, a: int) -> "Plain":
        self.c: int = a
        return self

    def other(self):
        pass


class NoMethods:
    a: int = 1
    b: a


class OnlyLambda:
    f = lambda self: 1


class Generic[T]:
    a: T

    def method[U](self, a: T, b: U, c: int) -> T:
        return a


def generic[T: int, *Ts = *tuple[int], **P = [int]](a: T, *args: *Ts, b: P.args = 3, **c: P.kwargs) -> T:
    pass


type Alias = int | Alias
type GenericAlias[T: (int, str) = int] = list[T]


class WithAlias:
    type A = B
    B = int
    c: A

    class Nested:
        d: B
        e: __class__

        def f(self, a: B = None) -> __class__:
            return super().f


def outer(p):
    class Inner:
        a: p
        b: q = p

        def m(self, c: p) -> q:
            return p, q

    q = 1
    return Inner


def lambdas(a: lambda x: x = lambda y: y, *, b: [c for c in a] = None, d: {e: f for e in (g for g in h)}) -> lambda: a:
    pass


class Mangled:
    __a: __b
    c: __d.__e

    def __f(self, __g: __h) -> __i:
        pass
