//! The Greeks of a European call: how its price moves with what it depends on, to second order.
//!
//! ```text
//! cargo run --release --example option_greeks
//! ```
//!
//! The price of Black and Scholes (1973) is one plain Rust function. One call of `grad` gives delta, vega, rho and theta, one call
//! of `hessian` gamma, vanna and volga. Each is held against its closed form at 1,503 places, to 1e-10 relative, and with the
//! price they satisfy the equation of Black and Scholes, theta + ½σ²S²·gamma + r·S·delta = r·price, or the program panics. The
//! picture is `target/option_greeks/greeks.png`.

use differentiate::differentiate;
use plotters::prelude::*;
use plotters::style::register_font;
use std::error::Error;
use std::f64::consts::{SQRT_2, TAU};
use std::fs;
use std::path::Path;

const STRIKE: f64 = 100.0;
/// A year.
const VOLATILITY: f64 = 0.25;
/// A year, compounded continuously.
const RATE: f64 = 0.03;
/// In years.
const EXPIRIES: [f64; 3] = [0.25, 0.5, 1.0];

/// How far a derivative may be from its closed form.
const TOLERANCE: f64 = 1e-10;

/// The distribution function of the standard normal, by Hart's rational functions as West (2005) gives them.
#[differentiate]
fn normal_cdf(x: f64) -> f64 {
    let z = if x > 0.0 { x } else { -x };
    let bell = (-0.5 * z * z).exp();
    let tail = if z < 7.071_067_811_865_47 {
        let mut above = 3.526_249_659_989_11e-2 * z + 0.700_383_064_443_688;
        above = above * z + 6.373_962_203_531_65;
        above = above * z + 33.912_866_078_383;
        above = above * z + 112.079_291_497_871;
        above = above * z + 221.213_596_169_931;
        above = above * z + 220.206_867_912_376;
        let mut below = 8.838_834_764_831_84e-2 * z + 1.755_667_163_182_64;
        below = below * z + 16.064_177_579_207;
        below = below * z + 86.780_732_202_946_1;
        below = below * z + 296.564_248_779_674;
        below = below * z + 637.333_633_378_831;
        below = below * z + 793.826_512_519_948;
        below = below * z + 440.413_735_824_752;
        bell * above / below
    } else {
        let fraction = z + 1.0 / (z + 2.0 / (z + 3.0 / (z + 4.0 / (z + 0.65))));
        bell / fraction / 2.506_628_274_631
    };
    if x > 0.0 {
        1.0 - tail
    } else {
        tail
    }
}

/// What the right is worth today to buy at the strike price when `expiry` years have passed.
#[differentiate]
fn call(spot: f64, volatility: f64, rate: f64, expiry: f64, #[constant] strike: f64) -> f64 {
    let spread = volatility * expiry.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * expiry) / spread;
    let d2 = d1 - spread;
    spot * normal_cdf(d1) - strike * (-rate * expiry).exp() * normal_cdf(d2)
}

/// The derivatives of the price that have names.
struct Greeks {
    price: f64,
    delta: f64,
    gamma: f64,
    vega: f64,
    vanna: f64,
    volga: f64,
    theta: f64,
    rho: f64,
}

