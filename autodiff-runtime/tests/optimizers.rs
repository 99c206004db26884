//! Optimizers: shapes of parameters, groups, states, and what they must refuse.
#![cfg(feature = "std")]

use autodiff_runtime::optimizers::{
    AdaBelief, Adadelta, Adafactor, Adagrad, Adam, AdamW, Adamax, Adan, Asgd, Averaged, Group, Lamb, Lars, Lbfgs,
    LineSearchFn, Lion, NAdam, NovoGrad, RAdam, RmsProp, Rprop, Sgd, Yogi,
};
use autodiff_runtime::{Differentiable, Tangent};

#[test]
fn one_step_of_adam_moves_every_component_by_the_rate() {
    let mut x = [1.0_f32, -2.0, 3.0];
    Adam::new(0.5).step(&mut x, &[1e-3_f32, -40.0, 7e8]);
    for (x, expected) in x.iter().zip([0.5, -1.5, 2.5]) {
        assert!((x - expected).abs() < 1e-4, "{x}");
    }
}

/// Five steps of Adam on ½‖x‖², whose gradient is x.
fn five_steps<P: Differentiable<Tangent = P> + Tangent>(mut x: P) -> P {
    let mut adam = Adam::new(0.1);
    for _ in 0..5 {
        let dx = x.clone();
        adam.step(&mut x, &dx);
    }
    x
}

#[test]
fn all_shapes_of_parameters_step_alike() {
    let expected = five_steps(vec![1.0, 2.0, 3.0, 4.0]);
    assert_eq!(five_steps([[1.0, 2.0], [3.0, 4.0]]).as_flattened(), expected);
    let (a, b, c) = five_steps((1.0, [2.0, 3.0], vec![4.0]));
    assert_eq!([a, b[0], b[1], c[0]], expected[..]);

    let mut slice = vec![1.0, 2.0, 3.0, 4.0];
    let mut adam = Adam::new(0.1);
    for _ in 0..5 {
        let dx: &[f64] = &slice.clone();
        adam.step(&mut slice[..], dx);
    }
    assert_eq!(slice, expected);
}

#[test]
fn maximizing_descends_the_negative() {
    let (mut up, mut down) = ([1.0], [1.0]);
    Sgd::new(0.1).momentum(0.9).maximize(true).step(&mut up, &[2.0]);
    Sgd::new(0.1).momentum(0.9).step(&mut down, &[-2.0]);
    assert_eq!(up, down);
    Adam::new(0.1).maximize(true).step(&mut up, &[2.0]);
    Adam::new(0.1).step(&mut down, &[-2.0]);
    assert_eq!(up, down);
}

#[test]
fn state_can_be_inspected() {
    let mut sgd = Sgd::new(0.1).momentum(0.9);
    assert_eq!(sgd.momentum_buffer(0), None);
    let mut params = ([1.0], 2.0);
    sgd.step(&mut params, &([0.5], 0.25));
    sgd.step(&mut params, &([0.5], 0.25));
    assert_eq!(
        (sgd.momentum_buffer(1), sgd.steps()),
        (Some(vec![0.9 * 0.25 + 0.25]), 2)
    );

    let mut adam = Adam::new(0.1).betas(0.5, 0.75);
    adam.step(&mut params, &([2.0], 0.0));
    assert_eq!(
        (adam.exp_avg(0), adam.exp_avg_sq(0)),
        (Some(vec![1.0]), Some(vec![1.0]))
    );
    assert_eq!((adam.max_exp_avg_sq(0), adam.exp_avg(2)), (None, None));
}

#[test]
fn the_rate_can_be_scheduled() {
    let mut sgd = Sgd::new(0.1);
    let mut x = 1.0;
    sgd.set_learning_rate(0.0);
    sgd.step(&mut x, &1.0);
    assert_eq!((x, sgd.learning_rate()), (1.0, 0.0));
    sgd.set_learning_rate(0.5);
    sgd.step(&mut x, &1.0);
    assert_eq!(x, 0.5);
}

