"""Annotations as text: what unparse writes for every expression."""
from __future__ import annotations
a: int
b: int = 1
(c): int
a.b: x
a[b]: y = z
def f(a: int, b: str = 'x', /, c: d = e, *f: g, h: i, j: k = l, **m: n) -> o: pass
async def f(a: x) -> y: pass
class C:
    x: int
    y: 'text'
    z: C
    __p: __q.__r
    def m(self: __s) -> __t: x: __u = 1
x: a.b.c
x: a[b]
x: a[b, c]
x: a[b,]
x: a[()]
x: a[(b, c)]
x: a[b:c]
x: a[b:c:d]
x: a[:]
x: a[::]
x: a[b:c, d]
x: a[...]
x: a[*b]
x: a[*b, c]
x: a()
x: a(b)
x: a(b, c)
x: a(*b, **c)
x: a(b, *c, d=e, **f)
x: a(b for b in c)
x: a((b for b in c), d)
x: (a)
x: (a, b)
x: (a,)
x: ()
x: [a, b]
x: []
x: {a, b}
x: {a: b}
x: {}
x: {**a, b: c}
x: [*a, b]
x: (*a, b)
x: {*a}
x: a + b
x: a + b + c
x: a + (b + c)
x: a - (b - c)
x: (a + b) * c
x: a * b + c
x: a ** b ** c
x: (a ** b) ** c
x: -a ** b
x: (-a) ** b
x: a ** -b
x: - - a
x: +a
x: ~a
x: ~(a + b)
x: not a
x: not (a and b)
x: not a and b
x: -(a * b)
x: a @ b / c // d % e
x: a << b >> c
x: a & b | c ^ d
x: (a | b) & c
x: a | b
x: a | None
x: int | str | None
x: a and b or c
x: a and (b or c)
x: (a and b) and c
x: a or b or c
x: a < b
x: a < b <= c == d != e > f >= g
x: a is b is not c
x: a in b not in c
x: (a < b) < c
x: not a < b
x: a if b else c
x: (a if b else c) if d else e
x: a if b else c if d else e
x: a if (b if c else d) else e
x: lambda: a
x: lambda a, b=1, *c, d, e=2, **f: g
x: lambda a, /, b: c
x: lambda *, a: b
x: lambda a=1, /: b
x: (lambda: a)()
x: (lambda: a) if b else c
x: lambda: (a, b)
x: [a for a in b]
x: [a for a in b if c if d]
x: [a for a, b in c for d in e]
x: {a for a in b}
x: {a: b for a in c}
x: (a for a in b)
x: [a for a in (b if c else d)]
x: [a for a in b if (c if d else e)]
x: [(a, b) for a in c]
x: [lambda: a for a in b]
x: 1
x: -1
x: 1.0
x: 1e100
x: 1e-7
x: 123456789.123
x: 1e400
x: -1e400
x: 0.1
x: 1j
x: 1e400j
x: 1 + 2j
x: 12345678901234567890123
x: 0xff
x: True
x: None
x: ...
x: 'a'
x: "a"
x: 'it\'s'
x: "say \"hi\""
x: 'both \' and "'
x: 'new\nline\ttab\\'
x: 'é😀\x00\x7f\xa0\u2028'
x: '\ud800'
x: 'a' 'b'
x: u'a'
x: b'a\x00\xff\'"'
x: ''
x: """triple
'quoted'"""
x: f''
x: f'a'
x: f'{a}'
x: f'a{b}c'
x: f'{a!r}'
x: f'{a!s:b}'
x: f'{a:{b}}'
x: f'{a:{b}.{c}}'
x: f'{{{a}}}'
x: f'{a=}'
x: f'{a["b"]}'
x: f'{ {a: b} }'
x: f'{ {a for a in b} }'
x: f'{(lambda: a)}'
x: f'{a if b else c}'
x: f'{a, b}'
x: f'{a!r:>{b}}' 'c'
x: f'{"quoted"}'
x: f"it's {a}"
x: f'é{a}'
x: 'a' + f'{b}'
x: (1).real
x: 1 .real
x: 1.5.real
x: 1j.imag
x: -1 .real
x: (-1).real
x: 'a'.b
x: [].b
x: (a + b).c
x: (a + b)[c]
x: (a + b)(c)
x: (a, b)[c]
x: (not a).b
x: (lambda: a).b
x: (a if b else c).d
x: a.b(c)[d].e
x: 1 + 1
x: 'a' * 3
x: (1, 2)
x: not 1
x: a in [1, 2]
x: a[1, 2:3, ...]
x: a[1:2]
x: a[lambda: b]
x: a[b if c else d]
x: a[-1]
x: a[not b]
x: (a, *b)
x: a(b=c, **d)
x: a(not b, c if d else e, lambda: f)
x: a(*b or c)
x: a(**b or c)
x: {a if b else c: d or e}
x: __private
x: Callable[[int, str], Dict[str, 'Forward']]
x: "Literal['a', 'b']"
x: (
    a
    + b
)
x: [
    a,
    b,
]
x: a \
    . b
x: __debug__
x: 10 ** 100
x: - (1)
x: -(-1)
x: not (not a)
x: a.__b__
x: ñ.é
x: ﬁ
x: a if b else (lambda: c)
x: (a for a in b).c
x: {1: 2}['a']
x: {1, 2}.a
x: a ** (b if c else d)
x: a % b % c
x: a % (b % c)
x: a == (b == c)
x: a <= (not b)
x: (a and b) | c
x: (a | b) and c
x: (not a) + b
x: (a < b) + c
def f(*a: *b): pass
