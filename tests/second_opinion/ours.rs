//! Our tree in the neutral form.

use super::tree::{Node, Span};
use num_bigint::{BigInt, Sign};
use pycompileall::internals::constant::{ConstId, Constant};
use pycompileall::internals::context::Context;
use pycompileall::internals::intern::Symbol;
use pycompileall::internals::syntax;
use pycompileall::internals::syntax::ast::{
    Alias, Arg, Arguments, CompKind, Comprehension, ExceptHandler, Expr, ExprKind, Keyword, MatchCase, Module, Pattern,
    PatternKind, Stmt, StmtKind, TypeParamKind, TypeParams, WithItem,
};
use pycompileall::{CompileError, Location, Options, Target};

/// Parses `source` with the grammar of `target`, nothing folded, and gives the tree in the notation of `ast.dump`, too.
pub fn parse(source: &[u8], target: &'static Target) -> Result<(Node, Vec<u8>), CompileError> {
    let arena = bumpalo::Bump::new();
    let mut ctx = Context::new(&arena, target, Options::at_level(0));
    let source = syntax::decode(source, target)?;
    let module = syntax::parse_unfolded(&source, &mut ctx)?;
    Ok((Converter { ctx: &ctx }.module(&module), syntax::dump::module(&module, &ctx)))
}

struct Converter<'c, 'a> {
    ctx: &'c Context<'a>,
}

fn span(loc: Location) -> Option<Span> {
    let place = |line: i32, col: i32| (line.cast_unsigned(), col.cast_unsigned());
    Some(Span { start: place(loc.line, loc.col), end: place(loc.end_line, loc.end_col) })
}

impl Converter<'_, '_> {
    fn module(&self, module: &Module<'_>) -> Node {
        Node::new("Module", None).children("body", self.stmts(module.body))
    }

    fn name(&self, symbol: Symbol) -> String {
        self.ctx.names.text(symbol).into_owned()
    }

    fn stmts(&self, body: &[Stmt<'_>]) -> impl Iterator<Item = Node> {
        body.iter().map(|stmt| self.stmt(stmt))
    }

    fn exprs<'e, 'a: 'e>(&self, exprs: impl IntoIterator<Item = &'e Expr<'a>>) -> impl Iterator<Item = Node> {
        exprs.into_iter().map(|expr| self.expr(expr))
    }

