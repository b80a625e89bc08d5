//! The protocol in protobuf: messages, each behind its length. Bazel speaks it unless a rule asks for JSON.

use std::io::{self, BufRead, Read};
use std::os::unix::ffi::OsStringExt;

use prost::Message as _;

use super::MOST;
use super::protocol::{Message, Request, Response};

/// The longest message that there can be. A longer one's length is none.
const LONGEST: u64 = i32::MAX as u64;

/// The field of the id in a request.
const ID: u64 = 3;

/// A request. Its field 2, what the action reads, is not needed. Paths need not be UTF-8.
#[derive(Clone, PartialEq, prost::Message)]
struct WorkRequest {
    #[prost(bytes = "vec", repeated, tag = "1")]
    arguments: Vec<Vec<u8>>,
    #[prost(int32, tag = "3")]
    request_id: i32,
    #[prost(bool, tag = "4")]
    cancel: bool,
    #[prost(int32, tag = "5")]
    verbosity: i32,
    #[prost(bytes = "vec", tag = "6")]
    sandbox_dir: Vec<u8>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct WorkResponse {
    #[prost(int32, tag = "1")]
    exit_code: i32,
    #[prost(string, tag = "2")]
    output: String,
    #[prost(int32, tag = "3")]
    request_id: i32,
    #[prost(bool, tag = "4")]
    was_cancelled: bool,
}

/// The bytes of a response.
pub(super) fn encode(response: Response) -> Vec<u8> {
    let was_cancelled = response.answer.is_none();
    let answer = response.answer.unwrap_or_default();
    let response =
        WorkResponse { exit_code: answer.code.into(), output: answer.output, request_id: response.id, was_cancelled };
    response.encode_length_delimited_to_vec()
}

/// The messages of a stream.
pub(super) struct Messages<R> {
    input: R,
    /// The message that is read.
    buffer: Vec<u8>,
}

impl<R: BufRead> Messages<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new() }
    }

    /// The next message. None at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Message>> {
        if self.is_at_end()? {
            return Ok(None);
        }
        let length = match varint(&mut self.input)? {
            Some(length) if length <= LONGEST => length,
            length => {
                let why = length.map_or("it is cut off or too long".to_owned(), |length| format!("{length}"));
                return Ok(Some(Message::Lost(format!("no request: the length of a message: {why}"))));
            }
        };
        if length > MOST as u64 {
            let mut message = self.input.by_ref().take(length);
            let id = id_in(&mut message)?;
            io::copy(&mut message, &mut io::sink())?;
            let why = format!("no request: it has {length} bytes, and {MOST} at most are read");
            return Ok(Some(Message::Broken { ids: id.into_iter().collect(), why }));
        }
        self.buffer.clear();
        self.input.by_ref().take(length).read_to_end(&mut self.buffer)?;
        if (self.buffer.len() as u64) < length {
            let ids = id_in(&mut &self.buffer[..])?.into_iter().collect();
            return Ok(Some(Message::Broken { ids, why: "no request: it ends in the middle".to_owned() }));
        }
        Ok(Some(match WorkRequest::decode(&self.buffer[..]) {
            Ok(request) => Message::Request(Request {
                id: request.request_id,
                is_cancel: request.cancel,
                arguments: request.arguments,
                sandbox: std::ffi::OsString::from_vec(request.sandbox_dir),
                verbosity: request.verbosity,
                size: self.buffer.len(),
            }),
            Err(error) => {
                let ids = id_in(&mut &self.buffer[..])?.into_iter().collect();
                Message::Broken { ids, why: format!("no request: {error}") }
            }
        }))
    }

    fn is_at_end(&mut self) -> io::Result<bool> {
        loop {
            match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                bytes => return Ok(bytes?.is_empty()),
            }
        }
    }
}

/// The id that a message has, as far as it is one.
fn id_in(message: &mut impl Read) -> io::Result<Option<i32>> {
    let mut id = None;
    while let Some(key) = varint(message)? {
        let length = match key & 7 {
            0 => match varint(message)? {
                Some(value) => {
                    if key >> 3 == ID {
                        // As protobuf does it, whatever is above the lowest 32 bits.
                        id = Some(value as i32);
                    }
                    continue;
                }
                None => break,
            },
            1 => 8,
            2 => match varint(message)? {
                Some(length) => length,
                None => break,
            },
            5 => 4,
            _ => break,
        };
        if io::copy(&mut message.take(length), &mut io::sink())? < length {
            break;
        }
    }
    Ok(id)
}

