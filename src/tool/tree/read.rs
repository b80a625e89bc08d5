//! Reading and comparing files whose size is known, in as few calls of the system as that takes.

use std::fs::File;
use std::io;

use rustix::buffer::spare_capacity;
use rustix::io::{Errno, retry_on_intr};

use crate::compiler::values::context::MAX_SOURCE;

/// The bytes that a buffer has room for at least. What is not written to takes no memory.
const ROOM: usize = 1 << 20;

/// The bytes that are read at most of a file which has more than it says: some files of `/proc` have no end.
const UNTOLD: u64 = 64 << 20;

/// Reads a file that was `size` bytes long when it was opened into `buffer`, whatever that held. Its memory is
/// neither cleared first nor given back.
pub(super) fn read_whole(file: &File, size: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
    read_at_most(file, size, UNTOLD, buffer)
}

fn read_at_most(file: &File, size: u64, untold: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
    let too_large = |size: u64| size > MAX_SOURCE as u64;
    if too_large(size) {
        return Err(Errno::FBIG.into());
    }
    // One byte more than expected, so that one read shows that there is no more.
    let room = size as usize + 1;
    buffer.clear();
    if buffer.capacity() < room {
        // To grow would be to copy what nobody needs.
        *buffer = Vec::new();
        buffer.try_reserve_exact(room.max(ROOM)).map_err(|_| io::ErrorKind::OutOfMemory)?;
    }
    while buffer.len() as u64 <= size {
        if read_some(file, buffer)? == 0 || buffer.len() as u64 == size {
            return Ok(());
        }
    }
    // It has grown since, or it is no file that knows its size.
    loop {
        if buffer.len() == buffer.capacity() {
            let length = buffer.len() as u64;
            if too_large(length) || length > file.metadata()?.len().saturating_add(untold) {
                return Err(Errno::FBIG.into());
            }
            buffer.try_reserve(buffer.len().min(UNTOLD as usize)).map_err(|_| io::ErrorKind::OutOfMemory)?;
        }
        if read_some(file, buffer)? == 0 {
            return Ok(());
        }
    }
}

/// The bytes of a file compared at a time. Perf: most files fit, and what is read stays in the second-level cache.
const PIECE: usize = 128 << 10;

/// Whether a file consists of `start` and `rest`. `buffer` is a buffer.
pub(super) fn holds(file: &File, mut start: &[u8], mut rest: &[u8], buffer: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        buffer.clear();
        buffer.reserve(PIECE);
        let count = read_some(file, buffer)?;
        let (of_start, of_rest) = buffer.split_at(count.min(start.len()));
        match (start.strip_prefix(of_start), rest.strip_prefix(of_rest)) {
            (Some(more), Some(rest_of_rest)) => (start, rest) = (more, rest_of_rest),
            _ => return Ok(false),
        }
        // Less than there was room for is the end.
        if count < buffer.capacity() {
            return Ok(start.is_empty() && rest.is_empty());
        }
    }
}

/// Reads into what `buffer` has room for; says how much was read.
fn read_some(file: &File, buffer: &mut Vec<u8>) -> io::Result<usize> {
    Ok(retry_on_intr(|| rustix::io::read(file, spare_capacity(buffer)))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_whatever_the_size_was() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x");
        let text: Vec<u8> = (0..100_000_u32).map(|number| number as u8).collect();
        std::fs::write(&path, &text).unwrap();
        let mut buffer = vec![1; 7];
        for size in [100_000, 0, 5, 99_999, 200_000] {
            read_whole(&File::open(&path).unwrap(), size, &mut buffer).unwrap();
            assert_eq!(buffer, text, "{size}");
        }
        std::fs::write(&path, b"").unwrap();
        read_whole(&File::open(&path).unwrap(), 0, &mut buffer).unwrap();
        assert!(buffer.is_empty());
    }

    #[test]
    fn does_not_read_for_ever() {
        let mut buffer = Vec::new();
        let zeros = File::open("/dev/zero").unwrap();
        for size in [0, 5, MAX_SOURCE as u64 + 1, u64::MAX] {
            let error = read_at_most(&zeros, size, 3 << 20, &mut buffer).unwrap_err();
            assert_eq!(error.raw_os_error(), Some(Errno::FBIG.raw_os_error()), "{size}");
            assert!(buffer.len() < 16 << 20);
        }
    }

    #[test]
    fn compares_all_whatever_the_size_is() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x");
        for size in [0, 1, 16, 17, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let text: Vec<u8> = (0..size).map(|number| number as u8).collect();
            std::fs::write(&path, &text).unwrap();
            let holds =
                |start: &[u8], rest: &[u8]| holds(&File::open(&path).unwrap(), start, rest, &mut Vec::new()).unwrap();
            let (start, rest) = text.split_at(size.min(16));
            assert!(holds(start, rest), "{size}");
            assert!(!holds(start, &[rest, b"x"].concat()), "{size}");
            for at in [0, 15, 16, PIECE, size.saturating_sub(1)].into_iter().filter(|&at| at < size) {
                let mut other = text.clone();
                other[at] ^= 1;
                let (start, rest) = other.split_at(size.min(16));
                assert!(!holds(start, rest), "{at} of {size}");
            }
            if let Some((_, shorter)) = rest.split_last() {
                assert!(!holds(start, shorter), "{size}");
            }
        }
    }
}
