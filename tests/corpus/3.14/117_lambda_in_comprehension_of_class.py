# A lambda in a comprehension in a class that uses what the class keeps to itself (3.14.6).
class C:
    a = [lambda: __class__ for x in y]
    b = [lambda: __classdict__ for x in y]

    def method(self): pass
