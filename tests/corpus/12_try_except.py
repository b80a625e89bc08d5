try:
    a
except:
    b
try:
    a
except E:
    b
try:
    a
except E as e:
    b
try:
    a
except (E, F) as e:
    b
except G:
    c
except:
    d
try:
    a
except E:
    b
else:
    c
try:
    pass
except E:
    pass
try:
    a
except E as e:
    pass
except F as e:
    raise
else:
    c
    d
try:
    try:
        a
    except E:
        b
except F:
    c
try:
    a
except E:
    try:
        b
    except F:
        c
try:
    a
except f(x)[0]:
    b
try:
    raise A
except A as x:
    raise B from x
try:
    raise
except A as x: del x
raise a
raise a from b
raise a(b) from None
if c: raise


def f():
    try:
        return 1
    except E:
        return 2
    else:
        return 3


def g():
    try:
        return a()
    except E as e:
        return e
    except F as e:
        return e.x
    return 4


def h(x):
    for i in x:
        try:
            if i: continue
            if j: break
            k
        except E:
            continue
        except F:
            break
        except G as g:
            if g: continue
            if g.x: break
            return g
        else:
            continue
    return i


def w(x):
    while x:
        try:
            x = x()
        except E as e:
            try:
                x = e()
            except F as e:
                return e
            except:
                break
            else:
                continue
        except:
            pass
        else:
            pass


def reraise():
    try:
        a()
    except:
        b()
        raise
    try:
        a()
    except E:
        raise F
    try:
        a()
    except E as e:
        raise F from e


def empty():
    try:
        pass
    except:
        pass


def return_in_handler_of_handler():
    try:
        a
    except E:
        try:
            b
        except F:
            try:
                c
            except G as g:
                return g


def generator():
    try:
        x = yield
    except E as e:
        yield e
    else:
        yield x


class C:
    try:
        import a
    except ImportError as e:
        a = None


def local_and_cell():
    try:
        a
    except E as e:
        return lambda: e
    except F as f:
        del f


def one_line():
    try: a
    except E: b
    else: c


def semicolons():
    try: raise; x
    except E: y; raise;
    except: raise \
        ; z
    raise;
