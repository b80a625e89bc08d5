# coding: latin-1
x = "é" + a; é.ü(ñ)[ö] = "ß" + c(d)
f"é{a}ü{b}"