    fn patterns(&self, patterns: &[Pattern<'_>]) -> impl Iterator<Item = Node> {
        patterns.iter().map(|pattern| self.pattern(pattern))
    }

    fn names(&self, names: &[Symbol]) -> impl Iterator<Item = String> {
        names.iter().map(|&name| self.name(name))
    }

    fn constant(&self, value: ConstId) -> String {
        match self.ctx.consts.get(value) {
            Constant::None => "None".into(),
            Constant::False => "False".into(),
            Constant::True => "True".into(),
            Constant::Ellipsis => "Ellipsis".into(),
            Constant::Int(value) => format!("int {value}"),
            Constant::BigInt(big) => {
                let sign = if big.negative { Sign::Minus } else { Sign::Plus };
                format!("int {}", BigInt::from_slice(sign, big.digits))
            }
            Constant::Float(value) => format!("float {:#x}", value.to_bits()),
            Constant::Complex(re, im) => format!("complex {:#x} {:#x}", re.to_bits(), im.to_bits()),
            Constant::Str(text) => format!("str {}", self.name(text)),
            Constant::Bytes(bytes) => format!("bytes {}", bytes.escape_ascii()),
            other => format!("{other:?}"),
        }
    }

    fn stmt(&self, stmt: &Stmt<'_>) -> Node {
        let new = |kind| Node::new(kind, span(stmt.loc));
        match stmt.kind {
            StmtKind::FunctionDef(def) => new(if def.is_async { "AsyncFunctionDef" } else { "FunctionDef" })
                .value("name", self.name(def.name))
                .child("args", self.arguments(def.args))
                .children("body", self.stmts(def.body))
                .children("decorator_list", self.exprs(def.decorators))
                .children("returns", self.exprs(def.returns))
                .children("type_params", self.type_params(def.type_params)),
            StmtKind::ClassDef(def) => new("ClassDef")
                .value("name", self.name(def.name))
                .children("bases", self.exprs(def.bases))
                .children("keywords", self.keywords(def.keywords))
                .children("body", self.stmts(def.body))
                .children("decorator_list", self.exprs(def.decorators))
                .children("type_params", self.type_params(def.type_params)),
            StmtKind::TypeAlias(alias) => new("TypeAlias")
                .child("name", self.expr(alias.name))
                .children("type_params", self.type_params(alias.type_params))
                .child("value", self.expr(&alias.value)),
            StmtKind::Return(value) => new("Return").children("value", self.exprs(value)),
            StmtKind::Delete(targets) => new("Delete").children("targets", self.exprs(targets)),
            StmtKind::Assign { targets, value } => {
                new("Assign").children("targets", self.exprs(targets)).child("value", self.expr(value))
            }
            StmtKind::AugAssign { target, op, value } => new("AugAssign")
                .child("target", self.expr(target))
                .value("op", format!("{op:?}"))
                .child("value", self.expr(value)),
            StmtKind::AnnAssign { target, annotation, value, simple, .. } => new("AnnAssign")
                .child("target", self.expr(target))
                .child("annotation", self.expr(annotation))
                .children("value", self.exprs(value))
                .value("simple", simple.to_string()),
            StmtKind::For(node) => new(if node.is_async { "AsyncFor" } else { "For" })
                .child("target", self.expr(node.target))
                .child("iter", self.expr(node.iter))
                .children("body", self.stmts(node.body))
                .children("orelse", self.stmts(node.orelse)),
            StmtKind::While(node) | StmtKind::If(node) => {
                new(if let StmtKind::If(_) = stmt.kind { "If" } else { "While" })
                    .child("test", self.expr(node.test))
                    .children("body", self.stmts(node.body))
                    .children("orelse", self.stmts(node.orelse))
            }
            StmtKind::With(node) => new(if node.is_async { "AsyncWith" } else { "With" })
                .children("items", node.items.iter().map(|item| self.with_item(item)))
                .children("body", self.stmts(node.body)),
            StmtKind::Match { subject, cases } => new("Match")
                .child("subject", self.expr(subject))
                .children("cases", cases.iter().map(|case| self.match_case(case))),
            StmtKind::Raise { exc, cause } => {
                new("Raise").children("exc", self.exprs(exc)).children("cause", self.exprs(cause))
            }
            StmtKind::Try(node) => new(if node.is_star { "TryStar" } else { "Try" })
                .children("body", self.stmts(node.body))
                .children("handlers", node.handlers.iter().map(|handler| self.handler(handler)))
                .children("orelse", self.stmts(node.orelse))
                .children("finalbody", self.stmts(node.finalbody)),
            StmtKind::Assert { test, msg } => {
                new("Assert").child("test", self.expr(test)).children("msg", self.exprs(msg))
            }
            StmtKind::Import { names, .. } => new("Import").children("names", self.aliases(names)),
            StmtKind::ImportFrom { module, names, level, .. } => new("ImportFrom")
                .values("module", module.map(|module| self.name(module)))
                .children("names", self.aliases(names))
                .value("level", level.to_string()),
            StmtKind::Global(names) => new("Global").values("names", self.names(names)),
            StmtKind::Nonlocal(names) => new("Nonlocal").values("names", self.names(names)),
            StmtKind::Expr(value) => new("Expr").child("value", self.expr(value)),
            StmtKind::Pass => new("Pass"),
            StmtKind::Break => new("Break"),
            StmtKind::Continue => new("Continue"),
        }
    }

    fn type_params(&self, params: Option<&TypeParams<'_>>) -> impl Iterator<Item = Node> {
        let params = params.map_or(&[][..], |params| params.params);
        params.iter().map(|param| {
            let kind = match param.kind {
                TypeParamKind::TypeVar => "TypeVar",
                TypeParamKind::TypeVarTuple => "TypeVarTuple",
                TypeParamKind::ParamSpec => "ParamSpec",
            };
            Node::new(kind, span(param.loc))
                .value("name", self.name(param.name))
                .children("bound", self.exprs(param.bound.map(|bound| bound.expr)))
                .children("default_value", self.exprs(param.default.map(|default| default.expr)))
        })
    }

    fn aliases(&self, names: &[Alias]) -> impl Iterator<Item = Node> {
        names.iter().map(|alias| {
            Node::new("alias", span(alias.loc))
                .value("name", self.name(alias.name))
                .values("asname", alias.asname.map(|name| self.name(name)))
        })
    }

    fn keywords(&self, keywords: &[Keyword<'_>]) -> impl Iterator<Item = Node> {
        keywords.iter().map(|keyword| {
            Node::new("keyword", span(keyword.loc))
                .values("arg", keyword.arg.map(|name| self.name(name)))
                .child("value", self.expr(&keyword.value))
        })
    }

    fn with_item(&self, item: &WithItem<'_>) -> Node {
        Node::new("withitem", None)
            .child("context_expr", self.expr(&item.context_expr))
            .children("optional_vars", self.exprs(item.optional_vars))
    }

    fn match_case(&self, case: &MatchCase<'_>) -> Node {
        Node::new("match_case", None)
            .child("pattern", self.pattern(&case.pattern))
            .children("guard", self.exprs(case.guard))
            .children("body", self.stmts(case.body))
    }

    fn handler(&self, handler: &ExceptHandler<'_>) -> Node {
        Node::new("ExceptHandler", span(handler.loc))
            .children("type", self.exprs(handler.typ))
            .values("name", handler.name.map(|name| self.name(name)))
            .children("body", self.stmts(handler.body))
    }

    /// Each parameter has its default, as in rustpython's tree.
    fn arguments(&self, args: &Arguments<'_>) -> Node {
        let positional = args.posonlyargs.len() + args.args.len();
        let first_default = positional - args.defaults.len();
        let default = |at: usize| at.checked_sub(first_default).map(|at| &args.defaults[at]);
        let (posonly, plain) = (args.posonlyargs.iter().enumerate(), args.args.iter().enumerate());
        let plain = plain.map(|(at, arg)| self.arg(arg, default(args.posonlyargs.len() + at)));
        let keyword_only = args.kwonlyargs.iter().zip(args.kw_defaults);
        Node::new("arguments", None)
            .children("posonlyargs", posonly.map(|(at, arg)| self.arg(arg, default(at))))
            .children("args", plain)
            .children("vararg", args.vararg.map(|arg| self.arg(arg, None)))
            .children("kwonlyargs", keyword_only.map(|(arg, default)| self.arg(arg, default.as_ref())))
            .children("kwarg", args.kwarg.map(|arg| self.arg(arg, None)))
    }

    fn arg(&self, arg: &Arg<'_>, default: Option<&Expr<'_>>) -> Node {
        Node::new("arg", span(arg.loc))
            .value("arg", self.name(arg.arg))
            .children("annotation", self.exprs(arg.annotation))
            .children("default", self.exprs(default))
    }

    fn comprehensions(&self, generators: &[Comprehension<'_>]) -> impl Iterator<Item = Node> {
        generators.iter().map(|generator| {
            Node::new("comprehension", None)
                .child("target", self.expr(&generator.target))
                .child("iter", self.expr(&generator.iter))
                .children("ifs", self.exprs(generator.ifs))
                .value("is_async", generator.is_async.to_string())
        })
    }

    fn expr(&self, expr: &Expr<'_>) -> Node {
        let new = |kind| Node::new(kind, span(expr.loc));
        match expr.kind {
            ExprKind::BoolOp { op, values } => {
                new("BoolOp").value("op", format!("{op:?}")).children("values", self.exprs(values))
            }
            ExprKind::NamedExpr { target, value } => {
                new("NamedExpr").child("target", self.expr(target)).child("value", self.expr(value))
            }
            ExprKind::BinOp { left, op, right } => new("BinOp")
                .child("left", self.expr(left))
                .value("op", format!("{op:?}"))
                .child("right", self.expr(right)),
            ExprKind::UnaryOp { op, operand } => {
                new("UnaryOp").value("op", format!("{op:?}")).child("operand", self.expr(operand))
            }
            ExprKind::Lambda(node) => {
                new("Lambda").child("args", self.arguments(node.args)).child("body", self.expr(&node.body))
            }
            ExprKind::IfExp(node) => new("IfExp")
                .child("test", self.expr(node.test))
                .child("body", self.expr(node.body))
                .child("orelse", self.expr(node.orelse)),
            ExprKind::Dict(node) => {
                let keys = node.keys.iter();
                new("Dict")
                    .children(
                        "keys",
                        keys.map(|key| key.as_ref().map_or(Node::new("None", None), |key| self.expr(key))),
                    )
                    .children("values", self.exprs(node.values))
            }
            ExprKind::Set(elts) => new("Set").children("elts", self.exprs(elts)),
            ExprKind::Comp(node) => {
                let (kind, elt) = match node.kind {
                    CompKind::GeneratorExp => ("GeneratorExp", "elt"),
                    CompKind::ListComp => ("ListComp", "elt"),
                    CompKind::SetComp => ("SetComp", "elt"),
                    CompKind::DictComp => ("DictComp", "key"),
                };
                new(kind)
                    .child(elt, self.expr(&node.elt))
                    .children("value", self.exprs(node.value))
                    .children("generators", self.comprehensions(node.generators))
            }
            ExprKind::Await(value) => new("Await").child("value", self.expr(value)),
            ExprKind::Yield(value) => new("Yield").children("value", self.exprs(value)),
            ExprKind::YieldFrom(value) => new("YieldFrom").child("value", self.expr(value)),
            ExprKind::Compare(node) => new("Compare")
                .child("left", self.expr(node.left))
                .values("ops", node.ops.iter().map(|op| format!("{op:?}")))
                .children("comparators", self.exprs(node.comparators)),
            ExprKind::Call(node) => new("Call")
                .child("func", self.expr(node.func))
                .children("args", self.exprs(node.args))
                .children("keywords", self.keywords(node.keywords)),
            ExprKind::FormattedValue { value, conversion, format_spec } => new("FormattedValue")
                .child("value", self.expr(value))
                .values("conversion", conversion.map(|byte| char::from(byte).to_string()))
                .children("format_spec", self.exprs(format_spec)),
            ExprKind::TemplateStr(values) => new("TemplateStr").children("values", self.exprs(values)),
            ExprKind::Interpolation(node) => new("Interpolation")
                .child("value", self.expr(node.value))
                .value("str", self.constant(node.str))
                .values("conversion", node.conversion.map(|byte| char::from(byte).to_string()))
                .children("format_spec", self.exprs(node.format_spec)),
            ExprKind::JoinedStr(values) => new("JoinedStr").children("values", self.exprs(values)),
            ExprKind::Constant { value, u_prefix } => {
                new("Constant").value("value", self.constant(value)).values("kind", u_prefix.then_some("u"))
            }
            ExprKind::Attribute { value, attr, ctx } => new("Attribute")
                .child("value", self.expr(value))
                .value("attr", self.name(attr))
                .value("ctx", format!("{ctx:?}")),
            ExprKind::Subscript { value, slice, ctx } => new("Subscript")
                .child("value", self.expr(value))
                .child("slice", self.expr(slice))
                .value("ctx", format!("{ctx:?}")),
            ExprKind::Starred { value, ctx } => {
                new("Starred").child("value", self.expr(value)).value("ctx", format!("{ctx:?}"))
            }
            ExprKind::Name { id, ctx } => new("Name").value("id", self.name(id)).value("ctx", format!("{ctx:?}")),
            ExprKind::List { elts, ctx } => {
                new("List").children("elts", self.exprs(elts)).value("ctx", format!("{ctx:?}"))
            }
            ExprKind::Tuple { elts, ctx } => {
                new("Tuple").children("elts", self.exprs(elts)).value("ctx", format!("{ctx:?}"))
            }
            ExprKind::Slice(node) => new("Slice")
                .children("lower", self.exprs(node.lower))
                .children("upper", self.exprs(node.upper))
                .children("step", self.exprs(node.step)),
        }
    }

    fn pattern(&self, pattern: &Pattern<'_>) -> Node {
        let new = |kind| Node::new(kind, span(pattern.loc));
        match pattern.kind {
            PatternKind::MatchValue(value) => new("MatchValue").child("value", self.expr(value)),
            PatternKind::MatchSingleton(value) => new("MatchSingleton").value("value", self.constant(value)),
            PatternKind::MatchSequence(list) => new("MatchSequence").children("patterns", self.patterns(list)),
            PatternKind::MatchMapping { keys, patterns, rest } => new("MatchMapping")
                .children("keys", self.exprs(keys))
                .children("patterns", self.patterns(patterns))
                .values("rest", rest.map(|name| self.name(name))),
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => new("MatchClass")
                .child("cls", self.expr(cls))
                .children("patterns", self.patterns(patterns))
                .values("kwd_attrs", self.names(kwd_attrs))
                .children("kwd_patterns", self.patterns(kwd_patterns)),
            PatternKind::MatchStar(name) => new("MatchStar").values("name", name.map(|name| self.name(name))),
            PatternKind::MatchAs { pattern, name } => new("MatchAs")
                .children("pattern", pattern.map(|pattern| self.pattern(pattern)))
                .values("name", name.map(|name| self.name(name))),
            PatternKind::MatchOr(list) => new("MatchOr").children("patterns", self.patterns(list)),
        }
    }
}
