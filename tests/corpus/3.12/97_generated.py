C
match *self, ñandú:
    case [p1, p2, p3] if a:
        for [b, d] in *é1.attr, (x,):
            with (255 * -3.5j) as [x, self]:
                c.attr: (_p, C, b, y,)  # comment
            try:
                while c: C
                else:
                    break

            finally:
                if __debug__:
                    C
                elif {x for é1[ñandú] in [_p]}:
                    assert b
                try:
                    c.attr /= a
                finally:
                    f(_p)
                for a, (d, C) in *f, __q.attr.method(self, é1, -1): _p
        else:
            try: é1.attr: (C for x in 1 if (lambda *c, **ñandú: x))
            finally:
                'b c'  # comment
            type self = (*(0.0),)
        class _D[__V]():
            @(ñandú := 'a%sb%%' % (False, 0xffff_ffff_ffff))
            async def b(self, x: _p):
                'Documentation.'  # comment
                (('é') > d is not a)
            for self in é1:
                if 1:
                    del [d, self[2**40:'name']]

                else:
                    b'a'
            else:
                try:
                    assert self, ñandú

                except f'{ñandú!r:{*x,:{d!s}}}' as self:
                    f ^= 3
                else:
                    f
            with ((x.attr({ñandú}, *{1e400: d}, k=__q, l='head' f'{(y):{_p!r}.{__q}}{(d)!s:{_p}}')) as a.attr[f'é{(1e100)!s:}é{(d), self!r}}}{y, {c for b, d, C in 1e100 for _p in 2j if C}=!a}'],): self, (b, b) = [é1, f] = f['%s %r' % (x, y):(x if b else y):(-1 if b'\xff' else -0.0)]; _p = x, self, é1
        b
    case [p4, *p5]:

        (d >> (_p))
        x -= (a ** ñandú), ({x for b[(é1 for c[0] in self if 255)] in -0.0} or _p or (((c or __q or 2**40)) << __q))
        x = y[0][7][14][21][28][35][42][49][56][63][70][77][84][91][98][105][112][119][126][133][140][147][154][161][168][175][182][189][196][203][210][217][224][231][238][245][252][259][266][273][280][287][294][301][308][315][322][329][336][343][350][357][364][371][378][385][392][399][406][413][420][427][434][441][448][455][462][469][476][483][490][497][504][511][518][525][532][539][546][553][560][567][574][581][588][595][602][609][616][623][630][637][644][651][658][665][672][679][686][693][700][707][714][721][728][735][742][749][756][763][770][777]
    case {-2.5: p6, None: x.y.z}: pass; {ñandú for (*y,) in f.attr if é1 if 'a'}
    case [p7, 1] | (2 as p7) | {'k': p7} if (C not in C):  # comment
        None
        (255 or f'''text {(é1), x = !s}é{*a,:{*c,:}}\n{f=:>10}''')
        if f:
            for [x.attr, ((self and {2j: é1, é1: __q, ñandú: __q}))[{(w8 := -1) for _p, (y, _p) in x for x, C[(d not in C)] in __class__ if '' if d}:self]] in (ñandú, __class__,):
                try:
                    raise
                except* d(ñ=c) as self:
                    _p['name'] += f
                finally:
                    assert d
            with (((ñandú or C) or '%5.3s|%a' % (b, ñandú) or d)) as [b, c], ({'': b, rf'{{{*(__q), = :{*d,!s}}\x41{C, é1!r}{C, __q:{_p.attr, C!r:{a:\n%}.{x}d}}': (b for self in x if y), 'name': (1e400)(k=é1, l=y, ñ=C)}) as ñandú[b]:
                for ((_p % x)).attr in [1, 2, 3]:
                    import m.n.o as _p, _p
                for y in __q.method(k=b, l=1000, **f):
                    ñandú
                else:
                    r'\d'  # comment
                try:
                    c
                except {C: 3 for d in é1}:
                    f(b)
                except __class__:  # comment
                    a
                finally:  # comment
                    del [__q, _p.attr]
        elif (b >> (c.method())): C >>= C; (1, 2);
    case rest:
        n9: (1.5 if f.attr else ~(() / ...)) = x
try:
    for [b[c], f.attr.attr] in [1, 2, 3]:
        match (é1 and _p):
            case [p10, [p11, 1] | (2 as p11) | {'k': p11}]:
                for __q, (C, é1) in [1, 2, 3]:
                    2j

                (ñandú is _p)

                try:
                    [(3)[C:-0.0], a[ñandú:...]] = f
                finally:
                    f(-1)
            case 1.5:
                (1.5, 'b c',)
            case C(p12, k=p13): continue
            case [p14, 1] | (2 as p14) | {'k': p14}:

                if (b if a else c):
                    d
                else:
                    ñandú
    else: [C[(d in _p in ((super(C, self).attr).attr)):'%s %r' % ({0xffff_ffff_ffff: 1e400 for (*y[b], b[[c(None, **f, l=self, ñ=x) for d in 'a' if y if 1e100]], c.attr, c,) in _p([], **y) if C}, {é1})], a] = *(_p(*_p, __class__, k=(1 if (1, 2) else c), l={255: b'\xff', () ** False: _p})), {b[((é1) is ({b for self, x in '' for c, (C, a) in self if f}) < (-0.0))] for (c[a], _p, c['é':é1.attr], y[(0xffff_ffff_ffff and 0.0):{([y, f, f] or ... or (False and d)): é1 for é1 in b() if 2 if (((é1 for y, (_p, d) in (1, 2))) <= (c) < a)}],) in C.attr.attr if True * 'é'}
except* C as a:
    @b
    class _D[__V: _p]():
        r'''\d
        \s'''  
        é1
else: r'\d'
__q
from .. import (self, y as z)
