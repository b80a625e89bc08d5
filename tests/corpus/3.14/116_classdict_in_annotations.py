# `__classdict__` as an annotation (3.14.6).
class C:
    a: __classdict__
