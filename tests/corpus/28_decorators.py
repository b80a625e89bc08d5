@a
def f(): pass
@a.b
def f(): pass
@a()
def f(): pass
@a.b(c, d=e)
def f(): pass
@a
@b.c
@d(e)
def f(x=1): pass
@a
class C: pass
@a
@b(c)
class C(D): pass
@a[b]
def f(): pass
@(a or b)
def f(): pass
@(lambda f: f)
def f(): pass
@(x := a)
def f(): pass
@[a, b][0]
def f(): pass
@a if b else c
def f(): pass
@a
async def f(): pass
@(
    a
    .b
)
def f(
    x,
): return x
@a

@b
# comment
def f():
    """doc"""
    @c
    def g():
        @d
        class E:
            @e
            def h(self): pass
    return g
class C:
    @a
    def f(self): pass
    @property
    def g(self): return super().g
    @g.setter
    def g(self, v): pass
    @staticmethod
    @x
    def h(): pass
    @x
    class D: pass
@a(lambda: b)
@c([d for d in e])
def f(): pass
def outer(x):
    @x
    def f(): return x
    @x.y(lambda: f)
    class C:
        @x
        def m(self): return f
    return f, C
