//! The protocol in JSON: a stream of objects, with or without anything between them (older Bazels write no newline).
//!
//! The stream is cut into values by brackets and strings alone, so that one which is no JSON costs as few of the others
//! as can be. One ends early, and is broken, at the byte that can't be in it: a bracket that closes another one, a control
//! character in a string, an object where none can be (the next request, if this one was cut off).

use std::io::{self, BufRead};

use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::MOST;
use super::protocol::{Message, Request, Response};

/// How deep values may be nested.
const DEEPEST: usize = 100;

/// The bytes that are kept of the end of a value that has too many: the id comes after the arguments and the inputs.
const TAIL: usize = 16 << 10;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct WorkRequest {
    arguments: Vec<String>,
    request_id: i32,
    cancel: bool,
    verbosity: i32,
    sandbox_dir: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WorkResponse {
    exit_code: i32,
    output: String,
    request_id: i32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    was_cancelled: bool,
}

/// The bytes of a response.
pub(super) fn encode(response: Response) -> io::Result<Vec<u8>> {
    let was_cancelled = response.answer.is_none();
    let answer = response.answer.unwrap_or_default();
    let response =
        WorkResponse { exit_code: answer.code.into(), output: answer.output, request_id: response.id, was_cancelled };
    let mut bytes = serde_json::to_vec(&response)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The messages of a stream.
pub(super) struct Messages<R> {
    input: R,
    cutter: Cutter,
}

impl<R: BufRead> Messages<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, cutter: Cutter::default() }
    }

    /// The next message. None at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Message>> {
        loop {
            let bytes = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                bytes => bytes?,
            };
            if bytes.is_empty() {
                return Ok(self.cutter.end().map(Message::from));
            }
            let (used, piece) = self.cutter.cut(bytes);
            self.input.consume(used);
            if let Some(piece) = piece {
                return Ok(Some(piece.into()));
            }
        }
    }
}

/// A part of the stream.
enum Piece {
    /// From a brace to the one that closes it.
    Value(Vec<u8>),
    /// What can't be a value, and the ids in it.
    Broken(Vec<i32>, String),
}

impl From<Piece> for Message {
    fn from(piece: Piece) -> Self {
        let text = match piece {
            Piece::Value(text) => text,
            Piece::Broken(ids, why) => return Self::Broken { ids, why: format!("no request: {why}") },
        };
        match serde_json::from_slice::<WorkRequest>(&text) {
            Ok(WorkRequest { arguments, request_id, cancel, verbosity, sandbox_dir }) => Self::Request(Request {
                id: request_id,
                is_cancel: cancel,
                arguments: arguments.into_iter().map(String::into_bytes).collect(),
                sandbox: sandbox_dir.into(),
                verbosity,
                size: text.len(),
            }),
            Err(error) => Self::Broken { ids: ids_in(&text), why: format!("no request: {error}") },
        }
    }
}

