//! Completions and manual pages of the commands.

use std::io::{self, Write};

use clap::Command;
use clap_complete::Shell;

/// Writes the completions for a shell.
pub(super) fn completion(mut command: Command, shell: Shell) -> io::Result<()> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    io::stdout().write_all(&script)
}

/// Writes the manual page.
pub(super) fn manual(command: Command) -> io::Result<()> {
    clap_mangen::Man::new(command).render(&mut io::stdout())
}
