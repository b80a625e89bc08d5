# `finally` and the ways out of it: every exit in every part, nested.


def f1(x):
    for i in x:
        try:
            x()
        finally:
            x()
    return x


def f2(x):
    for i in x:
        try:
            x()
        finally:
            return
    return x


def f3(x):
    for i in x:
        try:
            x()
        finally:
            return x
    return x


def f4(x):
    for i in x:
        try:
            x()
        finally:
            break
    return x


def f5(x):
    for i in x:
        try:
            x()
        finally:
            continue
    return x


def f6(x):
    for i in x:
        try:
            x()
        finally:
            raise x
    return x


def f7(x):
    for i in x:
        try:
            return
        finally:
            x()
    return x


def f8(x):
    for i in x:
        try:
            return
        finally:
            return
    return x


def f9(x):
    for i in x:
        try:
            return
        finally:
            return x
    return x


def f10(x):
    for i in x:
        try:
            return
        finally:
            break
    return x


def f11(x):
    for i in x:
        try:
            return
        finally:
            continue
    return x


def f12(x):
    for i in x:
        try:
            return
        finally:
            raise x
    return x


def f13(x):
    for i in x:
        try:
            return x
        finally:
            x()
    return x


def f14(x):
    for i in x:
        try:
            return x
        finally:
            return
    return x


def f15(x):
    for i in x:
        try:
            return x
        finally:
            return x
    return x


def f16(x):
    for i in x:
        try:
            return x
        finally:
            break
    return x


def f17(x):
    for i in x:
        try:
            return x
        finally:
            continue
    return x


def f18(x):
    for i in x:
        try:
            return x
        finally:
            raise x
    return x


def f19(x):
    for i in x:
        try:
            return 1
        finally:
            x()
    return x


def f20(x):
    for i in x:
        try:
            return 1
        finally:
            return
    return x


def f21(x):
    for i in x:
        try:
            return 1
        finally:
            return x
    return x


def f22(x):
    for i in x:
        try:
            return 1
        finally:
            break
    return x


def f23(x):
    for i in x:
        try:
            return 1
        finally:
            continue
    return x


def f24(x):
    for i in x:
        try:
            return 1
        finally:
            raise x
    return x


def f25(x):
    for i in x:
        try:
            break
        finally:
            x()
    return x


def f26(x):
    for i in x:
        try:
            break
        finally:
            return
    return x


def f27(x):
    for i in x:
        try:
            break
        finally:
            return x
    return x


def f28(x):
    for i in x:
        try:
            break
        finally:
            break
    return x


def f29(x):
    for i in x:
        try:
            break
        finally:
            continue
    return x


def f30(x):
    for i in x:
        try:
            break
        finally:
            raise x
    return x


def f31(x):
    for i in x:
        try:
            continue
        finally:
            x()
    return x


def f32(x):
    for i in x:
        try:
            continue
        finally:
            return
    return x


def f33(x):
    for i in x:
        try:
            continue
        finally:
            return x
    return x


def f34(x):
    for i in x:
        try:
            continue
        finally:
            break
    return x


def f35(x):
    for i in x:
        try:
            continue
        finally:
            continue
    return x


def f36(x):
    for i in x:
        try:
            continue
        finally:
            raise x
    return x


def f37(x):
    for i in x:
        try:
            raise x
        finally:
            x()
    return x


def f38(x):
    for i in x:
        try:
            raise x
        finally:
            return
    return x


def f39(x):
    for i in x:
        try:
            raise x
        finally:
            return x
    return x


def f40(x):
    for i in x:
        try:
            raise x
        finally:
            break
    return x


def f41(x):
    for i in x:
        try:
            raise x
        finally:
            continue
    return x


def f42(x):
    for i in x:
        try:
            raise x
        finally:
            raise x
    return x


def f43(x):
    while x:
        try:
            x()
        finally:
            x()
    return x


def f44(x):
    while x:
        try:
            x()
        finally:
            return
    return x


def f45(x):
    while x:
        try:
            x()
        finally:
            return x
    return x


def f46(x):
    while x:
        try:
            x()
        finally:
            break
    return x


def f47(x):
    while x:
        try:
            x()
        finally:
            continue
    return x


def f48(x):
    while x:
        try:
            x()
        finally:
            raise x
    return x


def f49(x):
    while x:
        try:
            return
        finally:
            x()
    return x


def f50(x):
    while x:
        try:
            return
        finally:
            return
    return x


def f51(x):
    while x:
        try:
            return
        finally:
            return x
    return x


def f52(x):
    while x:
        try:
            return
        finally:
            break
    return x


def f53(x):
    while x:
        try:
            return
        finally:
            continue
    return x


def f54(x):
    while x:
        try:
            return
        finally:
            raise x
    return x


def f55(x):
    while x:
        try:
            return x
        finally:
            x()
    return x


def f56(x):
    while x:
        try:
            return x
        finally:
            return
    return x


def f57(x):
    while x:
        try:
            return x
        finally:
            return x
    return x


def f58(x):
    while x:
        try:
            return x
        finally:
            break
    return x


def f59(x):
    while x:
        try:
            return x
        finally:
            continue
    return x


def f60(x):
    while x:
        try:
            return x
        finally:
            raise x
    return x


def f61(x):
    while x:
        try:
            return 1
        finally:
            x()
    return x


def f62(x):
    while x:
        try:
            return 1
        finally:
            return
    return x


def f63(x):
    while x:
        try:
            return 1
        finally:
            return x
    return x


def f64(x):
    while x:
        try:
            return 1
        finally:
            break
    return x


def f65(x):
    while x:
        try:
            return 1
        finally:
            continue
    return x


def f66(x):
    while x:
        try:
            return 1
        finally:
            raise x
    return x


def f67(x):
    while x:
        try:
            break
        finally:
            x()
    return x


def f68(x):
    while x:
        try:
            break
        finally:
            return
    return x


def f69(x):
    while x:
        try:
            break
        finally:
            return x
    return x


def f70(x):
    while x:
        try:
            break
        finally:
            break
    return x


def f71(x):
    while x:
        try:
            break
        finally:
            continue
    return x


def f72(x):
    while x:
        try:
            break
        finally:
            raise x
    return x


def f73(x):
    while x:
        try:
            continue
        finally:
            x()
    return x


def f74(x):
    while x:
        try:
            continue
        finally:
            return
    return x


def f75(x):
    while x:
        try:
            continue
        finally:
            return x
    return x


def f76(x):
    while x:
        try:
            continue
        finally:
            break
    return x


def f77(x):
    while x:
        try:
            continue
        finally:
            continue
    return x


def f78(x):
    while x:
        try:
            continue
        finally:
            raise x
    return x


def f79(x):
    while x:
        try:
            raise x
        finally:
            x()
    return x


def f80(x):
    while x:
        try:
            raise x
        finally:
            return
    return x


def f81(x):
    while x:
        try:
            raise x
        finally:
            return x
    return x


def f82(x):
    while x:
        try:
            raise x
        finally:
            break
    return x


def f83(x):
    while x:
        try:
            raise x
        finally:
            continue
    return x


def f84(x):
    while x:
        try:
            raise x
        finally:
            raise x
    return x