/// The next number. None if it has no end, or more bits than a number has.
fn varint(input: &mut impl Read) -> io::Result<Option<u64>> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let mut byte = [0];
        match input.read_exact(&mut byte) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        number |= u64::from(byte[0] & 0x7f) << shift;
        if byte[0] < 0x80 {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(id: i32, arguments: &[&[u8]]) -> Vec<u8> {
        let arguments = arguments.iter().map(|argument| argument.to_vec()).collect();
        WorkRequest { arguments, request_id: id, ..WorkRequest::default() }.encode_to_vec()
    }

    fn delimited(message: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        prost::encode_length_delimiter(message.len(), &mut bytes).expect("a vector grows");
        bytes.extend_from_slice(message);
        bytes
    }

    /// The messages of a stream in short: the id of a request, or those of what is broken; None if the rest is lost.
    fn messages(stream: &[u8]) -> Vec<Option<Result<i32, Vec<i32>>>> {
        let read = |stream: &mut dyn BufRead| {
            let mut messages = Messages::new(stream);
            let mut short = Vec::new();
            while let Some(message) = messages.next().expect("memory is read without errors") {
                short.push(match message {
                    Message::Request(request) => Some(Ok(request.id)),
                    Message::Broken { ids, .. } => Some(Err(ids)),
                    Message::Lost(_) => None,
                });
                if short.ends_with(&[None]) {
                    break;
                }
            }
            short
        };
        let at_once = read(&mut &stream[..]);
        assert_eq!(at_once, read(&mut io::BufReader::with_capacity(1, stream)));
        at_once
    }

    #[test]
    fn messages_are_read_one_by_one() {
        let inputs = [&[0x12, 4, 0x0a, 2, b'a', b'b'][..], &request(5, &[b"--src=\xff"])].concat();
        let stream = [delimited(&request(1, &[])), delimited(&inputs), delimited(&request(-2, &[b"x"]))].concat();
        assert_eq!(messages(&stream), [Some(Ok(1)), Some(Ok(5)), Some(Ok(-2))]);
        // An empty message has every default.
        assert_eq!(messages(b"\0"), [Some(Ok(0))]);
        assert_eq!(messages(b""), []);
    }

    #[test]
    fn what_is_broken_costs_no_other() {
        let after = delimited(&request(9, &[]));
        for (broken, ids) in [
            // A field of another kind than it should be, before and after the id.
            (&[0x18, 7, 0x20 | 2, 1, 0][..], &[7][..]),
            (&[0x20 | 2, 1, 0, 0x18, 7], &[7]),
            // A length beyond the end.
            (&[0x18, 7, 0x0a, 100], &[7]),
            (&[0x0a, 100, 0x18, 7], &[]),
            (&[0xff; 40], &[]),
            (&[0x18], &[]),
        ] {
            let stream = [delimited(broken), after.clone()].concat();
            assert_eq!(messages(&stream), [Some(Err(ids.to_vec())), Some(Ok(9))], "{broken:?}");
        }
        let cut = &delimited(&request(7, &[b"--src"]))[..6];
        assert_eq!(messages(cut), [Some(Err(vec![]))]);
    }

    #[test]
    fn size_is_bounded() {
        let long = request(7, &[&vec![b'x'; MOST]]);
        let stream = [delimited(&long), delimited(&request(8, &[]))].concat();
        let mut messages = Messages::new(&stream[..]);
        let why = format!("no request: it has {} bytes, and {MOST} at most are read", long.len());
        assert_eq!(messages.next().expect("memory"), Some(Message::Broken { ids: vec![7], why }));
        assert!(messages.buffer.capacity() < MOST);
        assert!(matches!(messages.next(), Ok(Some(Message::Request(Request { id: 8, .. })))));
    }

    #[test]
    fn any_bytes_are_read() {
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        for _ in 0..2_000 {
            // Small numbers are lengths, fields and kinds.
            let message: Vec<u8> = (0..random() % 40).map(|_| (random() >> (random() % 8)) as u8).collect();
            let stream = [delimited(&message), delimited(&request(8, &[]))].concat();
            assert_eq!(messages(&stream).last(), Some(&Some(Ok(8))), "{message:?}");
            messages(&message);
        }
    }

    #[test]
    fn a_length_that_is_none_loses_the_stream() {
        for start in [&[0xff; 11][..], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], &[0x80]] {
            assert_eq!(messages(start), [None], "{start:?}");
        }
    }
}
