from pygments import highlight
from pygments.formatters import TerminalFormatter
from pygments.lexers import PythonLexer


def greet(name: str) -> str:
    """Returns a program that greets, in colour."""
    return highlight(f"print('Hello, {name}')", PythonLexer(), TerminalFormatter()).rstrip()
