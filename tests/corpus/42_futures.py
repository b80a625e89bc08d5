# A comment, then the docstring, then several imports from the future.
"""Doc."""
from __future__ import division
from __future__ import absolute_import, print_function
from __future__ import (unicode_literals, with_statement,
                        generator_stop as gs, nested_scopes, generators)
import a
from __future__x import b
def f():
    def g(): yield
    class C: pass
    return g, C, [x for x in y]
