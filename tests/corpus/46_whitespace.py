x	=	1
if x:
	y = 1
	if y:
		z = 1
		w = 2
if x:
        y = 1
        z = 2

def f():
    x = 1
    
    return x
y = 2
x = [
1,
	2,
            3,
  # comment
  4
]
x = 1 + \
    2
x = 1 \
+ \
2
if a and \
   b:
    c
x = "a" \
    "b"
assert a, \
  b
from a import b, \
    c
with a as b, \
     c as d: e
x   =   f  (  a  ,  b  )  [  c  ]  .  d
x=f(a,b)[c].d
if x :y=1
if x:y=1;z=2;
x = 1;
if x: y ;  # comment
elif z: w \
 ;
else:
    v;
for a in b: c ; d ; 
while a:
    if b:
        c;

with a: b;
try: a;
except E: b;
finally: c;
def f(a=b): return c;
class C(a): b = c;
match a:
    case b if c: d;
async def f():
    async for a in b: c;
    async with d: e;
x = 1; y = 2
x = 1 ; y = 2 ;
class C : pass
def f ( a , * b ) -> c : return a
lambda:0
lambda  x  :  x
not  a
a  if  b  else  c
(  yield_  )
[  a  for  b  in  c  ]
{  a  :  b  }
@  a
def f(): pass
if 1:
  x
  if 2:
       y
  else:
    z
def f(
a,
      b
  ):
        return (a
 +
b)
for x in y: pass; continue; break
while x: pass
if a: b
elif c: d
else: e
try: a
except: b
finally: c
x = (a

     # comment

     + b)
\
x = 1
if a:
    pass

  # odd comment
    b
# dedented comment
    c
