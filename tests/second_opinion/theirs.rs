//! rustpython's tree in the neutral form.

use super::tree::{Lines, Node, Span};
use rustpython_parser::ast::{
    Alias, Arg, ArgWithDefault, Arguments, Comprehension, Constant, ConversionFlag, ExceptHandler, Expr, Identifier,
    Keyword, MatchCase, Pattern, Ranged, Stmt, Suite, TypeParam, WithItem,
};
use rustpython_parser::{Parse, ParseError};

/// Parses `text`.
pub fn parse(text: &str) -> Result<Node, ParseError> {
    let suite = Suite::parse(text, "<second opinion>")?;
    let converter = Converter { lines: Lines::new(text) };
    Ok(Node::new("Module", None).children("body", converter.stmts(&suite)))
}

struct Converter<'t> {
    lines: Lines<'t>,
}

fn names(names: &[Identifier]) -> impl Iterator<Item = String> {
    names.iter().map(ToString::to_string)
}

fn name(name: &Option<Identifier>) -> Option<String> {
    name.as_ref().map(ToString::to_string)
}

fn constant(value: &Constant) -> String {
    match value {
        Constant::None => "None".into(),
        Constant::Bool(value) => (if *value { "True" } else { "False" }).into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(value) => format!("int {value}"),
        Constant::Float(value) => format!("float {:#x}", value.to_bits()),
        Constant::Complex { real, imag } => format!("complex {:#x} {:#x}", real.to_bits(), imag.to_bits()),
        Constant::Str(text) => format!("str {text}"),
        Constant::Bytes(bytes) => format!("bytes {}", bytes.escape_ascii()),
        Constant::Tuple(items) => format!("{items:?}"),
    }
}

