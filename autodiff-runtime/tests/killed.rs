//! A process that trains is killed at random moments, 200 times: each time another one takes up the run, and it ends with the
//! bits of the run that nobody killed.
#![cfg(feature = "checkpoint")]

use autodiff_runtime::optimizers::Adam;
use autodiff_runtime::schedules::CosineAnnealingLr;
use autodiff_runtime::training::{Batch, Batches, EarlyStopping, Trainer};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

const KILLS: u32 = 200;
/// Those of 12 epochs with 10 batches.
const STEPS: u64 = 120;
const FILE: &str = "KILLED_TRAINING_CHECKPOINT";

/// Logistic regression with noise from the seed of the step, on data that are made up.
fn loss(w: &[f64], batch: &Batch<'_>) -> (f64, Vec<f64>) {
    let n = batch.indices().len() as f64;
    let (mut loss, mut dw) = (0.0, vec![0.0; w.len()]);
    for &k in batch.indices() {
        let noise = ((batch.seed().wrapping_mul(k as u64 + 1)) >> 50) as f64 / 1e5;
        let x: Vec<f64> = (0..w.len()).map(|j| ((k * (j + 3)) as f64).sin() + noise).collect();
        let sign = if k % 3 == 0 { 1.0 } else { -1.0 };
        let margin = sign * w.iter().zip(&x).map(|(w, x)| w * x).sum::<f64>();
        loss += (-margin).exp().ln_1p() / n;
        for (dw, x) in dw.iter_mut().zip(&x) {
            *dw -= sign * x / (1.0 + margin.exp()) / n;
        }
    }
    (loss, dw)
}

/// Trains, or goes on training, and writes the bits of all results beside the checkpoint.
fn train(checkpoint: &Path) {
    let mut w = vec![0.0; 40];
    let outcome = Trainer::new(Adam::new(0.05).amsgrad(true))
        .batches(Batches::new(200, 20).seed(1))
        .epochs(12)
        .schedule(CosineAnnealingLr::new(STEPS))
        .keep_best()
        .callback(EarlyStopping::new(30))
        .checkpoint_every(3, checkpoint)
        .fit(&mut w, |w, batch| {
            println!("step {}", batch.step());
            thread::sleep(Duration::from_micros(300));
            loss(w, batch)
        })
        .unwrap();
    let bits: Vec<String> = w.iter().map(|w| format!("{:016x}", w.to_bits())).collect();
    let result = format!("{}\n{}{:?}", bits.join(" "), outcome.history.to_csv(), outcome.best);
    fs::write(checkpoint.with_extension("result"), result).unwrap();
}

#[test]
#[ignore = "the process that the other test starts and kills"]
fn process() {
    if let Some(checkpoint) = env::var_os(FILE) {
        println!();
        train(Path::new(&checkpoint));
    }
}

/// Starts it, and waits until it takes this step.
fn start(checkpoint: &Path, step: u64) -> (Child, impl Iterator<Item = String>) {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "process", "--ignored", "--nocapture"])
        .env(FILE, checkpoint);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = lines.map_while(Result::ok);
    let awaited = format!("step {step}");
    lines.any(|line| line.ends_with(&awaited));
    (child, lines)
}

/// Lets it run to the end: what it writes.
fn finish(checkpoint: &Path) -> String {
    let (mut child, lines) = start(checkpoint, STEPS - 1);
    lines.for_each(drop);
    assert!(child.wait().unwrap().success());
    fs::read_to_string(checkpoint.with_extension("result")).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("killed").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder.join("run.checkpoint")
}

/// Numbers in [0, 1) that are spread evenly.
fn spread(k: u32) -> f64 {
    (f64::from(k) * 0.618_033_988_749_895).fract()
}

#[test]
fn two_hundred_kills_change_no_bit() {
    let expected = finish(&folder("whole"));
    let workers: Vec<_> = (0..2)
        .map(|worker| {
            let expected = expected.clone();
            thread::spawn(move || {
                let mut within = 0;
                for k in (worker..KILLS).step_by(2) {
                    let checkpoint = folder(&format!("worker {worker}"));
                    let (mut child, _lines) = start(&checkpoint, (spread(k) * STEPS as f64) as u64);
                    // Some part of a few steps, in which the file is written, renamed or left alone.
                    thread::sleep(Duration::from_micros((spread(7 * k + 3) * 2_000.0) as u64));
                    child.kill().unwrap();
                    child.wait().unwrap();
                    let finished = checkpoint.with_extension("result").exists();
                    within += u32::from(checkpoint.exists() && !finished);
                    assert_eq!(finish(&checkpoint), expected, "kill {k}");
                }
                within
            })
        })
        .collect();
    let within: u32 = workers.into_iter().map(|worker| worker.join().unwrap()).sum();
    assert!(
        within > KILLS / 4,
        "only {within} kills fell into a run that had saved something"
    );
}
