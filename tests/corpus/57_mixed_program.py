"""A program of ordinary code."""
import sys
from collections import OrderedDict as OD, namedtuple
from typing import Any, Dict, List, Optional

__all__ = ['Parser', 'main']
VERSION = (1, 2, 3)
DEFAULTS: Dict[str, Any] = {'verbose': False, 'level': 3, 'names': ['a', 'b', 'c']}


class ParseError(ValueError):
    """Raised for bad input."""

    def __init__(self, message: str, line: int = 0, *, column: Optional[int] = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column

    def __str__(self):
        where = f"{self.line}:{self.column}" if self.column is not None else f"{self.line}"
        return f"{where}: {self.args[0]!r:>{20}}"


Token = namedtuple('Token', 'kind value line')


class Parser:
    _handlers: Dict[str, List[Any]] = {}

    def __init__(self, source, **options):
        self.__source = source
        self.options = {**DEFAULTS, **options}
        self.tokens = [Token(kind, value, n)
                       for n, line in enumerate(source.splitlines(), 1) if line.strip()
                       for kind, value in self._split(line)]

    @staticmethod
    def _split(line, sep=' \t'):
        word = ''
        for c in line:
            if c not in sep:
                word += c
                continue
            if word:
                yield ('number' if word.isdigit() else 'name'), word
            word = ''
        else:
            if word:
                yield 'name', word

    @classmethod
    def register(cls, *kinds):
        def decorate(function):
            for kind in kinds:
                cls._handlers.setdefault(kind, []).append(function)
            return function
        return decorate

    @property
    def position(self):
        return len(self.__source) - sum(len(t.value) for t in self.tokens)

    def run(self):
        stack, i = [], 0
        while i < len(self.tokens):
            token = self.tokens[i]
            i += 1
            try:
                for handler in self._handlers[token.kind]:
                    stack.append(handler(self, token))
            except KeyError as error:
                raise ParseError(f"unknown {token.kind}", token.line) from error
            except (TypeError, ValueError):
                if self.options['verbose']:
                    print('skipped', token, file=sys.stderr)
                continue
            finally:
                self.last = token
            match stack[-1:]:
                case [int(n)] if n < 0:
                    break
                case [{'include': str(path), **rest}]:
                    with open(path) as f, self:
                        stack += Parser(f.read(), **rest).run()
                case []:
                    pass
        return sorted(stack, key=lambda x: (x is None, str(x)))


@Parser.register('name', 'number')
def handle(parser: Parser, token: Token) -> Any:
    global count
    count = count + 1 if 'count' in globals() else 0
    if not token.value or token.value[0] in '#;':
        return None
    elif token.value.isdigit() and 0 <= int(token.value) < 2 ** 31:
        return int(token.value)
    return {'include': token.value[1:]} if token.value.startswith('@') else token.value


async def serve(queue, *, limit=10):
    done = 0
    async with queue as q:
        async for item in q:
            if (n := await item.size()) > limit:
                continue
            done += n
            yield [x async for x in item if x]
            if done > limit ** 2: return


def main(argv=None):
    args = sys.argv[1:] if argv is None else argv
    for name in args or ['-']:
        try:
            text = sys.stdin.read() if name == '-' else open(name).read()
            print(*Parser(text).run(), sep='\n')
        except OSError as e:
            print(f'{name}: {e.strerror}', file=sys.stderr)
            return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
