# Characters of Unicode 15.0: as identifiers, by name, in text that is shown.
𞓐 = a𞓬 + ก໎
𱍐.𫜹(𑼄𑽐=1)
"\N{SHAKING FACE}\N{shaking face}\N{CJK UNIFIED IDEOGRAPH-31350}\N{NAG MUNDARI LETTER O}"
f"{x!r:\N{SHAKING FACE}}"
