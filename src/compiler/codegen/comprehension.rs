//! Comprehensions and generator expressions.

use super::unit::ScopeKind;
use super::unwind::FrameBlock;
use super::{Compiler, Emit};
use crate::compiler::syntax::ast::{Comp, CompKind, Comprehension, Expr, ExprKind};
use crate::compiler::values::intern::sym;
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use crate::compiler::version::oparg::{awaitable, resume};
use crate::compiler::version::opcode::Op;

impl<'a> Compiler<'_, 'a> {
    /// `compiler_comprehension`
    pub(super) fn comprehension(&mut self, node: &'a Comp<'a>, loc: Location) -> Emit {
        let name = match node.kind {
            CompKind::GeneratorExp => sym::GENEXPR,
            CompKind::ListComp => sym::LISTCOMP,
            CompKind::SetComp => sym::SETCOMP,
            CompKind::DictComp => sym::DICTCOMP,
        };
        let is_generator = node.kind == CompKind::GeneratorExp;
        let scope = self.table.of(node.scope);
        let is_async = scope.coroutine;
        let misplaced =
            is_async && !is_generator && !matches!(self.u.kind, ScopeKind::AsyncFunction | ScopeKind::Comprehension);
        if scope.inlined {
            self.outermost_iterable(node)?;
            let iterates_inside = self.has(Feature::IterableArgument);
            if !iterates_inside {
                self.iterate_outermost(node);
            }
            let state = self.enter_inlined(scope)?;
            if misplaced {
                return self.misplaced();
            }
            self.empty_collection(node.kind);
            self.op_arg(Op::SWAP, 2);
            if iterates_inside {
                self.iterate_outermost(node);
            }
            self.generators(node, node.generators, Iterator::OnStack, 0)?;
            self.u.loc = loc;
            return self.leave_inlined(state);
        }
        if is_generator && self.has(Feature::IterableArgument) {
            self.generator_expression(node, loc)?;
            let code = self.finish_unit(true)?;
            self.make_closure(code, 0)?;
            self.outermost_iterable(node)?;
            self.emit_call(0);
            return Ok(());
        }
        self.enter_scope(name, ScopeKind::Comprehension, node.scope, loc.line);
        self.u.loc = loc;
        if misplaced {
            return self.misplaced();
        }
        self.empty_collection(node.kind);
        self.generators(node, node.generators, Iterator::Argument, 0)?;
        if !is_generator {
            self.restore_position(loc);
            self.op(Op::RETURN_VALUE);
        } else if self.has(Feature::StopIterationHandler) {
            self.emit_stop_iteration_handler();
        }
        let code = self.finish_unit(true)?;
        self.make_closure(code, 0)?;
        self.outermost_iterable(node)?;
        if !self.has(Feature::IterableArgument) {
            self.iterate_outermost(node);
        }
        self.emit_call(0);
        if is_async && !is_generator {
            self.emit_await(awaitable::OF_EXPRESSION);
        }
        Ok(())
    }

    /// The unit of a generator expression that gets its first iterable: it makes the iterator before the generator.
    fn generator_expression(&mut self, node: &'a Comp<'a>, loc: Location) -> Emit {
        self.open_unit(sym::GENEXPR, ScopeKind::Comprehension, self.table.of(node.scope), loc.line);
        self.set_qualname(None);
        let start = std::mem::replace(&mut self.u.loc, loc);
        self.op_arg_noline(Op::RESUME, resume::AT_GENERATOR_EXPRESSION);
        self.u.out.argcount = 1;
        if let Some(outermost) = node.generators.first() {
            self.op_arg_at(Op::LOAD_FAST, 0, outermost.iter.loc);
        }
        self.iterate_outermost(node);
        let handler = self.emit_generator_start(start);
        self.generators(node, node.generators, Iterator::OnStack, 0)?;
        self.end_stop_iteration(handler);
        Ok(())
    }

    fn misplaced(&self) -> Emit {
        self.error("asynchronous comprehension outside of an asynchronous function")
    }

    /// Pushes the collection that the elements are added to.
    fn empty_collection(&mut self, kind: CompKind) {
        match kind {
            CompKind::GeneratorExp => {}
            CompKind::ListComp => self.op_arg(Op::BUILD_LIST, 0),
            CompKind::SetComp => self.op_arg(Op::BUILD_SET, 0),
            CompKind::DictComp => self.op_arg(Op::BUILD_MAP, 0),
        }
    }

    fn outermost_iterable(&mut self, node: &'a Comp<'a>) -> Emit {
        node.generators.first().map_or(Ok(()), |outermost| self.expr(&outermost.iter))
    }

    /// `compiler_comprehension_iter`
    fn iterate_outermost(&mut self, node: &'a Comp<'a>) {
        if let Some(outermost) = node.generators.first() {
            self.emit_iterate(outermost.is_async, self.loop_position(&outermost.iter));
        }
    }

    /// The `for` clauses, then the element (`compiler_comprehension_generator`). `depth` counts the
    /// iterators on the stack above the collection.
    fn generators(
        &mut self,
        node: &'a Comp<'a>,
        generators: &'a [Comprehension<'a>],
        iterator: Iterator,
        depth: u32,
    ) -> Emit {
        let Some((generator, inner)) = generators.split_first() else { return self.element(node, depth) };
        if generator.is_async {
            self.async_generator(node, generator, inner, iterator, depth)
        } else {
            self.sync_generator(node, generator, inner, iterator, depth)
        }
    }

    /// `compiler_sync_comprehension_generator`
    fn sync_generator(
        &mut self,
        node: &'a Comp<'a>,
        generator: &'a Comprehension<'a>,
        inner: &'a [Comprehension<'a>],
        iterator: Iterator,
        depth: u32,
    ) -> Emit {
        let start = self.new_label();
        let if_cleanup = self.new_label();
        let anchor = self.new_label();
        let mut loops = true;
        let loop_loc = self.loop_position(&generator.iter);
        match iterator {
            Iterator::OnStack => {}
            Iterator::Argument => self.load_argument(generator),
            // `for x in [value]` is an assignment.
            Iterator::Evaluated => match generator.iter.kind {
                ExprKind::List { elts: [elt], .. } | ExprKind::Tuple { elts: [elt], .. }
                    if !matches!(elt.kind, ExprKind::Starred { .. }) =>
                {
                    self.expr(elt)?;
                    loops = false;
                }
                _ => {
                    self.expr(&generator.iter)?;
                    self.emit_iterate(false, loop_loc);
                }
            },
        }
        if loops {
            if self.has(Feature::IteratorTwice) {
                self.emit_iterate(false, loop_loc);
            }
            self.place(start);
            self.jump_at(Op::FOR_ITER, anchor, loop_loc);
        }
        self.expr(&generator.target)?;
        for condition in generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        self.generators(
            node,
            inner,
            Iterator::Evaluated,
            depth + if loops { self.items_of_iterator(false) } else { 0 },
        )?;
        self.place(if_cleanup);
        if loops {
            let loc = self.element_position(node, inner.is_empty());
            self.jump_at(Op::JUMP, start, loc);
            self.place(anchor);
            self.emit_end_for();
        }
        Ok(())
    }

    /// `compiler_async_comprehension_generator`
    fn async_generator(
        &mut self,
        node: &'a Comp<'a>,
        generator: &'a Comprehension<'a>,
        inner: &'a [Comprehension<'a>],
        iterator: Iterator,
        depth: u32,
    ) -> Emit {
        let start = self.new_label();
        let except = self.new_label();
        let if_cleanup = self.new_label();
        match iterator {
            Iterator::OnStack => {}
            Iterator::Argument => self.load_argument(generator),
            Iterator::Evaluated => {
                self.expr(&generator.iter)?;
                self.emit_iterate(true, self.loop_position(&generator.iter));
            }
        }
        self.place(start);
        self.push_frame_block(FrameBlock::AsyncComprehension)?;
        self.push_block(Op::SETUP_FINALLY, except);
        let send = self.emit_await_next();
        self.pop_block();
        self.expr(&generator.target)?;
        for condition in generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        self.generators(node, inner, Iterator::Evaluated, depth + self.items_of_iterator(true))?;
        self.place(if_cleanup);
        let loc = self.element_position(node, inner.is_empty());
        self.jump_at(Op::JUMP, start, loc);
        self.pop_frame_block();
        self.place(except);
        self.emit_end_async_for(send);
        Ok(())
    }

    /// Pushes the iterator that a comprehension's function gets, or makes it of the iterable.
    fn load_argument(&mut self, outermost: &Comprehension<'_>) {
        self.u.out.argcount = 1;
        self.op_arg(Op::LOAD_FAST, 0);
        if self.has(Feature::IterableArgument) {
            self.emit_iterate(outermost.is_async, self.loop_position(&outermost.iter));
        }
    }

    /// Adds the element to the collection, or yields it.
    fn element(&mut self, node: &'a Comp<'a>, depth: u32) -> Emit {
        let unpacked = match node.elt.kind {
            ExprKind::Starred { value, .. } => Some(value),
            _ if node.kind == CompKind::DictComp && node.value.is_none() => Some(&node.elt),
            _ => None,
        };
        if let Some(unpacked) = unpacked {
            return self.unpacked_element(node, unpacked, depth);
        }
        self.expr(&node.elt)?;
        if let Some(value) = node.value {
            self.expr(value)?;
        }
        let loc = self.element_position(node, true);
        let outer = std::mem::replace(&mut self.u.loc, loc);
        match node.kind {
            CompKind::GeneratorExp => {
                self.emit_yield();
                self.op(Op::POP_TOP);
            }
            CompKind::ListComp => self.op_arg(Op::LIST_APPEND, depth + 1),
            CompKind::SetComp => self.op_arg(Op::SET_ADD, depth + 1),
            CompKind::DictComp => self.op_arg(Op::MAP_ADD, depth + 1),
        }
        self.u.loc = outer;
        Ok(())
    }

    /// Adds all that is in the element to the collection, or yields it (PEP 798).
    fn unpacked_element(&mut self, node: &'a Comp<'a>, unpacked: &'a Expr<'a>, depth: u32) -> Emit {
        self.expr(unpacked)?;
        let outer = std::mem::replace(&mut self.u.loc, node.elt.loc);
        match node.kind {
            CompKind::GeneratorExp => {
                let (start, end) = (self.new_label(), self.new_label());
                self.op(Op::GET_ITER);
                self.place(start);
                self.jump(Op::FOR_ITER, end);
                self.emit_yield();
                self.op(Op::POP_TOP);
                self.jump(Op::JUMP, start);
                self.place(end);
                self.emit_end_for();
            }
            CompKind::ListComp => self.op_arg(Op::LIST_EXTEND, depth + 1),
            CompKind::SetComp => self.op_arg(Op::SET_UPDATE, depth + 1),
            CompKind::DictComp => self.op_arg(Op::DICT_UPDATE, depth + 1),
        }
        self.u.loc = outer;
        Ok(())
    }

    /// The position of what is done with an element: its own, or the current one. Of a pair, the
    /// `innermost` clause takes both halves.
    fn element_position(&self, node: &Comp<'_>, innermost: bool) -> Location {
        if !self.has(Feature::ExplicitPositions) {
            return self.u.loc;
        }
        let start = node.elt.loc;
        match node.value {
            Some(value) if innermost => Location { end_line: value.loc.end_line, end_col: value.loc.end_col, ..start },
            _ => start,
        }
    }

    /// The position of a comprehension's loop over `iter`.
    fn loop_position(&self, iter: &Expr<'_>) -> Location {
        if self.has(Feature::ComprehensionAtIterable) { iter.loc } else { self.u.loc }
    }
}

/// The source of the iterator of a `for` clause.
#[derive(Clone, Copy)]
enum Iterator {
    /// The first parameter of the comprehension's function is it, or what it iterates over.
    Argument,
    /// It is on the stack: the first clause of an inlined comprehension, or of a generator expression.
    OnStack,
    /// It is made here.
    Evaluated,
}
