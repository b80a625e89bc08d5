//! A panic is one file's failure.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use super::outcome::Failure;

thread_local! {
    /// Whether this thread is busy with a file, and so its panics are that file's failure.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// The place and message of this thread's last panic.
    static PANIC: Cell<Option<String>> = const { Cell::new(None) };
}

/// Does what concerns a file; a panic in it is that file's failure.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    let before = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|payload| {
        let what = PANIC.take().unwrap_or_else(|| payload_text(&*payload).to_owned());
        Failure::Defect(what)
    })
}

/// Has panics remembered for the failure that they become, instead of printed.
pub(crate) fn remember_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                return before(info);
            }
            let place = info.location().map_or(String::new(), |location| format!(" at {location}"));
            PANIC.set(Some(format!("{}{place}", payload_text(info.payload()))));
        }));
    });
}

fn payload_text(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_place_also_inside_of_another_guard() {
        remember_panics();
        let inner = guarded(|| guarded(|| panic!("odd {}", 1)).map_err(|failure| failure.text()));
        let said = inner.expect("the inner guard has it").expect_err("it panicked");
        assert!(said.starts_with("Sorry: InternalError: odd 1 at src/tool/tree/defect.rs:"), "{said}");
        let outer = guarded(|| {
            guarded(|| ()).expect("nothing");
            panic!("later")
        });
        assert!(matches!(outer, Err::<(), _>(Failure::Defect(what)) if what.starts_with("later at ")));
    }
}
