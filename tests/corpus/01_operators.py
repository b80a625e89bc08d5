# Every unary and binary operator, on names so that nothing folds.
a + b; a - b; a * b; a @ b; a / b; a % b; a ** b
a << b; a >> b; a | b; a ^ b; a & b; a // b
-a; +a; ~a; not a
r = -a ** -b
r = (a + b) * (c - d) / (e // f) % g @ h
r = a | b ^ c & d << e >> f
r = not not a
r = - - a
r = ~~~a
r = not a == b
r = not (a == b)
r = not a in b
r = not (a not in b)
r = not a is b
r = not (a is not b)
r = a + (
    b
    + c
) + d
r = (a
     if b
     else c)
r = a if b else c if d else e
r = (a if b else c) if (d if e else f) else g
(a)
((a))
a, b
(a, b)
a,
()


def locals_(a, b, c):
    a + b; a - b; a * b; a @ b; a / b; a % b; a ** b
    a << b; a >> b; a | b; a ^ b; a & b; a // b
    x = -a
    y = +b
    z = ~c
    w = not x
    return x + y * z - w
