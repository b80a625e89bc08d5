# What a class gives to the functions in it.
class A:
    [lambda: __class__ for __class__ in y]
    def m(self): return __class__
class B:
    [lambda: (A, __class__, zz) for A, __class__, zz in y]
    def m(self): return super()
class E:
    {lambda: super() for __class__ in y}
    type Z = (q, __class__, __classdict__)
class F:
    def m[T](self, a: q): return __class__
    {__class__: lambda: __class__ for __class__ in y if [lambda: __class__ for x in __class__]}
class G:
    [[lambda: __class__ for __class__ in x] for __class__ in y]
    def m(self): return __class__
class H:
    [__class__ for __class__ in y]
    def m(self): return __class__
class I[T]:
    [lambda: (__class__, T) for __class__ in y]
    def m(self): return __class__
def f():
    class J:
        [lambda: __class__ for __class__ in y]
        m = lambda: __class__
class K:
    [lambda: __classdict__ for __classdict__ in y]
    def m(self, a: q): pass
class L:
    [lambda: x for x in y]
    def m[T](self, a: q): return __class__
class M:
    def m(self): pass
class N:
    m = lambda self: __class__
class O:
    async def m(self): return __class__
    n: m
class P:
    if x:
        n: m
    [n for n in m]
    o = (n for n in m)
    def p(self): return super().p
class Q:
    class R:
        def m(self): pass
class S:
    x = 1
    def f[T](self, a: x = x) -> T: return __class__
    type A[T: x] = (x, T)
class T:
    def f(a):
        class U:
            b: a
            def g(c: a, d: b): nonlocal a
        return U
