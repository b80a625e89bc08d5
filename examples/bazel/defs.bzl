"""Python sources compiled in Bazel actions by pycompile-worker, without rules_python.

`pycompile_worker` is the program for one release of Python. `py_compile` runs it: an action for each source, with the
arguments, the file of arguments and the requirements that the action of rules_python has, so that it shows (and checks)
what that will do with the same program as its precompiler.
"""

# A rule has to say what a program can do as a worker. Bazel asks this one for JSON, as rules_python's actions do.
_REQUIREMENTS = {
    "requires-worker-protocol": "json",
    "supports-multiplex-sandboxing": "1",
    "supports-multiplex-workers": "1",
    "supports-worker-cancellation": "1",
    "supports-workers": "1",
}

PrecompilerInfo = provider(
    doc = "What rules_python reads from `testing.ExecutionInfo`, which rules of Bazel 4 can't look up.",
    fields = {"requirements": "The execution requirements of the actions that run the program."},
)

def _pycompile_worker_impl(ctx):
    # An action can't be given flags of its own, wherever it runs: the name of the program has the release.
    program = ctx.actions.declare_file("%s/pycompile-worker-python-%s" % (ctx.label.name, ctx.attr.python_release))
    ctx.actions.symlink(output = program, target_file = ctx.file.program, is_executable = True)
    requirements = dict(_REQUIREMENTS)
    requirements.update(ctx.attr.execution_requirements)
    return [
        DefaultInfo(executable = program, files = depset([program])),
        PrecompilerInfo(requirements = requirements),
        testing.ExecutionInfo(requirements),
    ]

pycompile_worker = rule(
    implementation = _pycompile_worker_impl,
    doc = "The precompiler for a release of Python.",
    attrs = {
        "execution_requirements": attr.string_dict(
            doc = "Requirements in addition, or other values of those that there are.",
        ),
        "program": attr.label(
            doc = "The program pycompile-worker.",
            allow_single_file = True,
            mandatory = True,
        ),
        "python_release": attr.string(
            doc = "The release that runs the sources, as 3.12.1. Others of its series write slightly different files.",
            mandatory = True,
        ),
    },
    executable = True,
)

def _py_compile_impl(ctx):
    precompiler = ctx.attr.precompiler
    pycs = []
    for source in ctx.files.srcs:
        name = "__pycache__/%s.%s.pyc" % (source.basename[:-len(".py")], ctx.attr.pyc_tag)
        pyc = ctx.actions.declare_file(name, sibling = source)

        # Always a file, since a worker gets what is in files and is started with what is not.
        args = ctx.actions.args()
        args.use_param_file("@%s", use_always = True)
        args.set_param_file_format("multiline")
        args.add("--invalidation_mode", ctx.attr.invalidation_mode)
        args.add("--src", source)
        args.add("--src_name", source.short_path)
        args.add("--pyc", pyc)
        args.add("--optimize", str(ctx.attr.optimize))
        args.add("--python_version", ctx.attr.python_version)
        ctx.actions.run(
            executable = precompiler[DefaultInfo].files_to_run,
            arguments = [args],
            inputs = [source],
            outputs = [pyc],
            mnemonic = "PyCompile",
            progress_message = "Compiling %s" % source.short_path,
            env = {
                "PYTHONHASHSEED": "0",
                "PYTHONNOUSERSITE": "1",
                "PYTHONSAFEPATH": "1",
            },
            execution_requirements = precompiler[PrecompilerInfo].requirements,
        )
        pycs.append(pyc)
    return [DefaultInfo(files = depset(pycs))]

py_compile = rule(
    implementation = _py_compile_impl,
    doc = "The .pyc files of sources.",
    attrs = {
        "invalidation_mode": attr.string(
            default = "checked_hash",
            values = ["checked_hash", "unchecked_hash"],
        ),
        "optimize": attr.int(default = 0, values = [0, 1, 2]),
        "precompiler": attr.label(
            cfg = "exec",
            executable = True,
            mandatory = True,
            providers = [PrecompilerInfo],
        ),
        "pyc_tag": attr.string(mandatory = True, doc = "As cpython-312."),
        "python_version": attr.string(mandatory = True, doc = "The series, as 3.12."),
        "srcs": attr.label_list(allow_files = [".py"]),
    },
)
