#!/usr/bin/env python3
"""Writes LICENSE-THIRD-PARTY: the licences of all that is linked into the programs.

    python3 scripts/third_party_licenses.py            # writes it
    python3 scripts/third_party_licenses.py --check    # exits with 1 if it is not up to date

The texts are the files in the crates' sources, as Cargo has them for the versions in Cargo.lock. Of a crate under
several licences, as one likes, the text of one is taken, MIT's if it is among them.
"""

import collections
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "LICENSE-THIRD-PARTY"
PLATFORM = "x86_64-unknown-linux-gnu"

HEAD = """\
Programs of pycompileall are linked with the crates below, and with the standard library of Rust (MIT or Apache 2.0, as
one likes; Copyright (c) The Rust Project Contributors). Each text is followed by those that it is the licence of.
"""


def linked_packages():
    """The packages that the programs are linked with, but for our own."""
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform", PLATFORM]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    waiting, linked = [metadata["resolve"]["root"]], set()
    while waiting:
        package = waiting.pop()
        for dependency in nodes[package]["deps"]:
            is_linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if is_linked and dependency["pkg"] not in linked:
                linked.add(dependency["pkg"])
                waiting.append(dependency["pkg"])
    packages = [package for package in metadata["packages"] if package["id"] in linked]
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def license_files(package):
    """The files of a package that have its licence, and those of what it carries of others."""
    directory = pathlib.Path(package["manifest_path"]).parent
    is_license = lambda path: path.name.upper().startswith(("LICENSE", "LICENCE", "COPYRIGHT", "NOTICE"))
    own = sorted(path for path in directory.iterdir() if path.is_file() and is_license(path))
    chosen = [path for path in own if "MIT" in path.name.upper()]
    if chosen:
        chosen += [path for path in own if "UNICODE" in path.name.upper() or "COPYRIGHT" in path.name.upper()]
    else:
        chosen = own
    if not chosen:
        sys.exit(f"{package['name']} {package['version']}: no text of its licence in {directory}")
    carried = [path for path in sorted(directory.rglob("LICENSE*")) if path.parent != directory and path.is_file()]
    return chosen + carried


def text_of(path):
    lines = path.read_text(encoding="utf-8").replace("\f", "").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def document():
    users = collections.defaultdict(list)
    for package in linked_packages():
        name = f"{package['name']} {package['version']}"
        for path in license_files(package):
            if name not in (of := users[text_of(path)]):
                of.append(name)
    rule = "-" * 80
    parts = [HEAD]
    for text, names in sorted(users.items(), key=lambda item: (item[1][0], item[0])):
        parts.append(f"{rule}\n{text}\n\nThis is the licence of: {', '.join(names)}\n")
    return "\n".join(parts)


def main():
    os.environ.setdefault("CARGO_TERM_COLOR", "never")
    text = document()
    if "--check" in sys.argv[1:]:
        if not OUTPUT.exists() or OUTPUT.read_text(encoding="utf-8") != text:
            sys.exit(f"{OUTPUT.name} is not up to date: python3 scripts/third_party_licenses.py")
    else:
        OUTPUT.write_text(text, encoding="utf-8")


main()
