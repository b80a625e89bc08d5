# Conditional expressions and boolean operators as items of `with`: jumps to jumps whose line is that of neither.
async def one(a, b, c, d, q):
    async with (a % (b or c or d if q else a)) as x, (a and b if c else d or q):
        return x


async def several(a, b, c, d):
    async with (
        a
        % (
            b
            or c
            or d
            if a
            else b
        )
    ):
        pass
    async with (a or
                b
                and c) as d:
        if d:
            return
    return d


def plain(a, b, c):
    with (a if b else c if a else b), (a or b
                                       or c):
        while a if b else c:
            with (b and c or
                  a):
                continue
        else:
            return a
    return (a
            if b
            else c) or (b if
                        c else
                        a)
