try:
    a
finally:
    b
try:
    a
except E:
    b
finally:
    c
try:
    a
except E:
    b
else:
    c
finally:
    d
try:
    pass
finally:
    pass
try:
    try:
        a
    finally:
        b
finally:
    c
try:
    a
finally:
    try:
        b
    finally:
        c
try:
    a
finally:
    for x in y:
        if z: break
        else: continue


def f():
    try:
        return a
    finally:
        b


def g():
    try:
        return a
    except E as e:
        return e
    else:
        return c
    finally:
        d


def h():
    try:
        try:
            return 1
        finally:
            a
    finally:
        b


def i():
    for x in y:
        try:
            try:
                if x: continue
                if z: break
                return x
            finally:
                a
        finally:
            b
    return c


def j():
    try:
        return 1
    finally:
        return 2


def k():
    while True:
        try:
            return a()
        finally:
            if b:
                continue
            break


def l():
    try:
        a
    finally:
        if b:
            return c


def m():
    with a as b:
        try:
            with c:
                return d
        finally:
            with e:
                f


def n():
    try:
        yield 1
    finally:
        yield 2


def o():
    try:
        x = yield 1
        return x
    except E:
        yield 2
        return 3
    finally:
        yield 4


async def p():
    try:
        return await a
    finally:
        await b


def q():
    try:
        1 / 0
    finally:
        x = 1
        (y, z) = x
        """not a docstring"""


def multi_line_finally(a):
    try:
        return (a,
                a.b)
    finally:
        a.c(
            1,
        )
        if a.d:
            a.e()
        else:
            a.f()


def finally_with_inner_function():
    try:
        return 1
    finally:
        def cleanup():
            return [x for x in y]
        cleanup()


def deep(a):
    try:
        try:
            try:
                try:
                    return a
                finally:
                    a.w
            except E:
                a.x
            finally:
                a.y
        finally:
            a.z
    finally:
        a.v
