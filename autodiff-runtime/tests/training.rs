//! The training loop: what it computes, what it tells, what it refuses.
#![cfg(feature = "std")]

use autodiff_runtime::clipping::ClipNorm;
use autodiff_runtime::optimizers::{Adam, Sgd};
use autodiff_runtime::schedules::{LinearLr, MultiStepLr, OneCycleLr, ReduceLrOnPlateau, Schedule};
use autodiff_runtime::training::{
    Batches, Callback, EarlyStopping, Ending, EpochEnd, OnNonFinite, Place, StepEnd, Trainer, TrainingError,
};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

/// ½‖x‖² and its gradient.
fn bowl(x: &[f64]) -> (f64, Vec<f64>) {
    (0.5 * x.iter().map(|x| x * x).sum::<f64>(), x.to_vec())
}

/// Half the mean of the squares of the distances to some numbers, and its derivative.
fn distance(x: &f64, numbers: &[f64], indices: &[usize]) -> (f64, f64) {
    let n = indices.len() as f64;
    let errors = indices.iter().map(|&k| x - numbers[k]);
    (
        errors.clone().map(|e| 0.5 * e * e).sum::<f64>() / n,
        errors.sum::<f64>() / n,
    )
}

#[test]
fn a_run_is_the_loop_that_one_would_write() {
    let numbers: Vec<f64> = (0..23).map(|k| f64::from(k % 7) - 2.5).collect();
    let batches = Batches::new(23, 5).seed(11);
    let schedule = LinearLr::new().total_iters(12);

    let (mut by_hand, mut adam) = (4.0, Adam::new(0.2));
    for epoch in 0..3 {
        let order = batches.order(epoch);
        for (k, batch) in order.chunks(5).enumerate() {
            adam.set_learning_rate(schedule.rate(epoch * 5 + k as u64, 0.2));
            let (_, mut dx) = distance(&by_hand, &numbers, batch);
            ClipNorm::new(1.5).clip(&mut dx).unwrap();
            adam.step(&mut by_hand, &dx);
        }
    }

    let mut x = 4.0;
    let mut trainer = Trainer::new(Adam::new(0.2))
        .batches(batches)
        .epochs(3)
        .schedule(schedule)
        .clip(ClipNorm::new(1.5));
    let outcome = trainer
        .fit(&mut x, |x, batch| distance(x, &numbers, batch.indices()))
        .unwrap();
    assert_eq!(x.to_bits(), by_hand.to_bits());
    assert_eq!(
        (outcome.ending, outcome.steps, outcome.epochs),
        (Ending::Finished, 15, 3)
    );
    assert_eq!(trainer.optimizer().steps(), 15);
}

#[test]
fn the_history_has_the_mean_losses() {
    let numbers = [1.0, 2.0, 3.0, 4.0, 5.0];
    let mut x = 0.0;
    let outcome = Trainer::new(Sgd::new(1e-300))
        .batches(Batches::new(5, 2))
        .epochs(2)
        .record_every(2)
        .fit_and_validate(&mut x, |x, batch| distance(x, &numbers, batch.indices()), |x| x + 7.0)
        .unwrap();
    let rows = outcome.history.rows();
    // After steps 2 and 4, and at the ends of the epochs; the rate is too small to move anything.
    assert_eq!(rows.iter().map(|row| row.steps).collect::<Vec<_>>(), [2, 3, 4, 6]);
    let mean = (1.0 + 4.0 + 9.0 + 16.0 + 25.0) / 10.0;
    let epoch = (4.0 * rows[0].loss + rows[1].loss) / 5.0;
    assert!(
        (epoch - mean).abs() < 1e-12,
        "batches of 2, 2 and 1 make the mean of all"
    );
    assert_eq!((rows[0].validation, rows[1].validation), (None, Some(7.0)));
    assert_eq!((rows[1].rate, rows[3].epoch), (1e-300, 1));

    let csv = outcome.history.to_csv();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        (lines.len(), lines[0]),
        (5, "steps,epoch,loss,validation,rate,gradient_norm")
    );
    let cells: Vec<&str> = lines[2].split(',').collect();
    assert_eq!(cells[2].parse::<f64>().unwrap().to_bits(), rows[1].loss.to_bits());
    assert!(lines[1].contains(",,"), "no validation within an epoch");
}

