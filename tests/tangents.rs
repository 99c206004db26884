//! `#[derive(Differentiable)]`: the tangents of structs.
#![allow(missing_docs, reason = "test types speak for themselves")]

use differentiate::{Differentiable, Tangent};
use std::marker::PhantomData;

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Layer<const N: usize> {
    pub weights: Vec<[f64; N]>,
    pub bias: [f64; 40],
    pub(crate) name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
enum Kind {
    Linear,
    Cubic,
}

#[derive(Clone, Debug, PartialEq)]
struct Foreign(&'static str);

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Model<T, U>
where
    U: Copy,
{
    layers: Vec<Layer<2>>,
    scale: T,
    kind: Kind,
    order: usize,
    #[constant]
    foreign: Foreign,
    #[constant]
    offset: f64,
    pair: (f32, bool),
    marker: PhantomData<U>,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Vec3(f64, f64, f64);

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Unit;

fn model() -> Model<f64, u8> {
    Model {
        layers: vec![Layer {
            weights: vec![[1.0, 2.0], [3.0, 4.0]],
            bias: [0.5; 40],
            name: "first".to_string(),
        }],
        scale: 2.0,
        kind: Kind::Cubic,
        order: 3,
        foreign: Foreign("x"),
        offset: 7.0,
        pair: (1.5, true),
        marker: PhantomData,
    }
}

#[test]
fn a_tangent_has_the_shape_of_its_value() {
    let mut p = model();
    let mut dp = p.zero_tangent();
    assert_eq!((dp.count(), dp.layers[0].weights.len()), (46, 2));
    let () = dp.layers[0].name;
    let ((), ()) = (dp.kind, dp.order);
    dp.offset += 1.0;
    dp.layers[0].weights[1][0] = 2.0;
    dp.pair.0 = 1.0;
    dp.scale = -3.0;
    p.step(&dp, -0.5);
    assert_eq!(
        (p.layers[0].weights[1][0], p.pair.0, p.scale, p.offset),
        (2.0, 1.0, 3.5, 7.0)
    );
    assert_eq!(dp.norm_squared(), 4.0 + 1.0 + 9.0);
    p.reset_tangent(&mut dp);
    assert_eq!(dp, p.zero_tangent());
}

#[test]
fn the_default_is_a_zero_of_every_shape() {
    let p = model();
    let mut sum = ModelTangent::default();
    let mut dp = p.zero_tangent();
    dp.layers[0].bias[3] = 4.0;
    assert_eq!((sum.dot(&dp), dp.dot(&sum)), (0.0, 0.0));
    sum.add_scaled(&dp, 0.5);
    sum.add(&ModelTangent::default());
    assert_eq!(sum.layers[0].bias[3], 2.0);
    p.clone().step(&ModelTangent::default(), 1.0);
}

#[test]
fn flat_views_go_both_ways() {
    let mut dv = Vec3(0.0, 0.0, 0.0).zero_tangent();
    dv.copy_from_flat(&[1.0, 2.0, 3.0]);
    assert_eq!(
        (dv.2, dv.to_flat(), dv.norm()),
        (3.0, vec![1.0, 2.0, 3.0], 14.0_f64.sqrt())
    );
    assert_eq!(format!("{dv:?}"), "Vec3Tangent(1.0, 2.0, 3.0)");
    assert_eq!(Unit.zero_tangent().count(), 0);
}

#[test]
fn check_moves_and_names_the_fields() {
    let p = model();
    let f = |p: &Model<f64, u8>| p.scale * p.layers[0].weights[1][0] * f64::from(p.pair.0);
    let mut dp = p.zero_tangent();
    dp.scale = 4.5;
    dp.layers[0].weights[1][0] = 3.0;
    dp.pair.0 = 6.5;
    let mut checker = differentiate::check::Checker::new("f");
    checker.parameter("p", &p, &dp, f);
    let report = checker.finish().unwrap_err();
    assert_eq!((report.checked(), report.disagreeing()), (46, 1));
    let wrong = report
        .components()
        .iter()
        .find(|component| component.analytic == 6.5)
        .unwrap();
    assert_eq!(&*wrong.parameter, "p.pair.0");
    assert!(report
        .components()
        .iter()
        .any(|c| &*c.parameter == "p.layers[0].weights" && c.index == [1, 0]));
}
