# LOAD_SUPER_ATTR, slices, checks of unbound names, generators' handlers.
class Child(Base):
    def method(self, *args, **kwargs):
        super().method(self)
        super().attribute
        super(Child, self).method(*args)
        super(Child, self).attribute = 1
        super().method(**kwargs).other(a=1)
        return super, super(), super(1, 2, 3), super(self).x, [super().x for _ in args]

    @classmethod
    def create(cls):
        def inner():
            return super().create()
        return super().create(), __class__, inner

    def shadow(self):
        super = list
        return super().x


def slices(a, i, j):
    a[i:j] = a[j:i]
    a[i:] = a[:j] = a[:]
    a[i:j:1], a[::], a[1:2], a[None:None]
    del a[i:j]
    a[i:j] += a[j:]
    return a[i, j:], a[i:j][0]


def unbound(flag):
    if flag:
        x = 1
    print(x)
    del x
    try:
        y = x
    except NameError as error:
        y = error
    print(error, y)
    for z in flag:
        pass
    return z, y


def generator(x):
    received = yield
    received = yield x
    result = yield from x
    try:
        yield 1
    finally:
        yield 2
    with x as y:
        yield y
    return result, received


async def agenerator(x):
    async with x as y:
        yield y
    async for z in x:
        yield await z
    await x
    return


def constants(x):
    if x:
        return 1
    elif x is None:
        return None
    return 'a', 1.5
