# non-ascii identifiers and equal strings, in both orders
x = 'naïve'
naïve = 1
y = 'naïve'
f(naïve=2)
def g(naïve, é): return 'é', 'naïve', é
class Ünï: a = 'Ünï'
z = 'Ünï'
import a.b
x = 'a.b'
from c.d import e
def f(): return 'c.d', 'a.b'
def g(): import c.d as q; return 'c.d'
s = 'A.B'
class A:
    class B:
        x = 'A.B'
        class C: pass
        y = 'A.B.C'
    def m(self): return 'A.m'
t = 'A.B.C'
u = '<module>', '<lambda>', lambda: '<lambda>'
v = [i for i in x if '<listcomp>']
class A:
    class B: pass
    class B:
        x = 1
if 1:
    class A:
        class B: 'A.B'
def f():
    class L: x = 'f.<locals>.L'
    return 'f.<locals>.L'
