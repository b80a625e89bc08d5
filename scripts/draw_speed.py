#!/usr/bin/env python3
"""Draws docs/speed/*.svg, README's picture, from docs/speed/measurement.json.

    scripts/draw_speed.py            # writes them
    scripts/draw_speed.py --check    # exits with 1 if they are not what is recorded
"""

import json
import pathlib
import sys
from xml.sax.saxutils import escape

SPEED = pathlib.Path(__file__).resolve().parent.parent / "docs" / "speed"

# Text, other bars, our bar, lines of the axis.
THEMES = {"light": ("#24292f", "#8c959f", "#0969da", "#d0d7de"), "dark": ("#e6edf3", "#6e7681", "#58a6ff", "#30363d")}

WIDTH, LEFT, RIGHT, TOP, BAR, GAP = 760, 250, 70, 16, 20, 14


def bars(commands):
    """What each way to compile takes, in seconds."""

    def extra(with_it, without):
        return commands[with_it]["seconds"] - commands[without]["seconds"]

    return [
        ("pycompileall", commands["pycompileall"]["seconds"]),
        ("python -m compileall -j 0", commands["compileall"]["seconds"]),
        ("uv pip install --compile-bytecode", extra("uv pip install --compile-bytecode", "uv pip install")),
        ("pip install", extra("pip install", "pip install --no-compile")),
    ]


def step_of(longest):
    """The distance between the marks of an axis with some five of them."""
    step = 1.0
    while longest / step > 6:
        step *= 5 if str(step)[0] == "1" else 2
    return step


def picture(record, theme):
    text, other, ours, line = THEMES[theme]
    rows = bars(record["commands"])
    longest = max(seconds for _, seconds in rows)
    scale = (WIDTH - LEFT - RIGHT) / longest
    bottom = TOP + len(rows) * (BAR + GAP)
    height = bottom + 58
    title = f"Seconds to compile {record['files']:,} files for Python {record['python']}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        f' role="img" aria-label="{escape(title)}: '
        + ", ".join(f"{escape(name)} {seconds:.1f}" for name, seconds in rows)
        + '">',
        '<style>text{font:13px -apple-system,"Segoe UI",Helvetica,Arial,sans-serif}</style>',
    ]

    def put(x, y, words, anchor="start", color=text, more=""):
        parts.append(f'<text x="{x:.0f}" y="{y:.0f}" fill="{color}" text-anchor="{anchor}"{more}>{escape(words)}</text>')

    mark = 0.0
    while mark <= longest:
        x = LEFT + mark * scale
        parts.append(f'<path d="M{x:.1f} {TOP - 6}V{bottom - GAP + 6}" stroke="{line}"/>')
        put(x, bottom + 10, f"{mark:g} s", "middle", other)
        mark += step_of(longest)
    for number, (name, seconds) in enumerate(rows):
        y = TOP + number * (BAR + GAP)
        is_ours = name == "pycompileall"
        bold = ' font-weight="600"' if is_ours else ""
        put(LEFT - 10, y + 15, name, "end", text, bold)
        width = max(seconds * scale, 1)
        fill = ours if is_ours else other
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" rx="2" fill="{fill}"/>')
        put(LEFT + width + 8, y + 15, f"{seconds:.1f} s", "start", text, bold)
    put(WIDTH / 2, bottom + 32, title, "middle")
    put(WIDTH / 2, bottom + 50, f"{record['machine']}, {record['date']}", "middle", other)
    parts.append("</svg>\n")
    return "\n".join(parts)


def main():
    record = json.loads((SPEED / "measurement.json").read_text())
    is_same = True
    for theme in THEMES:
        path = SPEED / f"{theme}.svg"
        drawn = picture(record, theme)
        if sys.argv[1:] == ["--check"]:
            is_same &= path.read_text() == drawn
        else:
            path.write_text(drawn)
    if not is_same:
        sys.exit("docs/speed: the pictures are not those of measurement.json; scripts/draw_speed.py draws them")


if __name__ == "__main__":
    main()