#[test]
fn nothing_to_update_is_no_error() {
    let mut empty: [f64; 0] = [];
    let mut adam = Adam::new(0.1);
    adam.step(&mut empty, &[0.0_f64; 0]);
    adam.step(&mut empty, &[0.0_f64; 0]);
    Sgd::new(0.1).momentum(0.9).step(&mut empty, &[0.0_f64; 0]);
    assert_eq!(adam.steps(), 2);
}

#[test]
fn a_gradient_that_is_not_finite_is_not_hidden() {
    let mut x = [1.0_f64, 1.0];
    Adam::new(0.1).amsgrad(true).step(&mut x, &[f64::NAN, 1.0]);
    assert!(x[0].is_nan() && x[1].is_finite());
}

/// What `#[derive(Differentiable)]` makes of a struct, written out.
mod model {
    use autodiff_runtime::tangent::Visitor;
    use autodiff_runtime::{AddAll, Differentiable, Tangent};

    #[derive(Clone, Debug, PartialEq)]
    pub struct Layer {
        pub weight: Vec<f64>,
        pub bias: f32,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct LayerTangent {
        pub weight: Vec<f64>,
        pub bias: f32,
    }

    impl Differentiable for Layer {
        type Tangent = LayerTangent;

        fn zero_tangent(&self) -> LayerTangent {
            LayerTangent {
                weight: self.weight.zero_tangent(),
                bias: 0.0,
            }
        }

        fn step(&mut self, tangent: &LayerTangent, factor: f64) {
            self.weight.step(&tangent.weight, factor);
            self.bias.step(&tangent.bias, factor);
        }

        fn visit(&mut self, visitor: &mut dyn Visitor) {
            visitor.enter_field("weight");
            self.weight.visit(visitor);
            visitor.leave();
            visitor.enter_field("bias");
            self.bias.visit(visitor);
            visitor.leave();
        }
    }

    impl AddAll<LayerTangent> for LayerTangent {
        fn add_all(&mut self, other: &LayerTangent) {
            self.weight.add_all(&other.weight);
            self.bias += other.bias;
        }
    }

    impl Tangent for LayerTangent {
        fn zero() -> Self {
            LayerTangent {
                weight: Vec::new(),
                bias: 0.0,
            }
        }

        fn add_scaled(&mut self, other: &Self, factor: f64) {
            self.weight.add_scaled(&other.weight, factor);
            self.bias.add_scaled(&other.bias, factor);
        }

        fn scale(&mut self, factor: f64) {
            Tangent::scale(&mut self.weight, factor);
            Tangent::scale(&mut self.bias, factor);
        }

        fn set_zero(&mut self) {
            self.scale(0.0);
        }

        fn dot(&self, other: &Self) -> f64 {
            self.weight.dot(&other.weight) + self.bias.dot(&other.bias)
        }

        fn read(&self, each: &mut dyn FnMut(f64)) {
            self.weight.read(each);
            self.bias.read(each);
        }

