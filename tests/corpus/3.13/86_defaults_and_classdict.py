# Defaults of type parameters (PEP 696), functions in annotation scopes of classes.
class C[T = int, *Ts = *tuple[int], **P = [str]](Base[T]):
    name = 1
    type Alias[U = name, V: (name, T) = (lambda: name)] = [name for _ in U]
    def f[U: [x for x in name] = name, __V = __w](self, x: U = (lambda: name)) -> [name for name in U]: ...
    class D[W: (lambda: (name, T)) = {x for x in name}]:
        x = [W for _ in (lambda: name)()]
        def g[X = W](self): return (lambda: (X, W, T, name, __class__))


def f[*U = (1, 2)](x: T = 1) -> U: return T
