//! What code generation makes of deferred annotations (PEP 649, PEP 749), as CPython's makes it.

use pycompileall::dump::{self, Stage};
use pycompileall::internals::code::Code;
use pycompileall::internals::constant::ConstId;
use pycompileall::internals::context::Context;
use pycompileall::internals::instruction::Unit;
use pycompileall::internals::{codegen, marshal, symtable, syntax};
use pycompileall::{Options, Target};
use std::fmt::Write;

fn target(micro: u8) -> &'static Target {
    Target::for_any_version(14, Some(micro)).expect("a release")
}

/// The units of `source` in the order in which they are done: name and first line, free variables and cells,
/// operations with their arguments.
fn units(source: &str, micro: u8) -> Result<String, String> {
    units_at(source, micro, 0)
}

/// As [`units`], at a level.
fn units_at(source: &str, micro: u8, level: u8) -> Result<String, String> {
    let mut text = String::new();
    generate(source, micro, level, &mut |unit, ctx| {
        let _ = show(&mut text, unit, ctx);
    })?;
    Ok(text)
}

/// Generates the code of `source`, shows each unit to `visit`, and marshals the whole.
fn generate(source: &str, micro: u8, level: u8, visit: &mut dyn FnMut(&Unit, &Context<'_>)) -> Result<Vec<u8>, String> {
    let arena = bumpalo::Bump::new();
    let mut ctx = Context::new(&arena, target(micro), Options::at_level(level));
    let source = syntax::decode(source.as_bytes(), ctx.target).map_err(|error| error.message)?;
    let module = syntax::parse(&source, &mut ctx, &mut syntax::Buffers::default()).map_err(|error| error.message)?;
    let symbols =
        symtable::build(&module, &mut ctx, &mut symtable::Buffers::default()).map_err(|error| error.message)?;
    let code = codegen::compile(&module, &symbols, &mut ctx, &mut codegen::Buffers::default(), &mut |unit, ctx| {
        visit(unit, ctx);
        Ok(placeholder(unit, ctx))
    })
    .map_err(|error| error.message)?;
    marshal::dump(code, b"", &mut ctx, &mut marshal::Buffers::default()).map_err(|error| error.message)
}

fn show(text: &mut String, unit: &Unit, ctx: &Context<'_>) -> std::fmt::Result {
    write!(text, "{} {}", ctx.names.text(unit.qualname), unit.firstlineno)?;
    for (what, names) in [("free", &unit.freevars), ("cells", &unit.cellvars)] {
        if !names.is_empty() {
            let names: Vec<_> = names.iter().map(|&name| ctx.names.text(name)).collect();
            write!(text, " {what} {}", names.join(" "))?;
        }
    }
    text.push('\n');
    for instr in &unit.seq.instrs {
        write!(text, "  {}:{} {}", instr.loc.line, instr.loc.col, instr.op.name())?;
        if instr.op.has_target() {
            let label = unit.seq.placed.iter().find(|placed| placed.label == instr.target);
            write!(text, " to {}", label.map_or(0, |placed| placed.index))?;
        } else if instr.arg != 0 {
            write!(text, " {}", instr.arg)?;
        }
        text.push('\n');
    }
    Ok(())
}

/// A constant that stands for the unit's code object, which the passes would make.
fn placeholder(unit: &Unit, ctx: &mut Context<'_>) -> ConstId {
    let consts = ctx.consts.tuple(&unit.consts);
    let format = [ctx.names.intern_str("format")];
    let varnames = if unit.is_annotate { &format[..] } else { &unit.varnames };
    let (names, locals) = (ctx.consts.text_tuple(&unit.names), ctx.consts.text_tuple(varnames));
    let empty = ctx.consts.bytes(b"");
    ctx.consts.code(Code {
        argcount: unit.argcount,
        posonlyargcount: unit.posonlyargcount,
        kwonlyargcount: unit.kwonlyargcount,
        stacksize: 0,
        flags: unit.flags,
        code: &[],
        consts,
        names,
        localsplusnames: locals,
        owns_localsplusnames: unit.is_annotate,
        localspluskinds: &[],
        name: unit.name,
        qualname: unit.qualname,
        qualname_is_const: false,
        firstlineno: unit.firstlineno,
        linetable: empty,
        exceptiontable: empty,
    })
}

/// Every evaluating function begins with the same check; `at` is its position.
fn check(line: i32, at: &str) -> String {
    format!(
        "  {line}:0 RESUME\n  {at} LOAD_FAST\n  {at} LOAD_SMALL_INT 2\n  {at} COMPARE_OP 132\n  {at} POP_JUMP_IF_FALSE to 7\n  \
         {at} LOAD_COMMON_CONSTANT 1\n  {at} RAISE_VARARGS 1\n"
    )
}

#[track_caller]
fn expect(source: &str, expected: &str) {
    let found = units(source, 10).expect("a source that compiles");
    let lines: Vec<_> = found.lines().map(str::trim).collect();
    let expected: Vec<_> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected, "{source}");
}