/// Their names and values, in the order of the table.
type Named = [(&'static str, f64); 8];

impl Greeks {
    /// By differentiation: the gradient and the Hessian, each in one call.
    fn derived(spot: f64, expiry: f64) -> Greeks {
        let (delta, vega, rho, in_expiry) = call::grad(spot, VOLATILITY, RATE, expiry, STRIKE);
        let (of_delta, of_vega, ..) = call::hessian(spot, VOLATILITY, RATE, expiry, STRIKE);
        Greeks {
            price: call(spot, VOLATILITY, RATE, expiry, STRIKE),
            delta,
            gamma: of_delta.0,
            vega,
            vanna: of_delta.1,
            volga: of_vega.1,
            theta: -in_expiry,
            rho,
        }
    }

    /// By the closed forms (Haug 2007, chapter 2), with another library's distribution function.
    fn closed(spot: f64, expiry: f64) -> Greeks {
        let cdf = |x: f64| 0.5 * libm::erfc(-x / SQRT_2);
        let spread = VOLATILITY * expiry.sqrt();
        let d1 = ((spot / STRIKE).ln() + (RATE + 0.5 * VOLATILITY * VOLATILITY) * expiry) / spread;
        let d2 = d1 - spread;
        let bell = (-0.5 * d1 * d1).exp() / TAU.sqrt();
        let discounted = STRIKE * (-RATE * expiry).exp();
        let vega = spot * bell * expiry.sqrt();
        Greeks {
            price: spot * cdf(d1) - discounted * cdf(d2),
            delta: cdf(d1),
            gamma: bell / (spot * spread),
            vega,
            vanna: -bell * d2 / VOLATILITY,
            volga: vega * d1 * d2 / VOLATILITY,
            theta: -0.5 * spot * bell * VOLATILITY / expiry.sqrt() - RATE * discounted * cdf(d2),
            rho: expiry * discounted * cdf(d2),
        }
    }

    fn named(&self) -> Named {
        [
            ("price", self.price),
            ("delta", self.delta),
            ("gamma", self.gamma),
            ("vega", self.vega),
            ("vanna", self.vanna),
            ("volga", self.volga),
            ("theta", self.theta),
            ("rho", self.rho),
        ]
    }

    /// What is left of the equation of Black and Scholes.
    fn equation(&self, spot: f64) -> f64 {
        let diffusion = 0.5 * VOLATILITY * VOLATILITY * spot * spot * self.gamma;
        self.theta + diffusion + RATE * spot * self.delta - RATE * self.price
    }
}

fn spots() -> impl Iterator<Item = f64> + Clone {
    (0..=500).map(|i| 60.0 + 0.2 * f64::from(i))
}

fn main() -> Result<(), Box<dyn Error>> {
    print();
    check();
    let path = Path::new("target/option_greeks/greeks.png");
    draw(path)?;
    println!("the Greeks over the spot price: {}", path.display());
    Ok(())
}

/// A table for three spot prices, half a year before expiry.
fn print() {
    println!(
        "a call at {STRIKE}, half a year before expiry, volatility {VOLATILITY}, rate {RATE}\n\n          {:>15} {:>15} {:>15}",
        "spot 80", "spot 100", "spot 120"
    );
    let columns = [80.0, 100.0, 120.0].map(|spot| Greeks::derived(spot, 0.5).named());
    for (row, (name, _)) in columns[0].iter().enumerate() {
        let [one, two, three] = columns.map(|column| column[row].1);
        println!("{name:<9} {one:>15.10} {two:>15.10} {three:>15.10}");
    }
}

/// Holds every Greek against its closed form, everywhere in the picture, and the equation.
///
/// # Panics
/// If one is not what it should be.
fn check() {
    let mut worst = [("", 0.0); 8];
    let mut places = 0;
    for expiry in EXPIRIES {
        for spot in spots() {
            let derived = Greeks::derived(spot, expiry);
            let closed = Greeks::closed(spot, expiry);
            let pairs = derived.named().into_iter().zip(closed.named());
            for (((name, got), (_, expected)), worst) in pairs.zip(&mut worst) {
                // Where these change their sign, relative to what they are without the factor that is zero there.
                let scale = match name {
                    "vanna" => closed.vega / (spot * VOLATILITY * expiry.sqrt()),
                    "volga" => closed.vega / VOLATILITY,
                    _ => 0.0,
                };
                let error = (got - expected).abs() / scale.max(expected.abs());
                assert!(
                    error <= TOLERANCE,
                    "{name} at {spot}, {expiry} years: {got:e}, closed form {expected:e}"
                );
                *worst = (name, error.max(worst.1));
            }
            assert!(
                derived.equation(spot).abs() <= TOLERANCE,
                "the equation of Black and Scholes"
            );
            places += 1;
        }
    }
    println!("\nlargest relative distance from the closed forms, at {places} places:");
    for (name, error) in worst {
        println!("{name:<9} {error:>15.1e}");
    }
}

const INK: RGBColor = RGBColor(40, 44, 52);
const GRID: RGBColor = RGBColor(226, 229, 234);
const COLOURS: [RGBColor; 3] = [RGBColor(230, 97, 1), RGBColor(94, 60, 153), RGBColor(31, 119, 180)];
/// What is drawn: places in [`Named`].
const PANELS: [usize; 6] = [0, 1, 2, 3, 4, 5];

/// A panel for each Greek, a curve for each expiry.
fn draw(path: &Path) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // The font comes with the program, so that the machine needs none.
    register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular()).map_err(|_| "the font cannot be read")?;
    let area = BitMapBackend::new(path, (1350, 800)).into_drawing_area();
    area.fill(&WHITE)?;
    let area = area.margin(12, 0, 0, 0);
    let text = |size: u32| ("sans-serif", size).into_font().color(&INK);
    let area = area.titled(
        &format!("A call at {STRIKE:.0} and its derivatives, over the spot price"),
        text(26),
    )?;
    for (panel, quantity) in area.split_evenly((2, 3)).iter().zip(PANELS) {
        let curves = EXPIRIES.map(|expiry| {
            let point = |spot: f64| (spot, Greeks::derived(spot, expiry).named()[quantity].1);
            spots().map(point).collect::<Vec<_>>()
        });
        let heights = curves.iter().flatten().map(|&(_, height)| height);
        let (low, high) = heights.fold((0.0_f64, 0.0_f64), |(low, high), y| (low.min(y), high.max(y)));
        let margin = 0.06 * (high - low);
        let name = Greeks::closed(STRIKE, 1.0).named()[quantity].0;
        let mut chart = ChartBuilder::on(panel)
            .caption(name, text(22))
            .margin(12)
            .x_label_area_size(32)
            .y_label_area_size(62)
            .build_cartesian_2d(60.0..160.0, low - margin..high + margin)?;
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .bold_line_style(GRID)
            .axis_style(INK)
            .label_style(text(15))
            .x_labels(6)
            .x_label_formatter(&|spot| format!("{spot:.0}"))
            .draw()?;
        for ((curve, colour), expiry) in curves.into_iter().zip(COLOURS).zip(EXPIRIES) {
            chart
                .draw_series(LineSeries::new(curve, colour.stroke_width(3)))?
                .label(format!("{expiry} years to expiry"))
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(3)));
        }
        if quantity == 0 {
            chart
                .configure_series_labels()
                .position(SeriesLabelPosition::UpperLeft)
                .border_style(GRID)
                .background_style(WHITE)
                .label_font(text(16))
                .draw()?;
        }
    }
    area.present()?;
    Ok(())
}
