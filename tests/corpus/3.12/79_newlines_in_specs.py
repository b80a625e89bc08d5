f'{a:x
{b}}'
f'{a:
{b}}'
f'{a:x
{b:}}'
f'{a:x
{b:{c:{d}{e}}}{f}
   # comment
 {g!r}{h!s:{i}}
}' f'{j}' 'k'
f'{a:{b:x
{c}}y}{d}'
f'{a!r:\n
{b, c}{lambda x: 1}}'
rf'{a:\n
{{b: c}}}'
def f():
    x = f'{a=:x
{(yield)}}'
    return x
f'{a:\
{b}}'
f'{a:
}' f'{a:\
}' f'{a!s:\

}'
