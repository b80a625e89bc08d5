//! Signals: they end a run between files, so that nothing half done stays behind.

use std::fs;
use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::flag;

use crate::tool::tree::Interrupt;

/// The signals so far that ask for an end.
pub(super) struct Signals {
    pub stop: Arc<Interrupt>,
    /// The last of them, or 0.
    last: Arc<AtomicUsize>,
}

impl Signals {
    /// Has SIGINT, SIGTERM and SIGHUP ask for an end, a second one take its course, and a file that grows beyond the
    /// limit be an error of that file (SIGXFSZ). What was ignored when the process started stays so, as under nohup
    /// or in the background of a script.
    pub(super) fn catch() -> io::Result<Self> {
        let signals = Self::none();
        flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        let ignored = ignored();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            if ignored >> (signal - 1) & 1 == 1 {
                continue;
            }
            if is_init() {
                flag::register_conditional_shutdown(signal, by_signal(signal), Arc::clone(&signals.stop))?;
            } else {
                flag::register_conditional_default(signal, Arc::clone(&signals.stop))?;
            }
            flag::register_usize(signal, Arc::clone(&signals.last), signal as usize)?;
            flag::register(signal, Arc::clone(&signals.stop))?;
        }
        Ok(signals)
    }

    /// The signals of a process that are not ours to catch: none are seen.
    pub(super) fn none() -> Self {
        Self { stop: Arc::default(), last: Arc::default() }
    }

    /// The signal that asked for an end last.
    pub(super) fn last(&self) -> Option<i32> {
        i32::try_from(self.last.load(Ordering::Relaxed)).ok().filter(|&signal| signal != 0)
    }

    /// The last signal but for SIGINT, which compileall makes an exit code of.
    pub(super) fn last_but_interrupt(&self) -> Option<i32> {
        self.last().filter(|&signal| signal != SIGINT)
    }
}

/// Whether this is the first process of a system or container, which no signal ends by default.
pub(super) fn is_init() -> bool {
    process::id() == 1
}

/// The exit code that a shell gives to a process that a signal has ended.
pub(super) fn by_signal(signal: i32) -> i32 {
    128 + signal
}

/// The signals that are ignored, a bit each from that of signal 1 on. Where there is no /proc none is known to be.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}
