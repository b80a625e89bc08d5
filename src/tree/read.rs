//! Reading a file whose size is known, in one call of the system.

use std::fs::File;
use std::io::{self, Read};

/// Reads a file that was `size` bytes long when it was looked at into the start of `buffer`; returns its length now.
/// The buffer is never made smaller, so that it is not cleared for each file.
pub(super) fn read_whole(mut file: &File, size: u64, buffer: &mut Vec<u8>) -> io::Result<usize> {
    // One byte more than expected, so that one read shows that there is no more.
    let room = size as usize + 1;
    if buffer.len() < room {
        buffer.resize(room, 0);
    }
    let mut length = 0;
    while length < room {
        match file.read(&mut buffer[length..room]) {
            Ok(0) => return Ok(length),
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if length as u64 == size {
            return Ok(length);
        }
    }
    // It has grown since, or it is no file that knows its size.
    buffer.truncate(length);
    file.read_to_end(buffer)?;
    Ok(buffer.len())
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
            let length = read_whole(&File::open(&path).unwrap(), size, &mut buffer).unwrap();
            assert_eq!(buffer[..length], text, "{size}");
        }
        std::fs::write(&path, b"").unwrap();
        assert_eq!(read_whole(&File::open(&path).unwrap(), 0, &mut buffer).unwrap(), 0);
    }
}
