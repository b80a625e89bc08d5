class C: pass
class C(): pass
class C: ...
class C: x = 1
class C(A): pass
class C(A, B): pass
class C(*a): pass
class C(**a): pass
class C(A, *b, c=d, **e): pass
class C(metaclass=M): pass
class C(A, metaclass=M, k=1): pass
class C(f(x)[y]): pass
class C:
    """Doc."""
class C:
    """Doc."""
    x = 1
class C:
    'a' 'b'
    def f(self): pass
class C:
    1
class C:
    f"not doc"
class C:
    def __init__(self): pass
    def f(self): return self
    @property
    def g(self): return self.f
    @g.setter
    def g(self, v): self.f = v
    @staticmethod
    def h(): pass
    @classmethod
    def i(cls): return cls
class C:
    class D:
        class E:
            def f(self): return C, D, E
        x = E
    y = D
class C:
    x: int
    y: int = 1
    z: 'str' = x
    (w): int = 2
    a.b: int
    c[d]: int = 3
class C:
    x = 1
    y = x
    x += y
    del x
    global z
    z = 1
    for i in y: pass
    while y: break
    if y: w = 1
    try: pass
    except E as e: pass
    with a as b: pass
    import m
    from n import o
    lambda: x
    [x for x in y]
    def __private(self): return self.__private
    __slots__ = ('a', '__b')
    __module__ = 'm'
    __qualname__ = 'q'
    __doc__ = 'd'
class C:
    def f(self):
        class D:
            def g(self):
                class E: pass
                return E
        return D
class C(
    A,
    B,
):
    x = (
        1
    )
def f():
    class C: pass
    class D(C): x = C
    return C, D
def f(x):
    class C(x):
        y = x
        def g(self): return x
    return C
def f():
    class C:
        def g(self): return C
    return C
class C:
    def f(self, x=lambda self: self, *, y=[z for z in w]): pass
    g = f
    def f(self): pass
class C: return_ = lambda: 1
class C:
    if 1:
        """not doc"""
    pass
class Ünïcode: ñ = 1
class C:
    locals()
    __class__
    super
    print(__name__, __module__, __qualname__)
class C:
    async def f(self): pass
    def g(self): yield
    h = lambda self: (yield)
class C:
    def f(self):
        def g():
            def h(): pass
        [lambda: x for x in y]
        class D:
            def i(self): (lambda: 0)
