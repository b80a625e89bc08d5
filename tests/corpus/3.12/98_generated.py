'''Module documentation.'''
with ((not (((C) + d))) as _p,):

    if ((-1) @ x):
        async def ñandú[U](f, é1=y, b=c, **ñandú: (x / b)):
            def inner():

                nonlocal f
                f = [_p for é1[self:(self != (é1))] in '%s' % (y, y) if a.attr[a, self:] if {ñandú: 'é' for c, (ñandú, ñandú) in c if _p for f in ''}]
            (1, 2)
            if é1:
                async with (({f for é1, (d, c) in self if f if False for a in _p}) as d[_p], (2**40) as c,):
                    'a'
            else:
                r'\d'
                async for y, d, y in (1, 'a', (None, 2.0)):
                    return
                else:
                    (C.attr[f:x], *f,) = *a, d
        try:
            def a(self=123456789012345678901234567890):
                None
                for [_p, x] in self:
                    (x).attr = d
            _p
        except* b as self: y.attr.attr = é1
        except* _p as b:
            match 'b c':
                case {1: (0 as p1), a.b: (0 as p2), -2.5: p3, **r4}:
                    -1
                case ({} as p5):
                    self

                case m.C(_, k=p6) if b'\xff':
                    from .. import (c, y as z)
                case rest:

                    self
            with ([*_p, *f, y]) as __q, (b) as __q.attr:
                try:
                    True
                except 255:
                    __q >>= x, ñandú, ñandú
                except 255 as d:
                    raise d from 1
                try:
                    (c)[f:self] = f, (C, a) = self
                except* C:
                    del x
                f(a,                                                                                 {self for (*y,) in x for é1, (é1, f) in d}.attr)
            with ((b, (lambda C, x, **ñandú: ñandú),)) as é1, ((self == (self.attr[__debug__]))), ('name' @ b'a') as __q, ((a ^ (self))) as c:
                b[a(r'\d', x, _p, l=C):f] %= *a, c
                try: Rf"{{{(d), c=!r:{(é1):{(C), b:\n%}}.{y}d}text {self}"
                except x:
                    y, C.attr.attr = self
                except: (ñandú)[é1] /= *b, ...
                finally:
                    self[f:__q] = é1, (a, a) = b'a'
                pass
        if f'%{({{1 for ((1.5)[False],) in _p}: __q for C.attr.attr in ñandú})}{{{((ñandú and d.attr))}{(C)!r:>10}':
            assert ñandú, y
            while ((x ** c) or d):
                __q
                if 0:
                    raise
                elif [é1 for self, b, f in 3 if c if C]: 1
            else:
                x(l=1)  # comment
            (('head' f'}}{b.attr, a!r:{*(256),}.{__q}d}{*(True),!a:>10}{é1, b'a'}') not in é1)
        elif '':
            x **= *c, (256)({1000, (), 'a'}, d, b, ñ=~('a'))
        else: f'''%{*d,!s}\n{((a := 0))!r:{ñandú, 'b c' ^ ():{x.attr, c!a}.{ñandú}d}}\n{({'name': rf'\n{d:{C:{é1}}}\x41{*(-1),!s}text {(ñandú)!s}', **c, (1, 'a', (None, 2.0)): f'{(-1)}', (lambda ñandú, _p, a: self): __q[d]})}'''
    elif 1:
        for (x, self, b.attr[(lambda __q, y={__debug__: _p for C in 1e100 if a if (lambda __q, é1, f, /, **a: __q)}, /, d=ñandú, *, x: (lambda b, é1: b)):y],) in *c, f'\N{DIGIT ONE}{ñandú}':
            class Ñ:
                async def x(é1, /, *d):
                    self |= (1, 2)
                if (x)[self]:
                    é1
                else:
                    None
                y
            type f = 2
        def x(*, self, c: (({ñandú: a for f in {2j: -3.5j, **y, 3: b} if {255, 2} if 1.5}) >> é1), C):
            global f
            é1
        async def b(C, ñandú: (ñandú >= self)='a', /, é1=((((a)(**(d), l=f)) < (0.0)) and ((((é1) & (a))) is x) and Rf"{d:}}}{((é1 == b)), ('é', self, *c,)!s:\n%}\x41{self}")) -> (d)({x: x}, b'a', (super().attr if 'é' else {0: ñandú for f in 'a' 'b' if _p}), l=None, ñ=y, m={_p: self}):
            while self: c[ñandú] >>= __q
            else:
                class __E[__V](__q, *c, k={ñandú for _p.attr in 255 if (1, 2) if _p}):

                    assert x, c
                if (yield d):
                    255
                else: import ñandú.sub.module; -1
            def ñandú(y=y, *, ñandú):
                global _p
                def C(é1=C, /, d=c, f='' / -1):
                    b'One'
                    (n7): _p
                r'\d'
                ñandú
            @é1
            @c
            def __q[*U, *__V, *a](_p, f: {0.0: __class__}, /, *d, **y):
                global C
                (b := b)
                async def é1():
                    r'''\d
        \s'''  
                    yield f
                def __q[T, **U, __V](é1, ñandú: (self + ñandú), y=super().attr, self: x=b.attr, b: ñandú=123456789012345678901234567890, /):
                    f'One'
                    x, a = a, é1, x
    1000
def self(d: ñandú, *, __q: __q[C], self, C, _p) -> _p:
    '' 'One' '\n  Two'
    def inner():
        nonlocal d
        d = b
    'text'
    for b, d.attr.attr in [1, 2, 3]: b; (1, 2);
if self:
    (n8): (d(255, **__q, l=__q))(*Rf"text {({**(super().attr)}):{b.attr, 'head' f'{__q.attr, 1.5=}%{self.attr, C=!s:}\x41{*f,:}'!r:\n%}.{self}d}", *C, f) = 'name'  # comment
else: (__q[é1:'b c' + 'name'], d[f], (f)[{}],) = b[{y: f'{{{_p!s:{C}}é{b!r}{(__q)}' for C.attr.attr in a}] = 'head' f'text {__q!s:}\N{DIGIT ONE}{self:{c, C!a}}'; assert x;
_p
