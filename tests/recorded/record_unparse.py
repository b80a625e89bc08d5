"""Writes unparse.tsv: the strings that CPython stores for annotations under PEP 563.

Run with the interpreter whose behaviour is wanted:  python3.11 record_unparse.py > unparse.tsv
A line: the annotation, the string.
"""

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
"""



def stored(annotation):
    namespace = {}
    exec(f"from __future__ import annotations\nx: {annotation}", namespace)
    return namespace["__annotations__"]["x"]


for line in ANNOTATIONS.strip().splitlines():
    for source in line.split("; "):
        print(source, stored(source), sep="\t")
