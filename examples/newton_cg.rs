//! Newton's method with a thousand variables and no matrix: logistic regression by Newton–CG, beside L-BFGS.
//!
//! ```text
//! cargo run --release --example newton_cg
//! ```
//!
//! 4,000 texts of 40 words, out of a vocabulary of 1,000 whose frequencies follow Zipf's law, are told apart by the sum of a weight
//! for each word. The curvatures of frequent and of rare words differ by four orders of magnitude, which is what makes methods slow
//! that only see gradients. The loss is one plain Rust function; `f::hvp` multiplies its Hessian with a vector at the cost of a
//! gradient or two, and Newton–CG asks for no more than that. The program panics unless both methods end at the same minimum, and
//! the product agrees with differences of gradients, and with the matrix that `f::hessian` gives. The picture is
//! `target/newton_cg/convergence.png`.

use differentiate::differentiate;
use differentiate::minimize::{Lbfgs, Minimum, NewtonCg, StartError};
use plotters::prelude::*;
use plotters::style::register_font;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

const VOCABULARY: usize = 1000;
const TEXTS: usize = 4000;
const LENGTH: usize = 40;
/// The weight of the squares of the parameters.
const RIDGE: f64 = 1e-5;
/// Both methods end where no component of the gradient is larger.
const GTOL: f64 = 1e-9;

/// The mean of −ln *P*(label | text), and half the ridge times the squares of the weights. A label is 1 or −1, and
/// *P*(label | text) = 1 / (1 + e^(−margin)), where the margin is the label times the sum of the weights of the words.
#[differentiate]
fn loss(weights: &[f64], texts: &[[usize; 40]], #[constant] labels: &[f64], #[constant] ridge: f64) -> f64 {
    let mut sum = 0.0;
    for (text, label) in texts.iter().zip(labels) {
        let mut score = 0.0;
        for &word in text {
            score += weights[word];
        }
        let margin = label * score;
        // Neither branch takes the exponential of a large number.
        sum += if margin > 0.0 {
            (-margin).exp().ln_1p()
        } else {
            margin.exp().ln_1p() - margin
        };
    }
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    sum / texts.len() as f64 + 0.5 * ridge * squares
}

/// Texts of words by Zipf's law, with labels drawn from the model itself with random weights.
struct Corpus {
    texts: Vec<[usize; LENGTH]>,
    labels: Vec<f64>,
}

impl Corpus {
    fn new(seed: u64) -> Corpus {
        let mut random = StdRng::seed_from_u64(seed);
        let truth: Vec<f64> = (0..VOCABULARY).map(|_| random.random_range(-1.0..1.0)).collect();
        let mut cumulative = Vec::with_capacity(VOCABULARY);
        let mut total = 0.0;
        for rank in 1..=VOCABULARY {
            total += 1.0 / rank as f64;
            cumulative.push(total);
        }
        let mut corpus = Corpus {
            texts: Vec::new(),
            labels: Vec::new(),
        };
        for _ in 0..TEXTS {
            let text: [usize; LENGTH] = std::array::from_fn(|_| {
                let drawn = random.random_range(0.0..total);
                cumulative.partition_point(|&until| until <= drawn)
            });
            let score: f64 = text.iter().map(|&word| truth[word]).sum();
            let is_positive = random.random::<f64>() < 1.0 / (1.0 + (-score).exp());
            corpus.texts.push(text);
            corpus.labels.push(if is_positive { 1.0 } else { -1.0 });
        }
        corpus
    }

    fn value_and_grad(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        loss::value_and_grad(weights, &self.texts, &self.labels, RIDGE)
    }

    fn hvp(&self, weights: &[f64], direction: &[f64]) -> Vec<f64> {
        loss::hvp(weights, &self.texts, &self.labels, RIDGE, direction)
    }
}

/// What a search did.
struct Search {
    name: &'static str,
    minimum: Minimum<Vec<f64>>,
    /// For each gradient: seconds since the start, and the largest component of the best gradient so far.
    history: Vec<(f64, f64)>,
}

impl Search {
    /// Runs a method on a value and gradient that is watched.
    fn run(
        name: &'static str,
        corpus: &Corpus,
        method: impl FnOnce(&mut dyn FnMut(&[f64]) -> (f64, Vec<f64>)) -> Result<Minimum<Vec<f64>>, StartError>,
    ) -> Result<Search, StartError> {
        let (start, mut history, mut best) = (Instant::now(), Vec::new(), f64::INFINITY);
        let minimum = method(&mut |weights| {
            let (value, gradient) = corpus.value_and_grad(weights);
            best = norm(&gradient).min(best);
            history.push((start.elapsed().as_secs_f64(), best));
            (value, gradient)
        })?;
        Ok(Search { name, minimum, history })
    }

    fn seconds(&self) -> f64 {
        self.history.last().map_or(0.0, |&(seconds, _)| seconds)
    }
}

