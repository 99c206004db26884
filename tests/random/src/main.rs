//! The command: see `--help`.

use std::collections::BTreeMap;
use std::io;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use random_programs::generate::program;
use random_programs::harness::campaign::Campaign;
use random_programs::harness::execute::Counts;
use random_programs::harness::reduce::reduce;
use random_programs::harness::scratch::Scratch;
use random_programs::harness::{Failure, Tested};
use random_programs::options::Options;
use random_programs::program::Program;

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let numbers = match options.only.as_slice() {
        [] => (0..options.count).collect(),
        only => only.to_vec(),
    };
    let programs: Vec<Program> = numbers
        .into_iter()
        .map(|number| program(options.seed, number))
        .collect();
    if options.print {
        programs.iter().for_each(|program| println!("{}", program.print()));
        return ExitCode::SUCCESS;
    }
    match test(&options, programs) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Tests the programs and reports; whether all are fine.
fn test(options: &Options, programs: Vec<Program>) -> io::Result<bool> {
    let mut campaign = Campaign {
        scratch: Scratch::new(
            &options.folder,
            &options.product,
            options.jobs,
            options.optimize,
            options.modes,
        )?,
        batch: options.batch,
        jobs: options.jobs,
        counts: Counts::default(),
    };
    let (start, count) = (Instant::now(), programs.len());
    let tested = campaign.test(programs, &mut |tested| {
        let failed = tested.iter().filter(|one| one.failure.is_some()).count();
        let seconds = start.elapsed().as_secs();
        eprintln!("{} of {count} programs, {failed} failed, {seconds} s", tested.len());
    })?;
    summary(options, &campaign.counts, tested.len(), start.elapsed());

    let mut failed: BTreeMap<String, Vec<(Program, Failure)>> = BTreeMap::new();
    for Tested { program, failure } in tested {
        if let Some(failure) = failure {
            failed.entry(failure.signature()).or_default().push((program, failure));
        }
    }
    if failed.is_empty() {
        println!("all fine");
        return Ok(true);
    }
    let total: usize = failed.values().map(Vec::len).sum();
    println!("{total} programs failed, in {} ways", failed.len());
    for (signature, programs) in &failed {
        let names: Vec<_> = programs.iter().map(|(program, _)| program.name.as_str()).collect();
        println!("\n{} × {signature}\n  {}", programs.len(), names.join(" "));
    }
    for (number, (signature, mut programs)) in failed.into_iter().enumerate() {
        // The smallest program to begin with is the quickest to shrink.
        programs.sort_by_key(|(program, _)| program.print().len());
        let (program, failure) = programs.swap_remove(0);
        let shown = if number < options.shrink {
            let time = Duration::from_secs(options.shrink_seconds);
            reduce(&mut campaign, program, failure, time)?
        } else {
            let failure = Some(failure);
            Tested { program, failure }
        };
        let detail = shown.failure.map(|failure| failure.detail).unwrap_or_default();
        println!("\n==== {signature}\n{detail}\n{}", shown.program.print());
    }
    Ok(false)
}

fn summary(options: &Options, counts: &Counts, programs: usize, time: Duration) {
    let Counts {
        functions,
        points,
        panics,
        wild,
        flat,
        worst,
    } = counts;
    println!(
        "seed {}: {programs} programs in {} s; {functions} functions ran at {points} points: {panics} panics, \
         {wild} without a finite derivative, {flat} with derivative 0; largest relative error {worst:.1e}",
        options.seed,
        time.as_secs()
    );
}
