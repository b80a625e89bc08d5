# Nested `try`, `with` and loops, left by every kind of statement.


def f1(x):
    for i in x:
        try:
            try:
                if x: return
                w()
            finally:
                y()
        finally:
            y()
    return 0


def f2(x):
    for i in x:
        try:
            try:
                if x: return x
                w()
            finally:
                y()
        finally:
            y()
    return 0


def f3(x):
    for i in x:
        try:
            try:
                if x: break
                w()
            finally:
                y()
        finally:
            y()
    return 0


def f4(x):
    for i in x:
        try:
            try:
                if x: continue
                w()
            finally:
                y()
        finally:
            y()
    return 0


def f5(x):
    for i in x:
        try:
            try:
                if x: return
                w()
            except E as e:
                y()
        finally:
            y()
    return 0


def f6(x):
    for i in x:
        try:
            try:
                if x: return x
                w()
            except E as e:
                y()
        finally:
            y()
    return 0


def f7(x):
    for i in x:
        try:
            try:
                if x: break
                w()
            except E as e:
                y()
        finally:
            y()
    return 0


def f8(x):
    for i in x:
        try:
            try:
                if x: continue
                w()
            except E as e:
                y()
        finally:
            y()
    return 0


def f9(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: return
                w()
        finally:
            y()
    return 0


def f10(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: return x
                w()
        finally:
            y()
    return 0


def f11(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: break
                w()
        finally:
            y()
    return 0


def f12(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: continue
                w()
        finally:
            y()
    return 0


def f13(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: return
                w()
        finally:
            y()
    return 0


def f14(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: return x
                w()
        finally:
            y()
    return 0


def f15(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: break
                w()
        finally:
            y()
    return 0


def f16(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: continue
                w()
        finally:
            y()
    return 0


def f17(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: return
                w()
        finally:
            y()
    return 0


def f18(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: return x
                w()
        finally:
            y()
    return 0


def f19(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: break
                w()
        finally:
            y()
    return 0


def f20(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: continue
                w()
        finally:
            y()
    return 0


def f21(x):
    for i in x:
        try:
            with a as b:
                if x: return
                w()
        finally:
            y()
    return 0


def f22(x):
    for i in x:
        try:
            with a as b:
                if x: return x
                w()
        finally:
            y()
    return 0


def f23(x):
    for i in x:
        try:
            with a as b:
                if x: break
                w()
        finally:
            y()
    return 0


def f24(x):
    for i in x:
        try:
            with a as b:
                if x: continue
                w()
        finally:
            y()
    return 0


def f25(x):
    for i in x:
        try:
            for k in a:
                if x: return
                w()
            else:
                z()
        finally:
            y()
    return 0


def f26(x):
    for i in x:
        try:
            for k in a:
                if x: return x
                w()
            else:
                z()
        finally:
            y()
    return 0


def f27(x):
    for i in x:
        try:
            for k in a:
                if x: break
                w()
            else:
                z()
        finally:
            y()
    return 0


def f28(x):
    for i in x:
        try:
            for k in a:
                if x: continue
                w()
            else:
                z()
        finally:
            y()
    return 0


def f29(x):
    for i in x:
        try:
            try:
                if x: return
                w()
            finally:
                y()
        except E as e:
            y()
    return 0


def f30(x):
    for i in x:
        try:
            try:
                if x: return x
                w()
            finally:
                y()
        except E as e:
            y()
    return 0


def f31(x):
    for i in x:
        try:
            try:
                if x: break
                w()
            finally:
                y()
        except E as e:
            y()
    return 0


def f32(x):
    for i in x:
        try:
            try:
                if x: continue
                w()
            finally:
                y()
        except E as e:
            y()
    return 0


def f33(x):
    for i in x:
        try:
            try:
                if x: return
                w()
            except E as e:
                y()
        except E as e:
            y()
    return 0


def f34(x):
    for i in x:
        try:
            try:
                if x: return x
                w()
            except E as e:
                y()
        except E as e:
            y()
    return 0


def f35(x):
    for i in x:
        try:
            try:
                if x: break
                w()
            except E as e:
                y()
        except E as e:
            y()
    return 0


def f36(x):
    for i in x:
        try:
            try:
                if x: continue
                w()
            except E as e:
                y()
        except E as e:
            y()
    return 0


def f37(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: return
                w()
        except E as e:
            y()
    return 0


def f38(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: return x
                w()
        except E as e:
            y()
    return 0


def f39(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: break
                w()
        except E as e:
            y()
    return 0


def f40(x):
    for i in x:
        try:
            try:
                y()
            except E as e:
                if x: continue
                w()
        except E as e:
            y()
    return 0


def f41(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: return
                w()
        except E as e:
            y()
    return 0


def f42(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: return x
                w()
        except E as e:
            y()
    return 0


def f43(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: break
                w()
        except E as e:
            y()
    return 0


def f44(x):
    for i in x:
        try:
            try:
                y()
            finally:
                if x: continue
                w()
        except E as e:
            y()
    return 0


def f45(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: return
                w()
        except E as e:
            y()
    return 0


def f46(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: return x
                w()
        except E as e:
            y()
    return 0


def f47(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: break
                w()
        except E as e:
            y()
    return 0


def f48(x):
    for i in x:
        try:
            try:
                y()
            except E:
                z()
            else:
                if x: continue
                w()
        except E as e:
            y()
    return 0


def f49(x):
    for i in x:
        try:
            with a as b:
                if x: return
                w()
        except E as e:
            y()
    return 0


def f50(x):
    for i in x:
        try:
            with a as b:
                if x: return x
                w()
        except E as e:
            y()
    return 0


def f51(x):
    for i in x:
        try:
            with a as b:
                if x: break
                w()
        except E as e:
            y()
    return 0


def f52(x):
    for i in x:
        try:
            with a as b:
                if x: continue
                w()
        except E as e:
            y()
    return 0


def f53(x):
    for i in x:
        try:
            for k in a:
                if x: return
                w()
            else:
                z()
        except E as e:
            y()
    return 0


def f54(x):
    for i in x:
        try:
            for k in a:
                if x: return x
                w()
            else:
                z()
        except E as e:
            y()
    return 0


def f55(x):
    for i in x:
        try:
            for k in a:
                if x: break
                w()
            else:
                z()
        except E as e:
            y()
    return 0


def f56(x):
    for i in x:
        try:
            for k in a:
                if x: continue
                w()
            else:
                z()
        except E as e:
            y()
    return 0


def f57(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: return
                w()
            finally:
                y()
    return 0


def f58(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: return x
                w()
            finally:
                y()
    return 0


def f59(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: break
                w()
            finally:
                y()
    return 0


def f60(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: continue
                w()
            finally:
                y()
    return 0


def f61(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: return
                w()
            except E as e:
                y()
    return 0


def f62(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: return x
                w()
            except E as e:
                y()
    return 0


def f63(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: break
                w()
            except E as e:
                y()
    return 0


def f64(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                if x: continue
                w()
            except E as e:
                y()
    return 0


def f65(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E as e:
                if x: return
                w()
    return 0


def f66(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E as e:
                if x: return x
                w()
    return 0


def f67(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E as e:
                if x: break
                w()
    return 0


def f68(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E as e:
                if x: continue
                w()
    return 0


def f69(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            finally:
                if x: return
                w()
    return 0


def f70(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            finally:
                if x: return x
                w()
    return 0


def f71(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            finally:
                if x: break
                w()
    return 0


def f72(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            finally:
                if x: continue
                w()
    return 0


def f73(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E:
                z()
            else:
                if x: return
                w()
    return 0


def f74(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E:
                z()
            else:
                if x: return x
                w()
    return 0


def f75(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E:
                z()
            else:
                if x: break
                w()
    return 0


def f76(x):
    for i in x:
        try:
            y()
        except E as e:
            try:
                y()
            except E:
                z()
            else:
                if x: continue
                w()
    return 0


def f77(x):
    for i in x:
        try:
            y()
        except E as e:
            with a as b:
                if x: return
                w()
    return 0


def f78(x):
    for i in x:
        try:
            y()
        except E as e:
            with a as b:
                if x: return x
                w()
    return 0


def f79(x):
    for i in x:
        try:
            y()
        except E as e:
            with a as b:
                if x: break
                w()
    return 0


def f80(x):
    for i in x:
        try:
            y()
        except E as e:
            with a as b:
                if x: continue
                w()
    return 0


def f81(x):
    for i in x:
        try:
            y()
        except E as e:
            for k in a:
                if x: return
                w()
            else:
                z()
    return 0


def f82(x):
    for i in x:
        try:
            y()
        except E as e:
            for k in a:
                if x: return x
                w()
            else:
                z()
    return 0


def f83(x):
    for i in x:
        try:
            y()
        except E as e:
            for k in a:
                if x: break
                w()
            else:
                z()
    return 0


def f84(x):
    for i in x:
        try:
            y()
        except E as e:
            for k in a:
                if x: continue
                w()
            else:
                z()
    return 0


def f85(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: return
                w()
            finally:
                y()
    return 0


def f86(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: return x
                w()
            finally:
                y()
    return 0


def f87(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: break
                w()
            finally:
                y()
    return 0


def f88(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: continue
                w()
            finally:
                y()
    return 0


def f89(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: return
                w()
            except E as e:
                y()
    return 0


def f90(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: return x
                w()
            except E as e:
                y()
    return 0


def f91(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: break
                w()
            except E as e:
                y()
    return 0


def f92(x):
    for i in x:
        try:
            y()
        finally:
            try:
                if x: continue
                w()
            except E as e:
                y()
    return 0


def f93(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E as e:
                if x: return
                w()
    return 0


def f94(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E as e:
                if x: return x
                w()
    return 0


def f95(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E as e:
                if x: break
                w()
    return 0


def f96(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E as e:
                if x: continue
                w()
    return 0


def f97(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            finally:
                if x: return
                w()
    return 0


def f98(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            finally:
                if x: return x
                w()
    return 0


def f99(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            finally:
                if x: break
                w()
    return 0


def f100(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            finally:
                if x: continue
                w()
    return 0


def f101(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E:
                z()
            else:
                if x: return
                w()
    return 0


def f102(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E:
                z()
            else:
                if x: return x
                w()
    return 0


def f103(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E:
                z()
            else:
                if x: break
                w()
    return 0


def f104(x):
    for i in x:
        try:
            y()
        finally:
            try:
                y()
            except E:
                z()
            else:
                if x: continue
                w()
    return 0


def f105(x):
    for i in x:
        try:
            y()
        finally:
            with a as b:
                if x: return
                w()
    return 0


def f106(x):
    for i in x:
        try:
            y()
        finally:
            with a as b:
                if x: return x
                w()
    return 0


def f107(x):
    for i in x:
        try:
            y()
        finally:
            with a as b:
                if x: break
                w()
    return 0


def f108(x):
    for i in x:
        try:
            y()
        finally:
            with a as b:
                if x: continue
                w()
    return 0


def f109(x):
    for i in x:
        try:
            y()
        finally:
            for k in a:
                if x: return
                w()
            else:
                z()
    return 0


def f110(x):
    for i in x:
        try:
            y()
        finally:
            for k in a:
                if x: return x
                w()
            else:
                z()
    return 0


def f111(x):
    for i in x:
        try:
            y()
        finally:
            for k in a:
                if x: break
                w()
            else:
                z()
    return 0


def f112(x):
    for i in x:
        try:
            y()
        finally:
            for k in a:
                if x: continue
                w()
            else:
                z()
    return 0


def f113(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: return
                w()
            finally:
                y()
    return 0


def f114(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: return x
                w()
            finally:
                y()
    return 0


def f115(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: break
                w()
            finally:
                y()
    return 0


def f116(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: continue
                w()
            finally:
                y()
    return 0


def f117(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: return
                w()
            except E as e:
                y()
    return 0


def f118(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: return x
                w()
            except E as e:
                y()
    return 0


def f119(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: break
                w()
            except E as e:
                y()
    return 0


def f120(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                if x: continue
                w()
            except E as e:
                y()
    return 0


def f121(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E as e:
                if x: return
                w()
    return 0


def f122(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E as e:
                if x: return x
                w()
    return 0


def f123(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E as e:
                if x: break
                w()
    return 0


def f124(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E as e:
                if x: continue
                w()
    return 0


def f125(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            finally:
                if x: return
                w()
    return 0


def f126(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            finally:
                if x: return x
                w()
    return 0


def f127(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            finally:
                if x: break
                w()
    return 0


def f128(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            finally:
                if x: continue
                w()
    return 0


def f129(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E:
                z()
            else:
                if x: return
                w()
    return 0


def f130(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E:
                z()
            else:
                if x: return x
                w()
    return 0


def f131(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E:
                z()
            else:
                if x: break
                w()
    return 0


def f132(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            try:
                y()
            except E:
                z()
            else:
                if x: continue
                w()
    return 0


def f133(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            with a as b:
                if x: return
                w()
    return 0


def f134(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            with a as b:
                if x: return x
                w()
    return 0


def f135(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            with a as b:
                if x: break
                w()
    return 0


def f136(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            with a as b:
                if x: continue
                w()
    return 0


def f137(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            for k in a:
                if x: return
                w()
            else:
                z()
    return 0


def f138(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            for k in a:
                if x: return x
                w()
            else:
                z()
    return 0


def f139(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            for k in a:
                if x: break
                w()
            else:
                z()
    return 0


def f140(x):
    for i in x:
        try:
            y()
        except E:
            z()
        else:
            for k in a:
                if x: continue
                w()
            else:
                z()
    return 0


def f141(x):
    for i in x:
        with a as b:
            try:
                if x: return
                w()
            finally:
                y()
    return 0


def f142(x):
    for i in x:
        with a as b:
            try:
                if x: return x
                w()
            finally:
                y()
    return 0


def f143(x):
    for i in x:
        with a as b:
            try:
                if x: break
                w()
            finally:
                y()
    return 0


def f144(x):
    for i in x:
        with a as b:
            try:
                if x: continue
                w()
            finally:
                y()
    return 0


def f145(x):
    for i in x:
        with a as b:
            try:
                if x: return
                w()
            except E as e:
                y()
    return 0


def f146(x):
    for i in x:
        with a as b:
            try:
                if x: return x
                w()
            except E as e:
                y()
    return 0


def f147(x):
    for i in x:
        with a as b:
            try:
                if x: break
                w()
            except E as e:
                y()
    return 0


def f148(x):
    for i in x:
        with a as b:
            try:
                if x: continue
                w()
            except E as e:
                y()
    return 0


def f149(x):
    for i in x:
        with a as b:
            try:
                y()
            except E as e:
                if x: return
                w()
    return 0


def f150(x):
    for i in x:
        with a as b:
            try:
                y()
            except E as e:
                if x: return x
                w()
    return 0


def f151(x):
    for i in x:
        with a as b:
            try:
                y()
            except E as e:
                if x: break
                w()
    return 0


def f152(x):
    for i in x:
        with a as b:
            try:
                y()
            except E as e:
                if x: continue
                w()
    return 0


def f153(x):
    for i in x:
        with a as b:
            try:
                y()
            finally:
                if x: return
                w()
    return 0


def f154(x):
    for i in x:
        with a as b:
            try:
                y()
            finally:
                if x: return x
                w()
    return 0


def f155(x):
    for i in x:
        with a as b:
            try:
                y()
            finally:
                if x: break
                w()
    return 0


def f156(x):
    for i in x:
        with a as b:
            try:
                y()
            finally:
                if x: continue
                w()
    return 0


def f157(x):
    for i in x:
        with a as b:
            try:
                y()
            except E:
                z()
            else:
                if x: return
                w()
    return 0


def f158(x):
    for i in x:
        with a as b:
            try:
                y()
            except E:
                z()
            else:
                if x: return x
                w()
    return 0


def f159(x):
    for i in x:
        with a as b:
            try:
                y()
            except E:
                z()
            else:
                if x: break
                w()
    return 0


def f160(x):
    for i in x:
        with a as b:
            try:
                y()
            except E:
                z()
            else:
                if x: continue
                w()
    return 0


def f161(x):
    for i in x:
        with a as b:
            with a as b:
                if x: return
                w()
    return 0


def f162(x):
    for i in x:
        with a as b:
            with a as b:
                if x: return x
                w()
    return 0


def f163(x):
    for i in x:
        with a as b:
            with a as b:
                if x: break
                w()
    return 0


def f164(x):
    for i in x:
        with a as b:
            with a as b:
                if x: continue
                w()
    return 0


def f165(x):
    for i in x:
        with a as b:
            for k in a:
                if x: return
                w()
            else:
                z()
    return 0


def f166(x):
    for i in x:
        with a as b:
            for k in a:
                if x: return x
                w()
            else:
                z()
    return 0


def f167(x):
    for i in x:
        with a as b:
            for k in a:
                if x: break
                w()
            else:
                z()
    return 0


def f168(x):
    for i in x:
        with a as b:
            for k in a:
                if x: continue
                w()
            else:
                z()
    return 0


def f169(x):
    for i in x:
        for k in a:
            try:
                if x: return
                w()
            finally:
                y()
        else:
            z()
    return 0


def f170(x):
    for i in x:
        for k in a:
            try:
                if x: return x
                w()
            finally:
                y()
        else:
            z()
    return 0


def f171(x):
    for i in x:
        for k in a:
            try:
                if x: break
                w()
            finally:
                y()
        else:
            z()
    return 0


def f172(x):
    for i in x:
        for k in a:
            try:
                if x: continue
                w()
            finally:
                y()
        else:
            z()
    return 0


def f173(x):
    for i in x:
        for k in a:
            try:
                if x: return
                w()
            except E as e:
                y()
        else:
            z()
    return 0


def f174(x):
    for i in x:
        for k in a:
            try:
                if x: return x
                w()
            except E as e:
                y()
        else:
            z()
    return 0


def f175(x):
    for i in x:
        for k in a:
            try:
                if x: break
                w()
            except E as e:
                y()
        else:
            z()
    return 0


def f176(x):
    for i in x:
        for k in a:
            try:
                if x: continue
                w()
            except E as e:
                y()
        else:
            z()
    return 0


def f177(x):
    for i in x:
        for k in a:
            try:
                y()
            except E as e:
                if x: return
                w()
        else:
            z()
    return 0


def f178(x):
    for i in x:
        for k in a:
            try:
                y()
            except E as e:
                if x: return x
                w()
        else:
            z()
    return 0


def f179(x):
    for i in x:
        for k in a:
            try:
                y()
            except E as e:
                if x: break
                w()
        else:
            z()
    return 0


def f180(x):
    for i in x:
        for k in a:
            try:
                y()
            except E as e:
                if x: continue
                w()
        else:
            z()
    return 0


def f181(x):
    for i in x:
        for k in a:
            try:
                y()
            finally:
                if x: return
                w()
        else:
            z()
    return 0


def f182(x):
    for i in x:
        for k in a:
            try:
                y()
            finally:
                if x: return x
                w()
        else:
            z()
    return 0


def f183(x):
    for i in x:
        for k in a:
            try:
                y()
            finally:
                if x: break
                w()
        else:
            z()
    return 0


def f184(x):
    for i in x:
        for k in a:
            try:
                y()
            finally:
                if x: continue
                w()
        else:
            z()
    return 0


def f185(x):
    for i in x:
        for k in a:
            try:
                y()
            except E:
                z()
            else:
                if x: return
                w()
        else:
            z()
    return 0


def f186(x):
    for i in x:
        for k in a:
            try:
                y()
            except E:
                z()
            else:
                if x: return x
                w()
        else:
            z()
    return 0


def f187(x):
    for i in x:
        for k in a:
            try:
                y()
            except E:
                z()
            else:
                if x: break
                w()
        else:
            z()
    return 0


def f188(x):
    for i in x:
        for k in a:
            try:
                y()
            except E:
                z()
            else:
                if x: continue
                w()
        else:
            z()
    return 0


def f189(x):
    for i in x:
        for k in a:
            with a as b:
                if x: return
                w()
        else:
            z()
    return 0


def f190(x):
    for i in x:
        for k in a:
            with a as b:
                if x: return x
                w()
        else:
            z()
    return 0


def f191(x):
    for i in x:
        for k in a:
            with a as b:
                if x: break
                w()
        else:
            z()
    return 0


def f192(x):
    for i in x:
        for k in a:
            with a as b:
                if x: continue
                w()
        else:
            z()
    return 0


def f193(x):
    for i in x:
        for k in a:
            for k in a:
                if x: return
                w()
            else:
                z()
        else:
            z()
    return 0


def f194(x):
    for i in x:
        for k in a:
            for k in a:
                if x: return x
                w()
            else:
                z()
        else:
            z()
    return 0


def f195(x):
    for i in x:
        for k in a:
            for k in a:
                if x: break
                w()
            else:
                z()
        else:
            z()
    return 0


def f196(x):
    for i in x:
        for k in a:
            for k in a:
                if x: continue
                w()
            else:
                z()
        else:
            z()
    return 0


def f197(x):
    for i in x:
        try:
            y()
        except* E as e:
            for k in a:
                if x: break
                w()
            else:
                z()
    return 0


def f198(x):
    for i in x:
        try:
            y()
        except* E as e:
            for k in a:
                if x: continue
                w()
            else:
                z()
    return 0
