try:
    a = b'ab' * 0
finally:
    f()
