class C:
    __a = 1
    __b__ = 2
    _c = 3
    ___d = 4
    __ = 5
    ___ = 6
    __e_ = 7
    __a += __b__
    del __a
    __x: int
    __y: int = 1
    global __g
    __g = 1
    import __m
    import __m.n
    import __m.n as __o
    import a.__b
    from __m import __p
    from __m import __q as __r
    from a.__b import c
    for __i in __j: pass
    with __w as __v: pass
    try: pass
    except __E as __e: pass
    def __f(self, __p, *__args, __k=1, **__kw):
        __l = __p
        self.__s = __l.__t
        self.__u.__v.__w()
        self.__x(__k=__p)
        f(__k=1, **__kw)
        del self.__s, __l
        global __h
        __h = 1
        def __g():
            nonlocal __p
            return __p, __args, __k
        return __g, (lambda __z: __z), [__y for __y in __p]
    class __D:
        __a = 2
        def __f(self): return self.__a, __class__
        class ___:
            __b = 3
            def f(self, __x): return __x.__y
    match __j:
        case __C.__x: pass
        case {'k': __n, **__rest}: pass
        case __K(__attr=__val): pass
        case [__first, *__others] as __all: pass
    @__decorator
    def g(self: __ann, x: __ann2 = __default) -> __ret: pass
    (__walrus := 1)
    x = f"{__a} {self.__b!r:{__c}}"


class _C:
    def f(self): return self.__a


class __C:
    def f(self): return self.__a


class ___C_:
    def f(self): return self.__a


class _:
    def f(self): return self.__a


class ___:
    def f(self): return self.__a


class Ünï:
    def f(self): return self.__ä


__top = 1
def f(__x): return __x.__y
class C(__Base, metaclass=__Meta):
    pass


class Outer:
    def m(self):
        class Inner(self.__base):
            __x = self.__y
            def n(this): return this.__x, self.__y
        return Inner


class Name:
    __class__
    def __init__(self): self.__dict__
    def f(self): return __debug__
    def g(self): return self.__class__.__name__


class Ñandú:
    __x: int = 1
    __y: str
    def f(self, __p: a, *__q: b, __r: c = 1, __s=2, **__t) -> d: return __p
    async def g(self, __p: a, *, __r: c = 1, __s=2): return lambda *, __r=1, __s=2: __r
    def __h(self, é: a, *, è=1): return é, è, '_Ñandú__x', '_Ñandú__p', '_Ñandú__r'
