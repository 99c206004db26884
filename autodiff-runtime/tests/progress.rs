//! What the progress bar shows.
#![cfg(feature = "progress")]

use autodiff_runtime::optimizers::Sgd;
use autodiff_runtime::training::{EarlyStopping, ProgressBar, Trainer};
use indicatif::{InMemoryTerm, ProgressDrawTarget};

fn shown(trainer: Trainer<Sgd>) -> String {
    let terminal = InMemoryTerm::new(10, 200);
    let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
    trainer
        .callback(ProgressBar::on(target))
        .fit_and_validate(&mut vec![3.0], |x, _| (0.5 * x[0] * x[0], vec![x[0]]), |_| 0.75)
        .unwrap();
    terminal.contents()
}

#[test]
fn the_bar_has_all_that_a_person_looks_for() {
    let shown = shown(Trainer::new(Sgd::new(0.5)).epochs(8));
    assert!(shown.contains("8/8"), "{shown}");
    assert!(
        shown.contains("loss 2.7466e-4, validation 7.5000e-1, rate 5.00e-1, gradient 2.34e-2"),
        "{shown}"
    );
    assert!(shown.contains("left]"), "{shown}");
}

#[test]
fn the_bar_says_why_it_stopped() {
    let shown = shown(Trainer::new(Sgd::new(0.5)).epochs(8).callback(EarlyStopping::new(2)));
    assert!(
        shown.contains("3/8") && shown.contains("stopped: no improvement for 2 epochs"),
        "{shown}"
    );
}
