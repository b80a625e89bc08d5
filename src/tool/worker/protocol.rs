//! The worker protocol: what requests and responses are in both of its forms, and which of them a stream has.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use super::action::Answer;
use super::{json, protobuf};

/// A form of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Json,
    Protobuf,
}

/// A request of the build system.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub id: i32,
    /// Whether the request of this id is to be cancelled. The rest of it means nothing then.
    pub is_cancel: bool,
    pub arguments: Vec<Vec<u8>>,
    /// The directory that the paths are below, if they are in one.
    pub sandbox: OsString,
    /// More than 0 if it is to be told what is done.
    pub verbosity: i32,
    /// The bytes of the message.
    pub size: usize,
}

/// What a stream has.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Message {
    Request(Request),
    /// What is no request. It may have the ids of some.
    Broken {
        ids: Vec<i32>,
        why: String,
    },
    /// What is no request, and where the next one begins can't be known.
    Lost(String),
}

/// A response to a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Response {
    pub id: i32,
    /// None if it was cancelled.
    pub answer: Option<Answer>,
}

impl Protocol {
    /// The bytes of a response.
    pub(super) fn encode(self, response: Response) -> io::Result<Vec<u8>> {
        match self {
            Self::Json => json::encode(response),
            Self::Protobuf => Ok(protobuf::encode(response)),
        }
    }
}

/// The messages of a stream.
pub(super) enum Messages<R> {
    Json(json::Messages<R>),
    Protobuf(protobuf::Messages<R>),
}

/// A stream of which the start has been looked at.
type Begun<R> = Chain<Cursor<Vec<u8>>, BufReader<R>>;

impl<R: Read> Messages<Begun<R>> {
    /// Those of `input`, whose protocol is told by its start unless it is known.
    pub(super) fn begin(input: R, known: Option<Protocol>) -> io::Result<Self> {
        let mut input = BufReader::with_capacity(64 << 10, input);
        let mut start = Vec::new();
        let protocol = loop {
            if let Some(protocol) = known.or_else(|| told_by(&start)) {
                break protocol;
            }
            let mut byte = [0];
            match input.read(&mut byte) {
                Ok(0) => break Protocol::Json,
                Ok(_) => start.push(byte[0]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        let input = Cursor::new(start).chain(input);
        Ok(match protocol {
            Protocol::Json => Self::Json(json::Messages::new(input)),
            Protocol::Protobuf => Self::Protobuf(protobuf::Messages::new(input)),
        })
    }
}

impl<R: BufRead> Messages<R> {
    pub(super) fn protocol(&self) -> Protocol {
        match self {
            Self::Json(_) => Protocol::Json,
            Self::Protobuf(_) => Protocol::Protobuf,
        }
    }

    /// The next message. None at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Message>> {
        match self {
            Self::Json(messages) => messages.next(),
            Self::Protobuf(messages) => messages.next(),
        }
    }
}

/// The protocol of a stream with this start. None if the start is too short to tell.
///
/// JSON is an object: a brace, and a name or another brace, with white space anywhere. A protobuf message can begin with
/// the same bytes, since its length comes first, then the number of its first field, then that one's length: `{`, a
/// newline and `"` are the start of a message of 123 bytes whose first argument has 34. So the first letter of the name
/// decides, which stands where that argument begins: an argument of an action begins with `-` or `@`.
fn told_by(start: &[u8]) -> Option<Protocol> {
    let mut bytes = start.iter().filter(|byte| !byte.is_ascii_whitespace());
    Some(match (bytes.next()?, bytes.next()) {
        (b'{', None) => return None,
        (b'{', Some(b'}')) => Protocol::Json,
        (b'{', Some(b'"')) => match bytes.next()? {
            letter if letter.is_ascii_alphabetic() => Protocol::Json,
            _ => Protocol::Protobuf,
        },
        _ => Protocol::Protobuf,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_tells_the_protocol() {
        for (start, expected) in [
            ("", None),
            ("\n ", None),
            ("{", None),
            (" {\n\t", None),
            ("{\"", None),
            ("{\n  \"", None),
            ("{}", Some(Protocol::Json)),
            ("{\"a", Some(Protocol::Json)),
            ("\r\n{ \"requestId", Some(Protocol::Json)),
            // 123 bytes, the first argument has 34 or 32.
            ("{\n\"--invalidation_mode=unchecked_hash", Some(Protocol::Protobuf)),
            ("{\n --invalidation_mode=checked_hash", Some(Protocol::Protobuf)),
            ("{\n@", Some(Protocol::Protobuf)),
            ("\n\n\x08--src=a", Some(Protocol::Protobuf)),
            ("\0", Some(Protocol::Protobuf)),
            ("\x02\x18\x05", Some(Protocol::Protobuf)),
            ("[", Some(Protocol::Protobuf)),
        ] {
            assert_eq!(told_by(start.as_bytes()), expected, "{start:?}");
            // What is told stays told.
            let more = [start.as_bytes(), b"--x"].concat();
            assert!(expected.is_none() || told_by(&more) == expected, "{start:?}");
        }
    }
}
