"""Flags of methods and docstrings."""
def documented():
    """A docstring."""
    return 1
def undocumented():
    return 1
def only_docstring():
    """Only."""
def two():
    """One."""
    """Two."""
def formatted():
    f"not one"
def folded():
    "a" + "b"
def joined():
    "a" "b"
class C:
    """A class's."""
    def method(self):
        """A method's."""
    async def asynchronous(self): pass
    def generator(self): yield
    lam = lambda self: 1
    gen = (x for x in y)
    lst = [lambda: x for x in y]
    def generic[T](self): pass
    class D:
        def nested(self): pass
        if x:
            def conditional(self): pass
    @staticmethod
    def static(): pass
    def outer(self):
        def inner(): pass
        return lambda: inner
def generic[T]():
    """A generic function's."""
lambda: "a"
def g(): return 1
def h(): return None
def i(): pass
def j(): ...
def k():
    "a"
    "b"
def l():
    "docstring"
    def m():
        "inner"
    class N:
        "class"
        def o(self): "method"
    return m
def empty_fstring():
    f""
    return 1
class Empty:
    """Only a docstring."""
class Two:
    """One."""
    """Two."""
    x = 1
class Static:
    def __init__(self):
        self.b = self.a = 1
        self.c.d = 2
        self.e += 1
    def f(this):
        this.g = 1
        for self.h in this: pass
