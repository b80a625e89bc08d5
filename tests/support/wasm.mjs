// node wasm.mjs PYODIDE [LEVEL TREE [relative]]: compiles every .py below TREE as compileall does, with
// the CPython that Pyodide is; `relative`: as if started in TREE. The first line that it prints is the
// release.
import { pathToFileURL } from "node:url";

const [folder, level, tree, relative] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide();
console.log(python.runPython("import sys; sys.version.split()[0]"));
if (tree) {
  // Below its own name, which is what the files record.
  python.mountNodeFS(tree, tree);
  python.globals.set("tree", tree);
  python.globals.set("level", Number(level));
  python.globals.set("relative", relative === "relative");
  python.runPython(`
import compileall, os, warnings
warnings.simplefilter("ignore")
if relative:
    os.chdir(tree)
for folder, _, names in os.walk(tree):
    for name in sorted(names):
        if name.endswith(".py"):
            path = os.path.join(folder, name)
            path = os.path.relpath(path) if relative else path
            compileall.compile_file(path, quiet=2, force=True, optimize=level)
`);
}
