# A block that nothing leads to is empty, and keeps a jump to what is behind it from the line before it.
try:
    while a:
        with a as b:
            break
        break
    """A text."""
except c:
    """Another."""


def leaves(a):
    try:
        for b in a:
            with b, a:
                break
            break
        1
    except E:
        2
    while a:
        try:
            with a:
                continue
            continue
            a()
        except E:
            pass
    return a
