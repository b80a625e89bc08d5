match a:
    case 1: x
match a:
    case -1: x
    case 1.5: x
    case -1.5: x
    case 1j: x
    case 1+2j: x
    case -1-2j: x
    case "s": x
    case "s" "t": x
    case b"b": x
    case None: x
    case True: x
    case False: x
match a:
    case b: x
match a:
    case _: x
match a:
    case b.c: x
    case b.c.d: x
match a:
    case (1): x
    case (b): x
match a:
    case 1 | 2 | 3: x
    case "a" | b.c | None: x
    case (1 | 2) as y: x
    case [1, y] | [y, 2]: x
    case (y, z) | [z, y, 1]: x
    case {'k': y} | C(y): x
match a:
    case []: x
    case (): x
    case [1]: x
    case (1,): x
    case 1,: x
    case 1, 2: x
    case [b]: x
    case [_]: x
    case [b, c]: x
    case [b, _, c]: x
    case [_, _]: x
    case [*_]: x
    case [*b]: x
    case *b,: x
    case [b, *c]: x
    case [*b, c]: x
    case [b, *c, d]: x
    case [b, *_, d]: x
    case [_, *_, d]: x
    case [_, *_]: x
    case [1, *_, 2]: x
    case [[b, [c, *d]], *e]: x
    case [1, [2, [3]]]: x
match a:
    case {}: x
    case {'k': 1}: x
    case {'k': b}: x
    case {'k': _}: x
    case {'k': b, 1: c, None: d, e.f: g}: x
    case {**b}: x
    case {'k': b, **c}: x
    case {'k': {'l': [b, c]}, **d}: x
    case {-1: b, 1+2j: c, b'd': d}: x
    case {'k': b,}: x
match a:
    case C(): x
    case C(1): x
    case C(b): x
    case C(b, c): x
    case C(k=1): x
    case C(k=b): x
    case C(b, c, k=d, l=e): x
    case C(_, k=_): x
    case C.D(): x
    case C.D(E(b), k=F(G())): x
    case int(b) | str(b): x
    case C([b, *c], {'k': d}): x
    case C(b,): x
match a:
    case b if c: x
    case [b] if b > 1: x
    case {'k': b} if b and c or d: x
    case _ if not d: x
    case C(b) as e if e: x
match a:
    case [b, c] as d: x
    case (1 as b): x
    case (1 as b) | (2 as b): x
    case [1 as b, (2 | 3) as c]: x
    case {'k': [] as b}: x
    case C(k=(1 | 2) as b): x
match a, b:
    case c, d: x
match a,:
    case b,: x
match *a, b:
    case c: x
match (a := b):
    case c: x
match a():
    case 1:
        x
    case 2:
        y
        z
    case _:
        w


def f(x):
    match x:
        case 1:
            return 1
        case [a, b]:
            return a, b
        case {'k': v, **r}:
            return v, r
        case C(y, z=w):
            return y, w
        case str() as s if s:
            return s
        case _:
            return None


def g(x):
    match x:
        case 1:
            pass
        case 2:
            y = 1
        case 3:
            y = 2
    return y


def h(x):
    for i in x:
        match i:
            case 1: continue
            case 2: break
            case [*j]:
                for k in j:
                    match k:
                        case _: break
                else:
                    continue
            case _: pass
    while x:
        match x:
            case x.y: return
            case x: x = x.z


def i(x):
    match x:
        case _:
            return 1


def j(x):
    match x:
        case y:
            return y


def k(x):
    match x:
        case 1 | 2: pass
        case _: pass


def nested(x, y):
    match x:
        case [a]:
            match y:
                case [b]:
                    return a, b
                case {'c': c}:
                    return a, c
        case _ if y:
            return x


def cells(x):
    match x:
        case [a, *b]: return lambda: (a, b)
        case {**c}: return lambda: c
        case C(d) as e: return lambda: (d, e)


async def asynchronous(x):
    match await x:
        case [a] if await a:
            async with a as b: return b


class C:
    __match_args__ = ('a', 'b')
    match x:
        case __a if a: y
        case _: z


match = 1
case = 2
match.case
match[case]
match(case)
print(match, case)
match = case = _ = 3
match -1:
    case -1: x
match (
    a
):
    case (
        1 |
        2
    ): x
    case [
        b,
        *c,
    ]: x
    case {
        'k':
            d,
        **e
    }: x
    case C(
        f,
        k=g
    ): x


match a:
    case b:
        c: int = d
match a:
    case 1:
        pass
    case _:
        e: int


def finally_with_match():
    try:
        a
    finally:
        match b:
            case 1: c
            case [x] if y: pass
            case _: d


def finally_with_last_case(x):
    for i in x:
        try:
            a
        finally:
            match i:
                case 1: pass
                case _ if b: continue
        with i:
            match i:
                case 1: pass
                case _: pass
