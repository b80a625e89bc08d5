"""Writes errors.tsv: how CPython's parser refuses sources.

Run with the interpreter whose behaviour is wanted:  python3.11 record_errors.py > errors.tsv
A line: the source, the exception's class, its message, line, offset, last line and last offset. In the source a
backslash starts an escape: \\n, \\t, \\f, \\\\.
"""

import ast
import warnings

warnings.simplefilter("ignore")

SOURCES = r"""
x = 1 +
x = (1,\ny = 2
f(a, b
a = [1, 2\nb = 3\n
a = {1: 2\n
)
(]
a = (1,\n 2]
if x\n    pass
if x:\npass
if x:\n
while x:\npass
while x\n  pass
for a in b:\npass
for a in b\n  pass
for f() in b: pass
for a, 1 in b: pass
for a b in c: pass
def f():\npass
def f() -> int:\n
def f:\n pass
def f(a=1, b): pass
def f(*): pass
def f(*, **k): pass
def f(a, (b, c)): pass
def f(/, a): pass
def f(a, /, b, /): pass
def f(*a, b, /): pass
def f(a, / *b): pass
def f(*a=1): pass
def f(**k=1): pass
def f(**k, a): pass
def f(**k, *a): pass
def f(*a, *b): pass
def f(a=): pass
def f(a, a: int b): pass
lambda a=1, b: 0
lambda *: 0
lambda *a=1: 0
lambda **k, a: 0
lambda (a, b): 0
lambda a, /, /: 0
class C\n  pass
class C:\npass
class C(x for x in y, z): pass
with a as b\n  pass
with a as b:\npass
with (a as b, c):\npass
with a as f(): pass
with (a, b as 1): pass
try:\npass
try:\n  pass\nx
try:\n  pass\nexcept:\npass
try:\n  pass\nexcept a, b:\n  pass
try:\n  pass\nexcept a\n  pass
try:\n  pass\nexcept\n  pass
try:\n  pass\nexcept* a:\npass
try:\n  pass\nexcept*:\n  pass
try:\n  pass\nexcept a:\n  pass\nexcept* b:\n  pass
try:\n  pass\nexcept* a:\n  pass\nexcept b:\n  pass
try:\n  pass\nfinally:\npass
if x:\n  pass\nelif y:\npass
if x:\n  pass\nelif y\n  pass
if x:\n  pass\nelse:\npass
if x:\n  pass\nelse\n  pass
match x\n  case 1: pass
match x:\ncase 1: pass
match x:\n  case 1\n    pass
match x:\n  case 1:\n  pass
match x:\n  case a as _: pass
match x:\n  case a as b.c: pass
match x:\n  case C(a=1, b): pass
match x:\n  case 1j + 2: pass
match x:\n  case 1 + 2: pass
match x:\n  case {**r, 1: x}: pass
match x:\n  case -a: pass
    x
x\n    y
if x:\n    y\n  z
if x:\n        y\n\tz
if x:\n\ty\n        z
print 1
print "a", b
exec "a"
print a.b
1 = x
f() = 1
(a, 1) = x
[a, f()] = x
a + b = c
None = 1
True = 1
... = 1
'a' = 1
f'{a}' = 1
(yield) = 1
a if b else c = d
lambda: 0 = 1
{} = 1
{1} = 1
[x for x in y] = 1
{x for x in y} = 1
{x: y for x in z} = 1
(x for x in y) = 1
a < b = c
not a = b
a and b = c
*a = 1
a = b = 1 = c
a = yield = 1
a += b += c
a + b += 1
(a, b) += 1
[a] += 1
f() += 1
(a, b): int
[a]: int
a, b: int
f(): int
1: int
del f()
del (a, 1)
del *a
del a + b
del
x = = y
if x = 1: pass
if x.y = 1: pass
while f() = 1: pass
(a = 1)
(a.b = 1)
(f() := 1)
(a.b := 1)
a := 1
f(a = b = c)
f(a.b=1)
f(True=1)
f(a=1, b)
f(**a, b)
f(**a, *b)
f(x for x in y, 1)
f(1, x for x in y)
f(a, x for x in y, z)
f(a=x for x in y)
f(a b)
f(a, b c)
[a b]
{a b}
{a: b c: d}
{1: 2, 3}
{1:}
{1: *a}
{1: 2, 3:}
{**a for a in b}
[*a for a in b]
(*a for a in b)
{*a for a in b}
[a, b for a in c]
[a, for a in c]
(*a)
(**a)
(a, b
a b
a.
a.1
a..b
a[
a[b c]
a if b
(a if b)
x = a if b:\n
import a.b as c.d
import
from a import
from a import b,
from a import (b,
from a import *, b
from . import a b
import a from b
raise a from
assert
global 1
nonlocal
return return
pass pass
break 1
async x
await
async def f() pass
async for a in b
@\ndef f(): pass
@a\nx
'abc
"abc
'''abc
x = '''abc\n\n
'abc\ndef'
x = "a" 'b
b'é'
b'a' 'b'
'\\x4'
'\\N{no such name}'
'\\u12'
'\\U00110000'
b'\\x4'
f'{'
f'{}'
f'{ }'
f'}'
f'{a b}'
f'{a!x}'
f'{a!}'
f'{a:{b:{c}}}'
f'{a'
f'{a:'
f'{a)}'
f'{(a]}'
f'{\\n}'
f'{a#}'
f'{!r}'
f'{:x}'
f'{=}'
f'{a = }' f'{b c}'
f'{1a}'
f'{*a}'
f'{lambda x: 1}'
f'''\n{a b}'''
f'''{\na b}'''
f'{"a}'
1a
1_
1__0
0x
0xg
0b2
0o8
0b
0_
01
0123.
1e+
1.5ab
1if 2else 3
0777
1jx
a\\ b
a \\
\\
$
a ? b
a!
`a`
x = “a”
x = a–b
a\u00a0b
x = 1;;
;
a,, b
a ==
not
a not b
a is
in a
a <> b
a ++
* a
**a
@
->
:
:=
x:
x: int = = 1
"""

EXTRA = ["(" * 201, "if a:\n" + "".join(" " * i + "if a:\n" for i in range(1, 102)), "9" * 4301, "-" * 10 + "=", "x = 1\r\nif x:\r\n"]


def main():
    for line in SOURCES.strip("\n").split("\n"):
        source = line.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\\u00a0", "\xa0").replace("\0", "\\")
        record(source)
    for source in EXTRA:
        record(source)


def record(source):
    shown = source.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    try:
        compile(source.encode(), "", "exec", ast.PyCF_ONLY_AST)
    except SyntaxError as e:
        fields = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    else:
        fields = ["accepted"]
    print(shown, *fields, sep="\t")


main()
