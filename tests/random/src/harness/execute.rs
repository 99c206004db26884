//! Runs a batch's binary and reads what it finds; a crash or a hang is a failure of the function that was running.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{channel, RecvTimeoutError};
use std::time::Duration;

use super::Failure;

/// How long one function may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a batch had to say.
#[derive(Default)]
pub struct Report {
    /// By the number of the program.
    pub failures: Vec<(usize, Failure)>,
    pub counts: Counts,
}

/// What was seen, over all batches.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    pub functions: usize,
    pub points: usize,
    pub panics: usize,
    pub wild: usize,
    pub flat: usize,
    pub worst: f64,
}

impl Counts {
    pub fn add(&mut self, other: Counts) {
        self.functions += other.functions;
        self.points += other.points;
        self.panics += other.panics;
        self.wild += other.wild;
        self.flat += other.flat;
        self.worst = self.worst.max(other.worst);
    }

    fn parse(text: &[&str]) -> Option<Counts> {
        let number = |place: usize| text.get(place)?.parse().ok();
        Some(Counts {
            functions: number(0)?,
            points: number(1)?,
            panics: number(2)?,
            wild: number(3)?,
            flat: number(4)?,
            worst: text.get(5)?.parse().ok()?,
        })
    }
}

/// The function that is running: how many had begun with it, in which program, and its name.
struct Begun {
    count: usize,
    program: usize,
    name: String,
}

/// Runs the binary, again behind each function that crashes or hangs.
pub fn run(binary: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    let mut skip = 0;
    while let Some((begun, what)) = once(binary, skip, &mut report)? {
        let Some(begun) = begun else {
            return Err(io::Error::other(format!("a batch does not begin: {what:?}")));
        };
        let detail = format!("{}: {}", begun.name, what.detail);
        report.failures.push((begun.program, Failure::new(what.kind, detail)));
        skip += begun.count;
    }
    Ok(report)
}

/// One run behind `skip` functions. `None`, if it came to its end; else the last function and what happened to it.
fn once(binary: &Path, skip: usize, report: &mut Report) -> io::Result<Option<(Option<Begun>, Failure)>> {
    let mut child = Command::new(binary)
        .arg(skip.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let output = BufReader::new(child.stdout.take().expect("piped"));
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    let mut begun: Option<Begun> = None;
    loop {
        match receive.recv_timeout(PATIENCE) {
            Ok(line) => {
                let parts: Vec<&str> = line.split('\t').collect();
                match parts[..] {
                    ["begin", file, name] => {
                        begun = Some(Begun {
                            count: begun.map_or(0, |begun| begun.count) + 1,
                            program: number_of(file)?,
                            name: name.to_owned(),
                        });
                    }
                    ["fail", file, name, kind, detail] => {
                        let failure = Failure::new(kind, format!("{name}: {detail}"));
                        report.failures.push((number_of(file)?, failure));
                    }
                    ["end", ref counts @ ..] => {
                        report.counts.add(Counts::parse(counts).unwrap_or_default());
                        child.wait()?;
                        return Ok(None);
                    }
                    _ => {}
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                child.kill()?;
                child.wait()?;
                let detail = format!("running takes more than {} s", PATIENCE.as_secs());
                return Ok(Some((begun, Failure::new("hang", detail))));
            }
            Err(RecvTimeoutError::Disconnected) => {
                let status = child.wait()?;
                return Ok(Some((begun, Failure::new("crash", status.to_string()))));
            }
        }
    }
}

/// The number in the name of a program's file.
fn number_of(file: &str) -> io::Result<usize> {
    let number = file.strip_prefix('p').and_then(|number| number.parse().ok());
    number.ok_or_else(|| io::Error::other(format!("no file of a program: {file}")))
}
