//! A persistent worker: requests from a stream, side by side, each with its response.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::action::{self, Answer};
use super::outstanding::{Admitted, Outstanding};
use super::protocol::{Message, Messages, Protocol, Request, Response};
use super::releases::Releases;
use crate::tool::report::complain;
use crate::tool::tree;

/// Answers the requests of `input` until it ends, and every one that it had. `is_verbose` has it tell what is done, as a
/// request's verbosity does. False if the stream was lost.
///
/// # Errors
/// When a stream can't be read or written.
pub(crate) fn serve(
    input: impl Read,
    output: impl Write + Send,
    protocol: Option<Protocol>,
    releases: &Releases,
    is_verbose: bool,
) -> io::Result<bool> {
    let mut messages = Messages::begin(input, protocol)?;
    let worker = Worker {
        releases,
        is_verbose,
        protocol: messages.protocol(),
        output: Mutex::new(output),
        is_closed: AtomicBool::new(false),
        outstanding: Outstanding::default(),
    };
    let mut next = || messages.next();
    let is_whole = match tree::start_workers(0) {
        // Its end waits for what is outstanding.
        Some(pool) => pool.in_place_scope_fifo(|scope| {
            let worker = &worker;
            worker.read(&mut next, &mut |request, admitted| {
                scope.spawn_fifo(move |_| worker.answer(request, &admitted));
            })
        }),
        None => worker.read(&mut next, &mut |request, admitted| worker.answer(request, &admitted)),
    }?;
    if worker.is_closed.into_inner() {
        return Err(io::ErrorKind::BrokenPipe.into());
    }
    Ok(is_whole)
}

/// A worker.
struct Worker<'w, W> {
    releases: &'w Releases,
    is_verbose: bool,
    protocol: Protocol,
    output: Mutex<W>,
    /// Whether a response could not be written.
    is_closed: AtomicBool,
    outstanding: Outstanding,
}

impl<W: Write> Worker<'_, W> {
    /// Reads requests to the end, and has each started. False if the stream was lost.
    fn read(
        &self,
        next: &mut dyn FnMut() -> io::Result<Option<Message>>,
        start: &mut dyn FnMut(Request, Admitted),
    ) -> io::Result<bool> {
        while let Some(message) = next()? {
            if self.is_closed.load(Ordering::Relaxed) {
                break;
            }
            match message {
                Message::Request(request) if request.is_cancel => self.outstanding.cancel(request.id),
                Message::Request(request) => match self.outstanding.admit(request.id, request.size) {
                    Some(admitted) => start(request, admitted),
                    None => self.refuse(request.id, &format!("there is another request {}", request.id)),
                },
                Message::Broken { ids, why } if ids.is_empty() => self.refuse(0, &why),
                Message::Broken { ids, why } => ids.into_iter().for_each(|id| self.refuse(id, &why)),
                Message::Lost(why) => {
                    self.refuse(0, &why);
                    complain(&format!("pycompile-worker: {why}\n"));
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Runs a request and answers it.
    fn answer(&self, request: Request, admitted: &Admitted) {
        let Request { id, arguments, sandbox, verbosity, .. } = request;
        let start = Instant::now();
        let sandbox = Path::new::<OsStr>(&sandbox);
        let is_cancelled = || admitted.is_cancelled();
        let answer = match is_cancelled() {
            true => None,
            false => action::run(arguments, sandbox, self.releases, &is_cancelled),
        };
        if self.is_verbose || verbosity > 0 {
            let what = answer.as_ref().map_or("cancelled".to_owned(), |answer| format!("exit code {}", answer.code));
            let time = start.elapsed().as_secs_f64() * 1e3;
            complain(&format!("pycompile-worker: request {id}: {what}, {time:.1} ms\n"));
        }
        self.respond(Response { id, answer }, Some(admitted));
    }

    fn refuse(&self, id: i32, why: &str) {
        self.respond(Response { id, answer: Some(Answer::refusal(why)) }, None);
    }

    /// Writes a response; that to `admitted` makes room for others. Whoever reads it may use its id again, and whoever
    /// takes that room responds later.
    fn respond(&self, response: Response, admitted: Option<&Admitted>) {
        let bytes = self.protocol.encode(response);
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(admitted) = admitted {
            self.outstanding.finish(admitted);
        }
        let written = bytes.and_then(|bytes| {
            output.write_all(&bytes)?;
            output.flush()
        });
        if written.is_err() {
            self.is_closed.store(true, Ordering::Relaxed);
        }
    }
}