        fn write(&mut self, next: &mut dyn FnMut() -> f64) {
            Tangent::write(&mut self.weight, next);
            Tangent::write(&mut self.bias, next);
        }
    }
}

fn layers() -> (Vec<model::Layer>, Vec<model::LayerTangent>) {
    let layer = |k: f64| model::Layer {
        weight: vec![k, 2.0 * k],
        bias: 0.5,
    };
    let tangent = |k: f64| model::LayerTangent {
        weight: vec![0.25 * k, -k],
        bias: 2.0,
    };
    ([1.0, 3.0].map(layer).into(), [1.0, 3.0].map(tangent).into())
}

#[test]
fn structs_step_field_by_field_in_both_precisions() {
    let (mut params, grads) = layers();
    let mut flat = (
        params[0].weight.clone(),
        params[0].bias,
        params[1].weight.clone(),
        params[1].bias,
    );
    let slopes = (
        grads[0].weight.clone(),
        grads[0].bias,
        grads[1].weight.clone(),
        grads[1].bias,
    );
    let (mut of_structs, mut of_tuple) = (AdamW::new(0.1), AdamW::new(0.1));
    for _ in 0..3 {
        of_structs.step(&mut params, &grads);
        of_tuple.step(&mut flat, &slopes);
    }
    assert_eq!((&params[0].weight, params[0].bias), (&flat.0, flat.1));
    assert_eq!((&params[1].weight, params[1].bias), (&flat.2, flat.3));
    let names = ["[0].weight", "[0].bias", "[1].weight", "[1].bias"];
    assert_eq!(of_structs.tensors(), names);
    assert_eq!(of_structs.exp_avg(3), of_tuple.exp_avg(3));
}

#[test]
fn groups_have_rates_and_decay_of_their_own() {
    let (mut params, grads) = layers();
    let before = params.clone();
    let mut sgd = Sgd::new(0.1)
        .weight_decay(0.5)
        .group(Group::new("bias").lr(0.2).weight_decay(0.0))
        .group(Group::new("[1]").frozen(true));
    sgd.step(&mut params, &grads);
    assert_eq!(params[0].weight, [1.0 - 0.1 * (0.25 + 0.5), 2.0 - 0.1 * (-1.0 + 1.0)]);
    assert!((params[0].bias - (0.5 - 0.2 * 2.0)).abs() < 1e-7);
    assert_eq!(params[1], before[1]);

    // A schedule keeps the proportion.
    sgd.set_learning_rate(0.05);
    sgd.step(&mut params, &grads);
    assert!((params[0].bias - (0.1 - 0.1 * 2.0)).abs() < 1e-7);
}

#[test]
fn what_is_frozen_keeps_its_state_and_its_count_of_steps() {
    let mut params = (vec![1.0], 1.0);
    let grads = (vec![0.5], 0.5);
    let mut adam = Adam::new(0.1);
    adam.freeze("1");
    adam.step(&mut params, &grads);
    adam.step(&mut params, &grads);
    assert_eq!((params.1, adam.exp_avg(1)), (1.0, None));
    adam.unfreeze("1");
    adam.step(&mut params, &grads);
    let mut fresh = 1.0;
    Adam::new(0.1).step(&mut fresh, &0.5);
    assert_eq!(params.1, fresh);
}

#[test]
fn variables_that_lie_apart_are_stepped_together() {
    let (mut weight, mut bias) = (vec![1.0, 2.0], 3.0);
    Sgd::new(0.5).step(&mut (&mut weight[..], &mut bias), &(vec![1.0, 1.0], 1.0));
    assert_eq!((weight, bias), (vec![0.5, 1.5], 2.5));
}

#[test]
fn weight_decay_is_decoupled_where_it_should_be() {
    // Without a gradient only the decay moves: Adam normalises it, AdamW takes lr·λθ.
    let (mut coupled, mut decoupled) = (2.0, 2.0);
    Adam::new(0.1).weight_decay(0.5).step(&mut coupled, &0.0);
    AdamW::new(0.1).weight_decay(0.5).step(&mut decoupled, &0.0);
    assert!((coupled - 1.9_f64).abs() < 1e-6 && (decoupled - 1.9_f64).abs() < 1e-15);
    let (mut coupled, mut decoupled) = (200.0, 200.0);
    Adam::new(0.1).weight_decay(0.5).step(&mut coupled, &0.0);
    Adam::new(0.1)
        .weight_decay(0.5)
        .decoupled_weight_decay(true)
        .step(&mut decoupled, &0.0);
    assert!((coupled - 199.9_f64).abs() < 1e-6 && (decoupled - 190.0_f64).abs() < 1e-12);
}

#[test]
fn options_of_torch_follow_its_formulas() {
    // Two steps by hand, with all options, of the rules whose golden cases have only defaults.
    let (g, p) = ([2.0, -1.0], 1.5);
    let mut x = p;
    let mut adagrad = Adagrad::new(0.1)
        .lr_decay(0.5)
        .weight_decay(0.2)
        .initial_accumulator_value(0.3)
        .eps(0.01);
    let (mut y, mut sum) = (p, 0.3);
    for (t, g) in g.into_iter().enumerate() {
        adagrad.step(&mut x, &g);
        let g: f64 = g + 0.2 * y;
        sum += g * g;
        y -= 0.1 / (1.0 + t as f64 * 0.5) * g / (f64::sqrt(sum) + 0.01);
    }
    assert!((x - y).abs() < 1e-15, "{x} {y}");
    assert_eq!(adagrad.sum(0), Some(vec![sum]));

    let mut x = p;
    let mut rprop = Rprop::new(0.1).etas(0.25, 2.0).step_sizes(0.01, 0.15).maximize(true);
    for g in [1.0, 1.0, -1.0, -1.0] {
        rprop.step(&mut x, &g);
    }
    // +0.1, +0.15 (not 0.2), then a change of sign: no move and 0.0375, then −0.0375.
    assert!((x - (p + 0.25 - 0.0375)).abs() < 1e-15, "{x}");

    let mut x = p;
    Lion::new(0.1).weight_decay(0.5).step(&mut x, &-3.0);
    assert!((x - (p - 0.1 * (-1.0 + 0.5 * p))).abs() < 1e-15);
}

#[test]
fn lbfgs_steps_parameters_of_any_shape_alike() {
    let mut flat = vec![-1.2, 1.0];
    let mut pair = (-1.2_f64, [1.0_f64]);
    let (mut of_flat, mut of_pair) = (Lbfgs::new(1.0), Lbfgs::new(1.0));
    for lbfgs in [&mut of_flat, &mut of_pair] {
        *lbfgs = lbfgs.clone().line_search_fn(LineSearchFn::StrongWolfe);
    }
    let rosenbrock = |x: f64, y: f64| {
        let (t, u) = (y - x * x, 1.0 - x);
        (100.0 * t * t + u * u, -400.0 * t * x - 2.0 * u, 200.0 * t)
    };
    for _ in 0..4 {
        of_flat.step(&mut flat, |x| {
            let (value, dx, dy) = rosenbrock(x[0], x[1]);
            (value, vec![dx, dy])
        });
        of_pair.step(&mut pair, |x| {
            let (value, dx, dy) = rosenbrock(x.0, x.1[0]);
            (value, (dx, [dy]))
        });
    }
    assert_eq!((flat[0], flat[1]), (pair.0, pair.1[0]));
    assert!((flat[0] - 1.0).abs() < 1e-4, "{flat:?}");
    assert_eq!((of_flat.steps(), of_flat.func_evals()), (4, of_pair.func_evals()));
}

#[test]
fn lbfgs_steps_back_from_what_is_not_finite() {
    // The square root is not a number below zero, where the first trial lies.
    let mut x = [1.5_f64];
    let mut lbfgs = Lbfgs::new(4.0).line_search_fn(LineSearchFn::StrongWolfe);
    let mut refused = 0;
    for _ in 0..3 {
        lbfgs.step(&mut x, |x| {
            refused += usize::from(x[0] < 0.0);
            (x[0] - x[0].sqrt(), [1.0 - 0.5 / x[0].sqrt()])
        });
    }
    assert!(refused > 0 && (x[0] - 0.25).abs() < 1e-6, "{x:?} {refused}");
}

#[test]
fn averages_of_parameters() {
    let (mut mean, mut moving) = (Averaged::swa(), Averaged::ema(0.75));
    for x in [1.0, 3.0, 8.0] {
        mean.update(&(vec![x], 1.0_f32));
        moving.update(&(vec![x], 1.0_f32));
    }
    assert_eq!(mean.average(), Some(&(vec![4.0], 1.0)));
    assert_eq!(moving.average(), Some(&(vec![0.75 * 1.5 + 0.25 * 8.0], 1.0)));
    assert_eq!(mean.updates(), 3);
}

#[test]
fn single_precision_follows_double() {
    macro_rules! follow {
        ($($optimizer:expr;)*) => {$({
            let (mut single, mut double) = ([1.5_f32, -0.5], [1.5_f64, -0.5]);
            let (mut of_single, mut of_double) = ($optimizer, $optimizer);
            for _ in 0..20 {
                let (dsingle, ddouble) = (single.map(|x| 2.0 * x - 1.0), double.map(|x| 2.0 * x - 1.0));
                of_single.step(&mut single, &dsingle);
                of_double.step(&mut double, &ddouble);
            }
            for (single, double) in single.iter().zip(double) {
                assert!((f64::from(*single) - double).abs() < 1e-4, "{:?}: {single} {double}", of_single);
            }
        })*};
    }
    follow! {
        Sgd::new(0.05).momentum(0.9).nesterov(true);
        Adagrad::new(0.1);
        Adafactor::new(0.01);
        Adadelta::new(1.0);
        RmsProp::new(0.01).centered(true).momentum(0.5);
        Adam::new(0.01).amsgrad(true);
        AdamW::new(0.01);
        NAdam::new(0.01);
        RAdam::new(0.01);
        Adamax::new(0.01);
        Rprop::new(0.01);
        Lion::new(0.01);
        Lamb::new(0.01);
        AdaBelief::new(0.01);
        Yogi::new(0.01);
        Asgd::new(0.01);
        Adan::new(0.01);
        NovoGrad::new(0.01);
        Lars::new(1.0);
    }
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
    negative_rate: Adam::new(-0.1), "Adam: lr is -0.1, but must be positive and finite";
    zero_rate: Sgd::new(0.0), "Sgd: lr is 0, but must be positive and finite";
    rate_not_a_number: Sgd::new(f64::NAN), "Sgd: lr is NaN, but must be positive and finite";
    rate_scheduled_below_zero: Sgd::new(0.1).set_learning_rate(-1.0), "Sgd: lr is -1, but must be finite and at least 0";
    beta_of_one: Adam::new(0.1).betas(1.0, 0.999), "Adam: beta1 is 1, but must be in [0, 1)";
    negative_beta: Adam::new(0.1).betas(0.9, -0.5), "Adam: beta2 is -0.5, but must be in [0, 1)";
    beta_not_a_number: Adam::new(0.1).betas(0.9, f64::NAN), "Adam: beta2 is NaN, but must be in [0, 1)";
    negative_eps: Adam::new(0.1).eps(-1e-8), "Adam: eps is -0.00000001, but must be finite and at least 0";
    negative_decay: Adam::new(0.1).weight_decay(-1.0), "Adam: weight_decay is -1";
    negative_momentum: Sgd::new(0.1).momentum(-0.9), "Sgd: momentum is -0.9";
    infinite_dampening: Sgd::new(0.1).dampening(f64::INFINITY), "Sgd: dampening is inf";
    nesterov_alone: Sgd::new(0.1).nesterov(true).step(&mut 1.0, &1.0), "Nesterov momentum needs momentum > 0";
    nesterov_dampened: Sgd::new(0.1).momentum(0.9).dampening(0.1).nesterov(true).step(&mut 1.0, &1.0), "dampening = 0";
    short_gradient: Adam::new(0.1).step(&mut [1.0, 2.0], &[1.0][..]), "tensor 0 has 2 parameters, but its gradient has 1";
    few_gradients: Adam::new(0.1).step(&mut (1.0, 2.0), &1.0), "the parameters have 2 tensors, but the gradient has 1";
    negative_rho: Adadelta::new(1.0).rho(-0.1), "Adadelta: rho is -0.1, but must be in [0, 1]";
    alpha_above_one: RmsProp::new(0.1).alpha(1.5), "RmsProp: alpha is 1.5";
    eta_of_one: Rprop::new(0.1).etas(1.0, 1.2), "Rprop: etaminus is 1, but must be in (0, 1)";
    crossed_step_sizes: Rprop::new(0.1).step_sizes(1.0, 0.5), "step_size_max is 0.5, but must be finite and at least";
    infinite_rate: NAdam::new(f64::INFINITY), "NAdam: lr is inf";
    negative_lr_decay: Adagrad::new(0.1).lr_decay(-1.0), "Adagrad: lr_decay is -1";
    group_rate_of_zero: Group::new("bias").lr(0.0), "Group: lr is 0";
    group_decay_without_decay: Rprop::new(0.1).group(Group::new("w").weight_decay(0.1)), "Rprop has no weight decay";
    ema_above_one: Averaged::<f64>::ema(1.1), "Averaged: decay is 1.1";
    average_of_other_shape: {
        let mut mean = Averaged::swa();
        mean.update(&vec![1.0]);
        mean.update(&vec![1.0, 2.0]);
    }, "tensor 0 had 1 parameters in the previous step and now has 2";
    swapped_fields: Sgd::new(0.1).step(&mut (vec![1.0], vec![1.0, 2.0]), &(vec![1.0, 2.0], vec![1.0])), "tensor 0 has 1 parameters, but its gradient has 2";
    short_struct: {
        let (mut params, mut grads) = layers();
        grads[1].weight.pop();
        Sgd::new(0.1).step(&mut params, &grads);
    }, "the parameters have 6 components, but the gradient has 5";
    more_tensors: {
        let mut adam = Adam::new(0.1);
        adam.step(&mut 1.0, &1.0);
        adam.step(&mut (1.0, 2.0), &(1.0, 1.0));
    }, "there were 1 tensors in the previous step and now there are 2";
    positive_beta2_decay: Adafactor::new(0.1).beta2_decay(0.5), "Adafactor: beta2_decay is 0.5, but must be finite and at most 0";
    threshold_below_one: Adafactor::new(0.1).d(0.5), "Adafactor: d is 0.5, but must be finite and at least 1";
    negative_eps2: Adafactor::new(0.1).eps(None, -1.0), "Adafactor: eps2 is -1";
    matrices_of_adam: Adam::new(0.1).group(Group::new("w").matrix(2, 2)), "Adam does not tell rows from columns";
    matrix_without_rows: Group::new("w").matrix(0, 2), "Group: rows is 0, but must be positive";
    no_matrix: Adafactor::new(0.1).group(Group::new("").matrix(2, 2)).step(&mut vec![0.0; 6], &vec![0.0; 6]), "Adafactor: the tensor `` of 6 parameters is not made of matrices of 2 rows and 2 columns";
    no_iterations: Lbfgs::new(1.0).max_iter(0), "Lbfgs: max_iter is 0, but must be positive";
    no_history: Lbfgs::new(1.0).history_size(0), "Lbfgs: history_size is 0";
    lbfgs_rate_of_zero: Lbfgs::new(0.0), "Lbfgs: lr is 0, but must be positive and finite";
    lbfgs_short_gradient: Lbfgs::new(1.0).step(&mut [1.0, 2.0], |_| (0.0, [1.0])), "the parameters have 2 components, but the gradient has 1";
    lbfgs_other_parameters: {
        let mut lbfgs = Lbfgs::new(1.0);
        lbfgs.step(&mut vec![1.0, 2.0], |x| (0.0, x.clone()));
        lbfgs.step(&mut vec![1.0], |x| (0.0, x.clone()));
    }, "tensor 0 had 2 parameters in the previous step and now has 1";
    other_parameters: {
        let mut adam = Adam::new(0.1);
        adam.step(&mut [1.0, 2.0], &[1.0, 1.0]);
        adam.step(&mut [1.0], &[1.0]);
    }, "tensor 0 had 2 parameters in the previous step and now has 1";
}
