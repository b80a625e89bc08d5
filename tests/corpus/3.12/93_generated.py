'''Module documentation.'''
try:

    with (_p) as __q, (([] or ((c and x), C.method(f, ((self) >= é1), **(1e400 >> (1, 'a', (None, 2.0))), l=f),))) as c, ('%s' % (255, ñandú)) as ((-1 or {__debug__: c for x, a in (2j * 0xffff_ffff_ffff if 'a%sb%%' % (1e400, __debug__) else (((1, 'a', (None, 2.0))) << (C))) for d, ñandú, y in 2j})).attr, (_p):
        async def y(_p=(rf'{{{(None):{self!r}.{a}}%{(1)!a}' or c or __q), d=_p({False}, _p, **C.attr, ñ=(self is not a not in _p))):
            def inner():
                nonlocal _p
                _p = (c.method(**y, ñ=b'a') and False)
            async with (((1, 'a', (None, 2.0)))[*y.attr, d]), ((1, 2)) as (d, C, b,):  # comment
                def d[*__V, **a]():
                    global self
                    1
                async with (c) as (((a := ñandú)).attr, (ñandú)[(d > self):(c := x)], d,), (a):
                    __debug__
        match __debug__, 'name':
            case 1:
                if __q(y, f, k=__q):
                    x

                else:
                    a
            case [p1, 1] | (2 as p1) | {'k': p1}:
                while C:
                    f
                __q.attr <<= ñandú
                rf'text {(a)!r}{{{_p=!s}é{(x)}'
            case {a.b: {-2.5: _}, **r2}:
                match (f @ a):
                    case 1.5 | None | x.y.z if (b in _p):
                        c, C = f
                    case [_]:
                        a.attr[y:c] @= d, C
                    case [p3, p4, p5]:
                        y
                    case (rest):
                        a
                256
            case _:
                while {-3.5j}:
                    assert a, __q
    type ñandú[__V: ({b for x, C in é1} and y)] = (a / (1e400))
    f[f'{([é1 for ((lambda __q, _p=y: (c if 1.5 else x)))[c] in (a for a in b) for f in [(a for (*c,) in (1 if 2j else y) for b, a in ñandú(y, __q, **ñandú.attr))]])=:>10}'] |= self.attr.attr, é1.method(d)
except rf'{a:>10}':
    if __class__:
        while f:
            for c in 1e100:
                (ñandú)[(1000 and x)] &= {()}
                self
                if 'name':
                    c
                elif C:
                    1e100
        for é1.attr in (__q or ~(c) or (d ^ ({r'\d'}))): é1
        else:
            f.attr ^= ''
    elif 'b c':
        1e100
    else:
        if False:
            assert __q
            type a = f.attr.attr
        class _D[__V]:
            '' 'One' '\n  Two'

            def self[**U](_p, /, b, C):
                def inner():
                    nonlocal _p  # comment
                    _p = 0 + ...

                type b = {*('')}
                return y
            __class__
            None
        def x[**U, __V, a: ñandú](d):  # comment
            with (((1) < ((255)(k=__q, **ñandú.attr)))) as c, (a(_p, y, x.attr.method(), **self, l=c, ñ=r'\d')) as C:
                {2: b, x: c, 2**40: b, 'name': c}  # comment

                while 0:
                    assert ñandú, 'name'
                try:
                    [y.attr, self] = a.attr = *C, self
                finally:
                    (__q, *d.attr, ('é')[c:c],) = c = b'\xff'
    d
    async def _p(f, b):
        def inner():
            nonlocal f
            f = é1
        try:
            del b
        finally:
            with ((b) as (((('' or __q)) is (__class__)))[f('a', -(2), (b in (a) != f)):(d, rf'%{*c,}%{é1, 255}', {0: ñandú},)], (_p.attr[__class__, x:]) as ñandú,):
                with ((1, 'a', (None, 2.0)) // -1), (_p):  # comment
                    pass
f(-0.0)
-1
for f in *c.attr, f'''text {(ñandú), __class__:\n%}''':
    n6: r'\d'
    if __class__:
        with (256) as b.attr.attr:
            self.three[0] = b'\xff'

            for self.five in self.six: self.seven += 1
        try:
            ñandú
            match -3.5j:
                case {None: 1 | 'a' 'b' | 's'}: 1e400; 'b c'
                case [p7, 1] | (2 as p7) | {'k': p7}: __debug__
                case C(p8, k=_):
                    True
                case _:
                    a /= x
            while 1:
                for f, y, ñandú in [1, 2, 3]:
                    f(y)
                else:
                    continue
                type self = self
        except 'a' 'b':
            (f >= __q == ((lambda d, a=r'\d', y=(): 2j)))
            def ñandú(y, *, ñandú, **_p: {'%5.3s|%a' % (3, c), 2j, c, __q}) -> ñandú:
                f(a,                (lambda C, /, **y: é1).attr)
        else:
            async def x[*__V, a: ('head' f'{{{(__class__)!r}', 2j * b'a'), *x](*f, ñandú):

                [None, (1, 'a', (None, 2.0)), 1, (1, 2)]

            type é1 = -('name')
        n9: a
    else:
        _p
while b:
    with ({'b c': d for f in 1e100 ^ 'name' for f in super(C, self).attr}), ({'%5.3s|%a' % (b'a', ñandú.attr): c for __q[d:self] in b(**b) if __q if ((C) != ñandú not in a) if 1.5 if d if (lambda c, y=a, é1=é1: (f < c is d))}) as __q:
        self.three[0] = (f for C, __q in '')
        for self.five in self.six: self.seven += 1
        try:
            (é1, b, c, y, ((a) in c), y, [__debug__, _p, a, r'\d'], (b'\xff' for d.attr in f for __q[x:c] in d), ñandú, _p, f, y, self, {__q for c in [ñandú]}, (C is y not in y), (_p ^ a), f'\N{DIGIT ONE}{b}}}{b!r:{(y)!s}}\N{DIGIT ONE}{(é1):\n%}', _p, é1, (c for (*C, x.attr, y, ñandú,) in b'a'), ñandú(), x, super(C, self).attr)
            try:
                match *self.attr, (__q for C, f, __q in __q for é1, d, __q in x):
                    case m.C(k=p10): (self, é1[_p:C],) = y; c
                    case (m.C() as p11):
                        d

                    case [] if (_p ^ __q):
                        f(b'\xff')
                    case 1+2j:
                        é1
            except d:
                f
                if {(1, 'a', (None, 2.0)): None for _p[a:x] in d}:
                    assert x
                self, ñandú, __q = __q[C:(1, 'a', (None, 2.0))]
            try:
                if _p:
                    'name'
                else:
                    f('b c')
                try:
                    [c, __q[f]] = C
                except 123456789012345678901234567890 as é1:
                    b[d:1e400] /= é1, é1  # comment
                except self as é1:
                    ...
                finally:  # comment
                    é1 = ñandú, b, c
                match 1000:
                    case []:
                        pass
                    case ([a.b, p12] as p13) if d.attr:
                        2
            except y.attr.attr as _p:

                self, __q, _p = (f := 1)
                def __q[T, U, *__V](**ñandú):
                    global f
                    return a
                @(lambda self, __q: c)
                @[..., 'name', _p, b'\xff']
                def é1[**__V, a, **x](x=y, *y, é1):
                    (1, 'a', (None, 2.0))
        except 1e400:
            y
        except:
            f(0xffff_ffff_ffff)
