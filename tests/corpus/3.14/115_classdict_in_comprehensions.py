# What a class keeps from the comprehensions that are inlined in it (3.14.4; lambdas since 3.14.6).
class C:
    a = [__classdict__ for x in y]
    b = [__conditional_annotations__ for x in y]

    def method(self): pass

    if a:
        c: int
