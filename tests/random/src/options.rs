//! The command line.

use std::path::PathBuf;

/// What the command is to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub count: usize,
    pub seed: u64,
    /// Only the programs with these numbers, if there are any.
    pub only: Vec<usize>,
    /// Prints the programs instead of testing them.
    pub print: bool,
    /// Compiles the programs with optimization, not with checks of overflow.
    pub optimize: bool,
    /// Asks for the other derivatives too, which takes longer.
    pub modes: bool,
    pub batch: usize,
    pub jobs: usize,
    /// How many failures, of different kinds, are shrunk.
    pub shrink: usize,
    /// How long each of these may take, in seconds.
    pub shrink_seconds: u64,
    /// The folder of the crate `differentiate`.
    pub product: PathBuf,
    pub folder: PathBuf,
}

/// What `--help` prints.
pub const HELP: &str = "\
Generates random Rust functions, compiles them through #[differentiate], and holds them against dual numbers.

    cargo run --release -p random-programs -- [options]

    --count N            how many programs (100)
    --seed N             of which sequence (1)
    --only N,M,…         only the programs with these numbers, from 0
    --print              print the programs and do nothing else
    --optimize           compile them as `--release` does, which takes longer
    --modes              ask for jvp, hvp and Hessian too, which takes longer
    --batch N            programs compiled together (25)
    --jobs N             batches built and run at a time (number of cores)
    --shrink N           how many failures of different kinds are shrunk (4)
    --shrink-seconds N   how long each of these may take (120)
    --product FOLDER     the crate `differentiate` (this repository)
    --folder FOLDER      the scratch crate (target/random-programs)

Ends with 1 if anything failed.
";

impl Options {
    /// Reads them; `Err` is a message for the user.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let mut options = Options {
            count: 100,
            seed: 1,
            only: Vec::new(),
            print: false,
            optimize: false,
            modes: false,
            batch: 25,
            jobs: std::thread::available_parallelism().map_or(1, Into::into),
            shrink: 4,
            shrink_seconds: 120,
            product: root,
            folder: target.join("random-programs"),
        };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            if argument == "--help" {
                return Err(HELP.to_owned());
            }
            match argument.as_str() {
                "--print" => options.print = true,
                "--optimize" => options.optimize = true,
                "--modes" => options.modes = true,
                _ => {
                    let value = arguments
                        .next()
                        .ok_or(format!("{argument} needs a value, or is unknown"))?;
                    options.set(&argument, value)?;
                }
            }
        }
        Ok(options)
    }

    fn set(&mut self, option: &str, value: String) -> Result<(), String> {
        let parsed = |text: &str| {
            text.parse()
                .map_err(|_| format!("{option} needs a number, not `{text}`"))
        };
        let number = || parsed(&value);
        match option {
            "--count" => self.count = number()?,
            "--seed" => self.seed = number()? as u64,
            "--only" => self.only = value.split(',').map(parsed).collect::<Result<_, _>>()?,
            "--batch" => self.batch = number()?.max(1),
            "--jobs" => self.jobs = number()?.max(1),
            "--shrink" => self.shrink = number()?,
            "--shrink-seconds" => self.shrink_seconds = number()? as u64,
            "--product" => self.product = value.into(),
            "--folder" => self.folder = value.into(),
            _ => return Err(format!("unknown option {option}")),
        }
        Ok(())
    }
}
