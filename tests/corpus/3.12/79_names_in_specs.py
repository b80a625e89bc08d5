# Named characters in format specs, where they end a text in old releases.
f"{x:\N{BULLET}}" f"{x:a\N{BULLET}}"
f"{x:\N{BULLET}b}"
f"{x:\N{BULLET}{y}}{x:{y}\N{BULLET}}"
f"{x:\N{BULLET}\N{bullet}}"
f"{x:a\N{BULLET}b{y}c\N{BULLET}{z}\N{BULLET}d}"
f"""{x:
\N{BULLET}{
y}}"""
f"\N{BULLET}{x!r:\N{BULLET}^{w}}\N{BULLET}"