#[test]
fn early_stopping_stops_and_the_best_is_kept() {
    // Falls for ten epochs, then rises.
    let validation = |x: &Vec<f64>| (x[0] - 1.0).powi(2);
    let mut x = vec![2.0];
    let outcome = Trainer::new(Sgd::new(0.1))
        .epochs(100)
        .keep_best()
        .callback(EarlyStopping::new(3))
        .fit_and_validate(&mut x, |x, _| (x[0], vec![1.0]), validation)
        .unwrap();
    let best = outcome.best.unwrap();
    assert_eq!((best.epoch, outcome.epochs), (9, 13));
    assert!(matches!(&outcome.ending, Ending::Stopped(why) if why.contains("no improvement for 3 epochs")));
    best.params.unwrap().put_into(&mut x).unwrap();
    assert!((x[0] - 1.0).abs() < 1e-12);

    let mut y = vec![2.0];
    let outcome = Trainer::new(Sgd::new(0.1))
        .epochs(20)
        .callback(EarlyStopping::new(3))
        .fit(&mut y, |y, _| bowl(y))
        .unwrap();
    assert_eq!(outcome.ending, Ending::Finished, "a loss that falls does not stop");
}

#[test]
fn plateaus_and_epochs_set_the_rate() {
    let rates = |trainer: Trainer<Sgd>| -> Vec<f64> {
        let outcome = trainer.epochs(6).fit(&mut vec![1.0], |_, _| (1.0, vec![0.0])).unwrap();
        outcome.history.rows().iter().map(|row| row.rate).collect()
    };
    let plateau = ReduceLrOnPlateau::new().patience(1).factor(0.5);
    // The rate of a row is the one of its step; it is lowered behind it.
    assert_eq!(
        rates(Trainer::new(Sgd::new(1.0)).reduce_on_plateau(plateau)),
        [1.0, 1.0, 1.0, 0.5, 0.5, 0.25]
    );
    let by_epoch = Trainer::new(Sgd::new(1.0)).schedule_by_epoch(MultiStepLr::new([2, 4]).gamma(0.5));
    assert_eq!(rates(by_epoch), [1.0, 1.0, 0.5, 0.5, 0.25, 0.25]);
}

#[test]
fn a_schedule_drives_the_momentum() {
    let mut trainer = Trainer::new(Adam::new(0.1))
        .epochs(10)
        .schedule(OneCycleLr::new(0.1, 10));
    trainer.fit(&mut vec![1.0], |x, _| bowl(x)).unwrap();
    let adam: &Adam = trainer.optimizer();
    assert!(
        (autodiff_runtime::optimizers::Optimizer::current_momentum(&mut adam.clone()).unwrap() - 0.95).abs() < 1e-12
    );
}

/// Writes down what it is told.
struct Scribe(Rc<RefCell<Vec<String>>>);

impl Callback for Scribe {
    fn begin(&mut self, done: u64, steps: u64) {
        self.0.borrow_mut().push(format!("begin {done} of {steps}"));
    }

    fn step(&mut self, now: &StepEnd<'_>) -> ControlFlow<String> {
        let seen: Vec<String> = now
            .tensors
            .iter()
            .map(|t| format!("{} {:?} {:?} {:?}", t.path, t.params, t.grads, t.update))
            .collect();
        self.0
            .borrow_mut()
            .push(format!("step {} {}", now.step, seen.join("; ")));
        match now.step {
            2 => ControlFlow::Break("enough".into()),
            _ => ControlFlow::Continue(()),
        }
    }

    fn epoch(&mut self, now: &EpochEnd) -> ControlFlow<String> {
        self.0.borrow_mut().push(format!("epoch {}", now.epoch));
        ControlFlow::Continue(())
    }

    fn end(&mut self, ending: &Ending) {
        self.0.borrow_mut().push(format!("{ending:?}"));
    }

    fn watches(&self, step: u64) -> bool {
        step == 1
    }
}

#[test]
fn callbacks_are_told_everything() {
    let told = Rc::new(RefCell::new(Vec::new()));
    let mut params = (vec![1.0, 2.0], 4.0_f32);
    let outcome = Trainer::new(Sgd::new(0.5))
        .batches(Batches::new(2, 1))
        .epochs(5)
        .callback(Scribe(Rc::clone(&told)))
        .fit(&mut params, |_, _| (0.0, (vec![1.0, -1.0], 2.0_f32)))
        .unwrap();
    assert_eq!(
        *told.borrow(),
        [
            "begin 0 of 10",
            "step 0 ",
            "step 1 0 [0.5, 2.5] [1.0, -1.0] [-0.5, 0.5]; 1 [3.0] [2.0] [-1.0]",
            "epoch 0",
            "step 2 ",
            "Stopped(\"enough\")",
        ]
    );
    assert_eq!((outcome.steps, outcome.epochs), (3, 1));
}

