# More shapes of what is borrowed.
def first_of_block(self, other):
    if other: pass
    self.x
    from m import E
    if other: pass
    match self:
        case [a, b]:
            pass
    if other: pass
    match self:
        case {"k": v}:
            pass
    if other: pass
    match self:
        case [_, _, *rest]:
            pass
    if other: pass
    other
    match self, 1:
        case [a, 1]:
            pass
    if other: pass
    with self:
        other
    return self


async def first_of_async_block(self, other):
    if other: pass
    async for x in self:
        other
    if other: pass
    async with self as y:
        other.x
    if other: pass
    await self
    return [x async for x in other]


def copies(a, b):
    x = y = a
    x = y = a, b
    a.x = b.y = a
    a[0] = b[a] = x
    (x := a)
    (x := a).b
    b(x := a, x)
    a < (x := b) < y
    a.x += b
    a[b] += x
    a[x:y] += b
    return (a := b)


def swaps(a, b, c, d):
    a, b = b, a
    a, b, c = c, b, a
    a, b, c, d = d, c, b, a
    a.x, b.x = b, a
    a, b.x = b, a
    (a, b), c = (b, a), c
    a, a = b, c
    a, b, a = b, c, d
    return a, b, c, d


def pairs(a, b, c):
    a(b, c)
    a[b](c)
    x = a
    y = x
    z = x, y
    x = b; y = x
    a.f(b).g(c)
    x = a.f(b, x)
    return a + b * c - x


def killed_while_on_stack(a, b):
    a(b, [b for b in a])
    a + (b, (a := 1))
    [a, [a for a in b], a]
    a.x(a := b)
    a[a := b]
    a[b:(b := a)]
    a(*b, **(b := a))
    {a: (a := b), b: a}
    f"{a}{(a := b)}{b}"
    return a


def deleted_while_on_stack(a, b):
    try:
        a(b)
    except E as b:
        a(b)
    with a as b:
        del a
        b
    for a in b:
        del a, b
    return a


def across_blocks(a, b, c):
    a(b and c)
    a(b, c or a, b)
    a[b if c else a]
    a.x = b if c else a
    a, b = (b, c) if a else (c, b)
    x = a + (b and c) + (a or b)
    y = [a, b if a else c]
    z = a if (b if c else a) else c
    f"{a if b else c}"
    a(b, *(c for c in b if a), c)
    return a and b


def exits(a, b):
    if a:
        return b
    if b:
        raise a
    if a and b:
        raise a from b
    while a:
        if b: return a
        if a: break
    assert a, b
    assert a
    return not a


def handlers_and_loops(a, b):
    for x in a:
        try:
            b(x)
        except E:
            continue
        except F as e:
            b(e, a)
            break
        else:
            a(b)
        finally:
            b.x(a)
        a(b)
    while a:
        try:
            a = b
        except* E as e:
            b(e)
        a(b)
    try:
        return a(b)
    finally:
        a.b


def only_after_handler(a, b):
    try:
        return a
    except E:
        b.x
    a.y
    return b


def never_behind(a, b):
    while True:
        a(b)
    a.x


def yields(a, b):
    x = yield a
    x = yield a, b
    y = yield from a.b(x)
    yield (yield a)
    yield
    b((yield a), (yield b))
    return a(x, y)


async def awaits(a, b):
    x = await a
    x = await a(b)
    b(await a, x)
    (await a).b(x)
    async with a as x, b as y:
        await x(y)
    return await a


def deep(a, b):
    def one(c=a, *, d=b) -> a:
        def two():
            nonlocal c
            c = a
            return b, c, d
        return two, c
    def three(e: a, f: b = a): return e
    class C(a, metaclass=b):
        x = a
        def f(self): return b
    lambda c=a: (b, c)
    return one, C


def prints(a, b):
    f"{a!r}"
    f"{a:{b}}"
    f"{a}{b}"
    f"a{a}b{b!s}c"
    t"{a}{b}"
    t"{a:{b}}"
    t"{a!r:x{b}y}"
    x = t"{a}"
    return f"{a}{x}"


def with_many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18):
    a0(a15, a16)
    a15(a14, a13)
    a16(a17, a18)
    a15 = a16
    a14 = a15; a13 = a14
    a17 = a18; a16 = a17
    x = a15, a16 = a17, a18
    return a15, a16, x


def with_too_many(p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31, p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47, p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63, p64, p65, p66, p67, p68, p69, p70, p71, p72, p73, p74, p75, p76, p77, p78, p79, p80, p81, p82, p83, p84, p85, p86, p87, p88, p89, p90, p91, p92, p93, p94, p95, p96, p97, p98, p99, p100, p101, p102, p103, p104, p105, p106, p107, p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119, p120, p121, p122, p123, p124, p125, p126, p127, p128, p129, p130, p131, p132, p133, p134, p135, p136, p137, p138, p139, p140, p141, p142, p143, p144, p145, p146, p147, p148, p149, p150, p151, p152, p153, p154, p155, p156, p157, p158, p159, p160, p161, p162, p163, p164, p165, p166, p167, p168, p169, p170, p171, p172, p173, p174, p175, p176, p177, p178, p179, p180, p181, p182, p183, p184, p185, p186, p187, p188, p189, p190, p191, p192, p193, p194, p195, p196, p197, p198, p199, p200, p201, p202, p203, p204, p205, p206, p207, p208, p209, p210, p211, p212, p213, p214, p215, p216, p217, p218, p219, p220, p221, p222, p223, p224, p225, p226, p227, p228, p229, p230, p231, p232, p233, p234, p235, p236, p237, p238, p239, p240, p241, p242, p243, p244, p245, p246, p247, p248, p249, p250, p251, p252, p253, p254, p255, p256, p257, p258, p259, p260, p261, p262, p263, p264, p265, p266, p267, p268, p269):
    p0(p255, p256)
    p256(p257, p269)
    p268 = p269
    p269 = p268; p267 = p269
    p0 = p268
    return p256 and p257, p3
