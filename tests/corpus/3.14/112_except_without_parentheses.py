# PEP 758; PEP 765 warns of what leaves a `finally`.
try:
    a
except A, B:
    b
except A, B, C:
    c
except A,:
    d
except (A, B) as e:
    e
try:
    a
except* A, B:
    b
except* A, B.c, d():
    c


def f(x):
    try:
        a
    finally:
        return x
    for i in x:
        try:
            a
        finally:
            continue
    for i in x:
        try:
            a
        finally:
            break
    try:
        a
    finally:
        for i in x:
            break
        while x:
            continue

        def g():
            return 1
    try:
        a
    except E:
        return
    finally:
        try:
            return 2
        finally:
            return 3
