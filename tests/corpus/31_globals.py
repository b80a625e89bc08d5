global a
a = 1
global b, c, d
def f():
    global a
    return a
def f():
    global a, b
    a = b
    del a
def f():
    a
    a()
    a.b
    a[b]
    return a
def f():
    global g
    def g(): pass
def f():
    global C
    class C: pass
def f():
    global i
    for i in i: pass
    with i as i: pass
    import i
    from i import i
    try: pass
    except i as i: pass
    i += 1
    match i:
        case {'i': i}: pass
    [i for _ in i]
def f():
    x = 1
    def g():
        global x
        def h():
            return x
        def i():
            nonlocal_ = x
            return nonlocal_
        return h, i
    return g
def f():
    x = 1
    def g():
        nonlocal x
        x += 1
        for x in x: pass
        def x(): pass
        class x: pass
        import x
        del x
        with a as x: pass
    return g
def f():
    x = y = z = 1
    def g():
        nonlocal x, y
        nonlocal z
        x, y, z = z, y, x
    return g
class C:
    global a
    a = 1
    def f(self):
        global a
        return a
    def g(self): return a
class C:
    global D, f
    class D: pass
    def f(self): pass
    class E:
        global F
        class F:
            def g(self): pass
def f():
    if 0:
        global x
    x = 1
def f():
    x: int
    return x
print(__name__, __file__, __builtins__)
len = len
def f(len=len): return len
def f():
    print(print)
    return None, True, False, ..., NotImplemented
