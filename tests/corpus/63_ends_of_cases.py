# How a case of match and a clause of except* end, and stores to one name: 3.11.4 changed them.
class Annotated:
    match x:
        case 1:
            value: int = 1


class NestedAnnotation:
    if x:
        match y:
            case [1]:
                pass
            case _:
                value: int


def stores(x, y):
    a, a = x, y
    a, b, a = x, y, x
    (a, _), a = x, y
    a, a, b = b, a, a
    return a, b


def in_branches(x, y):
    if x:
        match y:
            case 1:
                pass
            case int(a):
                a.b = x
            case _:
                assert a, x
    elif y:
        match x:
            case [a, *_] if a:
                del a
    else:
        match x:
            case {'k': a}:
                f"{a}"
    return a


def in_loops(x):
    for a in x:
        match a:
            case 1 | 2:
                pass
            case None:
                continue
            case str():
                break
            case _:
                a = [b for b in a]
    while x:
        match x:
            case 1:
                x = 2
    match x:
        case 1:
            for a in x:
                pass
        case 2:
            while a:
                a()
        case 3:
            with x as a:
                a
        case 4:
            try:
                a
            except A:
                b
        case 5:
            try:
                a
            finally:
                b
        case 6:
            def f(): pass
        case 7:
            class C: pass
        case 8:
            return x
        case 9:
            if x: y


def in_blocks(x):
    with x:
        match x:
            case 1:
                x = (1,
                     x)
    try:
        match x:
            case 1:
                x()
    except A:
        match x:
            case 2:
                x()
    else:
        match x:
            case 3:
                x()
    finally:
        match x:
            case 4:
                x()


def groups(x):
    try:
        x()
    except* A:
        pass
    try:
        x()
    except* A as a:
        a()
    except* (B, C) as b:
        raise
    except* D:
        b()
    else:
        c()
    finally:
        d()
    for x in y:
        try:
            x()
        except* A:
            if x:
                y()
            else:
                z()
        except* B:
            match x:
                case 1:
                    pass
        except* C:
            for x in y:
                pass


match x:
    case 1:
        value = 1
    case 2:
        pass
