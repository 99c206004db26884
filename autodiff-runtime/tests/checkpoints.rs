//! Runs that are saved and taken up, and files that are refused.
#![cfg(feature = "checkpoint")]

use autodiff_runtime::optimizers::{Adam, AdamW, Group, Sgd};
use autodiff_runtime::schedules::{CosineAnnealingLr, ReduceLrOnPlateau};
use autodiff_runtime::training::{
    Batch, Batches, CheckpointError, EarlyStopping, Ending, Outcome, Trainer, TrainingError,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

type Params = (Vec<f64>, [f32; 3]);

fn start() -> Params {
    (vec![1.0, -2.0, 0.5], [0.25, -0.75, 1.5])
}

/// A loss with noise that depends on the seed of the step, as dropout does.
fn loss(x: &Params, batch: &Batch<'_>) -> (f64, (Vec<f64>, [f32; 3])) {
    let noise = (batch.seed() >> 40) as f64 / f64::from(1 << 24);
    let target = batch.indices().iter().map(|&k| k as f64).sum::<f64>() / 20.0;
    let loss = x.0.iter().map(|x| (x - target).cos() + noise * x).sum::<f64>();
    let grads = x.0.iter().map(|x| noise - (x - target).sin()).collect();
    (loss, (grads, x.1.map(|x| x - noise as f32)))
}

fn trainer() -> Trainer<AdamW> {
    let optimizer = AdamW::new(0.05).amsgrad(true).group(Group::new("1").lr(0.5));
    Trainer::new(optimizer)
        .batches(Batches::new(17, 4).seed(5))
        .epochs(6)
        .schedule(CosineAnnealingLr::new(30))
        .record_every(3)
        .keep_best()
        .callback(EarlyStopping::new(50))
}

fn validation(x: &Params) -> f64 {
    x.0.iter().sum()
}

/// Runs until a step, if there is one, after which it is interrupted.
fn run(trainer: Trainer<AdamW>, until: Option<u64>) -> (Params, Outcome) {
    let stop = Arc::new(AtomicBool::new(false));
    let mut trainer = trainer.stop_when(Arc::clone(&stop));
    let mut x = start();
    let looked = |x: &Params, batch: &Batch<'_>| {
        stop.store(Some(batch.step()) == until, Ordering::Relaxed);
        loss(x, batch)
    };
    let outcome = trainer.fit_and_validate(&mut x, looked, validation).unwrap();
    (x, outcome)
}

/// The file after a run until a step.
fn saved(folder: &Path, until: u64) -> PathBuf {
    let path = folder.join("run.checkpoint");
    run(trainer().checkpoint(&path), Some(until));
    path
}

fn refused(trainer: Trainer<AdamW>, x: &mut Params) -> String {
    let before = x.clone();
    let error = trainer.checkpoint_is_refused(x);
    assert_eq!(*x, before, "nothing has changed");
    error
}

trait Refused {
    fn checkpoint_is_refused(self, x: &mut Params) -> String;
}