#[test]
fn a_function_has_a_function_for_its_annotations() {
    // Positional parameters come before those that are positional only, though these are visited first.
    let expected = "__annotate__ 2\n".to_owned()
        + &check(2, "2:0")
        + "2:0 LOAD_CONST 1\n2:18 LOAD_GLOBAL\n2:0 LOAD_CONST 2\n2:9 LOAD_GLOBAL 2
           2:0 LOAD_CONST 3\n2:26 LOAD_GLOBAL 4\n2:0 UNPACK_SEQUENCE 1\n2:0 BUILD_MAP 3\n2:0 RETURN_VALUE
           f 1\n1:0 RESUME\n2:30 NOP\n-1:-1 LOAD_CONST\n-1:-1 RETURN_VALUE
           g 3\n3:0 RESUME\n3:9 NOP\n-1:-1 LOAD_CONST\n-1:-1 RETURN_VALUE
           <module> 1\n0:0 RESUME\n1:1 LOAD_NAME\n2:0 LOAD_CONST\n2:0 MAKE_FUNCTION\n2:0 LOAD_CONST 1\n2:0 MAKE_FUNCTION
           2:0 SET_FUNCTION_ATTRIBUTE 16\n1:1 CALL\n2:0 STORE_NAME 1
           3:0 LOAD_CONST 2\n3:0 MAKE_FUNCTION\n3:0 STORE_NAME 2\n-1:-1 LOAD_CONST 3\n-1:-1 RETURN_VALUE";
    expect("@d\ndef f(a: x, /, b: y, *c: *z): 0\ndef g(): 0\n", &expected);
}

#[test]
fn a_module_has_the_function_before_all_else() {
    // The loop's label, at the start of the code, comes after it.
    let expected = "__annotate__ 1\n".to_owned()
        + &check(1, "1:0")
        + "1:0 BUILD_MAP\n2:1 LOAD_SMALL_INT\n2:1 LOAD_GLOBAL\n2:1 CONTAINS_OP\n2:1 POP_JUMP_IF_FALSE to 16
           2:4 LOAD_GLOBAL 2\n2:1 COPY 2\n2:1 LOAD_CONST 1\n1:0 STORE_SUBSCR\n1:0 RETURN_VALUE
           <module> 1 cells __conditional_annotations__\n0:0 RESUME
           1:0 LOAD_CONST 1\n1:0 MAKE_FUNCTION\n1:0 STORE_NAME 2\n1:0 BUILD_SET\n1:0 STORE_NAME
           1:6 LOAD_NAME 1\n1:6 TO_BOOL\n1:6 POP_JUMP_IF_FALSE to 14
           2:1 LOAD_NAME\n2:1 LOAD_SMALL_INT\n2:1 SET_ADD 1\n2:1 POP_TOP\n-1:-1 JUMP to 6
           -1:-1 LOAD_CONST 2\n-1:-1 RETURN_VALUE";
    expect("while x:\n a: int\n", &expected);
}

#[test]
fn a_class_numbers_what_is_conditional() {
    let expected = "C.__annotate__ 1 free __classdict__ __conditional_annotations__\n".to_owned()
        + &check(1, "1:0")
        + "1:0 BUILD_MAP\n2:4 LOAD_DEREF\n2:4 LOAD_FROM_DICT_OR_GLOBALS\n2:1 COPY 2\n2:1 LOAD_CONST 1\n1:0 STORE_SUBSCR
           3:7 LOAD_SMALL_INT\n3:7 LOAD_DEREF 1\n3:7 CONTAINS_OP\n3:7 POP_JUMP_IF_FALSE to 22
           3:10 LOAD_DEREF\n3:10 LOAD_FROM_DICT_OR_GLOBALS 1\n3:7 COPY 2\n3:7 LOAD_CONST 2\n1:0 STORE_SUBSCR
           1:0 RETURN_VALUE
           C 1 cells __classdict__ __conditional_annotations__\n1:0 RESUME\n1:0 LOAD_NAME\n1:0 STORE_NAME 1
           1:0 LOAD_CONST\n1:0 STORE_NAME 2\n1:0 LOAD_SMALL_INT 1\n1:0 STORE_NAME 3\n1:0 LOAD_LOCALS\n1:0 STORE_DEREF
           1:0 BUILD_SET\n1:0 STORE_DEREF 1\n3:4 LOAD_NAME 4\n3:4 TO_BOOL\n3:4 POP_JUMP_IF_FALSE to 18
           3:7 LOAD_DEREF 1\n3:7 LOAD_SMALL_INT\n3:7 SET_ADD 1\n3:7 POP_TOP
           5:1 LOAD_NAME 5\n5:1 POP_TOP\n1:0 LOAD_CLOSURE\n1:0 LOAD_CLOSURE 1\n1:0 BUILD_TUPLE 2\n1:0 LOAD_CONST 1\n1:0 MAKE_FUNCTION
           1:0 SET_FUNCTION_ATTRIBUTE 8\n1:0 STORE_NAME 6\n-1:-1 LOAD_CONST 2\n-1:-1 STORE_NAME 7
           -1:-1 LOAD_CLOSURE\n-1:-1 STORE_NAME 8\n-1:-1 LOAD_CONST 3\n-1:-1 RETURN_VALUE
           <module> 1\n0:0 RESUME\n1:0 LOAD_BUILD_CLASS\n1:0 PUSH_NULL\n1:0 LOAD_CONST\n1:0 MAKE_FUNCTION
           1:0 LOAD_CONST 1\n1:0 CALL 2\n1:0 STORE_NAME\n-1:-1 LOAD_CONST 2\n-1:-1 RETURN_VALUE";
    expect("class C:\n a: x\n if b: c: y\n (d): z\n e.f: z\n", &expected);
}

