# Type parameters in classes, methods and functions, with what they see; names that a class mangles.
class Outer[T, *Ts, **P]:
    field: T
    __private: list[T]
    type Alias[U: T] = dict[T, __U]
    type __Secret = field

    def method[S: (field, T), __V](self, x: S = field, *args: *Ts, **kw: __V) -> __private:
        type Local[W] = S | W
        class Inner[X: S](Base[X], metaclass=M):
            def f[Y: X](self): return S, X, Y, __class__, super().f
        return lambda: (S, T, Inner)

    @decorator
    async def other[T](self, *, k: T = 1): yield T

    class Nested[T: field](Outer[T], k=field):
        """Documentation."""
        x = [T for T in field]


def function[T: int, *U, **V](a: T, *b: *U, c: V.kwargs = None) -> list[T]:
    """Documentation."""
    def inner[T](): return T, U
    return [(T, V) for T in U]


@decorator
def decorated[T](x=(y := 1), *, z=[w for w in y]): ...


type Plain = int
type Recursive[T] = T | list[Recursive[T]]
type Lazy = (lambda: Lazy, [x for x in Lazy])


class Empty[T]: pass
class __Mangled[__T: (__a, __b)](__T): __c = __d


def nested():
    local = 1
    class C[T]:
        x = local
        def f[U: local](self): return local, T
    return C


def after(__q, *, __r=1): return __q
