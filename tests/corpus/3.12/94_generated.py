from __future__ import annotations
try:
    for a, (__q, _p) in ñandú:
        _p
        try:
            not ((f or (1, 2)))
            try:
                type y = x
                if C(l='a', ñ=x, **(_p)):  # comment
                    ñandú
            finally:
                def x[**__V, a, **x](f, _p, /, *, x=f):
                    'Documentation.'
                    __q
        except d as d:
            while y:
                continue
                'b c'
                for a, (f, __q) in ((123456789012345678901234567890) ^ x):
                    2**40
            f = b
            try:
                for ñandú, (a, C) in 256:
                    break
                []
                for x, f, c in d:
                    continue
            except* True / 'a' as é1:
                x.attr.attr = é1
                if {}:
                    f(__debug__)
                elif super(C, self).attr:
                    ñandú  # comment
                else: __q.attr[é1:self] = x.attr
                class _D(('b c' if 1e100 else __q)):
                    True
            except* super().attr:
                c[ñandú(self):(3 if '' else b'a')] >>= f
                @+(_p)
                async def b(self, b, f=x, *, y=C):

                    global é1
                    d
            else: (f not in ((C - (b))) is C)
        except y as C:
            pass
            f((y).attr)

            async def d(*, C=(ñandú := (d)[*self, b]), é1) -> b:
                """  One.

      Two.
	  Three.
    """
                global f
                def inner():  # comment
                    nonlocal C
                    C = é1
                async for x, (f, self) in d: __class__
                match {-1 for ñandú['name'] in b'\xff'}, f:
                    case {1: p1, **r2} if c:
                        y
                    case (rest):
                        0.0
    else:
        f >>= {None, *d, '%s %r' % ((f is self), {})}
        @123456789012345678901234567890
        class __E(self, *((C if (é1 and (1 if y else 2)) else (d and True))), k=a):
            def ñandú():
                global f
                return d.attr
            def a():
                return  # comment
                if (ñandú >= (x) <= (C)): return (ñandú := 1e100)
                else:
                    assert a
                if [1e100]:
                    a
                elif 3:
                    import m.n.o as b, b
            class _D(__q, *self, k=b'\xff'):
                def ñandú(__q, y, /, self, _p=(C := b)):
                    a['b c'] = (_p.attr,) = 1
                with ((~(c)) as [d.attr, b.attr], (self) as [ñandú, a[d:((f) is y >= __q)]], (...), (__q) as d.attr,):
                    a.attr: ñandú
                assert C
                type f = x
            def __q(*, __q, b=('a')[*ñandú, x[255]], self, c, y):
                def inner():
                    nonlocal b
                    b = [ñandú for [C[b:'a' 'b'], self[é1]] in a if 0 if 255]
                ((yield from __q)).attr ^= (x ^ (self))
    for é1, d in _p.attr[*__q, x]: ((((1000 if y else ñandú) if 1 else é1) and rf'\n{b = :>10}%{(x), -1 = }' and (C + d)))[(lambda : (d := a))]
