a = b'', b'x', b'xy', b'xy'
def f(): return b'xy', 10**30, 10**30, 1.5, 1.5, 1e300*1e10, 3j, -0.0, 0.0, 1000, 1000, -5, -6, 256, 257
def g(): return b'xy', 10**30, 1.5, 3j, 1000, 257, -6, (1000, 2000), (1000, 2000)
def h(x): return x in {1000, 2000, 'abc', 1.5, b'xy', None, (1000, 'q r')}
def i(x): return x in {1000, 2000, 'abc', 1.5, b'xy', None, (1000, 'q r')} or (1000, 'q r')
def j(x): return x in {'def g', 'q r', 3000}
def k(x): return x in {'def g', 'q r', 3000}
def f(x): return x in {'f', 'q r'}
def g(x): return x in {'f', 'q r'}
def h(x): return x in {'zzz1', 'q r'}
def i(x): return x in {'zzz1', 'q r'}
zzz2 = 1
def j(x): return x in {'zzz2', 'q r'}
def k(x): return x in {'zzz2', 'q r'}
def l(x): return x in {'z', 'Z'}, call(zzz3=1)
def m(x): return x in {'z', 'Z'}
def n(x): return x in {'zzz3', 'Z'}
def o(x): return x in {'zzz3', 'Z'}
def p(x): return x in ['a', 'q r', ('s t', 'u v')]
def q(x): return x in ['a', 'q r', ('s t', 'u v')]
