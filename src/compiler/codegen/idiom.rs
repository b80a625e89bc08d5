//! Idioms: the one place that knows in which operations each version spells a call, a test, the end of a loop.

use super::Compiler;
use crate::compiler::syntax::ast::{CmpOp, Operator, UnaryOp};
use crate::compiler::values::constant::ConstTable;
use crate::compiler::values::instruction::Label;
use crate::compiler::values::intern::Symbol;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::{
    self, CommonConstant, Comparison, Intrinsic1, Intrinsic2, awaitable, binary, iter, resume, special,
};
use crate::compiler::version::opcode::Op;

/// Whether `yield from` or `await` waits (the argument of its `RESUME`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    YieldFrom,
    Await,
}

impl<'a> Compiler<'_, 'a> {
    /// Whether the target has `feature`.
    pub(super) fn has(&self, feature: Feature) -> bool {
        self.target.has(feature)
    }

    /// Calls what is below `argc` arguments.
    pub(super) fn emit_call(&mut self, argc: u32) {
        if !self.has(Feature::SingleCall) {
            self.op_arg(Op::PRECALL, argc);
        }
        self.op_arg(Op::CALL, argc);
    }

    /// Calls what is below `argc` arguments, some of which may be keyword arguments.
    pub(super) fn emit_call_with(&mut self, argc: u32, keywords: bool) {
        if keywords && self.has(Feature::CallKw) {
            self.op_arg(Op::CALL_KW, argc);
        } else {
            self.emit_call(argc);
        }
    }

    pub(super) fn emit_intrinsic1(&mut self, function: Intrinsic1) {
        self.op_arg(Op::CALL_INTRINSIC_1, function as u32);
    }

    pub(super) fn emit_intrinsic2(&mut self, function: Intrinsic2) {
        self.op_arg(Op::CALL_INTRINSIC_2, function as u32);
    }

    /// An intrinsic, or the operation that it was before there were any.
    fn emit_operation(&mut self, op: Op, function: Intrinsic1) {
        if self.has(Feature::Intrinsics) { self.emit_intrinsic1(function) } else { self.op(op) }
    }

    pub(super) fn emit_list_to_tuple(&mut self) {
        self.emit_operation(Op::LIST_TO_TUPLE, Intrinsic1::ListToTuple);
    }

    /// Imports a module.
    pub(super) fn emit_import_name(&mut self, name: Symbol, when: oparg::Import) {
        let index = self.name_index(name);
        self.op_arg(Op::IMPORT_NAME, oparg::import(self.target, index, when));
    }

    /// `from module import *`
    pub(super) fn emit_import_star(&mut self) {
        self.emit_operation(Op::IMPORT_STAR, Intrinsic1::ImportStar);
        if self.has(Feature::Intrinsics) {
            self.op_noline(Op::POP_TOP);
        }
    }

    /// Puts a list below the exception group on the stack, and a copy of the group below that.
    pub(super) fn emit_star_prologue(&mut self) {
        if self.has(Feature::Intrinsics) {
            self.op_arg(Op::BUILD_LIST, 0);
            self.op_arg(Op::COPY, 2);
        } else {
            self.op_arg(Op::COPY, 1);
            self.op_arg(Op::BUILD_LIST, 0);
            self.op_arg(Op::SWAP, 2);
        }
    }

    /// The exception to raise after the clauses of `except*`.
    pub(super) fn emit_prep_reraise_star(&mut self) {
        if self.has(Feature::Intrinsics) {
            self.emit_intrinsic2(Intrinsic2::PrepReraiseStar);
        } else {
            self.op(Op::PREP_RERAISE_STAR);
        }
    }

    /// Turns the value on the stack to a bool where a jump needs one.
    pub(super) fn emit_to_bool(&mut self) {
        if self.has(Feature::ToBool) {
            self.op(Op::TO_BOOL);
        }
    }

    /// Goes to the end of a boolean expression with the value, if its truth is `condition`; else drops it.
    pub(super) fn emit_short_circuit(&mut self, condition: bool, target: Label) {
        if self.has(Feature::KeepingJumps) {
            self.jump(if condition { Op::JUMP_IF_TRUE } else { Op::JUMP_IF_FALSE }, target);
            self.op(Op::POP_TOP);
        } else {
            self.emit_jump_if_or_pop(condition, target);
        }
    }

    /// Jumps to `target`, keeping the value, if its truth is `condition`; else drops it.
    pub(super) fn emit_jump_if_or_pop(&mut self, condition: bool, target: Label) {
        if self.has(Feature::CopiedConditions) {
            self.op_arg(Op::COPY, 1);
            self.emit_jump_if(condition, target);
            self.op(Op::POP_TOP);
        } else {
            self.jump(if condition { Op::JUMP_IF_TRUE_OR_POP } else { Op::JUMP_IF_FALSE_OR_POP }, target);
        }
    }

    /// Jumps forward over code, with no position: no place to check for signals.
    pub(super) fn emit_skip(&mut self, target: Label) {
        let op = if self.has(Feature::QuietJumps) { Op::JUMP_NO_INTERRUPT } else { Op::JUMP };
        self.jump_noline(op, target);
    }

    /// Yields the value on the stack (`addop_yield`).
    pub(super) fn emit_yield(&mut self) {
        if self.u.scope.generator && self.u.scope.coroutine {
            self.emit_operation(Op::ASYNC_GEN_WRAP, Intrinsic1::AsyncGenWrap);
        }
        self.op(Op::YIELD_VALUE);
        self.op_arg(Op::RESUME, resume::AFTER_YIELD);
    }

    /// Wraps the unit, a generator's, in a handler that turns `StopIteration` into `RuntimeError`
    /// (`wrap_in_stopiteration_handler`).
    pub(super) fn emit_stop_iteration_handler(&mut self) {
        let handler = self.new_label();
        self.insert_first(Op::SETUP_CLEANUP, handler);
        self.end_stop_iteration(handler);
    }

    /// Makes the generator of a unit that has run up to here, and goes on in it at `loc`. Returns the label of the handler
    /// of its `StopIteration`.
    pub(super) fn emit_generator_start(&mut self, loc: Location) -> Label {
        self.u.out.makes_generator = true;
        let line = Location::new(loc.line, loc.line, -1, -1);
        self.op_at(Op::RETURN_GENERATOR, line);
        self.op_at(Op::POP_TOP, line);
        let handler = self.new_label();
        self.jump_noline(Op::SETUP_CLEANUP, handler);
        self.op_arg_at(Op::RESUME, resume::AT_START, loc);
        handler
    }

    /// The end of a generator whose `StopIteration` goes to `handler`, which follows.
    pub(super) fn end_stop_iteration(&mut self, handler: Label) {
        self.u.loc = Location::NONE;
        self.emit_return_const(ConstTable::NONE);
        self.place(handler);
        self.emit_intrinsic1(Intrinsic1::StopIterationError);
        self.op_arg(Op::RERAISE, 1);
    }

    /// Delegates to the iterator below the value on the stack (`compiler_add_yield_from`). Returns the label of its
    /// `SEND`.
    pub(super) fn emit_yield_from(&mut self, wait: Wait) -> Label {
        let resume_at = if wait == Wait::Await { resume::AFTER_AWAIT } else { resume::AFTER_YIELD_FROM };
        let start = self.new_label();
        let second = self.new_label();
        let exit = self.new_label();
        self.place(start);
        self.jump(Op::SEND, exit);
        if !self.has(Feature::SendCleanup) {
            self.place(second);
            self.op(Op::YIELD_VALUE);
            self.op_arg(Op::RESUME, resume_at);
            self.jump(Op::JUMP_NO_INTERRUPT, start);
            self.place(exit);
            return start;
        }
        // What `throw` and `close` raise at the yield is handled below.
        self.push_block(Op::SETUP_FINALLY, second);
        // Marks the yield as one that delegates; before 3.13 the assembler did not look.
        let delegates = u32::from(self.has(Feature::QuietJumps));
        self.op_arg(Op::YIELD_VALUE, delegates);
        self.pop_block_noline();
        self.op_arg(Op::RESUME, resume_at);
        self.jump(Op::JUMP_NO_INTERRUPT, start);
        self.place(second);
        self.op(Op::CLEANUP_THROW);
        self.place(exit);
        self.op(Op::END_SEND);
        start
    }

    /// Ends an asynchronous loop, whose `SEND` is at `send`.
    pub(super) fn emit_end_async_for(&mut self, send: Label) {
        if self.has(Feature::AsyncForSaysSend) {
            self.jump(Op::END_ASYNC_FOR_JUMP, send);
        } else {
            self.op(Op::END_ASYNC_FOR);
        }
    }

    /// Awaits the value on the stack; `source` is the argument of `GET_AWAITABLE` ([`oparg::awaitable`]).
    pub(super) fn emit_await(&mut self, source: u32) {
        self.op_arg(Op::GET_AWAITABLE, source);
        self.emit_no_index();
        self.load_const(ConstTable::NONE);
        self.emit_yield_from(Wait::Await);
    }

    /// Awaits the next item of the asynchronous iterator on the stack. Returns the label of the `SEND`.
    pub(super) fn emit_await_next(&mut self) -> Label {
        self.op(Op::GET_ANEXT);
        self.emit_no_index();
        self.load_const(ConstTable::NONE);
        self.emit_yield_from(Wait::Await)
    }

    /// Delegates to the iterable on the stack.
    pub(super) fn emit_delegation(&mut self) {
        if self.has(Feature::VirtualIterators) {
            self.op_arg(Op::GET_ITER, iter::OF_YIELD_FROM);
        } else {
            self.op(Op::GET_YIELD_FROM_ITER);
        }
        self.load_const(ConstTable::NONE);
        self.emit_yield_from(Wait::YieldFrom);
    }

    /// An iterator that is on the stack has no index.
    pub(super) fn emit_no_index(&mut self) {
        if self.has(Feature::VirtualIterators) {
            self.op(Op::PUSH_NULL);
        }
    }

    /// Iterates over the iterable on the stack, synchronously or not.
    pub(super) fn emit_iterate(&mut self, is_async: bool, loc: Location) {
        if is_async {
            self.op_at(Op::GET_AITER, loc);
        } else {
            self.op_arg_at(Op::GET_ITER, iter::OF_LOOP, loc);
        }
    }

    /// How many items of the stack an iterator of a `for` is.
    pub(super) fn items_of_iterator(&self, is_async: bool) -> u32 {
        if self.has(Feature::VirtualIterators) && !is_async { 2 } else { 1 }
    }

    /// The exhausted end of a `for` loop.
    pub(super) fn emit_end_for(&mut self) {
        if self.has(Feature::EndFor) {
            self.op_noline(Op::END_FOR);
        }
        if self.has(Feature::PopIter) {
            self.op_noline(Op::POP_ITER);
        } else if self.has(Feature::PopAfterEndFor) {
            self.op_noline(Op::POP_TOP);
        }
    }

    /// Re-raises at the end of a cleanup handler (`compiler_pop_except_and_reraise`).
    pub(super) fn emit_pop_except_and_reraise(&mut self) {
        self.op_arg(Op::COPY, 3);
        self.op(Op::POP_EXCEPT);
        self.op_arg(Op::RERAISE, 1);
    }

    /// Calls `__exit__(None, None, None)` (`compiler_call_exit_with_nones`).
    pub(super) fn emit_exit_call(&mut self) {
        for _ in 0..3 {
            self.load_const(ConstTable::NONE);
        }
        // Below them is the method and what it is of, or a bound method.
        self.emit_call(if self.has(Feature::SpecialLoaded) { 3 } else { 2 });
    }

    /// Replaces a context manager on the stack by its `__exit__` and what its `__enter__` returns, or its asynchronous
    /// methods.
    pub(super) fn emit_enter(&mut self, is_async: bool) {
        if self.has(Feature::SpecialLoaded) {
            let (enter, exit) =
                if is_async { (special::AENTER, special::AEXIT) } else { (special::ENTER, special::EXIT) };
            self.op_arg(Op::COPY, 1);
            self.op_arg(Op::LOAD_SPECIAL, exit);
            self.op_arg(Op::SWAP, 2);
            self.op_arg(Op::SWAP, 3);
            self.op_arg(Op::LOAD_SPECIAL, enter);
            self.emit_call(0);
        } else {
            self.op(if is_async { Op::BEFORE_ASYNC_WITH } else { Op::BEFORE_WITH });
        }
        if is_async {
            self.emit_await(awaitable::OF_AENTER);
        }
    }

    /// Subscripts the value below the index on the stack.
    pub(super) fn emit_subscript(&mut self) {
        if self.has(Feature::SubscriptIsBinary) {
            self.op_arg(Op::BINARY_OP, binary::SUBSCRIPT);
        } else {
            self.op(Op::BINARY_SUBSCR);
        }
    }

    /// Loads what is no name of the source.
    pub(super) fn emit_common_constant(&mut self, constant: CommonConstant) {
        self.op_arg(Op::LOAD_COMMON_CONSTANT, constant as u32);
    }

    /// Loads `AssertionError` for a failed `assert`.
    pub(super) fn emit_assertion_error(&mut self) {
        if self.has(Feature::CommonConstants) {
            self.emit_common_constant(CommonConstant::AssertionError);
        } else {
            self.op(Op::LOAD_ASSERTION_ERROR);
        }
    }

    /// `compiler_addcompare`
    pub(super) fn emit_compare(&mut self, op: CmpOp) {
        let comparison = match op {
            CmpOp::Lt => Comparison::Less,
            CmpOp::LtE => Comparison::LessEqual,
            CmpOp::Eq => Comparison::Equal,
            CmpOp::NotEq => Comparison::NotEqual,
            CmpOp::Gt => Comparison::Greater,
            CmpOp::GtE => Comparison::GreaterEqual,
            CmpOp::Is => return self.op_arg(Op::IS_OP, 0),
            CmpOp::IsNot => return self.op_arg(Op::IS_OP, 1),
            CmpOp::In => return self.op_arg(Op::CONTAINS_OP, 0),
            CmpOp::NotIn => return self.op_arg(Op::CONTAINS_OP, 1),
        };
        self.op_arg(Op::COMPARE_OP, oparg::compare(self.target, comparison));
    }

    /// `addop_binary`
    pub(super) fn emit_binary(&mut self, op: Operator, inplace: bool) {
        let arg = match op {
            Operator::Add => binary::ADD,
            Operator::BitAnd => binary::AND,
            Operator::FloorDiv => binary::FLOOR_DIVIDE,
            Operator::LShift => binary::LSHIFT,
            Operator::MatMult => binary::MATRIX_MULTIPLY,
            Operator::Mult => binary::MULTIPLY,
            Operator::Mod => binary::REMAINDER,
            Operator::BitOr => binary::OR,
            Operator::Pow => binary::POWER,
            Operator::RShift => binary::RSHIFT,
            Operator::Sub => binary::SUBTRACT,
            Operator::Div => binary::TRUE_DIVIDE,
            Operator::BitXor => binary::XOR,
        };
        self.op_arg(Op::BINARY_OP, if inplace { binary::inplace(arg) } else { arg });
    }

    /// A unary operator.
    pub(super) fn emit_unary(&mut self, op: UnaryOp) {
        match op {
            UnaryOp::Invert => self.op(Op::UNARY_INVERT),
            UnaryOp::Not => {
                self.emit_to_bool();
                self.op(Op::UNARY_NOT);
            }
            UnaryOp::UAdd => self.emit_operation(Op::UNARY_POSITIVE, Intrinsic1::UnaryPositive),
            UnaryOp::USub => self.op(Op::UNARY_NEGATIVE),
        }
    }

    /// Pushes `__build_class__`.
    pub(super) fn emit_build_class(&mut self) {
        let mut ops = [Op::PUSH_NULL, Op::LOAD_BUILD_CLASS];
        if self.has(Feature::NullAfterCallable) {
            ops.reverse();
        }
        ops.into_iter().for_each(|op| self.op(op));
    }

    /// Loads an attribute.
    pub(super) fn emit_load_attr(&mut self, name: Symbol) {
        let index = self.name_index(name);
        self.op_arg(Op::LOAD_ATTR, oparg::attribute(self.target, index));
    }

    /// Loads a method to call.
    pub(super) fn emit_load_method(&mut self, name: Symbol) {
        let index = self.name_index(name);
        if self.has(Feature::MethodBit) {
            self.op_arg(Op::LOAD_ATTR, oparg::method(index));
        } else {
            self.op_arg(Op::LOAD_METHOD, index);
        }
    }

    /// Formats the value on the stack; `conversion` is that of `!s`, `!r` or `!a`.
    pub(super) fn emit_conversion(&mut self, conversion: Option<u8>) -> u32 {
        let number = oparg::format::conversion(conversion);
        if number != 0 && self.has(Feature::FormatOperations) {
            self.op_arg(Op::CONVERT_VALUE, number);
        }
        number
    }

    /// Formats the value on the stack, with the specification above it if there is one.
    pub(super) fn emit_format(&mut self, conversion: u32, has_spec: bool) {
        match (self.has(Feature::FormatOperations), has_spec) {
            (true, false) => self.op(Op::FORMAT_SIMPLE),
            (true, true) => self.op(Op::FORMAT_WITH_SPEC),
            (false, false) => self.op_arg(Op::FORMAT_VALUE, conversion),
            (false, true) => self.op_arg(Op::FORMAT_VALUE, conversion | oparg::format::HAVE_SPEC),
        }
    }

    /// Goes back to `outer`, unless the version leaks the position that it is at.
    pub(super) fn restore_position(&mut self, outer: Location) {
        if self.has(Feature::ExplicitPositions) {
            self.u.loc = outer;
        }
    }

    /// Artificial code follows: versions that leak positions go on with the last one.
    pub(super) fn leave_positions(&mut self) {
        if self.has(Feature::ExplicitPositions) {
            self.u.loc = Location::NONE;
        }
    }
}
