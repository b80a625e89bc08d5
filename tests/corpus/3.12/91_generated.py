[d for é1, d in f'%{(b)}']
try:
    match *C.attr, é1:
        case x.y.z:
            __debug__
        case 's': -1
        case 1+2j:
            try:
                def x(f, /, y: 'é', **b: -1) -> ((a) <= a > (b)):
                    return _p
            except d as __q:
                __class__
            try: raise d from b
            finally:
                while None:
                    x
                super(C, self).attr
        case rest:
            while __class__:
                while __q:
                    C
                async def d(self, C, *, f):
                    __q  # comment
            else:
                if 0:

                    0.0
                else:
                    x
                class Ñ:
                    d, x, f = (1e400)[256:é1] = x
            c
    @((__class__ and (b ** é1)) or é1 or _p(_p, **x.attr, **(False), **([]), m=__class__))  # comment
    def b[T, U](é1=ñandú):

        for C.attr in *a, {'b c': (lambda __q=((()) <= b < __q): c) for __q, (b, __q) in d if f'\x41{(f'{f!s}é{(c):{f}}é{(__q)!a:>10}'):{C.attr, __q:{(__q)!s:>10}.{C}d}.{__q}d}'}:
            with ((y := _p)) as y:
                with (0xffff_ffff_ffff), (((1e100) < self)) as _p:
                    assert x, self
            with ((a(ñandú, y, (y := __q))) as c,):
                if é1:
                    x.attr[0] = d
                elif [d]:
                    c[__q] = a
                elif a:
                    pass
        else: y = (c is x >= a); y(**(__class__))
        async def _p(self=C, /, f=2**40, a={__class__: {'name': y.method(self, *d) for ñandú in y}, 'a': é1, True: -((b if f else b)), f: -1}, y=rf'{*_p,!r}text {*C,=!s:\n%}\n{C, True // 'a' 'b':{_p!r}.{ñandú}d}', x: a=123456789012345678901234567890):
            x[[{ñandú for f[123456789012345678901234567890:d] in 1e100}, (y for f, (f, d) in ñandú), 1]] %= {**a, **C}
            try:
                type c = (a, *x, _p,)
            except (x ^ d):
                try:
                    _p = a, a, a
                except:
                    0xffff_ffff_ffff

                async with ({1e400: c async for x, (_p, c) in ñandú if ñandú if é1 if None if __q}), (((ñandú) <= ((1, 'a', (None, 2.0))))) as _p[(y & __q):_p(k=3, m=True)], ((0xffff_ffff_ffff or C)) as b.attr:
                    'b c'
                f('a')
            match -3.5j:
                case C(k=p1): (__q, a,); d, d.attr.attr = d, b, é1
                case {'k': p2}:
                    (_p)[d] <<= *ñandú, ñandú
                case ([p3, -2j, 1+2j] as p4):
                    C
                case rest:
                    1
        async def é1(y: ñandú, **_p: (lambda _p=__q, **self: ((d) is b))):
            __q.method({C: 0 for ñandú, b in __q async for (é1,) in -3.5j}, k=C, l=2)
    if a:
        with ((b) as [y, é1.attr['name':{((lambda : c), (lambda é1, self, c=1e400: C),): _p}]], ((1, 2)) as c, ({-1: super(C, self).attr, 2: _p, 3: [(_p)[*__q, 'name'] for C[((-3.5j) is d):-3.5j] in (d / a)]}) as self,):
            with ((d) as é1,):
                '%s' % (1000, 'name')
                if é1:
                    __q
            try:
                for c.attr in *(... ^ 1e400), (C := 255):
                    break
                else:
                    b'\xff'
            except:
                if ñandú.attr:
                    255
                elif a.attr:
                    self
                elif rf'%{d!s}':
                    é1
                else: (2**40 if 0.0 else -0.0)
                class _D(a, *C, k='%5.3s|%a' % (é1, ñandú)):
                    f
            else:  # comment
                @(x << c)

                class C():
                    y
                for (C)[(self % d):y] in *(__q), ñandú.method(**c):
                    1e400
            finally: 3
        é1

    else: a, f = c
