"""Writes what CPython makes of template strings (PEP 750): the lines of templates.tsv for one release.

Run with each interpreter whose behaviour is wanted:  python3.14 record_templates.py >> templates.tsv
A line: the release, what is told, the source, the answer; backslashes and newlines are escaped.
    tree      the tree
    text      the string that is stored for an annotation under PEP 563
    warnings  what is warned of
    code      the instructions that come from code generation (not with --no-code: not every build has them); integers that
              the optimizer will load by their value are loaded so at once, as we do, and have no index but as the first
"""

import ast
import sys
import warnings

SOURCES = r"""
t''; t'a'; t'{x}'; T"{x}"; t'a{x}b'; t'{x}{y}'; t'{x}' t'' t'{y}'; t'a' t'b{x}' t'c'; t'{{{x}}}'; t'\N{BULLET}{x}\x41'
t'{ x }'; t'{x  :>3}'; t'{ x !r}'; t'{x=}'; t'{ x = }'; t'{x=  :>3}'; t'{x = !s}'; t'{x=:}'; t'{x=!a:>{w}}'; t'a{x=}b'
t'{x:}'; t'{x!r:}'; t'{x!s}{x!r}{x!a}'; t'{x:{y}}'; t'{x:{y  }{ z }{w=}}'; t'{x:{y:{z}}}'; t'{x:{y!r:3}a{z=}b}'
t'{x:{t"{y }"}}'; t'{t"{x }" }'; f'{t"{x }"=}'; t'{f"{x=}"  }'; t'{x, y}{*x, y}{(yield_)}'; t'{x:=3}'
t'{f(a=1) }{f(a=1)=}'; t'{x != y }{x == y =}'; t'{ {1: 2}[1] }{ {y} }{a[1:2] }'
t'{a["b:c"] }{a["!"]!r}{a["}"] =}'; t'{"a#b" }'; t"{'a\'#b' }"; t'{x:a!b{c}}'; t'é{x}ü{ "é" }'; t"it's {x}"; t'{x:%d}'
rt'\d{x:\d}\{y}'; RT'{x}\n'; tR'{x}\\'; t'\d{x}\d'; t'\{x}'; t'{x:\d}'; t'{x}' + t'{y}'
t'''{ # a comment
x # another
}'''
t'''{x
= # a comment
}'''
t'''a
{
    x
    :>{
        w
    }
}
b'''
(t'a'
 t'{x}'
 t'b')
t'{x}'(); t'{x}'[0]; [t''][t'']; 'a'[t'']; t'' is 1; t'{1()}'
"""


def separated():
    lines = iter(SOURCES.strip().splitlines())
    for line in lines:
        if line.startswith(("t'''", "(")):
            while not line.endswith((")", "}'''", "b'''")):
                line += "\n" + next(lines)
            yield line
        else:
            yield from line.split("; ")


def stored(source):
    module = compile(f"from __future__ import annotations\nx: ({source})", "template", "exec")
    return next(constant for constant in module.co_consts if isinstance(constant, str))


def emitted(source):
    import _opcode_metadata
    import _testinternalcapi
    import opcode

    names = {number: name for name, number in {**opcode.opmap, **_opcode_metadata.opmap}.items()}
    sequence, metadata = _testinternalcapi.compiler_codegen(ast.parse(source), "template", 0)
    consts = list(metadata["consts"])
    small = [type(const) is int and 0 <= const < 256 for const in consts]
    lines = []
    for number, argument, line, end_line, col, end_col in sequence.get_instructions():
        place = f"{line}:{col}-{end_line}:{end_col}" if line >= 0 else "?"
        name, argument = names[number], argument or 0
        if name == "LOAD_CONST" and small[argument]:
            name, argument = "LOAD_SMALL_INT", consts[argument]
        elif name == "LOAD_CONST":
            argument -= sum(small[1:argument])
        lines.append(f"{place} {name} {argument}")
    # Without what begins a module (RESUME, the place of its annotations) and what ends it (POP_TOP, the return).
    return "|".join(lines[2:-3])


def warned(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "template", "exec")
    # (How escapes are warned of is no matter of template strings.)
    words = [f"{warning.lineno} {warning.message}" for warning in caught]
    return "|".join(word.split()[0] + " escape" if "escape" in word else word for word in words)


def say(what, source, answer):
    def escaped(text):
        return text.replace("\\", "\\\\").replace("\n", "\\n")

    print(".".join(map(str, sys.version_info[:3])), what, escaped(source), escaped(answer), sep="\t")


sys.stdout.reconfigure(encoding="utf-8")
warnings.simplefilter("ignore")
for source in separated():
    say("tree", source, ast.dump(ast.parse(source), include_attributes=True, show_empty=True))
    say("text", source, stored(source))
    say("warnings", source, warned(source))
    if "--no-code" not in sys.argv:
        say("code", source, emitted(source))
