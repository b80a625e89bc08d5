//! The end of a command: an exit code, or a signal.

use std::io::{self, Write};

use signal_hook::low_level;

use super::signals;

/// The end that the process which started the command sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// An exit code.
    Code(u8),
    /// The end by a signal that asked for it.
    Signal(i32),
}

impl Ending {
    pub(super) const SUCCESS: Self = Self::Code(0);
    pub(super) const FAILURE: Self = Self::Code(1);

    /// That of a command that did all that it was to do, or not.
    pub(super) fn of(is_success: bool) -> Self {
        if is_success { Self::SUCCESS } else { Self::FAILURE }
    }

    /// Ends the process.
    pub fn end(self) -> ! {
        let is_written = io::stdout().flush().is_ok();
        match self {
            Self::Signal(signal) if !signals::is_init() => {
                // Should it return, the exit code says the same.
                let _ = low_level::emulate_default_handler(signal);
                low_level::exit(signals::by_signal(signal))
            }
            Self::Signal(signal) => low_level::exit(signals::by_signal(signal)),
            // Without exit handlers: the allocator's would give its memory back bit by bit, and then the process ends
            // anyway.
            Self::Code(0) if !is_written => low_level::exit(1),
            Self::Code(code) => low_level::exit(i32::from(code)),
        }
    }
}
