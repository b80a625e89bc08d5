# What {x=} shows: up to which token, brackets, strings and comments in it.
f'{f(a=lambda: 1)=}'
f'{f(a=x!=y)=}', f'{g(a=1), {1:2}=}', f'{ {1:2}=}', f'{ {1:2}, a(b=1)=}'
f'{a(b=1), {1}=}', f'{a(b={1})=}', f'{a==1, {1:2}=}', f'{a<=1, {1:2}=}'
f'{f(a=lambda:1, b=lambda:2)=}', f'{f(a=f"{b=}")=}', f'{f(a="x:y!")=}', f'{f(lambda:1)=}'
f'{f(a=b[1:2])=}', f'{f(a=1)[b:c]=}', f'{a[b:=1]=}', f'{a[b(c=1):2]=}', f'{f(lambda x=1: 2)=}'
f'{(lambda x=1: 2)=}', f'{[a:=1]=}', f'{(a:=1, lambda:1)=}', f'{f(a=1), [lambda:1]=}'
f'{x:{y}}{z=}', f'{x:{y} }{z=}', f'{x=:{y}}{z=}', f'{x:a}{z=}', f'{a=}{ {1:2}=}', f'{a=}{ {1:2} }'
f'{n != n=}', f'{n!=n, m!=p=}', f'{(n!=n)=}', f'{n["!"]=}', f'{n[{1!=2}]!=3=}', f'{n!=n=!r:{m}}'
f'''{f(a=
1, # c: {d}
b=lambda:1)=}'''
f'''{x # c
=}''', f'''{(x # c!
,'#')=}''', f'''{
x
=
!r:{
y}}'''
f'{'\x41'=}', rf'{'\x41'=}', f'{'\N{DIGIT ONE}'=}'
f'{x=:}', f'{x:}', f'{x!r:}', f'{x:{y}{z}}', f'{x:{{}}}', f'{x:{{y}}}', f'{x:a{ {1}}{{1}}}', f'{x:}}}'
rf'{x:\n{y}\n}', f'{x:\n{y}\x41}', f'{a(b=1)=:{c}}', f'{a(b=lambda:1)=!r:{c}}'
