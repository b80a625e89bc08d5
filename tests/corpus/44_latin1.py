# -*- coding: latin-1 -*-
x = "é ü ÿ"
ñ = b"a"
def f(å): return f"{å}é"
class Ç: __ö = "doc ß"
