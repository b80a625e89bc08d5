//! The tree in the notation of Python's `ast.dump(tree, include_attributes=True)`.

use super::ast::{
    Alias, Arg, Arguments, BoolOp, CmpOp, CompKind, Compare, Comprehension, Dict, ExceptHandler, Expr, ExprContext,
    ExprKind, IfExp, ImportMode, Interpolation, Keyword, MatchCase, Module, Operator, Pattern, PatternKind, Slice,
    Stmt, StmtKind, TypeParamKind, TypeParams, UnaryOp, With, WithItem,
};
use crate::compiler::values::constant::ConstId;
use crate::compiler::values::context::Context;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::values::repr;
use crate::compiler::version::Feature;

/// `module` as text (WTF-8).
pub fn module(module: &Module<'_>, ctx: &Context<'_>) -> Vec<u8> {
    let mut dumper = Dumper { out: Vec::new(), ctx };
    dumper.node("Module", None, |d| {
        d.list("body", module.body, Dumper::stmt);
        d.list("type_ignores", &[] as &[()], |_, ()| {});
    });
    dumper.out
}

struct Dumper<'c, 'a> {
    out: Vec<u8>,
    ctx: &'c Context<'a>,
}

impl<'a> Dumper<'_, 'a> {
    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// `name(fields, position)`.
    fn node(&mut self, name: &str, loc: Option<Location>, fields: impl FnOnce(&mut Self)) {
        self.text(name);
        self.text("(");
        fields(self);
        if let Some(loc) = loc {
            for (name, value) in [
                ("lineno", loc.line),
                ("col_offset", loc.col),
                ("end_lineno", loc.end_line),
                ("end_col_offset", loc.end_col),
            ] {
                self.field(name);
                self.text(&value.to_string());
            }
        }
        self.text(")");
    }

    /// `, name=`, the comma only between fields.
    fn field(&mut self, name: &str) {
        if self.out.last() != Some(&b'(') {
            self.text(", ");
        }
        self.text(name);
        self.text("=");
    }

    fn list<T>(&mut self, name: &str, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.field(name);
        self.text("[");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            each(self, item);
        }
        self.text("]");
    }

    fn expr_field(&mut self, name: &str, expr: &Expr<'a>) {
        self.field(name);
        self.expr(expr);
    }

    fn opt_expr(&mut self, name: &str, expr: Option<&Expr<'a>>) {
        if let Some(expr) = expr {
            self.expr_field(name, expr);
        }
    }

    fn exprs(&mut self, name: &str, exprs: &[Expr<'a>]) {
        self.list(name, exprs, Self::expr);
    }

    fn symbol(&mut self, symbol: &Symbol) {
        repr::str(&mut self.out, self.ctx.names.bytes(*symbol), self.ctx.target.unicode());
    }

    fn identifier(&mut self, name: &str, symbol: Symbol) {
        self.field(name);
        self.symbol(&symbol);
    }

    fn opt_identifier(&mut self, name: &str, symbol: Option<Symbol>) {
        if let Some(symbol) = symbol {
            self.identifier(name, symbol);
        }
    }

    fn int(&mut self, name: &str, value: i64) {
        self.field(name);
        self.text(&value.to_string());
    }

    fn bare(&mut self, name: &str, node: &str) {
        self.field(name);
        self.text(node);
        self.text("()");
    }

    fn context(&mut self, context: ExprContext) {
        let name = match context {
            ExprContext::Load => "Load",
            ExprContext::Store => "Store",
            ExprContext::Del => "Del",
        };
        self.bare("ctx", name);
    }

    fn constant(&mut self, name: &str, value: ConstId) {
        self.field(name);
        if let Err(error) = repr::constant(&mut self.out, self.ctx, value) {
            // Where ast.dump raises an exception.
            self.text(&error.message);
        }
    }

    fn body(&mut self, name: &str, body: &[Stmt<'a>]) {
        self.list(name, body, Self::stmt);
    }

    /// Nothing if there are none, as `ast.dump` omits empty lists of optional fields.
    fn type_params(&mut self, params: Option<&TypeParams<'a>>) {
        let Some(params) = params else { return };
        self.list("type_params", params.params, |d, param| {
            let name = match param.kind {
                TypeParamKind::TypeVar => "TypeVar",
                TypeParamKind::TypeVarTuple => "TypeVarTuple",
                TypeParamKind::ParamSpec => "ParamSpec",
            };
            d.node(name, Some(param.loc), |d| {
                d.identifier("name", param.name);
                d.opt_expr("bound", param.bound.map(|bound| bound.expr));
                d.opt_expr("default_value", param.default.map(|default| default.expr));
            });
        });
    }

    fn stmt(&mut self, stmt: &Stmt<'a>) {
        let loc = Some(stmt.loc);
        match stmt.kind {
            StmtKind::FunctionDef(def) => {
                let name = if def.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
                self.node(name, loc, |d| {
                    d.identifier("name", def.name);
                    d.field("args");
                    d.arguments(def.args);
                    d.body("body", def.body);
                    d.exprs("decorator_list", def.decorators);
                    d.opt_expr("returns", def.returns);
                    d.type_params(def.type_params);
                });
            }
            StmtKind::ClassDef(def) => self.node("ClassDef", loc, |d| {
                d.identifier("name", def.name);
                d.exprs("bases", def.bases);
                d.list("keywords", def.keywords, Self::keyword);
                d.body("body", def.body);
                d.exprs("decorator_list", def.decorators);
                d.type_params(def.type_params);
            }),
            StmtKind::TypeAlias(alias) => self.node("TypeAlias", loc, |d| {
                d.expr_field("name", alias.name);
                d.type_params(alias.type_params);
                d.expr_field("value", &alias.value);
            }),
            StmtKind::Return(value) => self.node("Return", loc, |d| d.opt_expr("value", value)),
            StmtKind::Delete(targets) => self.node("Delete", loc, |d| d.exprs("targets", targets)),
            StmtKind::Assign { targets, value } => self.node("Assign", loc, |d| {
                d.exprs("targets", targets);
                d.expr_field("value", value);
            }),
            StmtKind::AugAssign { target, op, value } => self.node("AugAssign", loc, |d| {
                d.expr_field("target", target);
                d.bare("op", operator(op));
                d.expr_field("value", value);
            }),
            StmtKind::AnnAssign { target, annotation, value, simple, .. } => self.node("AnnAssign", loc, |d| {
                d.expr_field("target", target);
                d.expr_field("annotation", annotation);
                d.opt_expr("value", value);
                d.int("simple", i64::from(simple));
            }),
            StmtKind::For(stmt) => self.node(if stmt.is_async { "AsyncFor" } else { "For" }, loc, |d| {
                d.expr_field("target", stmt.target);
                d.expr_field("iter", stmt.iter);
                d.body("body", stmt.body);
                d.body("orelse", stmt.orelse);
            }),
            StmtKind::While(node) => self.node("While", loc, |d| d.branch(node.test, node.body, node.orelse)),
            StmtKind::If(node) => self.node("If", loc, |d| d.branch(node.test, node.body, node.orelse)),
            StmtKind::With(&With { items, body, is_async }) => {
                self.node(if is_async { "AsyncWith" } else { "With" }, loc, |d| {
                    d.list("items", items, Self::with_item);
                    d.body("body", body);
                });
            }
            StmtKind::Match { subject, cases } => self.node("Match", loc, |d| {
                d.expr_field("subject", subject);
                d.list("cases", cases, Self::match_case);
            }),
            StmtKind::Raise { exc, cause } => self.node("Raise", loc, |d| {
                d.opt_expr("exc", exc);
                d.opt_expr("cause", cause);
            }),
            StmtKind::Try(stmt) => self.node(if stmt.is_star { "TryStar" } else { "Try" }, loc, |d| {
                d.body("body", stmt.body);
                d.list("handlers", stmt.handlers, Self::handler);
                d.body("orelse", stmt.orelse);
                d.body("finalbody", stmt.finalbody);
            }),
            StmtKind::Assert { test, msg } => self.node("Assert", loc, |d| {
                d.expr_field("test", test);
                d.opt_expr("msg", msg);
            }),
            StmtKind::Import { names, mode } => self.node("Import", loc, |d| {
                d.list("names", names, Self::alias);
                d.import_mode(mode);
            }),
            StmtKind::ImportFrom { module, names, level, mode } => self.node("ImportFrom", loc, |d| {
                d.opt_identifier("module", module);
                d.list("names", names, Self::alias);
                d.int("level", i64::from(level));
                d.import_mode(mode);
            }),
            StmtKind::Global(names) => self.node("Global", loc, |d| d.list("names", names, Self::symbol)),
            StmtKind::Nonlocal(names) => self.node("Nonlocal", loc, |d| d.list("names", names, Self::symbol)),
            StmtKind::Expr(value) => self.node("Expr", loc, |d| d.expr_field("value", value)),
            StmtKind::Pass => self.node("Pass", loc, |_| {}),
            StmtKind::Break => self.node("Break", loc, |_| {}),
            StmtKind::Continue => self.node("Continue", loc, |_| {}),
        }
    }

    /// Nothing in releases that know one mode only.
    fn import_mode(&mut self, mode: ImportMode) {
        if self.ctx.target.has(Feature::LazyImports) {
            self.int("is_lazy", i64::from(mode != ImportMode::Plain));
        }
    }

    fn branch(&mut self, test: &Expr<'a>, body: &[Stmt<'a>], orelse: &[Stmt<'a>]) {
        self.expr_field("test", test);
        self.body("body", body);
        self.body("orelse", orelse);
    }

    fn expr(&mut self, expr: &Expr<'a>) {
        let loc = Some(expr.loc);
        match expr.kind {
            ExprKind::BoolOp { op, values } => self.node("BoolOp", loc, |d| {
                d.bare("op", if op == BoolOp::And { "And" } else { "Or" });
                d.exprs("values", values);
            }),
            ExprKind::NamedExpr { target, value } => self.node("NamedExpr", loc, |d| {
                d.expr_field("target", target);
                d.expr_field("value", value);
            }),
            ExprKind::BinOp { left, op, right } => self.node("BinOp", loc, |d| {
                d.expr_field("left", left);
                d.bare("op", operator(op));
                d.expr_field("right", right);
            }),
            ExprKind::UnaryOp { op, operand } => self.node("UnaryOp", loc, |d| {
                let name = match op {
                    UnaryOp::Invert => "Invert",
                    UnaryOp::Not => "Not",
                    UnaryOp::UAdd => "UAdd",
                    UnaryOp::USub => "USub",
                };
                d.bare("op", name);
                d.expr_field("operand", operand);
            }),
            ExprKind::Lambda(lambda) => self.node("Lambda", loc, |d| {
                d.field("args");
                d.arguments(lambda.args);
                d.expr_field("body", &lambda.body);
            }),
            ExprKind::IfExp(&IfExp { test, body, orelse }) => self.node("IfExp", loc, |d| {
                d.expr_field("test", test);
                d.expr_field("body", body);
                d.expr_field("orelse", orelse);
            }),
            ExprKind::Dict(&Dict { keys, values }) => self.node("Dict", loc, |d| {
                d.list("keys", keys, |d, key| match key {
                    Some(key) => d.expr(key),
                    None => d.text("None"),
                });
                d.exprs("values", values);
            }),
            ExprKind::Set(elts) => self.node("Set", loc, |d| d.exprs("elts", elts)),
            ExprKind::Comp(comp) => {
                let name = match comp.kind {
                    CompKind::GeneratorExp => "GeneratorExp",
                    CompKind::ListComp => "ListComp",
                    CompKind::SetComp => "SetComp",
                    CompKind::DictComp => "DictComp",
                };
                self.node(name, loc, |d| {
                    d.expr_field(if comp.kind == CompKind::DictComp { "key" } else { "elt" }, &comp.elt);
                    d.opt_expr("value", comp.value);
                    d.list("generators", comp.generators, Self::comprehension);
                });
            }
            ExprKind::Await(value) => self.node("Await", loc, |d| d.expr_field("value", value)),
            ExprKind::Yield(value) => self.node("Yield", loc, |d| d.opt_expr("value", value)),
            ExprKind::YieldFrom(value) => self.node("YieldFrom", loc, |d| d.expr_field("value", value)),
            ExprKind::Compare(&Compare { left, ops, comparators }) => self.node("Compare", loc, |d| {
                d.expr_field("left", left);
                d.list("ops", ops, |d, &op| {
                    d.text(cmp_op(op));
                    d.text("()");
                });
                d.exprs("comparators", comparators);
            }),
            ExprKind::Call(call) => self.node("Call", loc, |d| {
                d.expr_field("func", call.func);
                d.exprs("args", call.args);
                d.list("keywords", call.keywords, Self::keyword);
            }),
            ExprKind::FormattedValue { value, conversion, format_spec } => self.node("FormattedValue", loc, |d| {
                d.expr_field("value", value);
                d.int("conversion", conversion.map_or(-1, i64::from));
                d.opt_expr("format_spec", format_spec);
            }),
            ExprKind::JoinedStr(values) => self.node("JoinedStr", loc, |d| d.exprs("values", values)),
            ExprKind::Interpolation(&Interpolation { value, str, conversion, format_spec }) => {
                self.node("Interpolation", loc, |d| {
                    d.expr_field("value", value);
                    d.constant("str", str);
                    d.int("conversion", conversion.map_or(-1, i64::from));
                    d.opt_expr("format_spec", format_spec);
                });
            }
            ExprKind::TemplateStr(values) => self.node("TemplateStr", loc, |d| d.exprs("values", values)),
            ExprKind::Constant { value, u_prefix } => self.node("Constant", loc, |d| {
                d.constant("value", value);
                if u_prefix {
                    d.field("kind");
                    d.text("'u'");
                }
            }),
            ExprKind::Attribute { value, attr, ctx } => self.node("Attribute", loc, |d| {
                d.expr_field("value", value);
                d.identifier("attr", attr);
                d.context(ctx);
            }),
            ExprKind::Subscript { value, slice, ctx } => self.node("Subscript", loc, |d| {
                d.expr_field("value", value);
                d.expr_field("slice", slice);
                d.context(ctx);
            }),
            ExprKind::Starred { value, ctx } => self.node("Starred", loc, |d| {
                d.expr_field("value", value);
                d.context(ctx);
            }),
            ExprKind::Name { id, ctx } => self.node("Name", loc, |d| {
                d.identifier("id", id);
                d.context(ctx);
            }),
            ExprKind::List { elts, ctx } => self.node("List", loc, |d| {
                d.exprs("elts", elts);
                d.context(ctx);
            }),
            ExprKind::Tuple { elts, ctx } => self.node("Tuple", loc, |d| {
                d.exprs("elts", elts);
                d.context(ctx);
            }),
            ExprKind::Slice(&Slice { lower, upper, step }) => self.node("Slice", loc, |d| {
                d.opt_expr("lower", lower);
                d.opt_expr("upper", upper);
                d.opt_expr("step", step);
            }),
        }
    }

    fn comprehension(&mut self, comprehension: &Comprehension<'a>) {
        self.node("comprehension", None, |d| {
            d.expr_field("target", &comprehension.target);
            d.expr_field("iter", &comprehension.iter);
            d.exprs("ifs", comprehension.ifs);
            d.int("is_async", i64::from(comprehension.is_async));
        });
    }

    fn arguments(&mut self, arguments: &Arguments<'a>) {
        self.node("arguments", None, |d| {
            d.list("posonlyargs", arguments.posonlyargs, Self::arg);
            d.list("args", arguments.args, Self::arg);
            if let Some(vararg) = arguments.vararg {
                d.field("vararg");
                d.arg(vararg);
            }
            d.list("kwonlyargs", arguments.kwonlyargs, Self::arg);
            d.list("kw_defaults", arguments.kw_defaults, |d, default| match default {
                Some(default) => d.expr(default),
                None => d.text("None"),
            });
            if let Some(kwarg) = arguments.kwarg {
                d.field("kwarg");
                d.arg(kwarg);
            }
            d.exprs("defaults", arguments.defaults);
        });
    }

    fn arg(&mut self, arg: &Arg<'a>) {
        self.node("arg", Some(arg.loc), |d| {
            d.identifier("arg", arg.arg);
            d.opt_expr("annotation", arg.annotation);
        });
    }

    fn keyword(&mut self, keyword: &Keyword<'a>) {
        self.node("keyword", Some(keyword.loc), |d| {
            d.opt_identifier("arg", keyword.arg);
            d.expr_field("value", &keyword.value);
        });
    }

    fn alias(&mut self, alias: &Alias) {
        self.node("alias", Some(alias.loc), |d| {
            d.identifier("name", alias.name);
            d.opt_identifier("asname", alias.asname);
        });
    }

    fn with_item(&mut self, item: &WithItem<'a>) {
        self.node("withitem", None, |d| {
            d.expr_field("context_expr", &item.context_expr);
            d.opt_expr("optional_vars", item.optional_vars);
        });
    }

    fn handler(&mut self, handler: &ExceptHandler<'a>) {
        self.node("ExceptHandler", Some(handler.loc), |d| {
            d.opt_expr("type", handler.typ);
            d.opt_identifier("name", handler.name);
            d.body("body", handler.body);
        });
    }

    fn match_case(&mut self, case: &MatchCase<'a>) {
        self.node("match_case", None, |d| {
            d.field("pattern");
            d.pattern(&case.pattern);
            d.opt_expr("guard", case.guard);
            d.body("body", case.body);
        });
    }

    fn pattern(&mut self, pattern: &Pattern<'a>) {
        let loc = Some(pattern.loc);
        match pattern.kind {
            PatternKind::MatchValue(value) => self.node("MatchValue", loc, |d| d.expr_field("value", value)),
            PatternKind::MatchSingleton(value) => self.node("MatchSingleton", loc, |d| d.constant("value", value)),
            PatternKind::MatchSequence(patterns) => {
                self.node("MatchSequence", loc, |d| d.list("patterns", patterns, Self::pattern));
            }
            PatternKind::MatchMapping { keys, patterns, rest } => self.node("MatchMapping", loc, |d| {
                d.exprs("keys", keys);
                d.list("patterns", patterns, Self::pattern);
                d.opt_identifier("rest", rest);
            }),
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => self.node("MatchClass", loc, |d| {
                d.expr_field("cls", cls);
                d.list("patterns", patterns, Self::pattern);
                d.list("kwd_attrs", kwd_attrs, Self::symbol);
                d.list("kwd_patterns", kwd_patterns, Self::pattern);
            }),
            PatternKind::MatchStar(name) => self.node("MatchStar", loc, |d| d.opt_identifier("name", name)),
            PatternKind::MatchAs { pattern, name } => self.node("MatchAs", loc, |d| {
                if let Some(pattern) = pattern {
                    d.field("pattern");
                    d.pattern(pattern);
                }
                d.opt_identifier("name", name);
            }),
            PatternKind::MatchOr(patterns) => {
                self.node("MatchOr", loc, |d| d.list("patterns", patterns, Self::pattern));
            }
        }
    }
}

fn operator(op: Operator) -> &'static str {
    match op {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    }
}

fn cmp_op(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}
