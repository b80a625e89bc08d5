a.b
a.b.c.d
a.b = c
a.b.c = d
del a.b
del a.b.c
a.b += c
a.b.c -= d
a.b()
a.b(c)
a.b(c, d=e)
a.b(*c)
a.b(**c)
a.b(c).d(e).f(g)
a.b.c.d(e)
a().b().c()
(a.b)(c)
(a.b)
a.b[c]
a[b].c
a[b].c(d)
(a + b).c
(a or b).c()
'text'.upper()
(1).real
1 .real
1.0.real
1j.imag
[].append(a)
{}.get(a)
().count(a)
(lambda: a).b
(yield_).b
a.b.c(d.e(f.g(h.i)))
a.b(
    c
).d(
    e
).f
x = (
    a
    .b
    .c(d)
    .e(f, g)
)
y = (a
     .b(c)
     .d)
a.k(k=1)
a.b(c, k=d)
a.b(k1=0, k2=0, k3=0, k4=0, k5=0, k6=0, k7=0, k8=0, k9=0, k10=0, k11=0, k12=0, k13=0, k14=0, k15=0, k16=0)
a.m(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31)
a.m(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30)
a.m(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29)
a.m(*(), **{})


class C:
    def __init__(self, x):
        self.x = x
        self.y = self.x.y
        self.z().w = x
        self.x, self.y = self.y, self.x

    def chain(self):
        return self.a.b.c(self.d).e(f=self.g)

    def lines(self):
        return (self
                .alpha()
                .beta(1,
                      2)
                .gamma)
