x = 1
if x:
    y = """ab
"""
    z = "a\b"
f(a,
  b)# c
def g():
    """Doc.
    More.
    """    return f"""{x}
{y}"""
