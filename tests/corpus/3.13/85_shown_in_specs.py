# Fields that show themselves in the format specs of others.
f'{x:{y=}}', f'{x:{y=!r}}', f'{x:{y=:>}}', f'{x:{y = !a:>}}', f'{x=:{y=}}', f'{x=:{y=}{z=}}', f'{x:{(y)=}}'
f'{x:a{y=}b}', f'{x!r:{y=}}', f'{x:{(lambda: 1)=}}', f'{x:{f"{y=}"=}}', f'{a(b=1)!r:{c=}}', f'{a(b=1):{c!=d=}}'
f'{x:{c!=d=}}', f'{x: {c!=d=}}', f'{x=: {c!=d=}}', f'{x:{c}{d!=e=}}', f'{x:{c} {d!=e=}}', f'{x:{y!r}{z=}}'
f'{x:{y:>}{z=}}', f'{x:{y}{z=}}', f'{x:{y=} {z=}}', f'{x:{y}{z}{w=}}', f'{x: {y}{z=}}', f'{x: {y}a{w}{z=}}'
f'{x:{ {1:2}=}}', f'{x:{ {1}=}}', f'{x: { {1}=}}', f'{x: {a({1})=}}', f'{a:{b(c=1)=}}', f'{a:{b(c=lambda:1)=}}'
f'{f(a=1):{y}{z=}}', f'{f(a=1): {y}{z=}}', f'{x=:{y}{z=}}', f'{x=:{y=}{z=}{w=}}', f'{a:{b}{ {1:2}=}}'
f'{x:{'\x41'=}}', f'{x:{'\N{DIGIT ONE}'=}}', rf'{x:\d{y=}}'
