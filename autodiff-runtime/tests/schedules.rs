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
            Box::new(with!(
                cycle, kwargs;
                pct_start as_f64, div_factor as_f64, final_div_factor as_f64, base_momentum as_f64, max_momentum as_f64,
                cycle_momentum as_bool, three_phase as_bool
            ))
        }
        "CyclicLR" => {
            let cycle = CyclicLr::new(number("base_lr"), number("max_lr"));
            let cycle = cycle.mode(match kwargs["mode"].as_str() {
                Some("triangular2") => CyclicMode::Triangular2,
                Some("exp_range") => CyclicMode::ExpRange,
                _ => CyclicMode::Triangular,
            });
            Box::new(with!(
                cycle, kwargs;
                step_size_up as_u64, step_size_down as_u64, gamma as_f64, base_momentum as_f64, max_momentum as_f64,
                cycle_momentum as_bool
            ))
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
        "SequentialLR" => {
            let schedules = SequentialLr::new(integers(&kwargs["milestones"]));
            Box::new(parts(kwargs).fold(schedules, SequentialLr::then))
        }
        "ChainedScheduler" => Box::new(parts(kwargs).fold(ChainedScheduler::new(), ChainedScheduler::and)),
        name => optax_schedule(name, kwargs),
    }
}

/// The schedules that a schedule is composed of.
fn parts(kwargs: &Value) -> impl Iterator<Item = Box<dyn Schedule>> + '_ {
    let parts = kwargs["schedulers"].as_array().unwrap().iter();
    parts.map(|part| schedule(part[0].as_str().unwrap(), &part[1]))
}

fn warmup_cosine_decay(kwargs: &Value) -> optax::WarmupCosineDecay {
    let number = |name: &str| kwargs[name].as_f64().unwrap_or(0.0);
    let steps = |name: &str| kwargs[name].as_u64().unwrap();
    let schedule = optax::warmup_cosine_decay(
        number("init_value"),
        number("peak_value"),
        steps("warmup_steps"),
        steps("decay_steps"),
        number("end_value"),
    );
    with!(schedule, kwargs; exponent as_f64)
}

fn optax_schedule(name: &str, kwargs: &Value) -> Box<dyn Schedule> {
    let number = |name: &str| kwargs[name].as_f64().unwrap_or(0.0);
    let steps = |name: &str| kwargs[name].as_u64().unwrap_or(0);
    let [init, end, peak] = ["init_value", "end_value", "peak_value"].map(number);
    let (transition, rate) = (steps("transition_steps"), number("decay_rate"));
    let staircase = kwargs["staircase"].as_bool().unwrap_or(false);
    let scales = || -> Vec<(u64, f64)> {
        let scales = kwargs["boundaries_and_scales"].as_object().unwrap().iter();
        scales
            .map(|(at, scale)| (at.parse().unwrap(), scale.as_f64().unwrap()))
            .collect()
    };
    match name {
        "optax.constant_schedule" => Box::new(optax::constant(number("value"))),
        "optax.warmup_constant_schedule" => Box::new(optax::warmup_constant(init, peak, steps("warmup_steps"))),
        "optax.warmup_cosine_decay_schedule" => Box::new(warmup_cosine_decay(kwargs)),
        "optax.warmup_exponential_decay_schedule" => Box::new(with!(
            optax::warmup_exponential_decay(init, peak, steps("warmup_steps"), transition, rate, staircase), kwargs;
            transition_begin as_u64, end_value as_f64
        )),
        "optax.cosine_decay_schedule" => Box::new(with!(
            optax::cosine_decay(init, steps("decay_steps"), number("alpha")), kwargs; exponent as_f64
        )),
        "optax.exponential_decay" => Box::new(with!(
            optax::exponential_decay(init, transition, rate, staircase), kwargs; transition_begin as_u64, end_value as_f64
        )),
        "optax.linear_schedule" => Box::new(with!(
            optax::linear(init, end, transition), kwargs; transition_begin as_u64
        )),
        "optax.polynomial_schedule" => Box::new(with!(
            optax::polynomial(init, end, number("power"), transition), kwargs; transition_begin as_u64
        )),
        "optax.piecewise_constant_schedule" => Box::new(optax::piecewise_constant(init, &scales())),
        "optax.piecewise_interpolate_schedule" => {
            let anneal = match kwargs["interpolate_type"] == "linear" {
                true => Anneal::Linear,
                false => Anneal::Cos,
            };
            Box::new(optax::piecewise_interpolate(anneal, init, &scales()))
        }
        "optax.linear_onecycle_schedule" => Box::new(with!(
            optax::linear_onecycle(transition, peak), kwargs;
            pct_start as_f64, pct_final as_f64, div_factor as_f64, final_div_factor as_f64
        )),
        "optax.cosine_onecycle_schedule" => Box::new(with!(
            optax::cosine_onecycle(transition, peak), kwargs; pct_start as_f64, div_factor as_f64, final_div_factor as_f64
        )),
        "optax.sgdr_schedule" => {
            let cycles = kwargs["cosine_kwargs"].as_array().unwrap();
            Box::new(optax::sgdr(cycles.iter().map(warmup_cosine_decay)))
        }
        other => panic!("unknown schedule {other}"),
    }
}

