//! Calls of `all`, `any`, `tuple`, `list` and `set` with a generator expression: loops, where the name is the builtin
//! (`maybe_optimize_function_call`).

use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Call, CompKind, Expr, ExprKind};
use crate::compiler::values::constant::{ConstId, ConstTable};
use crate::compiler::values::instruction::Label;
use crate::compiler::values::intern::sym;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::{CommonConstant, Intrinsic1};
use crate::compiler::version::opcode::Op;

/// A builtin whose call with a generator expression can be a loop.
#[derive(Clone, Copy)]
enum Builtin {
    All,
    Any,
    Tuple,
    List,
    Set,
}

impl<'a> Compiler<'_, 'a> {
    /// Emits the call as a loop for the case that the callee on the stack is the builtin. Returns the label behind the
    /// ordinary call, which follows for the other case.
    pub(super) fn generator_call(&mut self, node: &'a Call<'a>) -> Emit<Option<Label>> {
        let Some((builtin, generator)) = self.builtin_over_generator(node) else { return Ok(None) };
        let outer = std::mem::replace(&mut self.u.loc, node.func.loc);
        let end = self.new_label();
        let skip = self.new_label();
        self.op_arg(Op::COPY, 1);
        self.emit_common_constant(match builtin {
            Builtin::All => CommonConstant::All,
            Builtin::Any => CommonConstant::Any,
            Builtin::Tuple => CommonConstant::Tuple,
            Builtin::List => CommonConstant::List,
            Builtin::Set => CommonConstant::Set,
        });
        self.op_arg(Op::IS_OP, 0);
        self.jump(Op::POP_JUMP_IF_FALSE, skip);
        self.op(Op::POP_TOP);
        match builtin {
            Builtin::All | Builtin::Any => {}
            Builtin::Tuple | Builtin::List => self.op_arg(Op::BUILD_LIST, 0),
            Builtin::Set => self.op_arg(Op::BUILD_SET, 0),
        }
        self.expr(generator)?;
        self.emit_no_index();
        match builtin {
            Builtin::All => self.loop_until(Op::POP_JUMP_IF_TRUE, ConstTable::FALSE, ConstTable::TRUE, end),
            Builtin::Any => self.loop_until(Op::POP_JUMP_IF_FALSE, ConstTable::TRUE, ConstTable::FALSE, end),
            Builtin::Tuple => self.loop_to_collection(Op::LIST_APPEND, true, end),
            Builtin::List => self.loop_to_collection(Op::LIST_APPEND, false, end),
            Builtin::Set => self.loop_to_collection(Op::SET_ADD, false, end),
        }
        self.place(skip);
        self.u.loc = outer;
        Ok(Some(end))
    }

    /// The builtin that `node` may call, and its generator expression.
    fn builtin_over_generator(&self, node: &'a Call<'a>) -> Option<(Builtin, &'a Expr<'a>)> {
        let (ExprKind::Name { id, .. }, [argument], []) = (&node.func.kind, node.args, node.keywords) else {
            return None;
        };
        let ExprKind::Comp(comp) = &argument.kind else { return None };
        if comp.kind != CompKind::GeneratorExp || !self.has(Feature::GeneratorCallsInlined) {
            return None;
        }
        if self.has(Feature::AsyncGeneratorCallsPlain) && self.table.of(comp.scope).coroutine {
            return None;
        }
        let builtin = match *id {
            sym::ALL => Builtin::All,
            sym::ANY => Builtin::Any,
            sym::TUPLE => Builtin::Tuple,
            sym::LIST if self.has(Feature::CollectionCallsInlined) => Builtin::List,
            sym::SET if self.has(Feature::CollectionCallsInlined) => Builtin::Set,
            _ => return None,
        };
        Some((builtin, argument))
    }

    /// Goes on while `go_on` jumps, with `found` at the first item for which it does not, else with `exhausted`.
    fn loop_until(&mut self, go_on: Op, found: ConstId, exhausted: ConstId, end: Label) {
        let (start, cleanup) = (self.new_label(), self.new_label());
        self.place(start);
        self.jump(Op::FOR_ITER, cleanup);
        self.op(Op::TO_BOOL);
        self.jump(go_on, start);
        self.op_noline(Op::POP_ITER);
        self.load_const(found);
        self.jump(Op::JUMP, end);
        self.place(cleanup);
        self.emit_end_for();
        self.load_const(exhausted);
        self.jump(Op::JUMP, end);
    }

    /// Adds the items to the collection below the iterator, and makes a tuple of it if that is meant.
    fn loop_to_collection(&mut self, add: Op, to_tuple: bool, end: Label) {
        let (start, cleanup) = (self.new_label(), self.new_label());
        self.place(start);
        self.jump(Op::FOR_ITER, cleanup);
        self.op_arg(add, self.items_of_iterator(false) + 1);
        self.jump(Op::JUMP, start);
        // What would follow the first item that ends the loop, which nothing leads to: its block stays, empty.
        self.op_noline(Op::POP_ITER);
        self.jump(Op::JUMP, end);
        self.place(cleanup);
        self.emit_end_for();
        if to_tuple {
            self.emit_intrinsic1(Intrinsic1::ListToTuple);
        }
        self.jump(Op::JUMP, end);
    }
}