fn norm(vector: &[f64]) -> f64 {
    vector.iter().fold(0.0, |most, part| most.max(part.abs()))
}

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = Corpus::new(7);
    check_products(&corpus);
    let start = vec![0.0; VOCABULARY];
    let newton = NewtonCg::new().gtol(GTOL);
    let lbfgs = Lbfgs::new().gtol(GTOL).ftol(0.0);
    let searches = [
        Search::run("Newton–CG", &corpus, |f| {
            newton.minimize(&start[..], f, |x, direction| corpus.hvp(x, direction))
        })?,
        Search::run("L-BFGS", &corpus, |f| lbfgs.minimize(&start[..], f))?,
    ];
    println!("method        steps   gradients   products   seconds   largest component   value");
    for search in &searches {
        let found = &search.minimum;
        println!(
            "{:<10} {:>8} {:>11} {:>10} {:>9.2} {:>19.1e}   {:.12}",
            search.name,
            found.iterations,
            found.evaluations,
            found.hessian_products,
            search.seconds(),
            found.gradient_norm,
            found.value
        );
        assert!(found.converged(), "{}: {}", search.name, found.termination);
    }
    let [newton, lbfgs] = searches.each_ref().map(|search| &search.minimum);
    let distance = difference(&newton.x, &lbfgs.x);
    assert!(
        distance < 1e-4 && (newton.value - lbfgs.value).abs() < 1e-12,
        "two minima, {distance:e} apart"
    );
    println!("\nboth are one minimum: no weight differs by more than {distance:.1e}");
    let path = Path::new("target/newton_cg/convergence.png");
    draw(path, &searches)?;
    println!("how they converge: {}", path.display());
    Ok(())
}

/// Holds a product with the Hessian against the central difference of gradients, and against the matrix.
///
/// # Panics
/// If they differ by more than their errors.
fn check_products(corpus: &Corpus) {
    let mut random = StdRng::seed_from_u64(11);
    let mut draw = || -> Vec<f64> { (0..VOCABULARY).map(|_| random.random_range(-1.0..1.0)).collect() };
    let (weights, direction) = (draw(), draw());
    let product = corpus.hvp(&weights, &direction);

    let step = 1e-5;
    let gradient = |sign: f64| {
        let moved = weights.iter().zip(&direction).map(|(w, d)| w + sign * step * d);
        corpus.value_and_grad(&moved.collect::<Vec<_>>()).1
    };
    let slopes = gradient(1.0).into_iter().zip(gradient(-1.0));
    let slopes: Vec<f64> = slopes.map(|(after, before)| (after - before) / (2.0 * step)).collect();
    let error = difference(&product, &slopes);
    assert!(error <= 1e-8 * norm(&product), "differences of gradients: {error:e}");

    let hessian = loss::hessian(&weights, &corpus.texts, &corpus.labels, RIDGE);
    let dot = |row: &[f64]| -> f64 { row.iter().zip(&direction).map(|(h, d)| h * d).sum() };
    let error = difference(&product, &hessian.iter().map(dot).collect::<Vec<_>>());
    assert!(error <= 1e-13 * norm(&product), "the matrix: {error:e}");

    let diagonal = || hessian.iter().enumerate().map(|(k, row)| row[k]);
    println!(
        "curvatures of single weights: {:.1e} to {:.1e}\n",
        diagonal().fold(f64::INFINITY, f64::min),
        diagonal().fold(0.0, f64::max)
    );
}

fn difference(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).fold(0.0, |most, (a, b)| (a - b).abs().max(most))
}

const INK: RGBColor = RGBColor(40, 44, 52);
const GRID: RGBColor = RGBColor(226, 229, 234);
const COLOURS: [RGBColor; 2] = [RGBColor(31, 119, 180), RGBColor(230, 97, 1)];

/// The gradient over the number of gradients asked for, and over time.
fn draw(path: &Path, searches: &[Search; 2]) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // The font comes with the program, so that the machine needs none.
    register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular()).map_err(|_| "the font cannot be read")?;
    let area = BitMapBackend::new(path, (1400, 620)).into_drawing_area();
    area.fill(&WHITE)?;
    let text = |size: u32| ("sans-serif", size).into_font().color(&INK);
    type At = fn(usize, f64) -> f64;
    let panels: [(&str, At); 2] = [
        ("gradients asked for", |count, _| count as f64),
        ("seconds", |_, seconds| seconds),
    ];
    for (panel, (title, at)) in area.split_evenly((1, 2)).iter().zip(panels) {
        let curve = |search: &Search| -> Vec<(f64, f64)> {
            let numbered = search.history.iter().enumerate();
            numbered
                .map(|(k, &(seconds, norm))| (at(k + 1, seconds), norm))
                .collect()
        };
        let curves = searches.each_ref().map(curve);
        let end = curves.iter().flatten().fold(0.0, |end: f64, point| end.max(point.0));
        let mut chart = ChartBuilder::on(panel)
            .caption(format!("Largest component of the gradient, over {title}"), text(20))
            .margin(16)
            .x_label_area_size(44)
            .y_label_area_size(70)
            .build_cartesian_2d(0.0..1.02 * end, (0.1 * GTOL..1.0).log_scale())?;
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .bold_line_style(GRID)
            .axis_style(INK)
            .label_style(text(15))
            .axis_desc_style(text(16))
            .x_desc(title)
            .y_label_formatter(&|norm| format!("{norm:.0e}"))
            .draw()?;
        for ((curve, colour), search) in curves.into_iter().zip(COLOURS).zip(searches) {
            let products = search.minimum.hessian_products;
            let label = match products {
                0 => search.name.to_owned(),
                _ => format!("{}, {products} products with the Hessian besides", search.name),
            };
            chart
                .draw_series(LineSeries::new(curve, colour.stroke_width(2)))?
                .label(label)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(3)));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .border_style(GRID)
            .background_style(WHITE)
            .label_font(text(15))
            .draw()?;
    }
    area.present()?;
    Ok(())
}
