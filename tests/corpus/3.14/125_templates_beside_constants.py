# Parts of template strings among other constants.
a = t"{x}", "x", ""
b = t"part{x}part"
c = "part", "x"
d = t"{part}" t"part" t"{part}"
e = t"{x}" + "part"
f = t"{"x"}{'y' "z"}"
g = t"{x:part}{x:{'part'}}{x!s:{part}part}"
h = t"\x41{x}\N{LATIN SMALL LETTER A}\
{y}"
i = rt"\x41{x}\N{y}"
j = t"{
x
}"
k = t"{x # a comment
}{y}"
l = t"{x  !r}{ x !s : >3}{x = }{x=!s:y}{x  =  }"
m = t"{(x := 1)}{x:=1}"
n = t"{lambda_}{(lambda: 1)()}{x.y[z](w)}"
o = t"{ {'a': 1}['a'] }{ [1, 2, 3] }{ (1, 2) }{1 + 1}{-1}{'a' 'b'}"
p = t"{x}" if t"{y}" else t""
q = t"{t"{t"{x}"}"}"
r = t"é{é}中{中!a}"
s = t"{x:é{y}中}"
t = t"" t"" T"" tR"" Rt"{x}"
u = t"{{}}{x}{{{y}}}"
v = t'{x:{{}}}' if x else t"{x:{y}{{}}}"
f(t"{x}", *t"{y}", k=t"{z}")
[t"{x}" for x in y]
{t"{x}": t"{y}"}
for t in t"{x}": t
match x:
    case 1: t"{x}"


class C:
    t"not a docstring"
    a: t"{C}"

    def m(self, a=t"{x}") -> t"{self}":
        t"not a docstring {a}"
        return t"{self.__x}{__x}"


def f(a: t"{x}", b=lambda: t"{a}"):
    def g():
        return t"{a}{b}"
    return t"{[a for c in b]}{lambda_}"