impl<O: autodiff_runtime::optimizers::Optimizer> Refused for Trainer<O> {
    fn checkpoint_is_refused(mut self, x: &mut Params) -> String {
        match self.fit(x, loss) {
            Err(error @ TrainingError::Checkpoint(_)) => error.to_string(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_run_that_is_interrupted_anywhere_ends_the_same() {
    let (whole, outcome) = run(trainer(), None);
    assert_eq!((outcome.steps, outcome.ending.clone()), (30, Ending::Finished));
    for until in 0..29 {
        let folder = folder("anywhere");
        let path = folder.join("run.checkpoint");
        let every = |trainer: Trainer<AdamW>| match until % 2 {
            0 => trainer.checkpoint(&path),
            _ => trainer.checkpoint_every(4, &path),
        };
        let (_, first) = run(every(trainer()), Some(until));
        assert_eq!((first.ending, first.steps), (Ending::Interrupted, until + 1));
        let (x, second) = run(every(trainer()), None);
        assert_eq!(x, whole, "stopped after step {until}");
        assert_eq!(second, outcome);
        // What is finished stays so.
        assert_eq!(run(every(trainer()), None), (whole.clone(), outcome.clone()));
    }
}

#[test]
fn more_epochs_can_follow() {
    let path = folder("more").join("run.checkpoint");
    run(trainer().checkpoint(&path), None);
    let (x, outcome) = run(trainer().epochs(8).checkpoint(&path), None);
    assert_eq!(outcome.steps, 40);
    assert_eq!((x, outcome), run(trainer().epochs(8), None));
}

#[test]
fn a_run_that_a_callback_stopped_stays_stopped() {
    let path = folder("stopped").join("run.checkpoint");
    let trainer = || {
        let plateau = ReduceLrOnPlateau::new().patience(1);
        let trainer = Trainer::new(Sgd::new(0.1)).epochs(50).reduce_on_plateau(plateau);
        trainer.callback(EarlyStopping::new(4)).checkpoint(&path)
    };
    let constant = |_: &Vec<f64>, _: &Batch<'_>| (1.0, vec![1.0]);
    let outcome = trainer().fit(&mut vec![0.0], constant).unwrap();
    assert!(matches!(outcome.ending, Ending::Stopped(_)) && outcome.steps == 5);
    assert_eq!(trainer().fit(&mut vec![0.0], constant).unwrap(), outcome);
}

#[test]
fn every_truncation_is_an_error_and_nothing_is_lost() {
    let folder = folder("truncated");
    let path = saved(&folder, 11);
    let (previous, bytes) = (folder.join("run.checkpoint.previous"), fs::read(&path).unwrap());
    let before = fs::read(&previous).unwrap();
    for length in 0..bytes.len() {
        fs::write(&path, &bytes[..length]).unwrap();
        let error = refused(trainer().checkpoint(&path), &mut start());
        assert!(
            error.contains("is truncated") && error.contains("run.checkpoint.previous is the one before"),
            "{error}"
        );
    }
    assert_eq!(
        (fs::read(&path).unwrap().len(), fs::read(&previous).unwrap()),
        (bytes.len() - 1, before)
    );

    // What the error says: without the damaged file, the run goes on from the one before.
    fs::remove_file(&path).unwrap();
    assert_eq!(run(trainer().checkpoint(&path), None), run(trainer(), None));
}

#[test]
fn every_changed_byte_is_an_error() {
    let path = saved(&folder("damaged"), 11);
    let bytes = fs::read(&path).unwrap();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        fs::write(&path, &damaged).unwrap();
        let error = refused(trainer().checkpoint(&path), &mut start());
        let expected = match at {
            0..16 => "is no checkpoint; it has been left as it is",
            16..20 => "but this crate reads version 1",
            20..28 => "is ", // longer: truncated; shorter: damaged
            _ => "is damaged: its checksum does not fit",
        };
        assert!(error.contains(expected), "byte {at}: {error}");
    }
    let longer = [&bytes[..], b"x"].concat();
    fs::write(&path, longer).unwrap();
    assert!(refused(trainer().checkpoint(&path), &mut start()).contains("is damaged"));
}

#[test]
fn foreign_files_are_left_as_they_are() {
    let folder = folder("foreign");
    let path = folder.join("thesis.txt");
    fs::write(&path, "Chapter 1").unwrap();
    let error = refused(trainer().checkpoint(&path), &mut start());
    assert!(error.ends_with("thesis.txt is no checkpoint; it has been left as it is (move it away, or give the checkpoint another name)"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "Chapter 1");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn other_runs_are_told_apart() {
    let path = saved(&folder("others"), 11);
    let bytes = fs::read(&path).unwrap();
    let mut x = start();

    let error = Trainer::new(Adam::new(0.1))
        .checkpoint(&path)
        .checkpoint_is_refused(&mut x);
    assert!(
        error.contains("is of another run: its optimizer is AdamW, not Adam"),
        "{error}"
    );
    let error = refused(trainer().batches(Batches::new(17, 4).seed(6)).checkpoint(&path), &mut x);
    assert!(error.contains("seed: 5") && error.contains("seed: 6"), "{error}");
    let error = refused(trainer().callback(EarlyStopping::new(3)).checkpoint(&path), &mut x);
    assert!(error.contains("it has 1 callbacks, not 2"), "{error}");
    let mut other = vec![1.0, 2.0];
    let error = trainer()
        .checkpoint(&path)
        .fit(&mut other, |x, _| (0.0, x.clone()))
        .unwrap_err();
    assert!(matches!(
        error,
        TrainingError::Checkpoint(CheckpointError::OtherRun { .. })
    ));
    assert!(
        error
            .to_string()
            .contains("3 numbers f64 in `0`, but the parameters have 2 numbers f64 in the parameters"),
        "{error}"
    );
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let path = folder("nowhere").join("missing").join("run.checkpoint");
    let error = trainer().checkpoint(&path).fit(&mut start(), loss).unwrap_err();
    assert!(error.to_string().contains("could not be written"), "{error}");
}

#[test]
#[should_panic(expected = "checkpoint_every is 0")]
fn never_to_save_is_refused() {
    let _ = trainer().checkpoint_every(0, "run.checkpoint");
}
