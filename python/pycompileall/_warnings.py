"""Warnings that the program found, raised in this process."""

from __future__ import annotations

import builtins
import re
import sys
import warnings
from typing import Any, Dict, List, Optional, Sequence, Union

# Those that compilation has. The flags of `-W` name one by a class that it is an instance of.
_CATEGORIES = (Warning, SyntaxWarning, DeprecationWarning)


def flags() -> List[str]:
    """Return the flags with which the program tells every warning, but refuses a source for those that are errors here.

    What becomes of the others is decided by the filters of this process when they are raised. Filters can be more than
    flags can say (before 3.15, a pattern that is no plain text): what is an error by one of those is one only then.
    """
    filters: Sequence[Any] = getattr(warnings, "_get_filters", lambda: warnings.filters)()
    said: List[str] = []
    for action, message, category, module, line in filters:
        texts = _field(message, re.IGNORECASE), _field(module, 0)
        if category in _CATEGORIES and None not in texts:
            flag = ":".join(
                ["error" if action == "error" else "always", texts[0] or "", category.__name__, texts[1] or ""]
            )
            said.append("%s:%d" % (flag, line))
    result = ["-Walways"]
    if any(flag.startswith("error") for flag in said):
        # The first filter is the last flag; a flag that comes again is not heeded.
        result += ["-W" + flag for flag in reversed(list(dict.fromkeys(said)))]
    return result


def _field(pattern: Union[str, "re.Pattern[str]", None], flags: int) -> Optional[str]:
    """Return what a flag has for a pattern with these flags of `re`, if there is something."""
    if sys.version_info < (3, 15):
        return _literal(pattern)
    if pattern is None or isinstance(pattern, str):
        # One between slashes would be a regular expression.
        return None if pattern and len(pattern) > 1 and pattern[0] == pattern[-1] == "/" else _literal(pattern)
    is_sayable = pattern.flags == flags | re.UNICODE and ":" not in pattern.pattern
    return "/%s/" % pattern.pattern if is_sayable else None


def _literal(pattern: Union[str, "re.Pattern[str]", None]) -> Optional[str]:
    """Return the text that a pattern stands for, if it was made of one, as those of `-W` are."""
    if pattern is None:
        return ""
    source = pattern if isinstance(pattern, str) else pattern.pattern
    escaped = re.sub(r"\\[zZ]$", "", source)
    text = re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL)
    return text if re.escape(text) == escaped and ":" not in text else None


def show(record: Dict[str, Any]) -> None:
    """Warn of what the program would have warned of."""
    for warning in record["warnings"]:
        category = getattr(builtins, warning["type"])
        warnings.warn_explicit(warning["message"], category, warning["filename"], warning["line"])