impl Converter<'_> {
    fn span(&self, node: &impl Ranged) -> Option<Span> {
        let place = |at| self.lines.place(usize::from(at));
        Some(Span { start: place(node.start()), end: place(node.end()) })
    }

    fn stmts(&self, body: &[Stmt]) -> impl Iterator<Item = Node> {
        body.iter().map(|stmt| self.stmt(stmt))
    }

    fn exprs<'e>(&self, exprs: impl IntoIterator<Item = &'e Expr>) -> impl Iterator<Item = Node> {
        exprs.into_iter().map(|expr| self.expr(expr))
    }

    fn opt(&self, expr: &Option<Box<Expr>>) -> Option<Node> {
        expr.as_ref().map(|expr| self.expr(expr))
    }

    fn patterns(&self, patterns: &[Pattern]) -> impl Iterator<Item = Node> {
        patterns.iter().map(|pattern| self.pattern(pattern))
    }

    fn stmt(&self, stmt: &Stmt) -> Node {
        let new = |kind| Node::new(kind, self.span(stmt));
        // Nodes with the same fields whose types differ only because one of them is asynchronous, or the like.
        macro_rules! function {
            ($kind:literal, $node:ident) => {
                new($kind)
                    .value("name", $node.name.as_str())
                    .child("args", self.arguments(&$node.args))
                    .children("body", self.stmts(&$node.body))
                    .children("decorator_list", self.exprs(&$node.decorator_list))
                    .children("returns", self.opt(&$node.returns))
                    .children("type_params", self.type_params(&$node.type_params))
            };
        }
        macro_rules! for_loop {
            ($kind:literal, $node:ident) => {
                new($kind)
                    .child("target", self.expr(&$node.target))
                    .child("iter", self.expr(&$node.iter))
                    .children("body", self.stmts(&$node.body))
                    .children("orelse", self.stmts(&$node.orelse))
            };
        }
        macro_rules! branch {
            ($kind:literal, $node:ident) => {
                new($kind)
                    .child("test", self.expr(&$node.test))
                    .children("body", self.stmts(&$node.body))
                    .children("orelse", self.stmts(&$node.orelse))
            };
        }
        macro_rules! with {
            ($kind:literal, $node:ident) => {
                new($kind)
                    .children("items", $node.items.iter().map(|item| self.with_item(item)))
                    .children("body", self.stmts(&$node.body))
            };
        }
        macro_rules! try_stmt {
            ($kind:literal, $node:ident) => {
                new($kind)
                    .children("body", self.stmts(&$node.body))
                    .children("handlers", $node.handlers.iter().map(|handler| self.handler(handler)))
                    .children("orelse", self.stmts(&$node.orelse))
                    .children("finalbody", self.stmts(&$node.finalbody))
            };
        }
        match stmt {
            Stmt::FunctionDef(def) => function!("FunctionDef", def),
            Stmt::AsyncFunctionDef(def) => function!("AsyncFunctionDef", def),
            Stmt::ClassDef(def) => new("ClassDef")
                .value("name", def.name.as_str())
                .children("bases", self.exprs(&def.bases))
                .children("keywords", self.keywords(&def.keywords))
                .children("body", self.stmts(&def.body))
                .children("decorator_list", self.exprs(&def.decorator_list))
                .children("type_params", self.type_params(&def.type_params)),
            Stmt::TypeAlias(alias) => new("TypeAlias")
                .child("name", self.expr(&alias.name))
                .children("type_params", self.type_params(&alias.type_params))
                .child("value", self.expr(&alias.value)),
            Stmt::Return(node) => new("Return").children("value", self.opt(&node.value)),
            Stmt::Delete(node) => new("Delete").children("targets", self.exprs(&node.targets)),
            Stmt::Assign(node) => {
                new("Assign").children("targets", self.exprs(&node.targets)).child("value", self.expr(&node.value))
            }
            Stmt::AugAssign(node) => new("AugAssign")
                .child("target", self.expr(&node.target))
                .value("op", format!("{:?}", node.op))
                .child("value", self.expr(&node.value)),
            Stmt::AnnAssign(node) => new("AnnAssign")
                .child("target", self.expr(&node.target))
                .child("annotation", self.expr(&node.annotation))
                .children("value", self.opt(&node.value))
                .value("simple", node.simple.to_string()),
            Stmt::For(node) => for_loop!("For", node),
            Stmt::AsyncFor(node) => for_loop!("AsyncFor", node),
            Stmt::While(node) => branch!("While", node),
            Stmt::If(node) => branch!("If", node),
            Stmt::With(node) => with!("With", node),
            Stmt::AsyncWith(node) => with!("AsyncWith", node),
            Stmt::Match(node) => new("Match")
                .child("subject", self.expr(&node.subject))
                .children("cases", node.cases.iter().map(|case| self.match_case(case))),
            Stmt::Raise(node) => {
                new("Raise").children("exc", self.opt(&node.exc)).children("cause", self.opt(&node.cause))
            }
            Stmt::Try(node) => try_stmt!("Try", node),
            Stmt::TryStar(node) => try_stmt!("TryStar", node),
            Stmt::Assert(node) => {
                new("Assert").child("test", self.expr(&node.test)).children("msg", self.opt(&node.msg))
            }
            Stmt::Import(node) => new("Import").children("names", self.aliases(&node.names)),
            Stmt::ImportFrom(node) => new("ImportFrom")
                .values("module", name(&node.module))
                .children("names", self.aliases(&node.names))
                .value("level", node.level.map_or(0, |level| level.to_u32()).to_string()),
            Stmt::Global(node) => new("Global").values("names", names(&node.names)),
            Stmt::Nonlocal(node) => new("Nonlocal").values("names", names(&node.names)),
            Stmt::Expr(node) => new("Expr").child("value", self.expr(&node.value)),
            Stmt::Pass(_) => new("Pass"),
            Stmt::Break(_) => new("Break"),
            Stmt::Continue(_) => new("Continue"),
        }
    }

    fn type_params(&self, params: &[TypeParam]) -> impl Iterator<Item = Node> {
        params.iter().map(|param| match param {
            TypeParam::TypeVar(node) => Node::new("TypeVar", self.span(node))
                .value("name", node.name.as_str())
                .children("bound", self.opt(&node.bound)),
            TypeParam::ParamSpec(node) => Node::new("ParamSpec", self.span(node)).value("name", node.name.as_str()),
            TypeParam::TypeVarTuple(node) => {
                Node::new("TypeVarTuple", self.span(node)).value("name", node.name.as_str())
            }
        })
    }

    fn aliases(&self, aliases: &[Alias]) -> impl Iterator<Item = Node> {
        aliases.iter().map(|alias| {
            Node::new("alias", self.span(alias))
                .value("name", alias.name.as_str())
                .values("asname", name(&alias.asname))
        })
    }

    fn keywords(&self, keywords: &[Keyword]) -> impl Iterator<Item = Node> {
        keywords.iter().map(|keyword| {
            Node::new("keyword", self.span(keyword))
                .values("arg", name(&keyword.arg))
                .child("value", self.expr(&keyword.value))
        })
    }

    fn with_item(&self, item: &WithItem) -> Node {
        Node::new("withitem", None)
            .child("context_expr", self.expr(&item.context_expr))
            .children("optional_vars", self.opt(&item.optional_vars))
    }

    fn match_case(&self, case: &MatchCase) -> Node {
        Node::new("match_case", None)
            .child("pattern", self.pattern(&case.pattern))
            .children("guard", self.opt(&case.guard))
            .children("body", self.stmts(&case.body))
    }

    fn handler(&self, handler: &ExceptHandler) -> Node {
        let ExceptHandler::ExceptHandler(node) = handler;
        Node::new("ExceptHandler", self.span(node))
            .children("type", self.opt(&node.type_))
            .values("name", name(&node.name))
            .children("body", self.stmts(&node.body))
    }

    fn arguments(&self, args: &Arguments) -> Node {
        let with_default = |args: &[ArgWithDefault]| {
            args.iter().map(|arg| self.arg(&arg.def).children("default", self.opt(&arg.default))).collect::<Vec<_>>()
        };
        Node::new("arguments", None)
            .children("posonlyargs", with_default(&args.posonlyargs))
            .children("args", with_default(&args.args))
            .children("vararg", args.vararg.as_ref().map(|arg| self.arg(arg)))
            .children("kwonlyargs", with_default(&args.kwonlyargs))
            .children("kwarg", args.kwarg.as_ref().map(|arg| self.arg(arg)))
    }

    fn arg(&self, arg: &Arg) -> Node {
        Node::new("arg", self.span(arg))
            .value("arg", arg.arg.as_str())
            .children("annotation", self.opt(&arg.annotation))
    }

    fn comprehensions(&self, generators: &[Comprehension]) -> impl Iterator<Item = Node> {
        generators.iter().map(|generator| {
            Node::new("comprehension", None)
                .child("target", self.expr(&generator.target))
                .child("iter", self.expr(&generator.iter))
                .children("ifs", self.exprs(&generator.ifs))
                .value("is_async", generator.is_async.to_string())
        })
    }

    fn expr(&self, expr: &Expr) -> Node {
        let new = |kind| Node::new(kind, self.span(expr));
        macro_rules! comp {
            ($kind:literal, $node:ident) => {
                new($kind)
                    .child("elt", self.expr(&$node.elt))
                    .children("generators", self.comprehensions(&$node.generators))
            };
        }
        match expr {
            Expr::BoolOp(node) => {
                new("BoolOp").value("op", format!("{:?}", node.op)).children("values", self.exprs(&node.values))
            }
            Expr::NamedExpr(node) => {
                new("NamedExpr").child("target", self.expr(&node.target)).child("value", self.expr(&node.value))
            }
            Expr::BinOp(node) => new("BinOp")
                .child("left", self.expr(&node.left))
                .value("op", format!("{:?}", node.op))
                .child("right", self.expr(&node.right)),
            Expr::UnaryOp(node) => {
                new("UnaryOp").value("op", format!("{:?}", node.op)).child("operand", self.expr(&node.operand))
            }
            Expr::Lambda(node) => {
                new("Lambda").child("args", self.arguments(&node.args)).child("body", self.expr(&node.body))
            }
            Expr::IfExp(node) => new("IfExp")
                .child("test", self.expr(&node.test))
                .child("body", self.expr(&node.body))
                .child("orelse", self.expr(&node.orelse)),
            Expr::Dict(node) => {
                let keys = node.keys.iter();
                new("Dict")
                    .children(
                        "keys",
                        keys.map(|key| key.as_ref().map_or(Node::new("None", None), |key| self.expr(key))),
                    )
                    .children("values", self.exprs(&node.values))
            }
            Expr::Set(node) => new("Set").children("elts", self.exprs(&node.elts)),
            Expr::ListComp(node) => comp!("ListComp", node),
            Expr::SetComp(node) => comp!("SetComp", node),
            Expr::GeneratorExp(node) => comp!("GeneratorExp", node),
            Expr::DictComp(node) => new("DictComp")
                .child("key", self.expr(&node.key))
                .child("value", self.expr(&node.value))
                .children("generators", self.comprehensions(&node.generators)),
            Expr::Await(node) => new("Await").child("value", self.expr(&node.value)),
            Expr::Yield(node) => new("Yield").children("value", self.opt(&node.value)),
            Expr::YieldFrom(node) => new("YieldFrom").child("value", self.expr(&node.value)),
            Expr::Compare(node) => new("Compare")
                .child("left", self.expr(&node.left))
                .values("ops", node.ops.iter().map(|op| format!("{op:?}")))
                .children("comparators", self.exprs(&node.comparators)),
            Expr::Call(node) => new("Call")
                .child("func", self.expr(&node.func))
                .children("args", self.exprs(&node.args))
                .children("keywords", self.keywords(&node.keywords)),
            Expr::FormattedValue(node) => {
                let conversion = match node.conversion {
                    ConversionFlag::None => None,
                    ConversionFlag::Str => Some("s"),
                    ConversionFlag::Ascii => Some("a"),
                    ConversionFlag::Repr => Some("r"),
                };
                new("FormattedValue")
                    .child("value", self.expr(&node.value))
                    .values("conversion", conversion)
                    .children("format_spec", self.opt(&node.format_spec))
            }
            Expr::JoinedStr(node) => new("JoinedStr").children("values", self.exprs(&node.values)),
            Expr::Constant(node) => {
                new("Constant").value("value", constant(&node.value)).values("kind", node.kind.as_deref())
            }
            Expr::Attribute(node) => new("Attribute")
                .child("value", self.expr(&node.value))
                .value("attr", node.attr.as_str())
                .value("ctx", format!("{:?}", node.ctx)),
            Expr::Subscript(node) => new("Subscript")
                .child("value", self.expr(&node.value))
                .child("slice", self.expr(&node.slice))
                .value("ctx", format!("{:?}", node.ctx)),
            Expr::Starred(node) => {
                new("Starred").child("value", self.expr(&node.value)).value("ctx", format!("{:?}", node.ctx))
            }
            Expr::Name(node) => new("Name").value("id", node.id.as_str()).value("ctx", format!("{:?}", node.ctx)),
            Expr::List(node) => {
                new("List").children("elts", self.exprs(&node.elts)).value("ctx", format!("{:?}", node.ctx))
            }
            Expr::Tuple(node) => {
                new("Tuple").children("elts", self.exprs(&node.elts)).value("ctx", format!("{:?}", node.ctx))
            }
            Expr::Slice(node) => new("Slice")
                .children("lower", self.opt(&node.lower))
                .children("upper", self.opt(&node.upper))
                .children("step", self.opt(&node.step)),
        }
    }

    fn pattern(&self, pattern: &Pattern) -> Node {
        let new = |kind| Node::new(kind, self.span(pattern));
        match pattern {
            Pattern::MatchValue(node) => new("MatchValue").child("value", self.expr(&node.value)),
            Pattern::MatchSingleton(node) => new("MatchSingleton").value("value", constant(&node.value)),
            Pattern::MatchSequence(node) => new("MatchSequence").children("patterns", self.patterns(&node.patterns)),
            Pattern::MatchMapping(node) => new("MatchMapping")
                .children("keys", self.exprs(&node.keys))
                .children("patterns", self.patterns(&node.patterns))
                .values("rest", name(&node.rest)),
            Pattern::MatchClass(node) => new("MatchClass")
                .child("cls", self.expr(&node.cls))
                .children("patterns", self.patterns(&node.patterns))
                .values("kwd_attrs", names(&node.kwd_attrs))
                .children("kwd_patterns", self.patterns(&node.kwd_patterns)),
            Pattern::MatchStar(node) => new("MatchStar").values("name", name(&node.name)),
            Pattern::MatchAs(node) => new("MatchAs")
                .children("pattern", node.pattern.as_ref().map(|pattern| self.pattern(pattern)))
                .values("name", name(&node.name)),
            Pattern::MatchOr(node) => new("MatchOr").children("patterns", self.patterns(&node.patterns)),
        }
    }
}
