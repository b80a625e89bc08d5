//! Texts as two numbers, by which they are hashed and compared.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// What tells a text from others: all of one of up to 16 bytes, and a hash and the length of a longer one, or of one
/// that ends in a null byte, which the key of a short text could not tell from its end.
#[derive(Clone, Copy, Debug, Default, Eq)]
pub(crate) struct Key {
    /// The first eight bytes, the first the lowest, zeros if there are fewer; or the hash.
    pub(super) head: u64,
    /// The next eight bytes, zeros if there are fewer; or the length and [`LONG`].
    pub(super) tail: u64,
}

/// The highest byte of a key that does not hold all of its text: one that WTF-8 does not have.
const LONG: u64 = 0xff << 56;

impl PartialEq for Key {
    // Perf: one test for both parts, since in which of them texts differ would be mispredicted.
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        (self.head ^ other.head) | (self.tail ^ other.tail) == 0
    }
}

/// What the first eight bytes of a text are multiplied by, that the highest bits of the product are of all. (The
/// parser's table of words is by the same product.)
pub(crate) const MULTIPLIER: u64 = 0xacaa_298e_0ab2_df4d;

/// The texts that a [`Key`] holds whole.
pub(super) const MAX_KEPT: usize = 16;

/// For each length the bits that a text of that length has of a [`Key`].
static BITS: [[u64; 2]; MAX_KEPT + 1] = {
    let mut bits = [[0; 2]; MAX_KEPT + 1];
    let mut len = 1;
    while len < bits.len() {
        bits[len] = bits[len - 1];
        bits[len][(len - 1) / 8] = bits[len][(len - 1) / 8] << 8 | 0xff;
        len += 1;
    }
    bits
};

impl Key {
    /// The key of the first `len` of these bytes, none of which is zero.
    #[inline(always)]
    pub(crate) fn of_first(bytes: &[u8; MAX_KEPT], len: usize) -> Self {
        let (bytes, [head, tail]) = (u128::from_le_bytes(*bytes), BITS[len]);
        Self { head: bytes as u64 & head, tail: (bytes >> 64) as u64 & tail }
    }

    /// Whether it does not hold all of its text.
    #[inline(always)]
    pub(super) fn is_long(self) -> bool {
        self.tail >= LONG
    }

    /// The first eight bytes of a short text, as a number.
    #[inline]
    pub(crate) fn head(self) -> u64 {
        self.head
    }

    /// The bytes of a text of up to 16, as a number.
    #[inline(always)]
    pub(super) fn bytes(self) -> u128 {
        u128::from(self.head) | u128::from(self.tail) << 64
    }

    /// Whether this is the key of a text that has at most eight bytes, those of `word`, none of them zero.
    #[inline(always)]
    pub(crate) fn is(self, word: u64) -> bool {
        (self.head ^ word) | self.tail == 0
    }

    /// The key of `text`.
    #[inline]
    pub(crate) fn of(text: &[u8]) -> Self {
        let len = text.len();
        if len > MAX_KEPT || text.last() == Some(&0) {
            return Self::long(text);
        }
        if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
            let tail = if len > 8 { u64::from_le_bytes(tail) >> (8 * (MAX_KEPT - len)) } else { 0 };
            return Self { head: u64::from_le_bytes(head), tail };
        }
        if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
            let (head, tail) = (u32::from_le_bytes(head), u32::from_le_bytes(tail));
            return Self { head: u64::from(head) | u64::from(tail) << (8 * (len - 4)), tail: 0 };
        }
        Self { head: text.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)), tail: 0 }
    }

    pub(super) fn long(text: &[u8]) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(text);
        Self { head: hasher.finish(), tail: LONG | text.len() as u64 }
    }

    /// A number whose lowest bits are of all bytes.
    #[inline(always)]
    pub(super) fn hash(self) -> usize {
        let sum = self.head.wrapping_mul(MULTIPLIER).wrapping_add(self.tail.wrapping_mul(0xc2b2_ae3d_27d4_eb4f));
        sum.swap_bytes() as usize
    }
}