#[test]
fn an_alias_is_told_its_format() {
    let expected = "A 1\n".to_owned()
        + &check(1, "1:0")
        + "1:9 LOAD_GLOBAL\n1:0 RETURN_VALUE
           <module> 1\n0:0 RESUME\n1:0 LOAD_CONST\n1:0 LOAD_CONST 1\n1:0 LOAD_CONST 2\n1:0 LOAD_CONST 3\n1:0 MAKE_FUNCTION
           1:0 SET_FUNCTION_ATTRIBUTE 1\n1:0 BUILD_TUPLE 3\n1:0 CALL_INTRINSIC_1 11\n1:0 STORE_NAME
           -1:-1 LOAD_CONST 1\n-1:-1 RETURN_VALUE";
    expect("type A = int\n", &expected);
}

#[test]
fn texts_are_loaded_by_a_function_too() {
    let expected = "__annotate__ 2\n".to_owned()
        + &check(2, "2:0")
        + "2:0 LOAD_CONST 1\n2:9 LOAD_CONST 2\n2:0 BUILD_MAP 1\n2:0 RETURN_VALUE
           f 2\n2:0 RESUME\n-1:-1 LOAD_CONST\n-1:-1 RETURN_VALUE
           <module> 1 cells __conditional_annotations__\n0:0 RESUME\n1:0 BUILD_SET\n1:0 STORE_NAME\n1:0 SETUP_ANNOTATIONS
           1:0 LOAD_SMALL_INT\n1:0 LOAD_CONST 1\n1:0 IMPORT_NAME 1\n1:0 IMPORT_FROM 2\n1:0 STORE_NAME 2\n1:0 POP_TOP
           2:0 LOAD_CONST 2\n2:0 MAKE_FUNCTION\n2:0 LOAD_CONST 3\n2:0 MAKE_FUNCTION\n2:0 SET_FUNCTION_ATTRIBUTE 16
           2:0 STORE_NAME 3\n3:3 LOAD_CONST 4\n3:0 LOAD_NAME 4\n3:0 LOAD_CONST 5\n3:0 STORE_SUBSCR
           -1:-1 LOAD_CONST 6\n-1:-1 RETURN_VALUE";
    expect("from __future__ import annotations\ndef f(a: x): b: y\nz: w\n", &expected);
}

#[test]
fn docstrings_are_gone_before_positions_are_taken() {
    let at_level_2 = |source| units_at(source, 10, 2).expect("a source that compiles");
    let found = at_level_2("'doc'\nx: int\n");
    assert!(found.starts_with("__annotate__ 2\n"), "{found}");
    assert!(found.contains("\n  0:0 RESUME\n  2:0 LOAD_CONST 1\n  2:0 MAKE_FUNCTION\n"), "{found}");
    let end = "  -1:-1 LOAD_CONST\n  -1:-1 RETURN_VALUE\n";
    assert_eq!(at_level_2("# \n'doc'\n"), format!("<module> 1\n  0:0 RESUME\n  2:0 NOP\n{end}"));
    let function = format!("f 1\n  1:0 RESUME\n  2:1 NOP\n{end}");
    let found = at_level_2("def f():\n 'doc'\n");
    assert!(found.starts_with(&function), "{found}");
    let found = at_level_2("def f():\n 'doc'\n 'none'\n");
    let function = "f 1\n  1:0 RESUME\n  3:1 LOAD_CONST\n  -1:-1 POP_TOP\n  -1:-1 LOAD_CONST 1\n";
    assert!(found.starts_with(function), "{found}");
}

