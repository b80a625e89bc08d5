# Annotations that are evaluated only if their statement was reached.
if x:
    a: int = 1
else:
    a: str
for i in x:
    b: i = 2
while x:
    c: int
try:
    d: int
except E:
    d: str = ""
else:
    d: bytes
finally:
    d: None
with x as w:
    e: w
match x:
    case 1:
        f: int
    case [g]:
        f: g
after: int
(h): int = 3


class C:
    a: int
    if x:
        b: int = 1
        c: a
    else:
        b: str
    d: str
    for i in x:
        e: i
    while x:
        f: int
    try:
        g: int
    except* E:
        g: str
    with x:
        h: __class__

        def method(self) -> h:
            return __class__

    async def other(self):
        async with x:
            local: int
    n: int


class Unconditional:
    a: int
    b: str = 3


class OnlyConditional:
    if x:
        a: int


class ConditionalWithoutValue:
    if x:
        a.b: int
        (c): int = 3
