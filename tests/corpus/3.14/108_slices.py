# Slices whose parts are literals are constants.
x[1:2]
x[:]
x[::]
x[1:]
x[:2]
x[1:2:3]
x[::2]
x["a":"b"]
x["ab":"cd"]
x["a" "b":]
x[...:None:True]
x[1.0:2j]
x[b"a":b"b"]
x[-1:]
x[1:-1]
x[a:b]
x[a:b:c]
x[a:]
x[:b]
x[::c]
x[1:a]
x[1, 2:3]
x[1:2, 3:4]
x[1:2, a:b]
x[a, 1:2]
x[:, None]
x[..., :]
x[(1, 2):3]
x[f"a":]
x[not 1:]
x[1:2] = y
x[a:b] = y
x[a:b:c] = y
x[:] = y
x[1:2, 3] = y
x[1:2] += y
x[a:b] += y
x[a:b:c] += y
x[:] += y
x[1:2, a] += y
del x[1:2]
del x[a:b]
del x[a:b:c]
del x[:]
del x[1:2, 3:4]
x[1:300]
y = 300
x[True:2]
x[1:2]
x["é":"ü"]
x[10000000000:2]
(1, 2, 3)[1:2]
"abc"[::2]
[1, 2, 3][1:]


def f(x):
    return x[1:2], x[1:300], x["ab":"cd"], x[1:2]


class C:
    x[1:2]: int
    a: x[1:2]
