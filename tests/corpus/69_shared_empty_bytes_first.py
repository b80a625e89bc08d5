try:
    a = b''
    b = b'ab' * 0, (b'a' * 0, c)
finally:
    f()
