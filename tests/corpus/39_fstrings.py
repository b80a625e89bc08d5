f""
f"a"
f"{a}"
f"a{b}c"
f"{a}{b}"
f"{a} {b} {c}"
f"{a!r}"
f"{a!s}"
f"{a!a}"
f"{a:b}"
f"{a:}"
f"{a!r:b}"
f"{a:>{b}}"
f"{a:{b}}"
f"{a:{b}{c}}"
f"{a:{b}.{c}f}"
f"{a!r:{b!s:}}"
f"{a!r:^{b}.{c}}"
f"{a:{b!r}>{c}}"
f"{a=}"
f"{a = }"
f"{ a= }"
f"{a=!r}"
f"{a=!s}"
f"{a=:b}"
f"{a=!a:b}"
f"{a.b=} {c()=}"
f"{a+b=:{c}}"
f"{{"
f"}}"
f"{{}}"
f"{{{a}}}"
f"{{a}}"
f"{ {a} }"
f"{ {a: b} }"
f"{ {a: b}['c'] }"
f"{a['b']}"
f'{a["b"]}'
f"{a[b]}{a[b:c]}"
f"{a(b)}{a(b, c=d)}"
f"{a, b}"
f"{a,}"
f"{*a, b}"
f"{(a)}"
f"{(lambda x: x)}"
f"{(lambda: a)()}"
f"{a if b else c}"
f"{a or b}{a and b}{not a}"
f"{a == b}{a != b}{a <= b}{a >= b}{a < b < c}"
f"{(a := b)}"
f"{a:=b}"
f"{[x for x in y]}"
f"{ {x for x in y} }{ {x: y for x in y} }"
f"{(x for x in y)}"
f"{1}{1.5}{'a'}{None}{True}{...}"
f"{'a'!r}{'a':b}"
f"{f'{a}'}"
f"{f'a{b}c'}d"
f'{a}' f'{b}'
f'{a}' 'b' f'{c}'
'a' f'{b}'
f'{a}' 'b'
'a' f'b' 'c'
'a' f''
f'' 'a'
f'' f''
'{' f'{a}' '}'
u'a' f'{b}'
rf'\n{a}\d'
fr'\n{a:\d}'
Rf'{a}'
F'{a}'
FR'{a}'
f'\n{a}\t'
f'\x41{a}\u0042\N{LATIN SMALL LETTER C}'
f'\N{SNOWMAN}{a}'
f'{a:\x41}'
f'{a}\
b'
f'''{a}
b{c}'''
f"""
{
    a
}
{a
 + b}
"""
f'''{
a
}{
b!r:c}'''
f"{a:%Y-%m-%d}"
f"{a:{b}:{c}}"
f"é{a}ü😀{b}"
f"{é}"
f"{'é'}{'😀'}"
f"   {   a   }   "
f"{ a!r}"
x = f"{a}" + f"{b}" * 2
x = f"{a}".format(b)
x = f"{a}", f"{b}"
x = (f"{a}"
     f"{b}"
     "c")
f(f"{a}", k=f"{b}")
f"{a}"[0]
f"{a}" if f"{b}" else f"{c}"
{f"{a}": f"{b}"}
[f"{a}" for a in b]
lambda: f"{a}"
"%s" % a
"%r %a" % (a, b)
"%s and %s" % (a, b)
"%%" % ()
"%5s %-5s %.3s %5.3s %-5.3s" % (a, b, c, d, e)
"%d" % (a,)
"%s%%" % (a,)
"%s" % (*a,)
"%s %s" % (a,)
"%(k)s" % {'k': a}
"%s" % [a]
"%é%s" % (a,)
"é%s😀%r" % (a, b)
"" % ()
"%s" % (1,)
"%s %s" % (1, a)
"%-+ #0s" % (a,)
"%100s" % (a,)
"%1000000s" % (a,)
"%.s" % (a,)
"%.0s" % (a,)
"%05s" % (a,)
"a%sb%rc%ad" % (x.y, z(), w[0])


def f(a, b):
    x = 1
    y = f"{a!r:>{b}} {x}"
    def g(): return f"{a}{x}{y!s}"
    return g, f"{yield_}"


def g():
    f"not a docstring {1}"


def h():
    return f"{yield a}" if 0 else f"{(yield a)}"


async def i():
    return f"{await a}{[b async for b in c]}"


class C:
    f"{a}"
    def m(self): return f"{self.__x}{super()}{__class__}"


f"{a!r}" f"{b!s}" f"{c:d}"
f"{'a' 'b'}"
f'''{"""a
b"""}'''
f'{a["b"]}{a["c"]["d"]}'
f"{a!r:{'>'}{10}}"
f"{3.4:10}"
