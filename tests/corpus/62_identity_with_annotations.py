from __future__ import annotations
def f(a: 'x y', b: int = '*') -> Dict[str, "q"]: return '*', '.', ' '
x: List[int] = '.'
"""doc é"""
class C:
    """doc é"""
    __slots__ = ('__p', 'q')
    def m(self, __p: é = 1, *, __q=2): return self.__p, '_C__p'
class D:
    """doc é"""
