'''Module documentation.'''
for [c, _p] in é1:
    {{c: C for C in [x.attr.attr]}: f for a.attr in [b]}
else:
    with (()): ñandú; (lambda d, c, ñandú: self)
    ñandú %= y, a, c
if ~(True):
    f(a)
    {y for C in (f == x)}
elif ({2**40: 'a' 'b'} and (lambda d: (y := self.attr)) and (d and ((b) not in ({('é' or ñandú): ñandú, 1e100: __q, **ñandú})))):
    @C
    async def é1[U: (ñandú for b, (a, é1) in [(({**d.attr}) > C)] if _p)](b, /, y, x, a=self):
        c(*2**40, self, *(yield (__q if y else d)), k=self)
        for f[C:C] in *self, a:
            try:
                for x[a:(1000 and c and 'é')] in (y or self):
                    n1: _p
                b >>= False
                type c = [0.0 for y in _p]
            except* (y := '%s %r' % (a, b'\xff')) as __q:
                match a.attr:
                    case {a.b: p2} if Rf"text {(__q)!s}é{y!s:\n%}":

                        a
                    case _:
                        0.0
                _p.attr[d] **= ñandú, C, é1
            except* 'head' f'\x41{*((() if __q else é1)),!a}':
                raise (f / f)
                f
        else:
            __debug__
    256
    'a' 'b'
elif d:
    a *= *__q, ()
else:
    if (d not in (2**40)):
        _p += False
        f
        def c[*T](*ñandú, y, _p=c.attr(l=é1)):
            def inner():
                nonlocal ñandú
                ñandú = b
            with (-3.5j * 2) as é1, (__debug__) as C, (d) as é1, ((ñandú := {'a' 'b': ñandú, **self, ...: ..., 2j: d})):
                C
try:

    if super(C, self).attr:
        __q
        for é1, (__q, _p) in [1, 2, 3]: b[d:a] = *ñandú, (1, 2)
    else:
        C
    def é1[T]():
        global d
        (lambda : [b'a' for __q in (C @ d) if C(k='', **_p, m=b)])
        type __q = [(C + f) for f in (C if r'\d' @ 'é' else self)]
except False:
    def x() -> super().attr:

        x
        [(x is (x))]
except self:
    with ((_p or -(({255: -3.5j}).attr) or a.attr(b, *self))):
        for a, self, __q in (lambda *C, a, é1, __q, f: f):
            try:
                try:
                    c
                except []:
                    [__q[0.0], __q.attr[():__q]] = é1
            except f'é{(x)!s:>10}' as a:
                while 0:
                    _p
            except:
                for x, f, b in *self, (lambda a: self): assert True
                if (lambda *__q, c, _p, b, a: 'b c'):

                    pass
                while d:
                    break
            else:
                if (_p for __q.attr.attr in é1):
                    C
                (*_p, é1, b'a',)  # comment
            finally:
                for y[c:'é'] in (d or c):
                    é1
            @b'\xff'
            async def __q(ñandú, /, x, d):
                async for a in (False).method(d, C, ñandú, **ñandú):
                    assert -3.5j, b'\xff'
                else:
                    yield __q
    import _p.sub.module
y.attr: {0 for é1[(('a' 'b') is y):C] in (lambda : super().attr) if b for (C, y, é1[a:'head' f'{(-(_p))!r:{self!r}.{_p}}{{{(1.5 | 1000)!a}'], _p,) in [(x and c)]}
with (d(ñandú[*__q, (lambda y, f, é1=([]).method(y), /, **x: d)], ((d) not in f), k=c, ñ=__q)) as C.attr.attr:
    self.two, self.one = __q
    for self.five in self.six: self.seven += 1
    try:  # comment
        raise _p from é1
        x
    except '' as __q:  # comment
        (f == c == c)
        not (((super(C, self).attr) | (not (c))))
    except y as d:
        class C:  # comment
            def c():
                if 0.0:
                    from m import y, x as y
                elif f'\x41{*c.attr,}{d.attr, y:{é1!s:}.{f}d}}}{C, (1, 'a', (None, 2.0)) = }':
                    self
                x = y[0][7][14][21][28][35][42][49][56][63][70][77][84][91][98][105][112][119][126][133][140][147][154][161][168][175][182][189][196][203][210][217][224][231][238][245][252][259][266][273][280][287][294][301][308][315][322][329][336][343][350][357][364][371][378][385][392][399][406][413][420][427][434][441][448][455][462][469][476][483][490][497][504][511][518][525][532][539][546][553][560][567][574][581][588][595][602][609][616][623][630][637][644][651][658][665][672][679][686][693][700][707][714][721][728][735][742][749][756][763][770][777][784][791][798][805][812][819][826][833][840][847][854][861][868][875][882][889][896][903][910][917][924][931][938][945][952][959][966][973][980][987][994][1001][1008][1015][1022][1029][1036][1043][1050][1057][1064][1071][1078][1085][1092][1099][1106][1113][1120][1127][1134][1141][1148][1155][1162][1169][1176][1183][1190][1197][1204][1211][1218][1225][1232][1239][1246][1253][1260][1267][1274][1281][1288][1295][1302][1309][1316][1323][1330][1337][1344][1351][1358][1365][1372][1379][1386][1393][1400][1407][1414][1421][1428][1435][1442][1449][1456][1463][1470][1477][1484][1491][1498][1505][1512][1519][1526][1533][1540][1547][1554][1561][1568][1575][1582][1589][1596]
                if (1, 'a', (None, 2.0)):
                    return f
            if __class__:
                while (f > ñandú not in d):
                    f ^= b'a'
                else:
                    assert ñandú
            elif b'a' - 'b c':
                f(super().attr)
                _p
                while (_p == (f)):
                    1e100  # comment
                else:
                    raise _p from 3
            else:
                try:
                    b
                finally:
                    (*C,) = é1
                b, c.attr.attr = rf'\n{*b,}'
        def f(*, f, _p='a' 'b', C):
            (lambda x, **C: __q)
            raise
            return f
        if c:
            a.attr(((1, 'a', (None, 2.0)), False,), -3.5j)
            match ((ñandú == (None)),):
                case int():
                    d
                case 1.5:
                    123456789012345678901234567890
                case [p3, 1] | (2 as p3) | {'k': p3}: import a.sub.module; d
                case ([_, p4, *p5] as p6):
                    __q
                case _:
                    from .. import (x, y as z)
            try:
                'a'
                class __E[**__V](a):

                    '''   '''
                    é1
                async def y(ñandú=((b) << C), **a):
                    b
            except ñandú:
                (_p and 'b c')
                raise
            except _p.method(k={__debug__}, **d, m=(d is not c == __q)) as y:
                for b[(c if é1 else C)] in __q(**C):
                    r'\d'
                for __q in __class__:
                    123456789012345678901234567890
                C = *b, f
    finally: del é1.attr; __class__
pass
y