finally:
    for f, _p in é1:
        match é1:  # comment
            case 'a' 'b':
                from .m.n import C
                class C(x, *c, k=f'text {(None)!a:>10}{(a)!s}'):
                    ñandú
                type c = _p
            case {'k': p5, 1: 1.5, a.b: p6, -2.5: p7} if a.attr:
                (self := x)
                ()  # comment
        import x
        with ([('é' for d in b), x, self]) as C:
            pass
    while (super().attr or y):
        try:
            while a.attr(__class__, ñandú.method(_p, c, _p), **_p):
                f(C)
                for (y,) in [1, 2, 3]:
                    continue
            while f'''{self, b!a:>10}\N{DIGIT ONE}{(+(ñandú))}''':
                while f'%{C, d!r:{*x,!r:{C}}}':
                    -0.0
                b
            else:  # comment
                with (C), (c):
                    f(c)
            class __E():
                def f(d: x, c, /):
                    _p
                match y:
                    case []:
                        f
                    case int({'k': 0, **r8}):
                        pass
                    case [p9, 1] | (2 as p9) | {'k': p9} if d:
                        d, (c)[b'a':é1] = x, f, x
                    case [p10, _]:  # comment
                        -0.0
        except (f in a == _p) as y:
            with ((_p), (self),):
                f(a,                                                                                                                                      self.attr(b, *é1, __q, k=b'\xff').attr)
                ñandú
                for __q, (_p, __q) in [1, 2, 3]:
                    C.attr /= self
            for [C, c[self:-1]] in 3:
                [False]
        else:
            with (0.0) as _p, (3), ([1e100, None]):  # comment
                from .. import (_p, y as z)
            (d := a)
            if __q:
                if y:
                    pass
                else:
                    continue
                continue  # comment
            else:
                (lambda C, a, /, d, f, self: f)
                for (d[(d := f):{123456789012345678901234567890: __q, b'\xff': é1}],) in [1, 2, 3]: ñandú, C, y = {é1 for é1 in ['é'] for [b[():C], _p.attr] in _p}; _p[ñandú] = b, (d, _p) = [2**40, (1, 2), 'b c']
                else:
                    ñandú
        finally:
            (é1 | y)
            with ((f) as (-1)[False],):
                while not (__q):
                    C
                else:
                    del __q
                class _D():
                    """Documentation."""
                    1e100
            with (b'\xff') as C, (2j) as __q[(x or (é1 - f)):__class__], (super().attr), (b) as d.attr.attr:

                f[a.attr.attr:ñandú] %= (d & (1000))
                assert 123456789012345678901234567890 - 1000
                if é1:
                    __q
                elif _p(k=..., ñ=é1):
                    import C
                elif x:
                    b
                else:
                    'a' 'b'
        def C[__V: (y(super().attr, f'{([..., False])=!a:{d}}%{({None})}', '%5.3s|%a' % (self, a), **c, l=c, ñ=ñandú), 'head' f'text {(b):{*b,:{(a)}.{self}d}.{_p}d}')](self, c=('a' or b.attr([self, b, f, -3.5j], l=2)), /):
            b'One'
            global x
            def inner():
                nonlocal self
                self = _p
            if (x := (x if c else a)):
                self
                with (() % 2) as ñandú[f]:
                    a.attr: self

            elif [((r'\d') - f) for d, (b, d) in a[3:1:b] if (C for (self, *x, y.attr, (x)[C],) in y if a if b if y) if __q if y.method(self, False, k=1.5) if {False: f for [f[c], c] in [True]}]:
                try: [d[(2 or b)], (a).attr] = C, é1, b = (ñandú not in (x))
                finally:
                    assert f, b'\xff'
def é1(c: a[(é1(x, __q, k='head' f'é{x!r}', **ñandú, **a.attr), ({f'''\n{(()), -3.5j:\n%}\N{DIGIT ONE}{__q, b:}{C:\n%}''' for [y, (self(k=False))[(é1 @ (123456789012345678901234567890)):é1]] in __q if 3 if (lambda b, /, *x: None) for __q, (__q, y) in [[a for c, y in [y]]]}).method(((self) == f), f, (C).method(b, k=[é1, f, *b.attr, 1000], l=f)), (lambda x, b, _p, /, f: __class__), c[d, x:],):1]=super().attr, self=(é1 in é1), d: super(C, self).attr=d, C='name', x: ((ñandú) < ñandú)=super(C, self).attr):
    match c:
        case 1+2j | x.y.z | 0 if 'a%sb%%' % (1000, __debug__):
            [-3.5j for __q, (x, d) in [ñandú]]
            n11: 1.5 = C(y)
            del C.attr.attr
        case rest:
            while (é1 ^ self):
                while (r'\d' and True and 2j):
                    ñandú[b'\xff'] @= é1
                else:
                    raise 'a' 'b' from y
                b.attr: C = (x & x)
    +((x + (a.attr())))