except (*ñandú,):
    @d
    @self
    class Ñ[**T, **U, __V]:
        @255 @ 1
        @{f'{(x)!s:{_p!r}.{C}}{{{C:{x!r}.{_p}}': +((é1 for y in 2**40 if ñandú)) for ñandú, (__q, y) in (c ** f) if é1}
        async def __q(b=(self >= (f'{ñandú = }{{{(_p[x, _p:]):>10}'))):
            global self
            for [b, a] in 2:
                b.attr[+(x)] = x
                try: __q.attr %= +(ñandú)
                finally:
                    b'a'
                del (d[y:(y is not (b) is not (é1))], f.attr,)
            else:
                match f, __q, d:
                    case [p3, 1] | (2 as p3) | {'k': p3}:
                        _p
                    case [_, p4, _] if __class__:

                        (*f, b, c, self.attr,) = ñandú
                    case C([p5, 1] | (2 as p5) | {'k': p5}):
                        f(__q)
                    case rest:
                        __q = 2**40
        try:
            (b if self.attr(1.5, l=-3.5j, ñ=..., **x) else é1)
        except* (_p := c) as x:
            [{x for c, (d, C) in self}, a, (c, x,), {a for b, ñandú in False}, self(False), x, a(f, _p, **self, l=d, ñ=''), +(a), super().attr, y, _p, (c := x), +(y), é1, {**c}, +(()), C[2], 1e400]
            for a in (b for self in [~(b)]):
                break
                a @= (lambda _p=f: C)
                with ({f: y for ñandú in 1.5}) as c:
                    c
            @é1
            def c(ñandú, /, C, _p, b) -> C:
                r'''\d
        \s'''  
                global c
                super(C, self).attr
                @[ñandú for [self, d[-1:'name']] in C]
                @(1, 'a', (None, 2.0))
                def f() -> (__q ^ (ñandú)):
                    b
                while (é1).method(y, **x, **d, **x):
                    x
        def C[T: super().attr, *U](é1=Rf"text {d, True:\n%}", d=d, _p=(b - C), __q=é1, /):
            é1[C.attr((*b, d,), **C):{'%s' % (d, a) for C, a.attr in a if (lambda a, *, C: _p) if C}] @= (... if (y)[*é1, d] else 'a')
            y
    for [__q.attr, ((lambda _p=c, *, c=(__q := f): __class__)).attr] in a:
        def c(_p: (..., 1e400, y,)=ñandú, self=_p, /):
            """  One.

      Two.
	  Three.
    """
            n6: {{255: 1e100 for x in [c] if 'a'} for y, (_p, ñandú) in {C: 3 for y[__q:_p] in _p}} = é1
        if d:
            del ñandú
            if __q:
                with (((self or é1 or 2)) as d,):
                    break
            else: c, é1, ñandú = x = super().attr; 1
            c
        else: (c(b, (d := d)), a,); 1
        def _p[**T, U](x, /, b=(c - (_p)), c: (c in a)='a%sb%%' % (['a'], (b >> a))) -> (1, 2) | 0:
            while x:
                while 1:
                    f(é1)
                else:
                    n7: c
            for y, (é1, _p) in self:
                try:
                    return d
                except super().attr:
                    (1, 2)
            type __q = (d + self)
y, é1 = ñandú[True, None:]
with (a) as é1, (a) as a['a' 'b':(a | (x))]:

    match [é1 for a in [] for (C, é1[('')((lambda a=(C + x), self={C for self[é1:'b c'] in [b'a']}, y=(c, y,), é1=(y is (f) is (_p)), x=(_p < C): (x or C or self)))], ((f is not (ñandú.attr[x:é1:c])))[(lambda a, *y: _p.attr):y],) in ñandú]:
        case [p8, _, _]:
            try:
                class Ñ:
                    f, (d, ñandú) = 1e100

            finally:
                if 'a':
                    (1, 'a', (None, 2.0))
                else:
                    del _p
            try:

                []
            finally:
                match x:
                    case ([p9, 1] | (2 as p9) | {'k': p9} as p10):
                        d
                    case int():
                        é1
                    case b'b':
                        ñandú[x:256] = *ñandú.attr, b
                    case (rest):
                        C
                with ((d / (d))) as x:
                    b
                async def d[U](*, é1, C, self, **a):
                    c
            with (b) as y, (f'''%{ñandú:\n%}'''):
                try:
                    from .m.n import d
                finally:
                    _p
                d
                b
        case ([p11, 1] | (2 as p11) | {'k': p11} as p12):
            f
            é1, é1['é':d] = [c, x] = ñandú  # comment
        case _: from m import _p, x as _p;
type é1 = é1
n13: b.attr.attr
if rf'é{a, 'head' f'%{(_p.attr.attr)!s}'=!a:\n%}':
    n14: (d != __q == ((ñandú or 1e100 << 0xffff_ffff_ffff)))
    C, y, C = {r'\d': (y - _p), c: (c + (((rf'{(256)=!a:}}}{f!r:{ñandú.attr, y}}') not in ([(1, 'a', (None, 2.0))]) == ((C - (self)))))), **_p.attr}
else: False
