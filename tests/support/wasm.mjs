// node wasm.mjs PYODIDE [LEVEL PATH [relative]]: compiles PATH, a file or every .py below a directory, as
// compileall does, with the CPython that Pyodide is; `relative`: as if started in the directory. The first
// line that it prints is the release.
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, level, path, relative] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide();
console.log(python.runPython("import sys; sys.version.split()[0]"));
if (path) {
  // Below its own name, which is what the files record.
  const tree = statSync(path).isDirectory() ? path : dirname(path);
  python.mountNodeFS(tree, tree);
  python.globals.set("path", path);
  python.globals.set("level", Number(level));
  python.globals.set("relative", relative === "relative");
  python.runPython(`
import compileall, os, warnings
warnings.simplefilter("ignore")
if relative:
    os.chdir(path)
if os.path.isdir(path):
    sources = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in sorted(names)]
else:
    sources = [path]
for source in sources:
    if source.endswith(".py"):
        source = os.path.relpath(source) if relative else source
        compileall.compile_file(source, quiet=2, force=True, optimize=level)
`);
}
