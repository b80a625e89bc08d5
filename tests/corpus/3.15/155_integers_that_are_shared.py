# Integers up to 1024 exist once in the process: in tuples, sets and slices, in one function and in several.


def first():
    return 256, 257, 1023, 1024, 1025, -5, -6, 65536


def second():
    return [256, 257, 1023, 1024, 1025, -5, -6, 65536]


def third(a):
    a[256:257], a[1024:1025], a[1025:1026:1024], a[257, 1:1024]
    return (257, (1024, (1025,))), a in {257, 1024, 1025}, a in (257, 1025)


def fourth(a):
    a[256:257], a[1024:1025], a[1025:1026:1024]
    return 512 + 512, 512 + 513, 2 ** 10, 1 << 10, 32 * 32, -1024, -1025, 1024.0, 1024j


def fifth(a=1024, b=1025, *, c=1024):
    return lambda a=1024, b=1025: (a, b, 1024, 1025)


class Sixth:
    a = 1024
    b: 1025 = 1024

    def method(self, c: 1024):
        return {1024: 1025, 257: 258}
