# A format spec of several tokens of text is one text from its colon on.
f"{x:\N{BULLET}b}"; f"{x!r:\N{BULLET}\N{BULLET}}"; f"{x:a\N{BULLET}b\N{BULLET}c}" f"{x=:\N{BULLET}b}"
f"{x:\N{BULLET}b{y}}"; f"{x:{y}\N{BULLET}b}"; f"{x:{y:\N{BULLET}b}}"; f"{x:a\N{BULLET}}"; t"{x:\N{BULLET}b}"
f"""{x:\N{BULLET}\
}{x:\N{BULLET}b\
}{x:\
\N{BULLET}b}"""
f"{x:\N{BULLET}{y}b\N{BULLET}c}"; fr"{x:\N{a}b}"
def f(a: f"{x:\N{BULLET}b}"): pass
