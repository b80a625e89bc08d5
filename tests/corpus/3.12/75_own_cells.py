# __class__ and super where a comprehension is inlined in a class that a method encloses.
class A:
    def f(self):
        super()
        class B:
            x = [super for y in a]
        class C:
            x = [__class__ for y in a]
        class D:
            x = [super().x for y in a]
            def f(self): super()
        class E:
            __class__
            x = {super.attr: 3 for a in y.attr.method}
