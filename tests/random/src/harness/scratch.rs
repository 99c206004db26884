//! The scratch crate: one binary for each batch of programs, built by cargo.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::diagnostics::{by_program, errors};
use crate::program::Program;

/// How long one build may take: a hang of the macro is a failure like others.
const PATIENCE: Duration = Duration::from_secs(240);

/// A folder with a crate that depends on the macro.
pub struct Scratch {
    folder: PathBuf,
    jobs: usize,
    /// Whether programs are asked for the other derivatives too.
    modes: bool,
}

/// What became of a batch.
pub enum Built {
    /// The binary.
    Fine(PathBuf),
    /// Programs, by number, with what the compiler says of them; none, if it is not known of which.
    Failed(Vec<(usize, String)>, String),
}

/// How a batch is written.
#[derive(Clone, Copy, PartialEq)]
pub enum Mode {
    Differentiated,
    /// Without the attribute: to see whether the program is one at all.
    Plain,
}

/// A program as a file of the corpus.
fn source(program: &Program, mode: Mode) -> String {
    let text = program.print();
    match mode {
        Mode::Differentiated => {
            let text = match has_modes(&text) {
                true => text,
                false => without_modes(&text),
            };
            format!("use differentiate::{{differentiate, Differentiable}};\n\n{text}")
        }
        Mode::Plain => ["#[differentiate]\n", "#[constant] ", ", Differentiable"]
            .iter()
            .fold(text, |text, ours| text.replace(ours, "")),
    }
}

/// The program with a line above each function, also in modules, that asks for nothing but its gradient.
fn without_modes(text: &str) -> String {
    let marked = |line: &str| match line.trim_start().starts_with("pub fn ") {
        true => format!(
            "{}/// Modes: first\n{line}\n",
            &line[..line.len() - line.trim_start().len()]
        ),
        false => format!("{line}\n"),
    };
    text.lines().map(marked).collect()
}

/// Whether a program has other derivatives than gradients: where there is neither a struct, an array of tuples nor a function of the
/// library, and one precision.
fn has_modes(text: &str) -> bool {
    const WITHOUT: [&str; 11] = [
        "struct ",
        "enum ",
        "f32",
        "&mut ",
        "impl Fn",
        "rule!",
        "special::",
        "Option<f64> {",
        ".sort_",
        // Arrays of tuples.
        "[(f64",
        "own_pairs",
    ];
    !WITHOUT.iter().any(|construct| text.contains(construct))
}

impl Scratch {
    /// In `folder`; `product` is the folder of the crate `differentiate`.
    pub fn new(folder: &Path, product: &Path, jobs: usize, optimize: bool, modes: bool) -> io::Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.join("../..").canonicalize()?;
        let (product, here, oracle) = (
            product.canonicalize()?,
            here.canonicalize()?,
            root.join("tests/oracle").canonicalize()?,
        );
        fs::create_dir_all(folder.join("src/bin"))?;
        fs::create_dir_all(folder.join("batches"))?;
        let (level, checks) = if optimize { (3, false) } else { (0, true) };
        let manifest = format!(
            r#"[workspace]

[package]
name = "random-batches"
version = "0.0.0"
edition = "2021"
publish = false

[dependencies]
differentiate = {{ path = {product:?}, features = ["special"] }}
random-programs = {{ path = {here:?} }}
oracle-macros = {{ path = {oracle:?} }}
libm = "0.2"
num-traits = "0.2"

[profile.dev]
opt-level = {level}
overflow-checks = {checks}
debug-assertions = {checks}
debug = 0
incremental = false

[profile.dev.build-override]
opt-level = 1
debug-assertions = true
"#
        );
        write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
        let lock = folder.join("Cargo.lock");
        if !lock.exists() && root.join("Cargo.lock").exists() {
            fs::copy(root.join("Cargo.lock"), lock)?;
        }
        Ok(Scratch {
            folder: folder.canonicalize()?,
            jobs,
            modes,
        })
    }

    /// Builds each of the batches.
    pub fn build(&self, batches: &[&[Program]], mode: Mode) -> io::Result<Vec<Built>> {
        let binaries = self.folder.join("src/bin");
        for file in fs::read_dir(&binaries)? {
            fs::remove_file(file?.path())?;
        }
        for (number, programs) in batches.iter().enumerate() {
            self.write(number, programs, mode)?;
            remove_if_exists(&self.binary(number))?;
        }
        let output = self.cargo()?;
        let built = (0..batches.len()).map(|number| {
            if self.binary(number).exists() {
                return Built::Fine(self.binary(number));
            }
            let found = by_program(&output, &format!("batches/b{number}"));
            Built::Failed(found.into_iter().collect(), errors(&output).concat())
        });
        Ok(built.collect())
    }

    /// Writes a batch: a file for each program, and the main file that takes them together.
    fn write(&self, number: usize, programs: &[Program], mode: Mode) -> io::Result<()> {
        let folder = format!("batches/b{number}");
        fs::create_dir_all(self.folder.join(&folder))?;
        let mut names = Vec::new();
        for (place, program) in programs.iter().enumerate() {
            let file = self.folder.join(&folder).join(format!("p{place}.rs"));
            write_if_changed(&file, &source(program, mode))?;
            names.push(format!("p{place}"));
        }
        let gradients = if self.modes { "" } else { " gradients" };
        let main = match mode {
            Mode::Differentiated => format!(
                "use random_programs::common;\n\
                 oracle_macros::corpus!({folder:?}{gradients}: {});\n\
                 fn main() {{ random_programs::judge::main(&corpus::cases()); }}\n",
                names.join(", ")
            ),
            Mode::Plain => {
                let module = |name: &String| format!("#[path = \"../../{folder}/{name}.rs\"]\nmod {name};\n");
                names.iter().map(module).collect::<String>() + "fn main() {}\n"
            }
        };
        let allow = "#![allow(warnings, unconditional_panic, arithmetic_overflow)]\n";
        fs::write(
            self.folder.join(format!("src/bin/b{number}.rs")),
            format!("{allow}{main}"),
        )
    }

    fn binary(&self, number: usize) -> PathBuf {
        self.folder
            .join(format!("target/debug/b{number}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Runs cargo, and gives what it prints.
    fn cargo(&self) -> io::Result<String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args([
                "build",
                "--bins",
                "--keep-going",
                "--offline",
                "--color",
                "never",
                "--quiet",
            ])
            .arg(format!("--jobs={}", self.jobs))
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        in_own_group(&mut command);
        let mut child = command.spawn()?;
        let mut stderr = child.stderr.take().expect("piped");
        let reader = std::thread::spawn(move || {
            let mut text = Vec::new();
            let read = stderr.read_to_end(&mut text);
            read.map(|_| String::from_utf8_lossy(&text).into_owned())
        });
        let start = Instant::now();
        while child.try_wait()?.is_none() {
            if start.elapsed() > PATIENCE {
                kill(&mut child)?;
                return Ok(format!("error: compiling takes more than {} s\n", PATIENCE.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        reader.join().expect("the reader does not panic")
    }
}

fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text)
}

fn remove_if_exists(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// Ends a process that was started with [`in_own_group`], and those that it started: cargo leaves compilers behind.
fn kill(child: &mut Child) -> io::Result<()> {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        Command::new("kill").args(["-KILL", "--", &group]).status()?;
    } else {
        child.kill()?;
    }
    child.wait().map(|_| ())
}