/// The free variables and cells of each unit that has some.
fn closures(source: &str, micro: u8) -> Result<Vec<String>, String> {
    let units = units(source, micro)?;
    let heads = units.lines().filter(|line| line.contains(" free ") || line.contains(" cells "));
    Ok(heads.map(str::to_owned).collect())
}

#[test]
fn classes_have_cells_for_functions_only() {
    let with = |source| closures(source, 10).expect("a source that compiles");
    assert_eq!(with("class C:\n f = lambda: 0\n"), [""; 0]);
    assert_eq!(with("class C:\n def f(self): 0\n"), ["C 1 cells __classdict__"]);
    assert_eq!(with("from __future__ import annotations\nclass C:\n def f(self, a: b): 0\n"), [""; 0]);
    assert_eq!(
        with("class C:\n if a: b: c\n def f(self): __conditional_annotations__\n"),
        [
            "C.f 3 free __conditional_annotations__",
            "C.__annotate__ 1 free __classdict__ __conditional_annotations__",
            "C 1 cells __classdict__ __conditional_annotations__"
        ]
    );
    // A local annotation binds nothing, unless it is in a function of its own.
    assert_eq!(with("def f():\n a = 1\n b: a\n c: [a for d in e]\n"), ["f 1 cells a"]);
    assert_eq!(with("def f():\n a = 1\n b: a\n c: [d for d in a]\n"), [""; 0]);
}

#[test]
fn old_releases_refuse_what_they_contradict_themselves_about() {
    let lambda = "class C:\n a = [lambda: __class__ for b in c]\n";
    let words = "compiler_lookup_arg(name='__class__') with reftype=5 failed in C; \
                 freevars of code <lambda>: ('__class__',)";
    assert_eq!(closures(lambda, 5), Err(words.to_owned()));
    let cells = ["C.<lambda> 2 free __class__".to_owned(), "C 1 cells __class__".to_owned()];
    assert_eq!(closures(lambda, 6), Ok(cells.to_vec()));
    let bound = "class C:\n __classdict__ = 1\n a: b\n";
    let words = "compiler_lookup_arg(name='__classdict__') with reftype=5 failed in C; \
                 freevars of code __annotate__: ('__classdict__',)";
    assert_eq!(closures(bound, 5), Err(words.to_owned()));
    let cells = ["C.__annotate__ 1 free __classdict__".to_owned(), "C 1 cells __classdict__".to_owned()];
    assert_eq!(closures(bound, 6), Ok(cells.to_vec()));
}

#[test]
fn each_function_has_a_tuple_of_its_own() {
    let code = generate("def f(a: b): 0\ndef g(a: c): 0\nformat\n", 10, 0, &mut |_, _| ()).expect("code");
    let has = |bytes: &[u8]| code.windows(bytes.len()).any(|window| window == bytes);
    // Behind the names: neither may be referred to, nor refers to another; only the name in them does.
    assert!(has(b")\x01\xda\x01b)\x01\xda\x06format"), "{code:?}");
    assert!(has(b")\x01\xda\x01c)\x01r"), "{code:?}");
}

#[test]
fn annotations_are_scopes_of_their_own() {
    let source = "def f(a: b): c: d\nclass C:\n e: f\n";
    let text = dump::dump(source.as_bytes(), target(10), Options::default(), Stage::Symbols).expect("symbols");
    let expected = "module top 0 ()
  f 2 local
  C 2 local
  annotation __annotate__ 1 (.format)
    .format 14 local
    b 10 implicit global
  function f 1 (a)
    a 4 local
    c 102 local
    annotation __annotate__ 1 nested (.format)
      .format 14 local
  class C 2 ()
    e 102 local
    annotation __annotate__ 3 (.format)
      .format 14 local
      __classdict__ 10 free
      f 10 implicit global
";
    assert_eq!(text, expected);
}

#[test]
fn a_comprehension_in_a_class_sets_aside_what_it_binds() {
    let source = "def f(q):\n class C:\n  a = [(lambda: q, len) for q in b]\n  def g(self): return q\n";
    let found = units(source, 10).expect("a source that compiles");
    let lines = |op| found.lines().filter(|line| line.contains(op)).collect::<Vec<_>>();
    assert_eq!(lines("LOAD_FAST_AND_CLEAR"), ["  3:6 LOAD_FAST_AND_CLEAR"]);
    // The cell of the comprehension, not the free variable of the class.
    assert_eq!(lines("MAKE_CELL"), ["  3:6 MAKE_CELL"]);
}
