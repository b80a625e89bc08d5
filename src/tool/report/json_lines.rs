//! A run as a stream of JSON: a record a line, as it goes.

use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::announcer::Announcer;
use super::json::{facts, of_tree, totals};
use super::stream::{Lenient, complain, escaped_in_json};
use crate::tool::tree::config::Config;
use crate::tool::tree::{Event, Outcome, Progress, PycReport, Sink, Summary};

/// Lines are held back this long at most.
const REFRESH: Duration = Duration::from_millis(40);

/// Tells a run as JSON, a record a line: those of the document, and one for each tree, for each directory that is
/// listed and for each path that is not stripped. The last line has the summary.
///
/// A path is exact: its bytes that are no UTF-8 are lone surrogates, as Python's `os.fsdecode` has them.
#[derive(Debug)]
pub(crate) struct JsonLines<'c, W> {
    config: &'c Config,
    out: Lenient<W>,
    flushed: Instant,
    /// What is said of the trees on standard error as well.
    announcer: Announcer,
}

impl<'c, W: Write + Send> JsonLines<'c, W> {
    pub(crate) fn new(config: &'c Config, verbose: bool, out: W) -> Self {
        let announcer = Announcer::new(verbose, false);
        Self { config, out: Lenient::new(out), flushed: Instant::now(), announcer }
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// When `out` could not be written at any time, which has stopped nothing.
    pub(crate) fn finish(mut self, summary: &Summary) -> io::Result<()> {
        writeln!(self.out, "{{\"summary\": {}}}", totals(summary))?;
        self.out.finish()
    }

    fn record(&mut self, path: &Path, pyc: Option<&Path>, facts: Map<String, Value>) -> io::Result<()> {
        let mut line = format!("{{\"path\": {}, ", exact(path));
        if let Some(pyc) = pyc {
            line.push_str(&format!("\"pyc\": {}, ", exact(pyc)));
        }
        let facts = Value::Object(facts).to_string();
        line.push_str(&escaped_in_json(facts.strip_prefix('{').unwrap_or(&facts)));
        line.push('\n');
        self.out.write_all(line.as_bytes())
    }

    fn status(&mut self, path: &Path, status: &str) -> io::Result<()> {
        self.record(path, None, Map::from_iter([("status".to_owned(), json!(status))]))
    }

    /// Tells of one .pyc.
    pub(crate) fn pyc(&mut self, path: &Path, pyc: &PycReport) -> io::Result<()> {
        self.record(path, Some(&pyc.path), facts(pyc))
    }
}

impl<W: Write + Send> Sink for JsonLines<'_, W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::File(report) => report.pycs.iter().try_for_each(|pyc| self.pyc(&report.path, pyc)),
            Event::Fresh(path, pycs, tree) => {
                let config = self.config;
                config.outputs(&tree.targets).zip(pycs).try_for_each(|((target, level), pyc)| {
                    let (outcome, time) = (Outcome::Fresh, Duration::ZERO);
                    self.pyc(&path, &PycReport { target, level, path: pyc, outcome, warnings: Vec::new(), time })
                })
            }
            Event::Listing(path) => self.status(&path, "listing"),
            Event::CantList(path) => self.status(&path, "unlisted"),
            Event::NotStripped(_, path) => self.status(&path, "unstripped"),
            Event::Tree(tree) => {
                if let Some(words) = self.announcer.words("Compiling", &tree) {
                    complain(&words);
                }
                let tree = of_tree(&tree).to_string();
                writeln!(self.out, "{{\"tree\": {}}}", escaped_in_json(&tree))
            }
            Event::NotHeeded(complaint) => {
                complain(&format!("{complaint}\n"));
                Ok(())
            }
            Event::SkippingCurrent | Event::Ignored | Event::Undecided(_) | Event::NoTargets(_) => Ok(()),
        }
    }

    fn progress(&mut self, _: Progress) -> io::Result<()> {
        if self.flushed.elapsed() >= REFRESH {
            self.flushed = Instant::now();
            self.out.flush()?;
        }
        Ok(())
    }
}

/// A path as a JSON string that can be turned back into its bytes.
fn exact(path: &Path) -> String {
    let mut text = String::from("\"");
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        let valid = json!(chunk.valid()).to_string();
        let valid = valid.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(&valid);
        text.push_str(&escaped_in_json(valid));
        for byte in chunk.invalid() {
            text.push_str(&format!("\\udc{byte:02x}"));
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn paths_can_be_turned_back() {
        let exact = |bytes: &[u8]| exact(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(exact("a/é\"b".as_bytes()), r#""a/é\"b""#);
        assert_eq!(exact(b"a\xff\xe9.py"), r#""a\udcff\udce9.py""#);
        assert_eq!(exact(b"\"\\\n\x7f\""), r#""\"\\\n\u007f\"""#);
    }
}
