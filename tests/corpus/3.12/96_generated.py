'''Module documentation.'''
while Rf"\x41{ñandú = }":
    (1, 'a', (None, 2.0))
    match C:
        case [_, _, [p1, 1] | (2 as p1) | {'k': p1}]: -1; f
        case [p2, 1] | (2 as p2) | {'k': p2} if f:
            try: (self, x[__class__], é1[_p], *y,) = 'head' f'text {((1, 2) ** ...)}'
            except (d for (c[(__q for (ñandú, y,) in 0xffff_ffff_ffff)], *(((__q) @ (é1))).attr,) in f'{(a)}' if __q) as y:
                with ((é1 if self else 0)), (~(b)) as f.attr.attr:

                    _p
                a.attr = 0xffff_ffff_ffff ** 1
                with (y) as x:  # comment
                    raise None
            except (__q ** ñandú):
                def x[U](C):
                    b'One'
                    global f
                    ñandú
                def d(y=self, ñandú: x=self, /, f=2**40, self: -('a' 'b')=-(0), *_p):
                    ()
                def b[U, __V: ((x or _p), __q), **a](b, **d):
                    ñandú.attr = C, c, _p = *f, ñandú
            else:
                y.attr(b, é1, a, k=c, **__q)
                if (0 and 2j and y):
                    self[d:'a' 'b'] = __q
                with (-(C)) as b:
                    break
            if _p:
                (n3): 1
            elif [0.0, 1000, ()]:
                f'{{{y!s}%{(x)!a}'
            else:
                try:
                    continue
                except C:
                    continue
                finally:
                    None
                type ñandú[*__V, a: (y, self)] = f[c]
        case m.C(_, {1: _}): continue; f(é1)
        case ({'k': p4} as p5):
            @a
            def d(ñandú='name' / 256, b=a, *, d):
                r'''\d
        \s'''  
                try:
                    del __q[2j]
                finally:
                    return y, d, __q
                -1
                for é1 in [1, 2, 3]:
                    -3.5j
                else:
                    ñandú
            with (r'\d') as f, (((f) - (+(b'\xff')))) as a:
                [(lambda ñandú, **C: y), (256, (1, 2), (1, 'a', (None, 2.0)),), not (ñandú), C, ((__q) @ f), (1e100 or y), d, C, (256 if -0.0 else 'é'), (lambda b, /, C, ñandú, y=c: d), (f == _p != self), (1e400 or C), x.attr.attr, __q, __q, (a or ...), y[__q], __q, b'\xff', f'{*(__q),:{(é1):{__q:>10}}.{f}d}{{{self, c!a:{(y)}.{d}d}', (ñandú if c else ñandú), f'%{c}', ((é1) != é1)]
                @'head' f'{(...):{d}}%{(_p)=}'
                @b
                def C[T: (é1, f)]():
                    """  One.

      Two.
	  Three.
    """
                    x  # comment
                raise
        case _:
            self.two, self.one = 'head' f'%{_p.attr, (é1 for b, self, _p in [f])!a:{b!a:{f.attr, f}}}{(y)=:\n%}\x41{*c,!s:>10}'
            for self.five in self.six: self.seven += 1
            continue
é1
def é1[__V: c]():
    (yield (ñandú := ((f'%{(_p):>10}{(b)}text {(ñandú)}') // (__class__))), (ñandú ** ((b['b c'])[(é1 := _p):(f for [self.attr, _p.attr] in b if 'b c' for (c, x,) in [d]):c])))
    for __q[1000] in y:
        if 0.0 & -0.0:
            while self:
                return a, a, a
            match {__q: (C @ c) for (C).attr in a if '%s' % (_p, C) for [C, d[a]] in c}, ((3) & ñandú):
                case [p6, p7, *_]:
                    break
                case 1:
                    f
        else:
            f.attr = self
            if 'a%sb%%' % ((x := a), __debug__): break; assert d;
            elif self():
                try:
                    assert __q
                finally:
                    é1
            else:
                (d)(255, b, C)
                if ('a' for ñandú in 1e400):
                    yield
                elif d:
                    return
                elif (self for __q[False:c] in ñandú for a, self, b in b'\xff' if b): 3

            for d in *y, [1000, False]:
                for é1, (f, y) in [1, 2, 3]:
                    pass
                f(__q)
                with ('é') as _p.attr[y('a', *ñandú, ...)], (0xffff_ffff_ffff) as c.attr.attr, ('%s' % (_p, _p)) as ((_p).attr, c,), ('%s' % (_p, __q)) as C:
                    é1, f = x
            else:
                type self[T, U, __V: self] = é1
                if b:
                    assert a
                else:
                    break
                _p = c
    else: return
try:
    é1
    rf'\n{*a,!r:\n%}text {(_p)=:{(d)!a:}.{self}d}'
finally:
    C
    with (self()):  # comment
        (d.attr(*2, +(256), **f) for é1.attr in [a])
v0 = v1 = v2 = v3 = v4 = v5 = v6 = v7 = v8 = v9 = x
v10, v11, v12, v13, v14, v15, v16, v17, v18, v19, v20, = y
f(v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, v19, v20)
