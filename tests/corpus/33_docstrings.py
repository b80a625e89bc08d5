"""Module doc."""
"""Not a doc."""


def f():
    """Function doc."""


def f():
    """Function doc.

    Lines.
        Indented.
    """
    return 1


def f():
    "one line"; return 1


def f(): "only"


def f():
    'a' "b" r'\c' u'd'


def f():
    u"prefix"


def f():
    r"""\raw\n"""


def f():
    f"formatted"


def f():
    f"formatted" "too"


def f():
    b"bytes"


def f():
    ("parenthesized")


def f():
    (
        "parenthesized"
        " lines"
    )


def f():
    "a" + "b"


def f():
    "a" % ()


def f():
    "a".b


def f():
    "a", "b"


def f():
    """"""


def f():
    # comment first
    """Doc after a comment."""
    # comment after


def f():
    pass
    """Not a doc."""


def f():
    """None is still the first constant?"""
    return None


def f():
    """Used."""
    return """Used."""


def f():
    """Doc."""
    """Second."""
    x = 1


def f():
    "doc"
    def g():
        "inner doc"
        yield
    return g


async def f():
    """Async doc."""
    await x


class C:
    """Class doc."""


class C:
    """Class doc."""

    def f(self):
        """Method doc."""


class C:
    "doc"; x = 1


class C: "doc"


class C:
    """"""


class C:
    f"formatted"


class C:
    x = 1
    """Not a doc."""


lambda: """not a doc"""
