class A:
    [lambda: __class__ for __class__ in y]
    def m(self): return __class__
class B:
    [lambda: (A, __class__, zz) for A, __class__, zz in y]
    def m(self): return super()
class C:
    [lambda: __classdict__ for __classdict__ in y]
    def m[T](self, a: q): pass
class D:
    [lambda: (__class__, __classdict__) for __classdict__ in y for __class__ in z]
    def m[T](self, a: q): return __class__
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
