//! The 16 bytes in front of a .pyc file's code (PEP 552).

use crate::compiler::version::Target;

/// The way in which an importer decides whether a .pyc is up to date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Invalidation {
    /// By the source's modification time and size.
    #[default]
    Timestamp,
    /// By a hash of the source, checked on import.
    CheckedHash,
    /// By a hash of the source that nobody checks.
    UncheckedHash,
}

/// The bytes of the header.
pub(crate) const HEADER: usize = 16;

/// What a .pyc records of its source, by which an importer decides later whether it is up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// The source's modification time in seconds since 1970. Its size is recorded as well.
    Timestamp(i64),
    /// A hash of the source, which is checked on import.
    CheckedHash,
    /// A hash of the source, which nobody checks.
    UncheckedHash,
}

impl Stamp {
    /// The header of the .pyc of `source`.
    pub(crate) fn header(self, target: &Target, source: &[u8]) -> [u8; HEADER] {
        match self {
            Self::Timestamp(mtime) => timestamp_header(target, mtime, source.len() as u64),
            Self::CheckedHash => hash_header(target, source, true),
            Self::UncheckedHash => hash_header(target, source, false),
        }
    }
}

/// The header of a .pyc that is checked by time: `mtime` in seconds, both numbers truncated to 32 bits.
pub fn timestamp_header(target: &Target, mtime: i64, size: u64) -> [u8; HEADER] {
    header(target, 0, mtime as u32, size as u32)
}

/// The header of a .pyc that carries the hash of its source.
pub fn hash_header(target: &Target, source: &[u8], checked: bool) -> [u8; HEADER] {
    let hash = source_hash(target, source);
    header(target, 1 | u32::from(checked) << 1, hash as u32, (hash >> 32) as u32)
}

fn header(target: &Target, flags: u32, third: u32, fourth: u32) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&magic(target).to_le_bytes());
    header[4..8].copy_from_slice(&flags.to_le_bytes());
    header[8..12].copy_from_slice(&third.to_le_bytes());
    header[12..].copy_from_slice(&fourth.to_le_bytes());
    header
}

/// `importlib.util.MAGIC_NUMBER` as a number: the version's own, then a carriage return and a line feed.
pub(crate) fn magic(target: &Target) -> u32 {
    u32::from(target.magic) | u32::from_le_bytes([0, 0, b'\r', b'\n'])
}

/// `importlib.util.source_hash`: SipHash-1-3 of the source, keyed with the magic number.
pub fn source_hash(target: &Target, source: &[u8]) -> u64 {
    siphash13(u64::from(magic(target)), 0, source)
}

fn siphash13(key0: u64, key1: u64, data: &[u8]) -> u64 {
    let mut v = [
        key0 ^ 0x736f_6d65_7073_6575,
        key1 ^ 0x646f_7261_6e64_6f6d,
        key0 ^ 0x6c79_6765_6e65_7261,
        key1 ^ 0x7465_6462_7974_6573,
    ];
    let (words, rest) = data.as_chunks::<8>();
    for word in words {
        absorb(&mut v, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    last[7] = data.len() as u8;
    absorb(&mut v, u64::from_le_bytes(last));
    v[2] ^= 0xff;
    for _ in 0..3 {
        round(&mut v);
    }
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

fn absorb(v: &mut [u64; 4], word: u64) {
    v[3] ^= word;
    round(v);
    v[0] ^= word;
}

fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_importlib() {
        let target = Target::py311();
        for (source, expected) in [
            (&b""[..], "738d9cd5d5e87f73"),
            (b"x = 1\n", "4c0372aa93f75252"),
            (b"a longer source, of more than eight bytes", "bf27979ac3ab657c"),
        ] {
            let bytes = source_hash(target, source).to_le_bytes();
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hex, expected);
        }
    }

    #[test]
    fn headers() {
        let target = Target::py311();
        let timestamp = timestamp_header(target, 0x1_0000_0002, 3);
        assert_eq!(timestamp, *b"\xa7\r\r\n\0\0\0\0\x02\0\0\0\x03\0\0\0");
        assert_eq!(timestamp_header(target, -1, 0)[8..12], [0xff; 4]);
        assert_eq!(hash_header(target, b"", true)[4], 3);
        assert_eq!(hash_header(target, b"", false)[4], 1);
    }
}
