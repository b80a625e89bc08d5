from __future__ import annotations
try:
    async def é1[__V](__q: b'a'=a, self: __class__=(x := d)):
        """  One.

      Two.
	  Three.
    """
        for (_p,) in self.attr:
            type __q = ñandú
        while ñandú:
            try:
                match *_p, x:
                    case int([-1, 'a' 'b', _]) if f'{{{b!r:>10}%{b}text {(C)!a:>10}':
                        del é1[d:b]
            finally: return; _p
        else:
            return
            y *= ({é1 for a[c] in ñandú} or [b, c])
            try:
                def c(é1: C, *f, y, a: 'b c', d: f):
                    c[f:self] @= _p
                @C
                def é1():
                    é1
                if r'\d':
                    ...
                elif f.attr:
                    f = __q
            finally:
                while f:
                    _p
                é1
        c.attr += ([(y ** (y)) for f, (y, a) in ñandú if d if 'a%sb%%' % (b, b)] or (d).method(k=ñandú))
except 1e100:
    for a, d in __q.attr: ((a) * c);
    async def c(**b) -> (super().attr if not (_p.method(*b, k=not (c))) else f'\x41{((C and None)), _p[__class__:f:[True, None, *C]]!a}\N{DIGIT ONE}{__q, x = :>10}'):
        class C:
            match C:
                case int(p1, p2, k=p3):
                    C
                case 1+2j:
                    C
                case -2j | 's' | True if self:
                    d
                case (rest):
                    'a' 'b'
        __q
        __q
None

raise a.attr(('a' if (b).method(2**40 * 0xffff_ffff_ffff, *(lambda a, /, *é1, ñandú: f), 'é' / 'a' 'b', k=(lambda x={x: é1 for f, y, d in y if (1, 'a', (None, 2.0))}: 1000)) else self), *(d and 2**40 >> ...), _p, **self, l=((((y ^ ñandú) for self, (ñandú, a) in y.attr.method(x, (1, 2), r'\d', **__q, l=d)) or f) or a.attr), ñ=-1)
while c:
    with ((C) as d, ((self and 'head' f'é{(C)!r}é{__q!r:{é1}}{([é1 for C, C, a in ((1, 2) and x) for (((...) | y))[b(_p, 1)] in 1000])!r:{C!r}.{y}}' and -1)),): y; C
try:
    Rf"{__q=:{x!r:>10}}"
    assert x.attr, (lambda C=b, _p=2, **ñandú: {(y >= d): b for d, (C, ñandú) in a})