fn plateau(kwargs: &Value) -> ReduceLrOnPlateau {
    let mut plateau = with!(
        ReduceLrOnPlateau::new(), kwargs;
        factor as_f64, patience as_u64, threshold as_f64, cooldown as_u64, min_lr as_f64, eps as_f64
    );
    if kwargs["mode"] == "max" {
        plateau = plateau.mode(Mode::Max);
    }
    if kwargs["threshold_mode"] == "abs" {
        plateau = plateau.threshold_mode(ThresholdMode::Abs);
    }
    plateau
}

/// Follows all cases of a file: tells how many there were.
fn follow_all(file: &str) -> usize {
    let golden: Value = serde_json::from_str(file).unwrap();
    let cases = golden["cases"].as_array().unwrap();
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
    cases.len()
}

#[test]
fn rates_are_those_of_torch_and_optax() {
    assert_eq!(follow_all(include_str!("golden/schedules.json")), 40);
}

#[test]
fn rates_with_other_settings_are_those_of_torch_and_optax() {
    assert_eq!(follow_all(include_str!("golden/schedule_settings.json")), 46);
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
fn a_chain_gives_the_same_rates_in_any_order() {
    let chain = || {
        ChainedScheduler::new()
            .and(CosineAnnealingLr::new(7).eta_min(0.1))
            .and(ExponentialLr::new(0.9))
    };
    let (asked, fresh) = (chain(), |step, base| chain().rate(step, base));
    for (step, base) in [(9, 1.0), (9, 1.0), (3, 1.0), (4, 1.0), (4, 2.0), (20, 2.0)] {
        assert_eq!(asked.rate(step, base), fresh(step, base), "{step}");
    }
}

#[test]
fn a_chain_replaces_the_rate_by_a_function_of_the_base() {
    let chain = ChainedScheduler::new()
        .and(ExponentialLr::new(0.5))
        .and(LambdaLr::new(|step| 1.0 / (1 + step) as f64));
    assert_eq!(chain.rates(3, 6.0), [6.0, 3.0, 2.0]);
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
    no_cycles: optax::sgdr([]), "there are no cycles";
    negative_scale: optax::piecewise_constant(0.1, &[(5, -1.0)]), "piecewise_constant: a scale is -1";
    late_end: optax::linear_onecycle(10, 0.1).pct_final(1.5), "pct_final is 1.5, but must be in [0, 1]";
    short_decay: optax::warmup_cosine_decay(0.0, 1.0, 10, 10, 0.0), "decay_steps is 10, but must be more than";
}
