class C:
    def f(self): return super().f()
class C:
    def f(self): return __class__
class C:
    def f(self): return super
class C:
    def f(self): return super(C, self).f()
class C:
    def f(self):
        def g(): return super().f()
        return g
class C:
    def f(self): return lambda: __class__
class C:
    def f(self): return [super().f() for _ in self]
class C:
    def f(self): return (super().f for _ in self)
class C:
    f = lambda self: super().f()
class C:
    class D:
        def f(self): return super().f()
class C:
    class D:
        def f(self): return __class__
    def g(self): return __class__
class C:
    def f(self):
        class D:
            def g(self): return super().g()
        return D, super().f()
class C:
    def f(self):
        class D:
            x = __class__
            def g(self): return __class__
        return D
class C:
    def f(self):
        nonlocal __class__
        __class__ = 1
class C:
    def f(self):
        __class__ = 1
        return super()
class C:
    def f(self, __class__): return super()
class C:
    __class__ = 1
class C:
    __class__ = 1
    def f(self): return __class__
class C:
    __class__
    def f(self): return __class__
class C:
    """Doc."""
    x: int = 1
    def f(self): super().f
    async def g(self): await super().g()
    def h(self): yield super()
    @staticmethod
    def i(): return __class__
    y = [super for x in y]
    z = [lambda: super() for x in y]
def f():
    __class__ = 1
    class C:
        def g(self): return __class__
    return __class__
def f(): return super()
def f(): return __class__
super().f()
__class__
def outer(x):
    class C:
        y = x
        def f(self): return super().f(x)
        def g(self): return x, y
    return C
class M(type):
    def __new__(mcls, name, bases, ns, **kw):
        return super().__new__(mcls, name, bases, ns)
    def __prepare__(*args): return super(*args)
class C:
    def f(self): super = 1; return super
class C:
    def f(self):
        global super
        super = 1
class C:
    def f(self): del super
