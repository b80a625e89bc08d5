"""The docstring, without which the next string is not one."""
"the next"
x: int = 1


def f():
    """One."""
    """Two."""


def g():
    """Only."""


async def h():
    """Of a coroutine."""
    await x


async def i():
    """Of an asynchronous generator."""
    yield x


def j():
    """Of a generator."""
    yield x


def k():
    """One."""
    f"two {x}"


def l():
    """One."""
    "two" + "three"


def m():
    """One."""
    b"two"
    300


def n():
    """One."""; """two"""; return "three"


def o():
    """One."""

    class C:
        """Two."""
        """Three."""

        def p(self):
            """Four."""
            return __doc__

    return C


class D:
    """Only."""


class E:
    """One."""
    """Two."""
    a: int


class F:
    """One."""

    def q(self): "Two."; "three"


class G[T]:
    """Of a generic class."""

    def r[U](self):
        """Of a generic method."""
