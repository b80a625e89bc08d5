// node wasm.mjs PYODIDE [-I] SCRIPT ARGUMENT...: runs a recorder with the CPython that Pyodide is, as `python3` does.
// A recorder takes an interpreter by the name of one file: a shell script with this command.
import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...typed] = process.argv.slice(2);
const [script, ...options] = typed.filter((argument) => argument !== "-I");
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide();
const write = (bytes) => {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      // A full pipe.
      if (error.code !== "EAGAIN") throw error;
    }
  }
  return bytes.length;
};
python.setStdout({ write, isatty: false });
python.globals.set("typed", python.toPy([script, ...options]));
python.globals.set("source", readFileSync(script, "utf-8"));
python.runPython(`
import sys
sys.argv = typed
exec(compile(source, sys.argv[0], "exec"), {"__name__": "__main__", "__file__": sys.argv[0]})
sys.stdout.flush()
`);
