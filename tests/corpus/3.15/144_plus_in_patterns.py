match a:
    case +1:
        b
    case +1.5 | +2j | -3 | +0:
        c
    case +1+2j:
        d
    case +1-2j:
        e
    case -0.0 | +0.0:
        f
    case [+1, *_, +2]:
        g
    case {+1: x, +2.5: y, +1+2j: z, -1: w}:
        h
    case C(+1, k=+2):
        i
    case (+3) as x:
        j
    case +10 | +1_0 | +0x10:
        k