/// The ids that a text has, each once.
fn ids_in(text: &[u8]) -> Vec<i32> {
    let name = b"\"requestId\"";
    let mut ids = Vec::new();
    for at in memmem::find_iter(text, name) {
        let value =
            text[at + name.len()..].trim_ascii_start().strip_prefix(b":").unwrap_or_default().trim_ascii_start();
        let sign = usize::from(value.first() == Some(&b'-'));
        let digits = value[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let id = std::str::from_utf8(&value[..sign + digits]).ok().and_then(|id| id.parse().ok());
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    ids
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Code,
    String,
    /// In a string, behind a backslash.
    Escape,
}

/// What cuts a stream into values.
#[derive(Default)]
struct Cutter {
    /// The value so far, or the end of one that is too long.
    text: Vec<u8>,
    /// The number of bytes of the value, and the ids in those that are no longer kept.
    length: usize,
    forgotten: Vec<i32>,
    /// The brackets that are open, the innermost one last.
    open: Vec<u8>,
    place: Place,
    /// The last byte that is not white space, outside of strings.
    before: u8,
    /// Whether it has been said of what is between values that it is no request. A newline makes a new beginning.
    is_said: bool,
}

impl Cutter {
    /// Takes bytes up to the end of a piece, or all of them. Returns how many.
    fn cut(&mut self, bytes: &[u8]) -> (usize, Option<Piece>) {
        for (at, &byte) in bytes.iter().enumerate() {
            let piece = self.take(byte);
            if piece.is_some() {
                return (at + 1, piece);
            }
        }
        (bytes.len(), None)
    }

    /// What is left at the end of the stream.
    fn end(&mut self) -> Option<Piece> {
        (!self.open.is_empty()).then(|| self.break_off("it ends in the middle"))
    }

    fn take(&mut self, byte: u8) -> Option<Piece> {
        if self.open.is_empty() {
            return self.take_between(byte);
        }
        let broken = match self.place {
            Place::Escape => {
                self.place = Place::String;
                None
            }
            Place::String => {
                self.place = match byte {
                    b'"' => Place::Code,
                    b'\\' => Place::Escape,
                    _ => Place::String,
                };
                (byte < b' ').then_some("a control character in a string")
            }
            Place::Code => self.take_code(byte),
        };
        if let Some(why) = broken {
            let piece = self.break_off(why);
            if byte == b'{' {
                // The next request begins.
                self.take_between(byte);
            }
            return Some(piece);
        }
        self.keep(byte);
        if !self.open.is_empty() {
            return None;
        }
        let text = std::mem::take(&mut self.text);
        let length = std::mem::take(&mut self.length);
        let mut ids = std::mem::take(&mut self.forgotten);
        if length <= MOST {
            return Some(Piece::Value(text));
        }
        ids.extend(ids_in(&text));
        Some(Piece::Broken(ids, format!("it has {length} bytes, and {MOST} at most are read")))
    }

    /// Takes a byte that is in no value.
    fn take_between(&mut self, byte: u8) -> Option<Piece> {
        match byte {
            b'{' => {
                self.open.push(byte);
                self.before = byte;
                self.is_said = false;
                self.keep(byte);
                None
            }
            b'\n' => {
                self.is_said = false;
                None
            }
            _ if byte.is_ascii_whitespace() || self.is_said => None,
            _ => {
                self.is_said = true;
                Some(Piece::Broken(Vec::new(), "it does not begin with a brace".to_owned()))
            }
        }
    }

    /// Takes a byte of a value outside of its strings. Returns why it can't be there.
    fn take_code(&mut self, byte: u8) -> Option<&'static str> {
        let before = self.before;
        if !byte.is_ascii_whitespace() {
            self.before = byte;
        }
        match byte {
            b'"' => self.place = Place::String,
            b'{' | b'[' if !b"[,:".contains(&before) => return Some("a bracket that opens nothing"),
            b'{' | b'[' if self.open.len() == DEEPEST => return Some("it is nested too deep"),
            b'{' | b'[' => self.open.push(byte),
            // In ASCII a bracket and the one that closes it are two apart.
            b'}' | b']' if self.open.pop() != Some(byte - 2) => return Some("a bracket that closes another one"),
            _ => {}
        }
        None
    }

    fn keep(&mut self, byte: u8) {
        self.text.push(byte);
        self.length += 1;
        if self.length == MOST + 1 {
            self.forgotten = ids_in(&self.text);
            self.text = Vec::new();
        } else if self.length > MOST && self.text.len() >= 2 * TAIL {
            self.text.drain(..TAIL);
        }
    }

    /// Ends a value that is broken.
    fn break_off(&mut self, why: &str) -> Piece {
        let mut ids = std::mem::take(&mut self.forgotten);
        ids.extend(ids_in(&self.text));
        *self = Self { is_said: true, ..Self::default() };
        Piece::Broken(ids, why.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of a stream in short: the id of a request, or those of what is broken.
    fn messages(stream: &[u8]) -> Vec<Result<i32, Vec<i32>>> {
        let read = |stream: &mut dyn BufRead| {
            let mut messages = Messages::new(stream);
            let next = || messages.next().expect("memory is read without errors");
            let short = |message| match message {
                Message::Request(request) => Ok(request.id),
                Message::Broken { ids, .. } => Err(ids),
                Message::Lost(why) => unreachable!("{why}"),
            };
            std::iter::from_fn(next).map(short).collect::<Vec<_>>()
        };
        let at_once = read(&mut &stream[..]);
        let byte_by_byte = read(&mut io::BufReader::with_capacity(1, stream));
        assert_eq!(at_once, byte_by_byte);
        at_once
    }

    #[test]
    fn values_need_nothing_between_them() {
        let one = r#"{"requestId":1}{"requestId":2,"inputs":[{"path":"}","digest":"\"{"}]}"#;
        assert_eq!(messages(one.as_bytes()), [Ok(1), Ok(2)]);
        let pretty =
            "{\n  \"requestId\": 3,\n  \"inputs\": [\n    {\"path\": \"\"},\n    {}\n  ]\n}\r\n\n {\"requestId\" : 4 }";
        assert_eq!(messages(pretty.as_bytes()), [Ok(3), Ok(4)]);
        assert_eq!(messages(b""), []);
    }

    #[test]
    fn what_is_broken_is_told_at_once_and_costs_no_other() {
        for (broken, ids) in [
            (r#"{"requestId":7,"arguments":"x"}"#, &[7][..]),
            (r#"{"requestId":7,"arguments":[1]}"#, &[7]),
            (r#"{"requestId":7,"requestId":7}"#, &[7]),
            (r#"{"requestId":7000000000}"#, &[]),
            (r#"{"requestId":7,"arguments":[}"#, &[7]),
            ("{\"requestId\":7,\"arguments\":[\"a\n\"]}\n", &[7]),
            (r#"{"requestId": -7, x}"#, &[-7]),
            ("\u{1}\u{2}garbage]]\n", &[]),
            ("[1, 2]\n", &[]),
        ] {
            let stream = format!("{{\"requestId\":1}}{broken}{{\"requestId\":2}}{{\"requestId\":3}}");
            assert_eq!(messages(stream.as_bytes())[..3], [Ok(1), Err(ids.to_vec()), Ok(2)], "{broken}");
            assert_eq!(messages(stream.as_bytes()).last(), Some(&Ok(3)), "{broken}");
        }
        let invalid = b"{\"requestId\":7,\"arguments\":[\"\xff\"]}{\"requestId\":8}";
        assert_eq!(messages(invalid), [Err(vec![7]), Ok(8)]);
    }

    #[test]
    fn what_is_cut_off_ends_where_the_next_one_begins() {
        let stream = r#"{"requestId":7,"arguments":["--src"{"requestId":8}"#;
        assert_eq!(messages(stream.as_bytes()), [Err(vec![7]), Ok(8)]);
        // What has been taken for a part of it is answered, too.
        let stream = r#"{"requestId":7,"inputs":[{"requestId":8}{"requestId":9}"#;
        assert_eq!(messages(stream.as_bytes()), [Err(vec![7, 8]), Ok(9)]);
        assert_eq!(messages(br#"{"requestId":7,"argu"#), [Err(vec![7])]);
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let deep = format!("{{\"requestId\":7,\"a\":{}\n{{\"requestId\":8}}", "[".repeat(1 << 20));
        assert_eq!(messages(deep.as_bytes()), [Err(vec![7]), Ok(8)]);
        let long = |before: &str, after: &str| {
            format!("{{{before}\"arguments\":[\"{}\"]{after}}}{{\"requestId\":8}}", "x".repeat(MOST))
        };
        for (before, after) in
            [("\"requestId\":7,", ""), ("", ",\"requestId\":7"), ("", ",\"requestId\":7,\"cancel\":false")]
        {
            let stream = long(before, after);
            let mut messages = Messages::new(stream.as_bytes());
            let expected = format!("no request: it has {} bytes, and {MOST} at most are read", stream.len() - 15);
            assert_eq!(messages.next().expect("memory"), Some(Message::Broken { ids: vec![7], why: expected }));
            assert!(messages.cutter.text.capacity() < 4 * TAIL);
            assert!(matches!(messages.next(), Ok(Some(Message::Request(Request { id: 8, .. })))));
        }
    }

    #[test]
    fn any_bytes_are_read_and_the_next_line_begins_anew() {
        let alphabet = b"{}[]\":,\\ \n7a{\"requestId\":7}\xff\x00";
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize
        };
        for _ in 0..2_000 {
            let mut stream: Vec<u8> = (0..random() % 60).map(|_| alphabet[random() % alphabet.len()]).collect();
            // Whatever is open ends here at the latest: a quote, a newline in a string, an object behind another one.
            stream.extend(b"\"\n\"\n{}\n{}\n{\"requestId\":8}");
            let found = messages(&stream);
            let is_there = |message: &Result<i32, Vec<i32>>| match message {
                Ok(id) => *id == 8,
                Err(ids) => ids.contains(&8),
            };
            assert!(found.last().is_some_and(is_there), "{:?}: {found:?}", String::from_utf8_lossy(&stream));
        }
    }

    #[test]
    fn a_response_is_a_line() {
        let response = Response { id: 3, answer: None };
        let bytes = encode(response).expect("it can be encoded");
        assert_eq!(bytes, b"{\"exitCode\":0,\"output\":\"\",\"requestId\":3,\"wasCancelled\":true}\n");
    }
}
