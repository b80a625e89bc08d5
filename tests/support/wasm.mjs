// node wasm.mjs PYODIDE LEVEL TREE: compiles every .py below TREE as compileall does, with the CPython
// that Pyodide is. The first line that it prints is the release.
import { pathToFileURL } from "node:url";

const [folder, level, tree] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide();
console.log(python.runPython("import sys; sys.version.split()[0]"));
if (tree) {
  // Below its own name, which is what the files record.
  python.mountNodeFS(tree, tree);
  python.globals.set("tree", tree);
  python.globals.set("level", Number(level));
  python.runPython(`
import compileall, os, warnings
warnings.simplefilter("ignore")
for folder, _, names in os.walk(tree):
    for name in sorted(names):
        if name.endswith(".py"):
            compileall.compile_file(os.path.join(folder, name), quiet=2, force=True, optimize=level)
`);
}
