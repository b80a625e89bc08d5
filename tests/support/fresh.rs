//! Programs that an interpreter compiles in processes that have compiled nothing before: there the reference bits are
//! those of a file alone.

use super::diff::{self, Difference};
use pycompileall::Target;
use pycompileall::{Options, compile};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the interpreter makes of a program.
pub enum Answer {
    /// The code object as marshal writes it.
    Code(Vec<u8>),
    /// An error that it tells.
    Refused,
    /// It crashed: some releases do.
    Nothing,
}

/// Compiles each program in a process that has compiled nothing before, and has imported what `-m compileall` has. Above
/// level 0 what evaluating `~True` warns of is an error, so that it is not folded.
const FORKS: &str = r"
import os, sys, warnings
import argparse, compileall, shutil
warnings.simplefilter('ignore')
level, count = int(sys.argv[1]), int(sys.argv[2])
if level:
    warnings.filterwarnings('error', 'Bitwise inversion')
for index in range(count):
    child = os.fork()
    if not child:
        done = compileall.compile_file(f'./p{index}.py', quiet=2, force=True, optimize=level)
        os._exit(not done)
    print(os.waitpid(child, 0)[1])
";

/// What the interpreter makes of each program.
pub fn interpreted(python: &Path, target: &Target, level: u8, programs: &[String]) -> Vec<Answer> {
    let place = tempfile::tempdir().expect("a temporary directory");
    for (index, program) in programs.iter().enumerate() {
        fs::write(place.path().join(format!("p{index}.py")), program).expect("a program");
    }
    let arguments = ["-W", "ignore", "-c", FORKS, &level.to_string(), &programs.len().to_string()];
    let output = Command::new(python).args(arguments).current_dir(place.path()).output().expect("the interpreter");
    let statuses = String::from_utf8(output.stdout).expect("numbers");
    let tag = if level == 0 { String::new() } else { format!(".opt-{level}") };
    let minor = target.version.minor;
    let written = |index| place.path().join(format!("__pycache__/p{index}.cpython-3{minor}{tag}.pyc"));
    let answers: Vec<_> = statuses
        .lines()
        .enumerate()
        .map(|(index, status)| match status {
            "0" => Answer::Code(fs::read(written(index)).expect("a .pyc that was just written").split_off(16)),
            "256" => Answer::Refused,
            _ => Answer::Nothing,
        })
        .collect();
    assert_eq!(answers.len(), programs.len(), "{}", String::from_utf8_lossy(&output.stderr));
    answers
}

/// The first difference; none if both refuse.
pub fn difference<E>(
    program: &str,
    theirs: Result<&[u8], E>,
    target: &'static Target,
    level: u8,
) -> Option<Difference> {
    // The name that is recorded is the interpreter's, whatever the number of the file.
    let filename = theirs.as_ref().map_or_else(|_| b"./p0.py".to_vec(), |theirs| recorded_name(theirs));
    let mut options = Options::at_level(level);
    options.bool_inversion_is_error = level > 0;
    let ours = compile(program.as_bytes(), &filename, target, options);
    let (kind, detail) = match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => return diff::first_difference(&ours.code, theirs, target),
        (Ok(_), Err(_)) => ("accepted wrongly".to_owned(), String::new()),
        (Err(error), Ok(_)) => (format!("refused wrongly: {}", error.message), error.to_string()),
        (Err(_), Err(_)) => return None,
    };
    Some(Difference { kind, unit: "<module>".into(), detail, is_reference: false })
}

/// The first `./pN.py` in a marshalled code object.
fn recorded_name(code: &[u8]) -> Vec<u8> {
    let start = code.windows(3).position(|bytes| bytes == b"./p").expect("the recorded file name");
    let length = code[start..].windows(3).position(|bytes| bytes == b".py").expect("the recorded file name");
    code[start..start + length + 3].to_vec()
}
