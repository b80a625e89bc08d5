try:
    a
except* E:
    b
try:
    a
except* E as e:
    b
try:
    a
except* (E, F) as e:
    b
except* G:
    c
try:
    a
except* E:
    b
else:
    c
try:
    a
except* E:
    b
finally:
    c
try:
    a
except* E as e:
    b
except* F as e:
    c
else:
    d
finally:
    e
try:
    try:
        a
    except* E:
        raise
except* F:
    raise G
try:
    a
except *E:
    pass


def f():
    try:
        return a
    except* E as e:
        b = e
    return b


def g():
    for x in y:
        try:
            if x: break
            if z: continue
        except* E:
            for w in x:
                if w: break
                else: continue
            while w:
                break
        else:
            return 1
        finally:
            a


def h():
    try:
        a
    except* E as e:
        try:
            b
        except F:
            c
        except:
            raise
    except* G:
        try:
            d
        except* H as h:
            raise h
        def inner():
            return e


async def i():
    try:
        await a
    except* E as e:
        await b
        async with c as d:
            await d
