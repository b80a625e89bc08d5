"""Type parameters of functions and classes, aliases (PEP 695)."""
type Plain = int
type Pair[T] = tuple[T, T]
type Bounded[T: int, *Ts, **P] = dict[T, tuple[*Ts], P]
type Constrained[T: (int, str)] = list[T]
type Recursive = list[Recursive] | None
type = 3
type, other = 1, 2
type[0] if type else type(other)


def identity[T](value: T) -> T:
    return value


def bounded[T: int, S: (str, bytes)](a: T, b: S = "x", *args: T, key: S = b"y", **kw: T) -> tuple[T, S]:
    def inner(x: T) -> S:
        return a, b, x
    return inner


def variadic[*Ts, **P](*args: *Ts) -> P: ...


async def coroutine[T](value: T) -> T:
    return await value


class Box[T]:
    item: T

    def get(self) -> T:
        return self.item

    def map[U](self, f: "Callable[[T], U]") -> "Box[U]":
        type Local[V] = dict[T, U, V]
        return Box(f(self.item)), Local, T, U, __class__


class Many[T: int, *Ts, **P](Box[T], metaclass=type, key=T):
    __private = 1

    def method[__Q: T](self, value: __Q, other=lambda: T) -> __Q:
        return self.__private, super().method(value)

    type Alias = __private
    type Generic[A] = tuple[A, T, __private]


@identity
def decorated[T](x: T = identity(1), *, y: T = identity(2)) -> T:
    nonlocal_like = T

    class Inner[S](list[T]):
        attribute = T, S
        def f(self): return T, S, nonlocal_like
    return Inner


@identity
class Decorated[T](list[T]):
    """With a docstring."""
    x: T = 1
    comprehension = [T for T in range(3)]
    generator = (T for _ in range(3))
