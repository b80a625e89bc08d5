x = "é"; y = ü
def f(): return "€"
