//! Fits a growth curve to measurements, and draws it with its confidence band.
//!
//! ```text
//! cargo run --release --example curve_fit
//! ```
//!
//! The data are the yields of a pasture over time, `Rat42` of NIST's reference data sets for nonlinear regression (Ratkowsky 1983),
//! whose parameters are certified to eleven digits. The model is the logistic curve, one plain Rust function; its
//! gradient gives Levenberg–Marquardt its Jacobian, and the band around the curve. The picture is `target/curve_fit/fit.png`.

use differentiate::differentiate;
use differentiate::least_squares::{Fit, LevenbergMarquardt};
use plotters::prelude::*;
use plotters::style::register_font;
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::error::Error;
use std::fs;
use std::path::Path;

const DAYS: [f64; 9] = [9.0, 14.0, 21.0, 28.0, 42.0, 57.0, 63.0, 70.0, 79.0];
const YIELDS: [f64; 9] = [8.93, 10.8, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08];

/// NIST's first start, from which many programs go astray, and its certified parameters with their standard deviations.
const START: [f64; 3] = [100.0, 1.0, 0.1];
const CERTIFIED: [(f64, f64); 3] = [
    (72.462237576, 1.7340283401),
    (2.6180768402, 0.088295217536),
    (0.067359200066, 0.0034465663377),
];

/// How sure the intervals and the band are.
const CONFIDENCE: f64 = 0.95;

/// The logistic curve: it grows to `b[0]`, and fastest where `b[1]` = `b[2]`·`day`.
#[differentiate]
fn growth(b: &[f64; 3], #[constant] day: f64) -> f64 {
    b[0] / (1.0 + (b[1] - b[2] * day).exp())
}

fn main() -> Result<(), Box<dyn Error>> {
    let fit = LevenbergMarquardt::new().fit(
        &START,
        &DAYS,
        &YIELDS,
        |b, &day| growth(b, day),
        |b, &day| growth::grad(b, day),
    )?;
    let freedom = fit
        .degrees_of_freedom()
        .ok_or("the data do not determine the parameters")?;
    let quantile = StudentsT::new(0.0, 1.0, freedom as f64)?.inverse_cdf(0.5 + 0.5 * CONFIDENCE);
    print(&fit, quantile)?;
    let path = Path::new("target/curve_fit/fit.png");
    draw(path, &fit, quantile)?;
    println!("the curve with its band: {}", path.display());
    Ok(())
}

fn print(fit: &Fit<[f64; 3]>, quantile: f64) -> Result<(), Box<dyn Error>> {
    let deviations = fit.deviations().ok_or("the data do not determine the parameters")?;
    println!(
        "{}, after {} evaluations and {} Jacobians\n",
        fit.termination, fit.evaluations, fit.jacobian_evaluations
    );
    let percent = 100.0 * CONFIDENCE;
    println!(
        "parameter       estimate      deviation    {percent:.0} % interval              certified        its deviation"
    );
    for (i, (x, deviation)) in fit.x.iter().zip(&deviations).enumerate() {
        let (least, most) = (x - quantile * deviation, x + quantile * deviation);
        let (certified, its_deviation) = CERTIFIED[i];
        println!("b[{i}]      {x:>14.10} {deviation:>14.10}    {least:>9.5} to {most:>9.5}    {certified:>14.10}   {its_deviation:>14.10}");
    }
    let deviation = fit.residual_deviation().unwrap_or(f64::NAN);
    println!(
        "\nresiduals: sum of squares {:.10}, deviation {deviation:.6}",
        fit.residual_sum_of_squares
    );
    Ok(())
}

const INK: RGBColor = RGBColor(40, 44, 52);
const GRID: RGBColor = RGBColor(226, 229, 234);
const CURVE: RGBColor = RGBColor(31, 119, 180);
const POINTS: RGBColor = RGBColor(230, 97, 1);

/// The measurements, the curve, and the band that holds the true curve at a day with that confidence.
fn draw(path: &Path, fit: &Fit<[f64; 3]>, quantile: f64) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // The font comes with the program, so that the machine needs none.
    register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular()).map_err(|_| "the font cannot be read")?;
    let days: Vec<f64> = (0..=200).map(|i| 0.5 * f64::from(i)).collect();
    let curve = |day: f64| growth(&fit.x, day);
    let width = |day: f64| quantile * fit.deviation_of(&growth::grad(&fit.x, day)).unwrap_or(0.0);
    let upper = days.iter().map(|&day| (day, curve(day) + width(day)));
    let lower = days.iter().rev().map(|&day| (day, curve(day) - width(day)));
    let band: Vec<(f64, f64)> = upper.chain(lower).collect();

    let percent = 100.0 * CONFIDENCE;
    let area = BitMapBackend::new(path, (1000, 640)).into_drawing_area();
    area.fill(&WHITE)?;
    let text = |size: u32| ("sans-serif", size).into_font().color(&INK);
    let mut chart = ChartBuilder::on(&area)
        .caption(
            format!("Growth of a pasture: logistic curve with its {percent:.0} % confidence band"),
            text(24),
        )
        .margin(20)
        .x_label_area_size(50)
        .y_label_area_size(60)
        .build_cartesian_2d(0.0..100.0, 0.0..85.0)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(GRID)
        .axis_style(INK)
        .label_style(text(16))
        .axis_desc_style(text(18))
        .x_label_formatter(&|day| format!("{day:.0}"))
        .y_label_formatter(&|y| format!("{y:.0}"))
        .x_desc("days")
        .y_desc("yield")
        .draw()?;
    chart.draw_series([Polygon::new(band, CURVE.mix(0.18))])?;
    let line = days.iter().map(|&day| (day, curve(day)));
    chart
        .draw_series(LineSeries::new(line, CURVE.stroke_width(3)))?
        .label("fit")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 24, y)], CURVE.stroke_width(3)));
    let points = DAYS
        .iter()
        .zip(YIELDS)
        .map(|(&day, y)| Circle::new((day, y), 6, POINTS.filled()));
    chart
        .draw_series(points)?
        .label("measured")
        .legend(|(x, y)| Circle::new((x + 12, y), 6, POINTS.filled()));
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .border_style(GRID)
        .background_style(WHITE)
        .label_font(text(18))
        .draw()?;
    area.present()?;
    Ok(())
}
