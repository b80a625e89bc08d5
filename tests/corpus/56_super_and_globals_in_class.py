x = 1
class A:
    x = x
    def x_(self): return x
    [x for x in [x]]
    [y for _ in [1]] if 0 else None
    class B:
        x = x
        def m(self): return super().x, x
def f(x):
    class A:
        x = x
        def g(self): return x
        class B:
            y = x
            def h(self): return x, __class__
    return A
def f():
    x = 1
    class A:
        print(x)
        x = 2
        print(x)
    class B:
        def g(self):
            nonlocal x
            x = 3
    class C:
        global x
        x = 4
        def g(self): return x
    class D:
        lambda: x
        [x for _ in x]
        (x for _ in y)
    return A, B, C, D
def f(__class__):
    class A:
        def g(self): return __class__
    return A, __class__
class A:
    def f(self):
        class __B: pass
        def __g(): return __B
        return __g
def f():
    def x(): return x
    class x(x): x = x
    return [x for x in x(x)]
