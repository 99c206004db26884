//! A process that trains is told to stop by Ctrl-C: it finishes the step, saves, ends by itself, and can be taken up.
#![cfg(all(feature = "checkpoint", feature = "ctrlc", unix))]

use autodiff_runtime::optimizers::Adam;
use autodiff_runtime::training::{Ending, Trainer};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

const FILE: &str = "CTRL_C_TRAINING_CHECKPOINT";
const STEPS: u64 = 400;

fn train(checkpoint: Option<&Path>, pause: Duration) -> (Vec<f64>, Ending) {
    let mut x = vec![1.0_f64, -2.0];
    let mut trainer = Trainer::new(Adam::new(0.01)).epochs(STEPS).stop_on_ctrl_c().unwrap();
    if let Some(checkpoint) = checkpoint {
        trainer = trainer.checkpoint_every(STEPS, checkpoint);
    }
    let outcome = trainer.fit(&mut x, |x, batch| {
        if batch.step() == 3 {
            println!("running");
        }
        thread::sleep(pause);
        (
            x.iter().map(|x| x.sin()).sum(),
            x.iter().map(|x| x.cos()).collect::<Vec<f64>>(),
        )
    });
    (x, outcome.unwrap().ending)
}

#[test]
#[ignore = "the process that the other test starts and interrupts"]
fn process() {
    if let Some(checkpoint) = env::var_os(FILE) {
        let checkpoint = Path::new(&checkpoint);
        let (_, ending) = train(Some(checkpoint), Duration::from_millis(10));
        fs::write(checkpoint.with_extension("ending"), format!("{ending:?}")).unwrap();
    }
}

#[test]
fn ctrl_c_saves_and_ends() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ctrl_c");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let checkpoint = folder.join("run.checkpoint");

    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "process", "--ignored", "--nocapture"])
        .env(FILE, &checkpoint);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let mut lines = lines.map_while(Result::ok);
    let running = lines.any(|line| line.ends_with("running"));
    assert!(running, "the process has not begun to train");
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    // Until the pipe is closed.
    lines.for_each(drop);
    assert!(child.wait().unwrap().success(), "it ends by itself");
    assert_eq!(
        fs::read_to_string(checkpoint.with_extension("ending")).unwrap(),
        "Interrupted"
    );

    let (whole, _) = train(None, Duration::ZERO);
    let (resumed, ending) = train(Some(&checkpoint), Duration::ZERO);
    assert_eq!((resumed, ending), (whole, Ending::Finished));
}
