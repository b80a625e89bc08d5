//! Counts the predecessors of each block.

use super::{BlockId, Graph};

impl Graph {
    /// Counts the predecessors of each block that control may get to, and says whether there may be others
    /// (`mark_reachable`). `worklist` is a buffer.
    ///
    /// Blocks mostly come after a predecessor: so they are visited in their order, and only those that do not come after
    /// one are put on the list.
    pub(in crate::compiler::cfg) fn count_predecessors(&mut self, worklist: &mut Vec<BlockId>) -> bool {
        self.recount = false;
        let (nodes, blocks) = (&self.nodes[..], &mut self.blocks[..]);
        for block in &mut *blocks {
            block.predecessors = 0;
            block.visited = false;
        }
        blocks[BlockId::ENTRY.index()].predecessors = 1;
        worklist.clear();
        let mut passed_by = false;
        let mut ahead = BlockId::ENTRY;
        loop {
            let block = if let Some(id) = worklist.pop() {
                &blocks[id.index()]
            } else {
                let Some(block) = blocks.get_mut(ahead.index()) else { return passed_by };
                // It has had its turn.
                block.visited = true;
                ahead = block.next;
                if block.predecessors == 0 {
                    passed_by = true;
                    continue;
                }
                &*block
            };
            let block = *block;
            block.for_each_successor(nodes, |id| {
                let block = &mut blocks[id.index()];
                if block.predecessors == 0 && block.visited {
                    worklist.push(id);
                }
                block.predecessors += 1;
            });
        }
    }

    /// Counts predecessors as `mark_reachable` of 3.12 does: on top of what is counted already, and a block that is met
    /// again before its turn is visited again.
    pub(in crate::compiler::cfg) fn count_predecessors_again(&mut self, worklist: &mut Vec<BlockId>) {
        self.recount = true;
        let (nodes, blocks) = (&self.nodes[..], &mut self.blocks[..]);
        for block in &mut *blocks {
            block.visited = false;
        }
        worklist.clear();
        worklist.push(BlockId::ENTRY);
        blocks[BlockId::ENTRY.index()].predecessors = 1;
        while let Some(id) = worklist.pop() {
            let block = &mut blocks[id.index()];
            block.visited = true;
            let block = *block;
            block.for_each_successor(nodes, |id| {
                let block = &mut blocks[id.index()];
                if !block.visited {
                    worklist.push(id);
                }
                block.predecessors += 1;
            });
        }
    }
}
