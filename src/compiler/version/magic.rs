//! The magic numbers that .pyc files begin with.

use super::SERIES;

/// Those of series that are older than what we compile for, and their tags (importlib's `_bootstrap_external.py` lists
/// them; a release has the last one of its series).
const OLDER: [(u16, &str); 5] =
    [(3379, "cpython-36"), (3394, "cpython-37"), (3413, "cpython-38"), (3425, "cpython-39"), (3439, "cpython-310")];

/// The tag of the series whose releases write files that begin with these bytes, as `cpython-311`.
pub fn tag_of(start: [u8; 4]) -> Option<&'static str> {
    let [low, high, b'\r', b'\n'] = start else { return None };
    let magic = u16::from_le_bytes([low, high]);
    let older = OLDER.into_iter().find(|(other, _)| *other == magic).map(|(_, tag)| tag);
    let known = || SERIES.iter().flat_map(|series| series.iter()).find(|target| target.magic == magic);
    older.or_else(|| known().map(|target| target.cache_tag()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::version::Target;

    #[test]
    fn each_series_has_its_own() {
        for target in Target::supported() {
            let [low, high] = target.magic.to_le_bytes();
            assert_eq!(tag_of([low, high, b'\r', b'\n']), Some(target.cache_tag()));
            assert_eq!(tag_of([low, high, b'\n', b'\r']), None);
        }
        assert_eq!(tag_of([0x6f, 0x0d, b'\r', b'\n']), Some("cpython-310"));
        assert_eq!(tag_of([0, 0, b'\r', b'\n']), None);
    }
}
