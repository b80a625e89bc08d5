x = (
    a +
    b *
    c
)
x = f(
    a,
    b=c,
    *d,
    **e
)
x = a[
    b
].c(
    d
)
x = (a
     .b
     .c()
     .d(e,
        f))
x = [
    a
    for a
    in b
    if c
    and d
]
x = {
    a: b,
    c:
    d,
    **e,
}
x = (
    lambda
    a,
    b=1:
    a +
    b
)
x = (
    a
    if b
    else c
)
x = (
    a
    < b
    < c
)
x = (
    not
    a
)
x = (
    a and
    b or
    c
)
if (
    a
    and b
):
    c
elif (
    d
):
    e
while (
    a or
    b
):
    c
for (
    a,
    b
) in (
    c
):
    d
with (
    a
) as (
    b
), \
        c:
    d
try:
    a
except (
    B,
    C
) as d:
    e
raise (
    a
) from (
    b
)
return_ = (
    1
)
assert (
    a
), (
    b
)
del (
    a,
    b[
        c
    ]
)
import a, \
    b
from a import (
    b,
    c
    as d,
)
a = b = \
    c
a, b = (
    c,
    d
)
a += (
    b
)
a.b \
    .c = d
x = """multi
line""" + a
x = f"""a
{b}
{c!r:
d}""" + e
f("""a
b""", c)
(a
 )(b
    )(c
       )
@a(
    b
)
@c
def f(
    a,
    b=(
        1
    ),
    *c: d,
    e=f
) -> (
    g
):
    return (
        a,
        b
    )


@a
class C(
    B,
    k=(
        v
    )
):
    x = (
        1
    )

    @a
    @b
    def f(self): return self

    y = 2


def f(): return a; b
def g(): x = 1; return x


def h():
    global a
    return (yield
            )


def i():
    if a:
        return (
            1
        )
    x = (yield
         a)
    return await_(
        x
    )


x = a[b:
      c,
      d
      ]
x = -(
    a
)
x = (
    -
    a
)
x = (((a)))
x = ((a) + (b))
x = ((a)
     +
     (b))
x = "a" "b" \
    "c" + d
print(a, b); print(c)
x = a; y = b; z = (c,
                   d)
x = 1 if a else (
    2)
if a: b; c; d
else: e; f
x = (a := (
    b))
match (
    a
):
    case [
        b,
        *c
    ] if (
        d
    ):
        e
    case C(
        f,
        k=
        g
    ):
        h
# A long line: columns past 127 and past 255 need longer entries in the line table.
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = b.c(d)[e] + f
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = b.c(d)[e] + f





















































































































































x = 1  # far below
