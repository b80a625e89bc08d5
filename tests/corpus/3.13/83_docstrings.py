"""  A module's documentation.

    Indented.
	  With a tab.

"""


def f():
    """One line."""


def g():
    """
    Starts on the second line.

      More.
	Less, with a tab.
    """


def h():
    '''   '''


def i():
    """
"""


class C:
    '''Summary.

    Text.   
        Deeper.

    '''
    def m(self):
        r"""\d
            \s"""
    def n(self):
        '' 'One' '\n    Two'
    async def o(self):
        """	Tab first.
	Tab second.
        """


def j():
    "é\n    ü\n\n"


def k():
    "\n\n\n    Three lines on.\n  Less.\n"


def l():
    f"not one"


def m():
    b"not one"


lambda: """not one"""
