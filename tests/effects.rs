//! Statements that do not matter run exactly once a call, where they stand: in the forward sweep.
#![allow(missing_docs, reason = "test functions speak for themselves")]

use differentiate::{differentiate, Workspace};
use std::cell::RefCell;
use std::fmt;

thread_local! {
    static PRINTED: RefCell<Vec<&'static str>> = const { RefCell::new(vec![]) };
}

/// What is printed, and leaves a note of it.
struct Note(&'static str);

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        PRINTED.with_borrow_mut(|notes| notes.push(self.0));
        f.write_str(self.0)
    }
}

const A: Note = Note("a");
const B: Note = Note("b");
const C: Note = Note("c");

/// What `run` prints.
fn notes(run: impl FnOnce()) -> String {
    PRINTED.take();
    run();
    PRINTED.take().concat()
}

#[differentiate]
fn in_a_loop(x: &[f64]) -> f64 {
    println!("{A}");
    let mut y = 1.0;
    for v in x {
        y *= v.exp();
        println!("{B} {y:.3} {}", v + 1.0);
    }
    println!("{}", C);
    y
}

/// Its reverse loop only adds to the derivative, so it runs with the primal loop.
#[differentiate]
fn in_a_joint_loop(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        println!("{A}");
        sum += x[i] * x[i + 1];
    }
    println!("{B}");
    sum
}

#[differentiate]
fn inner(x: f64) -> f64 {
    eprintln!("{} {x}", A);
    x * x
}

#[differentiate]
fn through_calls(x: f64) -> f64 {
    let y = inner(x) * 3.0;
    print!("{B}");
    if y > 1.0 {
        println!("{C}");
        return y * inner(y);
    }
    println!("{B}");
    y
}

#[differentiate]
fn with_a_constant_argument(x: f64, #[constant] k: f64) -> f64 {
    x * inner(k)
}

#[differentiate]
fn whose_value_is_not_used(x: f64) -> f64 {
    let _ = inner(x);
    println!("{B}");
    2.0
}

#[test]
fn once_in_every_mode() {
    macro_rules! check {
        ($($f:ident($($argument:expr),*) prints $expected:literal;)*) => {$(
            assert_eq!(notes(|| _ = $f($($argument),*)), $expected);
            assert_eq!(notes(|| _ = $f::grad($($argument),*)), $expected);
            assert_eq!(notes(|| _ = $f::value_and_grad($($argument),*)), $expected);
        )*};
    }
    check! {
        in_a_loop(&[0.1, 0.2, 0.3]) prints "abbbc";
        in_a_joint_loop(&[0.1, 0.2, 0.3]) prints "aab";
        inner(2.0) prints "a";
        through_calls(2.0) prints "abca";
        through_calls(0.1) prints "abb";
        with_a_constant_argument(2.0, 3.0) prints "a";
        whose_value_is_not_used(2.0) prints "ab";
    }
    let mut workspace = Workspace::new();
    let mut dx = vec![0.0; 3];
    let into = || _ = in_a_loop::value_and_grad_into(&[0.1, 0.2, 0.3], &mut workspace, &mut dx);
    assert_eq!(notes(into), "abbbc");
}

#[test]
fn in_the_forward_half_only() {
    let mut workspace = Workspace::new();
    let mut dx = 0.0;
    let forward = notes(|| _ = through_calls::__forward(2.0, &mut workspace));
    let reverse = notes(|| through_calls::__reverse(2.0, 1.0, &mut dx, &mut workspace));
    assert_eq!((forward.as_str(), reverse.as_str()), ("abca", ""));
    assert_eq!(dx, through_calls::grad(2.0));
}

#[differentiate]
fn logged(x: &[f64], n: usize) -> f64 {
    log::info!("the first is {:.2}", x[0]);
    log::debug!(target: "elsewhere", "{} of {n}: {}", x.len(), x[n]);
    let y = x[0] * x[1];
    log::trace!("never seen: {}", inner(y));
    log::warn!("the product is {y}");
    y
}

#[differentiate]
fn traced(x: &[f64], n: usize) -> f64 {
    use tracing::warn;
    tracing::debug!("never computed: {}", x[n]);
    let y = x[0] * x[1];
    warn!("the product is {} {}", y, y * 2.0);
    tracing::error!(target: "elsewhere", "{n}");
    y
}

thread_local! {
    static LOGGED: RefCell<Vec<String>> = const { RefCell::new(vec![]) };
}

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, metadata: &log::Metadata) -> bool {
        metadata.level() <= log::Level::Debug
    }
    fn log(&self, record: &log::Record) {
        LOGGED.with_borrow_mut(|logged| logged.push(format!("{} {}", record.level(), record.args())));
    }
    fn flush(&self) {}
}

#[test]
fn logs_are_written_once_and_computed_if_their_level_is_on() {
    // Without a logger nothing is on, and an index out of bounds is not computed.
    assert_eq!(notes(|| _ = logged::grad(&[2.0, 3.0], 9)), "");
    log::set_logger(&Logger).expect("the only logger");
    log::set_max_level(log::LevelFilter::Debug);
    let calls: [fn(); 2] = [
        || assert_eq!(logged(&[2.0, 3.0], 1), 6.0),
        || assert_eq!(logged::value_and_grad(&[2.0, 3.0], 1), (6.0, vec![3.0, 2.0])),
    ];
    for call in calls {
        LOGGED.take();
        assert_eq!(notes(call), "");
        assert_eq!(
            LOGGED.take(),
            ["INFO the first is 2.00", "DEBUG 2 of 1: 3", "WARN the product is 6"]
        );
    }
    let outside = || std::panic::catch_unwind(|| logged::grad(&[2.0, 3.0], 9));
    assert!(outside().is_err(), "where the level is on, the argument is computed");
    log::set_max_level(log::LevelFilter::Off);
    assert!(outside().is_ok());
}

struct Subscriber;

impl tracing::Subscriber for Subscriber {
    fn enabled(&self, metadata: &tracing::Metadata) -> bool {
        *metadata.level() <= tracing::Level::INFO
    }
    fn new_span(&self, _: &tracing::span::Attributes) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event) {
        LOGGED.with_borrow_mut(|logged| logged.push(event.metadata().level().to_string()));
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn traces_are_written_once() {
    LOGGED.take();
    tracing::subscriber::with_default(Subscriber, || {
        assert_eq!(traced::value_and_grad(&[2.0, 3.0], 9), (6.0, vec![3.0, 2.0]));
    });
    assert_eq!(LOGGED.take(), ["WARN", "ERROR"]);
}
