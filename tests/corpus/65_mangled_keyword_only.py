# Names of keyword-only parameters with defaults, mangled and not ASCII: where they are all the locals of the function,
# the tuple of these names is that of its locals, and its texts are interned.


class Ña:
    def f(*, d=1, __q: c=1):
        pass


class Ñb:
    def g(self):
        return self.__q

    def f(*, d=1, __q: c=1):
        pass

    x = '_Ñb__q'


class Ñc:
    def f(*, __q: c=1):
        return __q

    def g(*, __q: c=1, __r=2):
        return '_Ñc__q', '_Ñc__r'

    def h(*, __r: d=1):
        return ('_Ñc__r',)


_Ñd__q = 1


class Ñd:
    def f(*, d=1, __q: c=1):
        pass


class Ñe:
    def f(*, d=1, __q: c=1):
        def g(*, __q=1):
            return __q

    def g(*, __q=1):
        return '_Ñe__q'

    def h(*, d=1, __q: c=1):
        return ('d', '_Ñe__q')


def f(*, ñ: c=1):
    return ('ñ',), 'ñ'


def g(*, ñ=1, ü: c=1):
    return ('ñ', 'ü'), 'ü'
