# F-strings as PEP 701 splits them: nested quotes, comments, backslashes, true positions.
name, width, value = 'n', 10, 3.14
a = f'{name}'
b = f'{'nested'} {"other"} {f'{f'{name}'}'}'
c = f'{name!r:>{width}} {value:{width}.{width}} {value:%Y-{name}-%d}'
d = f'{name=} {value = } {value=!s} {value=:>10} {  value  =  !r:^{width}}'
e = f'{{}} {{{name}}} }}{{ a{{{name}}}b {{{{'
f = f"{'\n'.join(['a', 'b'])} {name + "\t"} \N{BULLET} \x41 {name}\N{DIGIT ONE}"
g = f'''
{
    name  # a comment
}
{name:
>10}
'''
h = rf'\{name}\n' fr'{value:\d}' 'plain' f'' u'x' f'{name}' ''
i = 'a' f'{name}' 'b' "c" f'{value}d' r'\e'
j = f'{(lambda x: x)(1)} {(y := 1)} {name:=^10} {[x for x in range(3)]} {*name, *name}'
k = f'{yielded if name else {1: 2}[1]} {name != value} {name == value}'
l = f'é{name}ü {'é'}' f'{'ü'!a:é>10}'
m = f'{value:{name}{width}}{value:{width}}' f'{name:}'
n = f"""{name
}{
value}""" \
    f'{name}'


def generator():
    x = f'{yield} {yield name:>{yield width}}'
    return f'{await_ if x else x!r}', f'{x}' f'{x:x}', f''


async def coroutine():
    return f'{await name} {[z async for z in name]!s}'
