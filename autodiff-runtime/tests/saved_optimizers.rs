//! Optimizers that are written down and read back go on as if nothing had been.
#![cfg(feature = "serde")]

use autodiff_runtime::optimizers::{
    AdaBelief, Adadelta, Adafactor, Adagrad, Adam, AdamW, Adamax, Adan, Asgd, Averaged, Group, Lamb, Lars, Lbfgs,
    LineSearchFn, Lion, NAdam, NovoGrad, Optimizer, RAdam, RmsProp, Rprop, Sgd, Yogi,
};
use autodiff_runtime::schedules::ReduceLrOnPlateau;
use serde::de::DeserializeOwned;
use serde::Serialize;

type Parameters = (Vec<f64>, [[f32; 2]; 2], f64);

/// A step along the gradient of Σ cos(3x) + x²/2, which is not linear, so that nothing cancels.
fn step(optimizer: &mut impl Optimizer, x: &mut Parameters) {
    let d = |x: f64| x - 3.0 * (3.0 * x).sin();
    let grads = (
        x.0.iter().copied().map(d).collect::<Vec<f64>>(),
        x.1.map(|row| row.map(|x| d(f64::from(x)) as f32)),
        d(x.2),
    );
    optimizer.step(x, &grads);
}

fn bits(x: &Parameters) -> Vec<u64> {
    let singles = x.1.as_flattened().iter().map(|x| u64::from(x.to_bits()));
    x.0.iter().chain([&x.2]).map(|x| x.to_bits()).chain(singles).collect()
}

/// Takes some steps, and as many again: straight on, and through both formats.
fn goes_on<O: Optimizer + Clone + Serialize + DeserializeOwned>(mut straight: O) {
    let mut x: Parameters = (vec![0.3, -1.7, 2.9], [[0.1, -0.2], [1.3, 4.0]], -0.6);
    for _ in 0..7 {
        step(&mut straight, &mut x);
    }
    let binary = postcard::to_stdvec(&straight).unwrap();
    let text = serde_json::to_string(&straight).unwrap();
    let mut others: [O; 2] = [
        postcard::from_bytes(&binary).unwrap(),
        serde_json::from_str(&text).unwrap(),
    ];
    let mut xs = [x.clone(), x.clone()];
    for _ in 0..7 {
        step(&mut straight, &mut x);
        for (other, y) in others.iter_mut().zip(&mut xs) {
            step(other, y);
            assert_eq!(bits(y), bits(&x), "{}", straight.name());
        }
    }
    for other in others {
        assert_eq!(postcard::to_stdvec(&other), postcard::to_stdvec(&straight));
    }
}

#[test]
fn every_optimizer_goes_on_bit_for_bit() {
    macro_rules! go_on {
        ($($optimizer:ident $(.$method:ident($($value:expr),*))*;)*) => {
            $(goes_on($optimizer::new(0.01)$(.$method($($value),*))*);)*
        };
    }
    go_on! {
        Sgd;
        Sgd.momentum(0.9).nesterov(true).weight_decay(0.1);
        Adagrad;
        Adadelta;
        Adafactor.d(2.0).weight_decay(0.1);
        RmsProp.momentum(0.5).centered(true);
        Adam;
        Adam.amsgrad(true).betas(0.8, 0.9).eps(1e-7);
        Adam.maximize(true);
        AdamW;
        NAdam;
        RAdam;
        Adamax;
        Rprop;
        Asgd.t0(3.0);
        Lion;
        Lamb;
        Lars;
        AdaBelief;
        Yogi;
        Adan;
        NovoGrad;
    }
}

#[test]
fn lbfgs_goes_on_bit_for_bit() {
    let mut straight = Lbfgs::new(1.0).max_iter(2).line_search_fn(LineSearchFn::StrongWolfe);
    let mut x = vec![0.3, -1.7, 2.9];
    let function = |x: &Vec<f64>| {
        let value = x.iter().map(|x| (3.0 * x).cos() + 0.5 * x * x).sum();
        (value, x.iter().map(|x| x - 3.0 * (3.0 * x).sin()).collect::<Vec<f64>>())
    };
    straight.step(&mut x, function);
    let mut read: Lbfgs = postcard::from_bytes(&postcard::to_stdvec(&straight).unwrap()).unwrap();
    let mut y = x.clone();
    straight.step(&mut x, function);
    read.step(&mut y, function);
    assert_eq!((&x, straight.func_evals()), (&y, read.func_evals()));

    let text = serde_json::to_string(&straight).unwrap();
    assert!(refused::<Lbfgs>(&text.replace("\"lr\":1.0", "\"lr\":-1.0")).contains("learning rate is negative"));
    assert!(refused::<Lbfgs>(&text.replace("\"direction\":[", "\"direction\":[0.5,")).contains("not as long"));
    assert!(refused::<Lbfgs>(&text.replace("\"Lbfgs\"", "\"Adam\"")).contains("this is the state of Adam"));
}

#[test]
fn groups_and_what_is_frozen_are_kept() {
    let mut optimizer = Adam::new(0.01)
        .weight_decay(0.1)
        .group(Group::new("0").lr(0.3).weight_decay(0.0))
        .group(Group::new("2").frozen(true));
    optimizer.freeze("1");
    goes_on(optimizer);
    goes_on(
        Adafactor::new(0.01)
            .group(Group::new("1").matrix(2, 2))
            .group(Group::new("0").matrix(1, 3)),
    );
}

#[test]
fn averages_and_plateaus_are_kept() {
    let mut mean = Averaged::ema(0.9);
    mean.update(&vec![1.0, 2.0]);
    mean.update(&vec![3.0, -1.0]);
    let read: Averaged<Vec<f64>> = postcard::from_bytes(&postcard::to_stdvec(&mean).unwrap()).unwrap();
    assert_eq!((read.average(), read.updates()), (mean.average(), 2));

    let mut sgd = Sgd::new(1.0);
    let mut plateau = ReduceLrOnPlateau::new().patience(2);
    for _ in 0..3 {
        assert!(!plateau.step(1.0, &mut sgd));
    }
    let mut read: ReduceLrOnPlateau = postcard::from_bytes(&postcard::to_stdvec(&plateau).unwrap()).unwrap();
    assert!(
        read.step(1.0, &mut sgd),
        "three steps without improvement, counted before and after"
    );
}

/// What is said of a state that does not fit.
fn refused<O: DeserializeOwned>(json: &str) -> String {
    match serde_json::from_str::<O>(json) {
        Ok(_) => panic!("read: {json}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut adam = Adam::new(0.1);
    let mut x: Parameters = (vec![0.3], [[0.0; 2]; 2], 1.0);
    step(&mut adam, &mut x);
    let json = serde_json::to_string(&adam).unwrap();
    let with = |old: &str, new: &str| {
        assert!(json.contains(old), "{json}");
        json.replacen(old, new, 1)
    };

    assert!(refused::<Sgd>(&json).contains("missing field"));
    // AdamW has no field that Adam lacks.
    let error = refused::<AdamW>(&json);
    assert!(error.contains("this is the state of Adam, not of AdamW"), "{error}");
    let error = refused::<Adam>(&with("\"version\":1", "\"version\":2"));
    assert!(
        error.contains("is of version 2, but this crate reads version 1"),
        "{error}"
    );
    let error = refused::<Adam>(&with("\"lr\":0.1", "\"lr\":-0.1"));
    assert!(error.contains("its learning rate is negative or not finite"), "{error}");
    let error = refused::<Adam>(&with("\"length\":1", "\"length\":2"));
    assert!(error.contains("is not as long as the tensor"), "{error}");
}