#[test]
fn a_step_can_be_the_last() {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let outcome = Trainer::new(Sgd::new(0.1))
        .epochs(100)
        .stop_when(stop)
        .fit(&mut vec![1.0], |x, batch| {
            flag.store(batch.step() == 6, Ordering::Relaxed);
            bowl(x)
        })
        .unwrap();
    assert_eq!((outcome.ending, outcome.steps), (Ending::Interrupted, 7));
}

#[test]
fn what_is_not_finite_is_named_and_does_no_harm() {
    // √|x − 1| is finite at 1, its derivative is not.
    let root = |x: &(Vec<f64>, f64)| {
        let d = |x: f64| 0.5 * (x - 1.0).signum() / (x - 1.0).abs().sqrt();
        let loss = x.0.iter().map(|x| (x - 1.0).abs().sqrt()).sum::<f64>();
        (loss, (x.0.iter().map(|&x| d(x)).collect::<Vec<f64>>(), 0.0))
    };
    let mut x = (vec![2.0, 1.0], 3.0);
    let error = Trainer::new(Sgd::new(0.1)).fit(&mut x, |x, _| root(x)).unwrap_err();
    let TrainingError::NonFinite(found) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        found.place,
        Place::Gradient {
            path: "0".into(),
            component: 1
        }
    );
    assert_eq!((x.0[0], found.value), (2.0, f64::INFINITY));
    let words = error.to_string();
    assert!(
        words.contains("component 1 of the gradient in `0` is inf") && words.contains("sqrt"),
        "{words}"
    );

    // The logarithm of a negative number, after some steps.
    let error = Trainer::new(Sgd::new(1.0))
        .epochs(10)
        .fit(&mut vec![2.5_f64], |x, _| (x[0].ln(), vec![1.0]))
        .unwrap_err();
    assert!(error.to_string().contains("in step 3 the loss is NaN"), "{error}");

    let error = Trainer::new(Sgd::new(1.0))
        .fit(&mut vec![f64::NAN], |x, _| bowl(x))
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("is NaN before the step: training began with it"),
        "{error}"
    );
    let error = Trainer::new(Sgd::new(1.0))
        .on_non_finite(OnNonFinite::Proceed)
        .epochs(2)
        .clip(ClipNorm::new(1.0))
        .fit(&mut vec![1.0], |_, _| (0.0, vec![f64::NAN]))
        .unwrap_err();
    assert!(
        matches!(error, TrainingError::Clipping(_)),
        "clipping refuses it, too: {error}"
    );
}

#[test]
fn bad_steps_can_be_left_out_or_taken() {
    let now_and_then = |x: &Vec<f64>, step: u64| match step % 3 {
        1 => (f64::NAN, vec![f64::NAN]),
        _ => bowl(x),
    };
    let mut x = vec![1.0];
    let outcome = Trainer::new(Sgd::new(0.5))
        .on_non_finite(OnNonFinite::Skip)
        .epochs(6)
        .fit(&mut x, |x, batch| now_and_then(x, batch.step()))
        .unwrap();
    assert_eq!(
        (x[0], outcome.skipped, outcome.steps, outcome.history.rows().len()),
        (0.0625, 2, 6, 4)
    );

    let mut x = vec![1.0];
    let outcome = Trainer::new(Sgd::new(0.5))
        .on_non_finite(OnNonFinite::Proceed)
        .epochs(2)
        .fit(&mut x, |x, batch| now_and_then(x, batch.step()))
        .unwrap();
    assert!(x[0].is_nan() && outcome.best.unwrap().epoch == 0);
}

macro_rules! refuses {
    ($($name:ident: $does:expr => $words:literal;)*) => {$(
        #[test]
        #[should_panic(expected = $words)]
        fn $name() {
            let _ = $does;
        }
    )*};
}

fn trainer() -> Trainer<Sgd> {
    Trainer::new(Sgd::new(0.1))
}

refuses! {
    no_examples: Batches::new(0, 10) => "there are no examples to train on";
    no_batch_size: Batches::new(10, 0) => "size is 0, but must be at least 1";
    no_whole_batch: Batches::new(5, 10).drop_last(true) => "5 examples make no whole batch of 10";
    no_epochs: trainer().epochs(0) => "epochs is 0";
    two_schedules: trainer().schedule(LinearLr::new()).reduce_on_plateau(ReduceLrOnPlateau::new()) => "one schedule sets the rate";
    no_rows: trainer().record_every(0) => "record_every is 0";
    no_patience: EarlyStopping::new(0) => "patience is 0";
    negative_delta: EarlyStopping::new(1).min_delta(-1.0) => "min_delta is -1";
    negative_rate: Sgd::new(-0.1) => "lr is -0.1";
    other_shape: trainer().fit(&mut vec![1.0, 2.0], |_, _| (0.0, vec![1.0])) => "tensor 0 has 2 parameters, but its gradient has 1";
}
