"""Writes what CPython stores for annotations under PEP 563: the lines of unparse.tsv for one release.

Run with each interpreter whose behaviour is wanted:  python3.14 record_unparse.py >> unparse.tsv
A line: the release, the annotation, the string. What a release refuses has no line.
"""

import sys
import warnings

warnings.simplefilter("ignore")

ANNOTATIONS = r"""
0; 0xff; 10**20; 0xffffffffffffffffffffffffffffffff; True; None; ...
0.0; 1.0; 1e300; 1e999; -1e999; 1e16; 1e15; 123456789012345678.0; 0.0001; 0.00001; 5e-324; 0.1
0j; 2.5j; 1e16j; 1e999j; 3.0j; 1+2j; -1-2j
''; 'a'; 'it\'s'; '"'; '"\''; '\x00\x1f\x7f\xa0\xad\u2028\U000e0001\U0001f600\t\n\\'; 'é'; '\N{EM SPACE}'
b''; b'xy\xff\'"'; b'it\'s\t'; u'abc'; u'a' 'b'; 'a' u'b'; U'a'
(); (1,); (1, 2); [1, 2]; []; {1, 2}; {}; {1: 2, **x}; x; x.y; f(x); f(); 1 .real; 1.0.real; (-1).real
x[1:2]; x[1:2, ::3]; x[()]; x[1,]; x[*a]; x[*a, b]; x[(a, b)]; x[a][b]; x[:]; x[a:]; x[:b]; x[::c]; x[a:b:c]
a + b - c; a - (b - c); a ** b ** c; (a ** b) ** c; -a ** b; (-a) ** b; ~a; +a; not a; not (a and b); - - a
a * b + c; a * (b + c); a // b % c; a @ b; a << b | c ^ d & e; (a | b) & c; a or b and c; (a or b) and c; a and (b and c)
a < b < c; (a < b) < c; a in b; a not in b; a is b; a is not b; a == b != c; a >= b <= c; not a in b
a if b else c; a if b else c if d else e; (a if b else c) if d else e; (a, b) if c else d
lambda: 0; lambda x: x; lambda x, /, y=1, *a, b, c=2, **k: x; lambda *, a: a; lambda *a: a; lambda **k: k; lambda a, /: a; (lambda: 0)()
f(*a, **k); f(a for a in b); f((a for a in b), c); f(x=1); f(a, *b, c=d, **e); f(lambda: 0); f((yield_, a))
[x for x in y]; {x for x in y if z if w}; {k: v for k, v in x}; (x for x in y for z in w); [x for x, in y]; [x if a else b for x in (c if d else e)]
f'{x}'; f'{x!r:>{w}}{{}}'; f'{x=}'; f'{ {1: 2} }'; f"{x:{y}{z}}'"; f'{x!s}'; f'{x!a}' 'b'; f'{(lambda: 0)}'; f'{x:%d}'; f''; f'{a["b"]}'
'a' f'{x}' 'b'; f'{x, y}'; f'{a if b else c}'; f"{f'{x}'}"; f'{x:{"a"}}'
f'{x}' f'{y}'; f'{x:{y!r:>{w}}}'; f'{x:{{y}}}'; f'{x:a{{b}}c}'; f'{x:}'; f'{x!r:}'; f'{x:{y:{z}}}'; f'{x:\n}'; f'\n{x}\t'; f'\{x}'
f'{ {x} }'; f'{ {y: z for y in x} }'; f'{ {1: 2}[x] }'; f'{ {y for y in x} | z }'; f'{ [1] }'; f'{x == y}'; f'{x or y}'; f'{x and y}'
f'{not x}'; f'{*x,}'; f'{x,}'; f'{x = }'; f'{ x  =  !r:>3}'; f'{x=:>3}'; f'{x=!s}'; f'{x:{y=}}'; f'{x!r=}'; f'{lambda_}'
f"{'a'}"; f'{"b"}'; f'{b"c"}'; f'{x["a"]}'; f"'{x}\""; f'{x}\''; f'{f"{x}"}{y}'; f"{f'{x!r}':>3}"; f'{x:{f"{y}"}}'; f'{x:{f"a{y}b"}}c'
f'{"\n"}'; f'{x:{"}"}}'; f"{x:{'{'}}"; f'{"a" "b"}'; f'{f"a" "b{x}"}'; rf'\d{x}\{y}'; Rf'\n'; fr'{x:\d}'; f'é{x}中{{}}\U0001f600'; f'{"é"}'
f'{x}' 'a' f'b' "c{}"; 'a{}' f'{{b}}'; f'{(x := 1)}'; f'{x:=1}'; f'{(yield_)}'; f'{1.0}{1j}{None}{...}{True}'; f'{x if y else z}'
(lambda: (yield)); (lambda: (yield x)); (lambda: (yield x, y)); (lambda: (yield from x)); lambda: (await x); lambda: (x := 1); lambda: (y, (x := 1))
lambda: await_ ** 2; [await_ for x in y]; (lambda: [x async for x in y]); (lambda: [await x for x in y]); lambda: -(await x) ** 2
lambda: f(x := 1); lambda: f((yield)); lambda: f((yield), x); lambda: [(yield)]; lambda: (x := (y := 1)); lambda: x[(y := 1)]; lambda: x[y:=1]
lambda x=(1, 2): x; lambda x=lambda: 0: x; lambda *, a=1, b: a; lambda a, b=1, /, c=2: a; lambda a, /, *b, c, **d: a; lambda *a, b: a; lambda a, *, b: a
lambda: (1, 2); lambda: lambda: x; (lambda: x) if y else z; x if (lambda: y) else z; x if y else lambda: z; (lambda: x)(y); (lambda: x) + y
x[a, *b]; x[*a, *b]; x[(*a,)]; x[*a[0]]; x[*a | b]; x[(*a, b)]; x[a:b, c]; x[(a:=1)]; x[a if b else c]; x[lambda: a]; x[a, (b, c)]; x[(a,)]; x[-1]
x[a:b][c]; x[(a, b):c]; x[a or b:c]; x[[a]]; x[{a}]; x['a']; x[f'{a}']; x[...]; x[..., a]; x[a.b]; x[None:None]; x[()][()]
(*a, b); [*a]; {*a}; (*a,); [*a, *b]; {*a, b}; {**a}; {**a, **b}; {**a or b}; {**a | b}; {**a if b else c}; {a: b if c else d}; {a if b else c: d}
f(*a or b); f(*a | b); f(*a if b else c); f(**a or b); f(**a | b); f(**lambda: a); f(*a, *b); f(a, b=c, *d); f(*a, b, **c, d=e); f(a=b if c else d)
f(a)(b); f(a).b; f(a)[b]; (a, b).c; [a].b; {a}.b; {a: b}.c; 'a'.b; b'a'.c; f'{a}'.b; (a + b).c; (a if b else c).d; (lambda: a).b; (a and b)(c)
(1).real; 1.5.real; 1j.real; (1+2j).real; 0x10.real; 10**2 .real; True.real; None.a; ....a; (-1)[a]; (not a)[b]; (a < b)[c]; (a, b)[c]; ()[a]; (x for x in y)[a]
f(x for x in y).z; f(*(x for x in y)); f((x for x in y)); f((x for x in y), *a); f(a, (x for x in y)); f(b=(x for x in y)); ((x for x in y))
[x for x in y if z]; [x for x in y if (a if b else c)]; [x for x in (a or b)]; [x for x in a or b]; [x for x in lambda_]; [x for x in (lambda: a)]
[x for x, y in z]; [x for (x, y) in z]; [x for [x, y] in z]; [x for x.y in z]; [x for x[0] in z]; [(x, y) for x in z]; [[y for y in x] for x in z]
[x for *x, y in z]; {(x, y) for x in z}; {x: (y, z) for x in a}; {x if y else z for x in a}; [lambda: x for x in y]; [x for x in y if not z if a and b]
[x for x in y if (lambda: z)]; [x for x in y for z in a if b for c in d]; {**a, b: c}; {a: {b: c}}; {a: (b, c)}; {(a, b): c}
-1; - 1; --1; -(-1); +-1; ~-1; -1 ** 2; (-1) ** 2; 2 ** -1; 2 ** -x; 2 ** (-x) ** y; -x ** -y; (-x) ** -y; not -x; -(not x); not not x; -(x + y)
-1j; -(1j); 1 - 2j; (1 - 2j) * 3; -0.0; 1e400; 1e400 * 2; -1e400; 1e400j; 1e400 - 1e400j; 1.e5; 1_000; 0b101; 0o17; 1_0.0_1; 1e-7; 1e22; 1e23
a + (b + c); (a + b) + c; a - b - c; a - (b + c); a * (b * c); a / (b / c); a % b % c; a << (b << c); a | (b | c); a ^ b & c; (a ^ b) & c; a @ (b @ c)
a ** b * c; a ** (b * c); (a ** b) ** c ** d; a < (b < c); (a < b) == c; a < b + c; (a < b) + c; a + (b < c); a and b and c; (a and b) and c; a and (b or c)
a or (b or c); (a or b) or c; (a and b) or c; a or (b if c else d); (a or b) if c else d; a if b or c else d; a if (b if c else d) else e; a if b else (c if d else e)
not (a if b else c); (not a) if b else c; not a == b; (not a) == b; a == (not b); a in (b in c); (a, b) in c; a in [b, c]; a is not (b is c); not (a in b); (a is b) is c
True and False; ... == None; __debug__; (((a))); ((a, b), c); (a, (b, c)); ((a,),); [[]]; [()]; ((),); {()}; [{}]; [a, (b, c)]; [(a, b)]; {(a, b)}
'a' 'b'; 'a' "b"; r'\d'; b'a' b'b'; rb'\d'; 'a\\b'; '\'"'; "it's"; '\'\'"'; 'é\xe9\u0101'; '\ud800'; '\udc80a'; '\x7f\x80\x9f\xad'; '\u200b\u2029\ufeff'; '\0'; b'\0'
u'a' u'b'; u'a' r'b'; u'' 'a'; u'a' 'b' u'c'; 'a' f'' u'b'; u'é'; u'a'.b; u'a'[0]; (u'a', u'b'); x[u'a']; f'{u"a"}'; f'{x}' u'a'
'\U0001fae8'; '\U0001fadc'; '\U0001cc00'; '\u0897'; '\u1c89'; 'á\u0301'; '\u3000'; '\xa0'; '\t\n\r\x0b\x0c'; '\x1b'; 'ａ'; ａ; ª; ﬁ.ﬁ; f(ﬁ=1); lambda ﬁ: ﬁ
__a; self.__a; x.__a__; print; match; case; type; _; soft.match; type(x)[0]; print(x, end=''); async_; x.match.case
t''; t'a'; t'{x}'; t'a{x}b'; t'{x}{y}'; t'{{{x}}}'; t'{x}' t'{y}'; t'a' t'{x}' t'b'; t'{ x }'; t'{x=}'; t'{ x = }'; t'{x = !s}'; t'{x=:>3}'; t'{x!r}'; t'{x !r}'
t'{x:}'; t'{x:>3}'; t'{x!a:>3}'; t'{x:{y}}'; t'{x:{ y }}'; t'{x:{y!r:>{z}}a}'; t'{x:{y=}}'; t'{x:{{y}}}'; t'{x:a{{b}}c}'; t'{x:{"a"}}'; t'{x:{t"{y}"}}'; t'{x:{f"{y}"}}'
t'{x, y}'; t'{*x, y}'; t'{(x, y)}'; t'{ {x} }'; t'{ {x: y}[z] }'; t'{(lambda: x)}'; t'{x if y else z}'; t'{x["a"]}'; t"{x['a']}"; t'{x:=1}'; t'{(x)}'; t'{x+y}'; t'{ f( x ) }'
t'{t"{x}"}'; t'{t"{ x }" }'; t'{f"{x}"}'; f'{t"{x}"}'; f'{t"{ x }"}'; f'{t"{x=}"=}'; t"it's {x}"; t'"{x}"'; t"\"'{x}"; rt'\d{x}'; rt'{x:\d}'; tR'\{x}'; t'\x41{x}\n'; t'é{é}'; t'{x}\U0001f600'
t'{x}'.strings; t'{x}'[0]; t'{x}' + t'{y}'; (t'{x}', y); [t'{x}']; {t'{x}': t'{y}'}; f(t'{x}'); f(*t'{x}'); f(a=t'{x}'); lambda a=t'{x}': a; x[t'{y}']; [t'{x}' for x in y]; -t'{x}'
t'{u"a"}'; t'{1}'; t'{"a" "b"}'; t'{-1}'; t'{1 .real}'; t'{not x}'; t'{x!=y}'; t'{x == y}'; t'{x:{y}{z}}'; t'{x:\n}'; t'{"\n"}'; t'{x}{{}}'; t'{{x}}'; t'a' t'b'; T'{x}' t"{y}'"
"""


def stored(annotation):
    namespace = {}
    exec(f"from __future__ import annotations\nx: {annotation}", namespace)
    return namespace["__annotations__"]["x"]


sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")
release = ".".join(map(str, sys.version_info[:3]))
for line in ANNOTATIONS.strip().splitlines():
    for source in line.split("; "):
        try:
            print(release, source, stored(source), sep="\t")
        except (SyntaxError, ValueError):
            pass
