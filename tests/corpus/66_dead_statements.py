def after_return():
    return
    while x:
        return
def after_return_of_value():
    return x
    while x and y:
        raise
def after_raise():
    raise
    while not x:
        return y
def after_endless_loop():
    while 1: f()
    while x:
        if y: return
        else: raise
def in_branch(x):
    if x:
        return
        while y:
            return z
    else:
        f()
def in_loop(x):
    for i in x:
        continue
        while y or z:
            raise i
    while x:
        break
        while y: return
def in_try(x):
    try:
        return
        while x:
            return y
    except:
        raise
        while x:
            return z
    finally:
        f()
def in_with(x):
    with x:
        raise
        while y:
            while z:
                return
def after_match(x):
    match x:
        case 1: return
        case _: raise
    while x:
        return 1
def with_else(x):
    return
    while x:
        return
    else:
        f()
def around_try(x):
    return
    while x:
        try: return
        finally: f()
def names_and_constants():
    return
    while only_here < 12345:
        return 'only here'
def generator(x):
    return
    while x:
        raise
    yield x
def two(x):
    return
    while x:
        return
    while y:
        return
    f()
async def coroutine(x):
    return
    while await x:
        return
    async for y in x:
        return
class C:
    raise x
    while y:
        raise
raise x
while y:
    raise
