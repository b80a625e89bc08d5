"""Defaults of type parameters (PEP 696)."""
type A[T = int] = list[T]
type B[T: int = bool, *Ts = *tuple[int, str], **P = [int]] = tuple[T, *Ts, P]
type C[*Ts = int] = Ts


def f[T = int, *Ts = (), **P = ...](x: T = 1) -> T:
    return T, Ts, P


class D[T = int, U: T = T](list[T]):
    """A docstring
        that is indented

      in several ways.
    """
    def method[V = U](self, v: V = U) -> V:
        """	Tabs	too.
		And more.
        """
        self.first = self.second = v
        self.third: int = v
        [self.fourth for self.fourth in v]
        with v as self.fifth, v as (self.sixth, other.none):
            del self.seventh
        def inner(self):
            self.eighth = 1
        self.first += 1
        return inner

    @classmethod
    def create(cls):
        cls.ninth = self.tenth = 1

    class Nested:
        def __init__(self):
            self.own = 1