finally:
    match not (((([0xffff_ffff_ffff, 2**40] or (b > ñandú) or (self != é1))) - b)):

        case []:
            ('name', 'é',)
            a.f(k0=(((1, 'a', (None, 2.0))) != a), k1=_p, k2=((self) - y), k3=(C > _p), k4=(1, 'a', (None, 2.0)), k5=ñandú.attr.attr, k6=(1, 'a', (None, 2.0)), k7=Rf"{(C)!a:\n%}", k8=__class__, k9='head' f'}}{self}', k10=self.attr)
    try: c
    except (_p // f):
        async def y(x, f, /, c, *_p):
            async def é1[U: (_p, b)](y=256, /):
                (lambda x=self: 1000)
            match __q:
                case {-2.5: p4}:
                    b'\xff'
                case ([p5, 1] | (2 as p5) | {'k': p5} as p6):
                    self
        ((_p // c))[self:{b for d, (C, b) in '%5.3s|%a' % (d, [3 for f, y in b'\xff'])}] -= _p
        class _D[__V]:
            if c:
                match *self.attr, ():
                    case [p7]:
                        y, b, b = 3
                    case 0:
                        del [a, f]
                (n8): True = C
            elif '':
                raise d from c(y, y)
            else: import m.n.o as x, x; é1[__q:a]
    except C as __q:
        while True:
            x[*f, (d).attr]
        a.attr = ñandú, c, d
        for (d[b:['a%sb%%' % ((c != c), ñandú[...:__q:é1])]], (y)[((-0.0 and (2j, 'a' 'b',)))(*('head' f'{{{(True)!r}' for b in [(y < C)] for __q in 255 if self), ñandú, *False, k=C, ñ=0.0):a], *C,) in *(x), d.attr:
            raise

            for ((c >= y))[b:C] in -(not (d)):
                c
                for (x(_p, _p, b))[('name' or c or x)] in {self: _p for [y.attr, f] in 'é'}:
                    break
    else:
        try:
            def y(*, __q=(y := é1(1.5, **self.attr, ñ='b c')), _p, f):
                def inner():
                    nonlocal _p
                    _p = f'%{(False)}'
                with ((self or self or C)), (y(*1e400, 255, **_p)) as ñandú, (f) as c[ñandú]:
                    ''
            match c:
                case [_]:
                    (ñandú)[ñandú:C] = [(b).attr, self.attr[True]] = ñandú
                case 1 | 1+2j | 's':
                    C
                case int({None: x.y.z, **r9}) if (C ^ ('a')):
                    d
            del _p
        finally:
            for self, (b, y) in (C // d):
                continue
                (é1 or __q or é1)
                type self[__V, a] = False
            else:

                b
                async def __q(c, C, _p, /, é1=f.attr):
                    y, (x, d) = (f)[_p] = *__q, 0xffff_ffff_ffff
                @d
                @d
                async def é1(é1, /, **f: __class__):  # comment

                    global _p
                    __q
            (C | a)
        assert (_p != (__q))

    finally:
        if _p:
            del _p.attr[0xffff_ffff_ffff:ñandú]
            with (x):
                y
                def é1[__V: (c, ((a) not in d)), *a, x: ((1e400 and y and -0.0), __class__)](f=1e100, __q=(é1 for (c).attr in C if b'\xff'), d=d, *, x: f=é1):
                    'Documentation.'
                    y
                _p(256, 'a' 'b', r'\d', **c, m=self)
            try:
                type f = self
            except c[a]:
                def self[T: (rf'{_p!s}', super(C, self).attr)](é1=C, /, *f, __q, d):
                    r'''\d
        \s'''  
                    import ñandú.sub.module
        for __q, (f, C) in self:

            f(d)
            type d = {**y.attr}
        try:
            None
            type b = [a for _p, (x, C) in [2j] if __q]
            f('é', **y)
        except __class__:
            if __class__:
                for a, y, y in __q:
                    ñandú
            elif True:
                try:
                    a.attr = _p, (f, b) = 1.5, c
                except ('a', *(a), C, b,):
                    0
                except x:
                    (n10): x
                if b:
                    n11: _p = b
            elif {**a.attr, **y.attr, {ñandú for [a, a] in [d]}: f}:
                if '%5.3s|%a' % (0, a): x  # comment
            else:
                try: [__q for d in __q if y]; __q
                finally:
                    f(f)
                2j
                try:
                    2
                except 123456789012345678901234567890:
                    256
                except a:
                    None
                else:
                    f(d)
            while True:  # comment
                try: (_p is not f); from .m.n import f

                except (C := x) as __q: import m.n.o as _p, _p
                finally:
                    break
                {d for ñandú in _p}
                for [C, ñandú[(é1 := 1e100):f]] in f: {(), x}; y, é1, d = *C, y
            else:
                f(b)
            for C, x, é1 in (y).attr:
                type __q = self.attr[c]
                for C in y: False; [x for ñandú in 0.0]
with ((a.attr.attr), ('b c'),):
    (('é') <= ({{}: b for é1, (y, b) in self for (*f, (__class__).attr,) in b}))
[a, d] = {'%s' % ({y, (é1 in (ñandú) < (self(C, **(f), ñ=1e100))), (b < b), (x is __q)}, '%s' % ((x & x), 'é')) for [a[_p], _p[_p]] in __class__ for self, y in (b'a' for (x.attr.attr, _p[é1:__class__],) in [~(a)]) if b if ({} if None else {-3.5j: super(C, self).attr, -1: {C.attr for f, (d, y) in c}, 1000: _p, 'é': (C not in f)}) if d if a.attr if (({y for c, (y, _p) in {b: C for C in [1]} if (a ^ a)} or d.method()) for _p, self, x in [() % True])}
