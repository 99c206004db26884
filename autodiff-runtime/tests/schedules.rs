//! Schedules against the rates of torch and optax, and against what they must refuse.
#![cfg(feature = "std")]

use autodiff_runtime::optimizers::{Adagrad, Optimizer, Sgd};
use autodiff_runtime::schedules::*;
use serde_json::Value;

fn floats(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

/// A hyper-parameter, if the case sets it.
macro_rules! with {
    ($schedule:expr, $kwargs:ident; $($method:ident $as:ident),*) => {{
        let mut schedule = $schedule;
        $(
            if let Some(value) = $kwargs.get(stringify!($method)).and_then(Value::$as) {
                schedule = schedule.$method(value);
            }
        )*
        schedule
    }};
}

fn integers(json: &Value) -> Vec<u64> {
    json.as_array().unwrap().iter().map(|x| x.as_u64().unwrap()).collect()
}

fn cosine(kwargs: &Value) -> CosineAnnealingLr {
    with!(CosineAnnealingLr::new(kwargs["T_max"].as_u64().unwrap()), kwargs; eta_min as_f64)
}

fn linear(kwargs: &Value) -> LinearLr {
    with!(LinearLr::new(), kwargs; start_factor as_f64, end_factor as_f64, total_iters as_u64)
}

fn constant(kwargs: &Value) -> ConstantLr {
    with!(ConstantLr::new(), kwargs; factor as_f64, total_iters as_u64)
}

fn schedule(name: &str, kwargs: &Value) -> Box<dyn Schedule> {
    let number = |name: &str| kwargs[name].as_f64().unwrap_or(0.0);
    let steps = |name: &str| kwargs[name].as_u64().unwrap_or(0);
    match name {
        "StepLR" => Box::new(with!(StepLr::new(steps("step_size")), kwargs; gamma as_f64)),
        "MultiStepLR" => Box::new(with!(MultiStepLr::new(integers(&kwargs["milestones"])), kwargs; gamma as_f64)),
        "ExponentialLR" => Box::new(ExponentialLr::new(number("gamma"))),
        "CosineAnnealingLR" => Box::new(cosine(kwargs)),
        "CosineAnnealingWarmRestarts" => {
            let mut schedule = with!(CosineAnnealingWarmRestarts::new(steps("T_0")), kwargs; eta_min as_f64);
            if let Some(t_mult) = kwargs["T_mult"].as_u64() {
                schedule = schedule.t_mult(t_mult);
            }
            Box::new(schedule)
        }
        "ConstantLR" => Box::new(constant(kwargs)),
        "LinearLR" => Box::new(linear(kwargs)),
        "PolynomialLR" => Box::new(with!(PolynomialLr::new(), kwargs; total_iters as_u64, power as_f64)),
        "OneCycleLR" => {
            let cycle = OneCycleLr::new(number("max_lr"), steps("total_steps"));
            let cycle = match kwargs["anneal_strategy"].as_str() {
                Some("linear") => cycle.anneal_strategy(Anneal::Linear),
                _ => cycle,
            };
            Box::new(with!(cycle, kwargs; three_phase as_bool))
        }
        "CyclicLR" => {
            let cycle = CyclicLr::new(number("base_lr"), number("max_lr"));
            let cycle = cycle.mode(match kwargs["mode"].as_str() {
                Some("triangular2") => CyclicMode::Triangular2,
                Some("exp_range") => CyclicMode::ExpRange,
                _ => CyclicMode::Triangular,
            });
            Box::new(with!(cycle, kwargs; step_size_up as_u64, gamma as_f64))
        }
        "LambdaLR:noam" => {
            let (d_model, warmup) = (number("d_model"), number("warmup"));
            Box::new(LambdaLr::new(move |step| {
                let step = (step + 1) as f64;
                d_model.powf(-0.5) * step.powf(-0.5).min(step * warmup.powf(-1.5))
            }))
        }
        "LambdaLR:warmup_cosine_hf" => {
            let (warmup, total, cycles) = (number("warmup"), number("total"), number("num_cycles"));
            Box::new(LambdaLr::new(move |step| {
                let step = step as f64;
                if step < warmup {
                    return step / warmup;
                }
                let done = (step - warmup) / (total - warmup);
                (0.5 * (1.0 + (std::f64::consts::PI * cycles * 2.0 * done).cos())).max(0.0)
            }))
        }
        "LambdaLR:warmup_linear_hf" => {
            let (warmup, total) = (number("warmup"), number("total"));
            Box::new(LambdaLr::new(move |step| {
                let step = step as f64;
                match step < warmup {
                    true => step / warmup,
                    false => ((total - step) / (total - warmup)).max(0.0),
                }
            }))
        }
        "LambdaLR:inverse_time" => {
            let k = number("k");
            Box::new(LambdaLr::new(move |step| 1.0 / (1.0 + k * step as f64)))
        }
        "MultiplicativeLR:const" => {
            let factor = number("factor");
            Box::new(MultiplicativeLr::new(move |_| factor))
        }
        "SequentialLR:linear+cosine" => Box::new(
            SequentialLr::new(integers(&kwargs["milestones"]))
                .then(linear(&kwargs["warmup"]))
                .then(cosine(&kwargs["main"])),
        ),
        "ChainedScheduler:constant+exponential" => Box::new(
            ChainedScheduler::new()
                .and(constant(&kwargs["constant"]))
                .and(ExponentialLr::new(kwargs["exponential"]["gamma"].as_f64().unwrap())),
        ),
        "optax.warmup_cosine_decay_schedule" => Box::new(optax::warmup_cosine_decay(
            number("init_value"),
            number("peak_value"),
            steps("warmup_steps"),
            steps("decay_steps"),
            number("end_value"),
        )),
        "optax.cosine_decay_schedule" => Box::new(optax::cosine_decay(
            number("init_value"),
            steps("decay_steps"),
            number("alpha"),
        )),
        "optax.exponential_decay" => Box::new(optax::exponential_decay(
            number("init_value"),
            steps("transition_steps"),
            number("decay_rate"),
            kwargs["staircase"].as_bool().unwrap_or(false),
        )),
        "optax.linear_schedule" => Box::new(optax::linear(
            number("init_value"),
            number("end_value"),
            steps("transition_steps"),
        )),
        "optax.polynomial_schedule" => Box::new(optax::polynomial(
            number("init_value"),
            number("end_value"),
            number("power"),
            steps("transition_steps"),
        )),
        "optax.piecewise_constant_schedule" => {
            let scales = kwargs["boundaries_and_scales"].as_object().unwrap();
            let scales = scales
                .iter()
                .map(|(at, scale)| (at.parse().unwrap(), scale.as_f64().unwrap()));
            let scales: Vec<(u64, f64)> = scales.collect();
            Box::new(optax::piecewise_constant(number("init_value"), &scales))
        }
        "optax.linear_onecycle_schedule" => {
            Box::new(optax::linear_onecycle(steps("transition_steps"), number("peak_value")))
        }
        "optax.cosine_onecycle_schedule" => {
            Box::new(optax::cosine_onecycle(steps("transition_steps"), number("peak_value")))
        }
        other => panic!("unknown schedule {other}"),
    }
}

fn plateau(kwargs: &Value) -> ReduceLrOnPlateau {
    let mut plateau = with!(
        ReduceLrOnPlateau::new(), kwargs;
        factor as_f64, patience as_u64, threshold as_f64, cooldown as_u64, min_lr as_f64
    );
    if kwargs["mode"] == "max" {
        plateau = plateau.mode(Mode::Max);
    }
    if kwargs["threshold_mode"] == "abs" {
        plateau = plateau.threshold_mode(ThresholdMode::Abs);
    }
    plateau
}

#[test]
fn rates_are_those_of_torch_and_optax() {
    let golden: Value = serde_json::from_str(include_str!("golden/schedules.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 40);
    for case in cases {
        let expected = floats(&case["rates"]);
        let name = case["scheduler"].as_str().unwrap();
        let mut sgd = Sgd::new(case["optimizer_lr"].as_f64().unwrap_or(1.0)).momentum(0.9);
        let mut rates = Vec::new();
        let mut momenta = Vec::new();
        if name == "ReduceLROnPlateau" {
            let mut plateau = plateau(&case["kwargs"]);
            for metric in floats(&case["metric"]) {
                rates.push(sgd.learning_rate());
                plateau.step(metric, &mut sgd);
            }
        } else {
            let mut scheduler = Scheduler::new(&mut sgd, schedule(name, &case["kwargs"]));
            for _ in 0..expected.len() {
                rates.push(sgd.learning_rate());
                momenta.push(sgd.current_momentum().unwrap());
                scheduler.step(&mut sgd);
            }
        }
        let check = |what: &str, got: &[f64], expected: &[f64]| {
            let scale = expected.iter().copied().fold(0.0, f64::max);
            for (step, (got, expected)) in got.iter().zip(expected).enumerate() {
                let deviation = (got - expected).abs() / scale;
                assert!(
                    deviation <= 1e-12,
                    "{} {what} {step}: {got} instead of {expected}",
                    case["id"]
                );
            }
        };
        check("rate", &rates, &expected);
        if let Some(expected) = case.get("momentum") {
            check("momentum", &momenta, &floats(expected));
        }
    }
}

#[test]
fn a_schedule_can_be_taken_up_anywhere() {
    let mut sgd = Sgd::new(0.1);
    let mut scheduler = Scheduler::new(&mut sgd, StepLr::new(2));
    (0..3).for_each(|_| scheduler.step(&mut sgd));
    let mut resumed = Sgd::new(0.1);
    let scheduler = Scheduler::resumed(&mut resumed, StepLr::new(2), 3);
    assert_eq!((resumed.learning_rate(), scheduler.steps()), (sgd.learning_rate(), 3));
    assert_eq!(scheduler.schedule().rates(3, 1.0), [1.0, 1.0, 0.1]);
}

#[test]
fn a_metric_that_is_not_a_number_is_no_improvement() {
    let mut sgd = Sgd::new(1.0);
    let mut plateau = ReduceLrOnPlateau::new().patience(1);
    assert!(!plateau.step(f64::NAN, &mut sgd));
    assert!(plateau.step(f64::NAN, &mut sgd));
    assert_eq!((sgd.learning_rate(), plateau.best()), (0.1, None));
}

macro_rules! refused {
    ($($name:ident: $action:expr, $message:literal;)*) => {$(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() {
            let _ = $action;
        }
    )*};
}

refused! {
    no_steps: StepLr::new(0), "StepLr: step_size is 0, but must be at least 1";
    negative_gamma: ExponentialLr::new(-0.5), "ExponentialLr: gamma is -0.5";
    factor_above_one: ConstantLr::new().factor(1.5), "ConstantLr: factor is 1.5, but must be in [0, 1]";
    start_at_zero: LinearLr::new().start_factor(0.0), "LinearLr: start_factor is 0, but must be in (0, 1]";
    endless_plateau: ReduceLrOnPlateau::new().factor(1.0), "factor is 1, but must be in [0, 1)";
    falling_milestones: SequentialLr::new([5, 3]), "milestones are [5, 3], but must rise";
    missing_schedule: SequentialLr::new([5]).then(StepLr::new(1)).rate(0, 1.0), "there are 1 schedules, but 1 milestones need 2";
    behind_the_cycle: OneCycleLr::new(0.1, 10).rate(11, 0.1), "step 11 lies behind the 10 steps";
    negative_max: OneCycleLr::new(-0.1, 10), "OneCycleLr: max_lr is -0.1";
    no_momentum: Scheduler::new(&mut Adagrad::new(0.1), OneCycleLr::new(0.1, 10)), "Adagrad has no momentum";
    rate_below_zero: Scheduler::new(&mut Sgd::new(0.1), LambdaLr::new(|_| -1.0)), "Sgd: lr is -0.1";
    short_decay: optax::warmup_cosine_decay(0.0, 1.0, 10, 10, 0.0), "decay_steps is 10, but must be more than";
}
