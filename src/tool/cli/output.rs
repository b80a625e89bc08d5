//! Completions and manual pages of the commands.

use std::io::{self, Write};

use clap::Command;
use clap_complete::Shell;

/// Writes what is asked of a command about itself; returns whether anything was.
pub(super) fn asked(command: impl FnOnce() -> Command, shell: Option<Shell>, is_manual: bool) -> io::Result<bool> {
    if let Some(shell) = shell {
        completion(command(), shell)?;
    } else if is_manual {
        manual(command())?;
    }
    Ok(shell.is_some() || is_manual)
}

/// Writes the completions for a shell.
fn completion(mut command: Command, shell: Shell) -> io::Result<()> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    io::stdout().write_all(&script)
}

/// Writes the manual page.
fn manual(command: Command) -> io::Result<()> {
    clap_mangen::Man::new(command).render(&mut io::stdout())
}
