//! The price of an option by Black and Scholes; its gradient are the Greeks.

use std::hint::black_box;

use differentiate::special::normal_cdf;
use differentiate::{differentiate, Workspace};

use crate::case::Case;

/// The price of a European call.
#[differentiate]
pub fn call(spot: f64, strike: f64, rate: f64, volatility: f64, time: f64) -> f64 {
    let deviation = volatility * time.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * time) / deviation;
    let d2 = d1 - deviation;
    let one: f64 = normal_cdf(d1);
    let two: f64 = normal_cdf(d2);
    spot * one - strike * (-rate * time).exp() * two
}

/// The statements backwards.
fn clear(spot: f64, strike: f64, rate: f64, volatility: f64, time: f64, dx: &mut [f64]) -> f64 {
    let density = |x: f64| (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let deviation = volatility * time.sqrt();
    let above = (spot / strike).ln() + (rate + 0.5 * volatility * volatility) * time;
    let d1 = above / deviation;
    let d2 = d1 - deviation;
    let (one, two) = (normal_cdf(d1), normal_cdf(d2));
    let discount = (-rate * time).exp();
    let value = spot * one - strike * discount * two;

    let ddiscount = -strike * two;
    let dd2 = -strike * discount * density(d2);
    let dd1 = spot * density(d1) + dd2;
    let dabove = dd1 / deviation;
    let ddeviation = -dd2 - dd1 * above / (deviation * deviation);
    dx.copy_from_slice(&[
        one + dabove / spot,
        -discount * two - dabove / strike,
        dabove * time - ddiscount * discount * time,
        dabove * volatility * time + ddeviation * time.sqrt(),
        dabove * (rate + 0.5 * volatility * volatility) - ddiscount * discount * rate
            + 0.5 * ddeviation * volatility / time.sqrt(),
    ]);
    value
}

/// Delta, the slope in the strike, rho, vega and the opposite of theta, by their closed forms.
fn by_hand(spot: f64, strike: f64, rate: f64, volatility: f64, time: f64, dx: &mut [f64]) -> f64 {
    let root = time.sqrt();
    let deviation = volatility * root;
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * time) / deviation;
    let (one, two) = (normal_cdf(d1), normal_cdf(d1 - deviation));
    let discounted = strike * (-rate * time).exp();
    let density = spot * (-0.5 * d1 * d1).exp() / (2.0 * std::f64::consts::PI).sqrt();
    dx.copy_from_slice(&[
        one,
        -discounted / strike * two,
        discounted * time * two,
        density * root,
        0.5 * density * volatility / root + rate * discounted * two,
    ]);
    spot * one - discounted * two
}

/// The case.
pub fn case() -> Case {
    let (spot, strike, rate, volatility, time) = black_box((100.0, 105.0, 0.03, 0.2, 1.5));
    let mut workspace = Workspace::new();
    Case::new("Black–Scholes", 5, move || call(spot, strike, rate, volatility, time))
        .generated(move |dx| {
            let [dspot, dstrike, drate, dvolatility, dtime] = dx else {
                unreachable!()
            };
            call::value_and_grad_into(
                spot,
                strike,
                rate,
                volatility,
                time,
                &mut workspace,
                dspot,
                dstrike,
                drate,
                dvolatility,
                dtime,
            )
        })
        .clear(move |dx| clear(spot, strike, rate, volatility, time, dx))
        .tuned(move |dx| by_hand(spot, strike, rate, volatility, time, dx))
}
