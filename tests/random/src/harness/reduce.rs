//! Shrinks a failing program until every smaller one is fine, or fails otherwise.

use std::io;
use std::time::{Duration, Instant};

use super::campaign::Campaign;
use super::{Failure, Tested};
use crate::program::Program;
use crate::shrink::smaller;

/// How many smaller programs are compiled at a time: first a few of the smallest, which are soon known.
const AT_A_TIME: [usize; 2] = [12, 48];

/// The smallest program found within `time` that fails as `program` does, and its failure.
pub fn reduce(campaign: &mut Campaign, program: Program, failure: Failure, time: Duration) -> io::Result<Tested> {
    let start = Instant::now();
    let (mut smallest, mut its_failure) = (program, failure);
    while start.elapsed() < time {
        let Some(better) = step(campaign, &smallest, &its_failure, start + time)? else {
            break;
        };
        let Tested { program, failure } = better;
        (smallest, its_failure) = (program, failure.expect("a failing program"));
    }
    Ok(Tested {
        program: smallest,
        failure: Some(its_failure),
    })
}

/// A smaller program that fails in the same way.
fn step(campaign: &mut Campaign, program: &Program, failure: &Failure, until: Instant) -> io::Result<Option<Tested>> {
    let all = smaller(program);
    let (first, others) = all.split_at(all.len().min(AT_A_TIME[0]));
    for candidates in std::iter::once(first).chain(others.chunks(AT_A_TIME[1])) {
        if Instant::now() > until {
            return Ok(None);
        }
        let mut failing = campaign.test(candidates.to_vec(), &mut |_| {})?;
        failing.retain(|tested| {
            let same = |other: &Failure| other.signature() == failure.signature();
            tested.failure.as_ref().is_some_and(same)
        });
        if failure.kind == "compile" {
            let programs: Vec<Program> = failing.iter().map(|tested| tested.program.clone()).collect();
            let mut fine = campaign.compile_plainly(&programs)?.into_iter();
            failing.retain(|_| fine.next() == Some(true));
        }
        if let Some(best) = failing.into_iter().min_by_key(|tested| tested.program.print().len()) {
            return Ok(Some(best));
        }
    }
    Ok(None)
}
