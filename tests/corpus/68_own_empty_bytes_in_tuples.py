try:
    a = ((0 * b'ab' + b'', 1), b)
    c = (b'a' * 0, 1), x in {b'a' * 0, (b'',), (b'a' * False,)}
finally:
    f()
def g(x=b'' * 3):
    return b'', b'a' * 0 * 2, b'b' + b'a' * 0, (b'a' * 0,)[0]
