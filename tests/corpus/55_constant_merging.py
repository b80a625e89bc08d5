# What is one object, what is several: co_consts, marshal references, interned strings.
x = 1; y = 1; z = 1.0; w = True
x = 'abc'; y = 'abc'; z = 'a b'; w = 'a b'
x = (1, 2); y = (1, 2); z = (1.0, 2); w = (1, 2.0)
x = b'abc'; y = b'abc'
x = 1000; y = 1000; z = 1000.0
x = 0.0; y = -0.0; z = 0; w = 0j; v = False
x = ('a', ('b', 'c')); y = ('b', 'c'); z = ('a', 'b', 'c')
def f(): return 1000, 'a b', (1, 2), 1.5, b'x', 10 ** 30, 1j
def g(): return 1000, 'a b', (1, 2), 1.5, b'x', 10 ** 30, 1j
def f(): return 1000, 'a b', (1, 2), 1.5, b'x', 10 ** 30, 1j
def same(): return x
def same(): return x
lambda: x
lambda: x
[lambda: 1, lambda: 1]
[lambda: 1,
 lambda: 1]
def a(b, c): return b, c
def d(b, c): return b, c
def e(c, b): return b, c
def f(a='x y', *, b='x y'): return 'x y'
def f(a=1000, b=(1, 2)): return 1000, (1, 2)
class C:
    x = 'C'; y = 'f'; z = '__module__'
    def f(self): return 'f', 'C.f', 'C'
class D:
    x = 'C'
    def f(self): return 'f', 'C.f', 'C'
def name(): return 'name', 'co_name', '<module>', '55_constant_merging.py'
x = {'k': 1, 'l': 2}; y = {'k': 3, 'l': 4}; f(k=1, l=2); f(l=1, k=2)
f(k=1); f(k=2); g(k=1)
x in {1, 2, 3}; x in {3, 2, 1}; x in {1, 2, 3}; x in (1, 2, 3); x in [1, 2, 3]
x in {'a', 'b', 'c'}; x in {'c', 'b', 'a'}
x in {1, 1.0, True}; x in {0, False, 0.0}; x in {(1, 2), (1.0, 2)}
x in {'a', b'a', 1, None, 2.5, 1j, ..., (1, 'x')}
{1, 2, 3}; {3, 2, 1}; {'a', 'b', 'c'}
None; ...; True
def f():
    """same doc"""
def g():
    """same doc"""
def h():
    "None"; return None
def h(): return 'None', None, 'True', True
x = 'é'; y = 'é'; z = ('é',); é = 'é'
x = ''; y = ''; z = b''; w = (); v = (); u = ('',)
x = 'a'; y = 'a'; x.a; f(a='a'); a
x = -1; y = -1; z = (-1, -1); w = -1.0
x = 10 ** 20; y = 10 ** 20; z = 100000000000000000000
x = 'x' * 30; y = 'x' * 30
x = (None, True, False, ...); y = (None, True, False, ...)
x = ((), ((),)); y = ((), ((),))
x = 1, ; y = (1,)
x = 1_0; y = 10; z = 0xa
x = 'a' 'b'; y = 'ab'; z = 'a' + 'b'
