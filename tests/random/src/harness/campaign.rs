//! Tests many programs: in batches, several at a time, each failure with the program that it belongs to.

use std::collections::VecDeque;
use std::io;

use super::execute::{run, Counts, Report};
use super::scratch::{Built, Mode, Scratch};
use super::{Failure, Tested};
use crate::program::Program;

/// Tests programs in a scratch crate.
pub struct Campaign {
    pub scratch: Scratch,
    /// How many programs are compiled together.
    pub batch: usize,
    /// How many batches are built and run at a time.
    pub jobs: usize,
    pub counts: Counts,
}

impl Campaign {
    /// Tests all `programs`, and tells `progress` after each wave how many are done.
    pub fn test(&mut self, programs: Vec<Program>, progress: &mut dyn FnMut(&[Tested])) -> io::Result<Vec<Tested>> {
        let mut waiting: VecDeque<Vec<Program>> = programs.chunks(self.batch).map(<[_]>::to_vec).collect();
        let mut tested = Vec::new();
        while !waiting.is_empty() {
            let wave: Vec<Vec<Program>> = waiting.drain(..waiting.len().min(self.jobs)).collect();
            let slices: Vec<&[Program]> = wave.iter().map(Vec::as_slice).collect();
            let built = self.scratch.build(&slices, Mode::Differentiated)?;
            let reports = run_all(&built)?;
            for ((programs, built), report) in wave.into_iter().zip(built).zip(reports) {
                match built {
                    Built::Fine(_) => tested.extend(self.judged(programs, report)),
                    Built::Failed(culprits, output) => {
                        waiting.extend(sort_out(programs, culprits, &output, &mut tested));
                    }
                }
            }
            progress(&tested);
        }
        Ok(tested)
    }

    fn judged(&mut self, programs: Vec<Program>, report: Report) -> Vec<Tested> {
        self.counts.add(report.counts);
        let failure = |place: usize| {
            let found = report.failures.iter().find(|(file, _)| *file == place)?;
            Some(found.1.clone())
        };
        let judge = |(place, program)| Tested {
            program,
            failure: failure(place),
        };
        programs.into_iter().enumerate().map(judge).collect()
    }

    /// Whether each of the programs compiles without the attribute.
    pub fn compile_plainly(&self, programs: &[Program]) -> io::Result<Vec<bool>> {
        let mut fine = vec![true; programs.len()];
        loop {
            let left: Vec<usize> = (0..programs.len()).filter(|&place| fine[place]).collect();
            if left.is_empty() {
                return Ok(fine);
            }
            let batch: Vec<Program> = left.iter().map(|&place| programs[place].clone()).collect();
            match self.scratch.build(&[&batch], Mode::Plain)?.remove(0) {
                Built::Fine(_) => return Ok(fine),
                Built::Failed(culprits, output) => {
                    if culprits.is_empty() {
                        return Err(io::Error::other(format!("plain programs do not build:\n{output}")));
                    }
                    culprits.iter().for_each(|(place, _)| fine[left[*place]] = false);
                }
            }
        }
    }
}

/// Takes the programs out of a batch of which the compiler complains; gives batches of those still to be tested.
fn sort_out(
    mut programs: Vec<Program>,
    culprits: Vec<(usize, String)>,
    output: &str,
    tested: &mut Vec<Tested>,
) -> Vec<Vec<Program>> {
    let mut fail = |program, detail: &str| {
        let failure = Some(Failure::new("compile", detail));
        tested.push(Tested { program, failure });
    };
    for (place, text) in culprits.iter().rev() {
        fail(programs.remove(*place), text);
    }
    if culprits.is_empty() {
        if programs.len() == 1 {
            fail(programs.remove(0), output);
        } else {
            let others = programs.split_off(programs.len() / 2);
            return vec![programs, others];
        }
    }
    if programs.is_empty() {
        return Vec::new();
    }
    vec![programs]
}

fn run_all(built: &[Built]) -> io::Result<Vec<Report>> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = built
            .iter()
            .map(|built| {
                scope.spawn(move || match built {
                    Built::Fine(binary) => run(binary),
                    Built::Failed(..) => Ok(Report::default()),
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("running does not panic"))
            .collect()
    })
}
