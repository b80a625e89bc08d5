f(naïve=2)
x = 'naïve'
def g(): return 'naïve', f(naïve=3, é=1)
t = ('naïve', 'é')
h(**{'naïve': 1}, é=3)
x = '\ud800', '\ud800\udc00', '\U00010000', 'é', 'é', '\xff', 'ÿ'
def f(): return '\ud800', '\U00010000', 'ab c' * 3, ('x y',) * 2, 'a b' + 'c d', -1, ~5, 2**100, "%s é" % a, f'{a}é{b} q', f'{a!r:é>{w}}'
def g(): return 'ab cab cab c', ('x y', 'x y'), 'a bc d', (), ((),), ...
def h(*, é='é'): return 'é'
import é.ñ
w = 'é.ñ'
