# NFKC: identifiers are normalized, strings and comments are not.
ﬁ = 1
fi
𝐚𝐛𝐜 = abc
ª = º
ſ = s
K = K
é = é
µ = μ
ℌ = H
変数 = имя = όνομα = שם = اسم = ชื่อ = 이름 = 名前
a·b = a·b
ﬀ.ﬁ.ﬂ
ﬁ(ﬂ=1)
x = 'ﬁ'
x = f'{ﬁ}{ﬁ=}'
import ﬁ
import ﬁ.ﬂ as ﬀ
from ﬁ import ﬂ as ﬀ
global_ = ℨ
def ﬁ(ﬂ, *ﬀ, ſ=1, **ℌ):
    nonlocal_ = ﬂ
    def g(): return ﬂ, fl, ſ
    return ﬁ
class ℭ:
    __ﬁ = 1
    def f(self): return self.__ﬁ, self.__fi
lambda ﬁ: fi
for ﬁ in fi: pass
try: pass
except E as ﬁ: pass
with a as ﬁ: pass
del ﬁ
match ﬁ:
    case ﬂ.ﬁ: x
    case C(ﬁ=ﬂ): x
    case {'ﬁ': ﬁ, **ﬂ}: x
    case [*ﬁ]: x
    case 1 as ﬁ: x
[ﬁ for ﬁ in fi]
ﬁ: ﬂ = ﬁ
def f():
    global ﬁ
    fi = 1
def f():
    fi = 1
    def g():
        nonlocal ﬁ
        ﬁ = 2
ℯ𝓁𝓈ℯ_ = 1
_ᵃ = __ᵇ__ = 1
℘ = ℮ = 1
