# What a class keeps from the comprehensions that are inlined in it (3.14.4; lambdas since 3.14.6).
class C:
    a = [__classdict__ for x in y]
    b = [__conditional_annotations__ for x in y]

    def method(self): pass

    if a:
        c: int


class Uses:
    __annotate__ = 1
    __conditional_annotations__ = 2
    __classdict__ = 3
    __annotate_func__ = 4
    a: __annotate__
    b: __conditional_annotations__

    def method(self, a: __annotate__, b: __conditional_annotations__):
        pass
