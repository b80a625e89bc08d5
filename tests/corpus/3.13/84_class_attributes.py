# __static_attributes__ in its order, and __firstlineno__.
class A:
    def f(self):
        self.zebra = 1
        self.alpha, self.beta = 1, 2
        self.gamma: int = 3
        for self.delta in x: pass
        self.m1 = self.m2 = self.m3 = 0
        self.é = self.Z = self._a = self.__private = 1

    def g(self):
        self.eps += 1
        del self.eta
        def h(): self.inner = 1
        class B:
            def q(self): self.qq = 1
            self.direct = 1
        lambda: [self.foo for self.bar in x]
        with a as self.withx: pass
        match self.n:
            case {'k': v}: self.matched = v
        try: pass
        except E as e: self.caught = e

    self.cls = 1

    @staticmethod
    def s(this): this.x = 1

    @property
    @decorator
    def p(self, other): other.x = 1; self.x.y = 1; self.x[0] = 1; (self.z)[0] = 1

    async def co(self):
        async with a as self.aw: pass
        async for self.af in b: pass


class Empty: pass
class NoSelf:
    def f(this): this.x = 1


@decorator
@another(
    1)
class Decorated(A,
                B):
    def f(self): self.a = self.a


@decorator
class Generic[T](A):
    """Documentation."""
    def f[U](self, x: U): self.x = x
    type Alias = T


def function():
    class Local:
        def f(self): self.local = 1
    return Local
