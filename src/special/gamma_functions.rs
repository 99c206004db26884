//! The gamma function, its logarithm, and the derivatives of that.

use core::f64::consts::PI;

crate::rule! {
    /// The gamma function: (x − 1)! for whole numbers.
    pub fn gamma(x: f64) -> f64 = libm::tgamma;
    partials(y) { x: y * digamma(x) }

    /// The logarithm of the absolute value of the gamma function.
    pub fn ln_gamma(x: f64) -> f64 = libm::lgamma;
    partials { x: digamma(x) }

    /// The derivative of [`ln_gamma()`].
    pub fn digamma(x: f64) -> f64 {
        if x <= 0.0 {
            return match is_pole(x) {
                true => f64::NAN,
                false => psi(1.0 - x) - PI * cos_pi(fraction(x)) / libm::sin(PI * fraction(x)),
            };
        }
        psi(x)
    }
    partials { x: trigamma(x) }

    /// The derivative of [`digamma()`].
    pub fn trigamma(x: f64) -> f64 {
        if x <= 0.0 {
            if is_pole(x) {
                return f64::NAN;
            }
            let sine = libm::sin(PI * fraction(x)) / PI;
            return 1.0 / (sine * sine) - trigamma(1.0 - x);
        }
        let (mut x, mut sum) = (x, 0.0);
        while x < 12.0 {
            sum += 1.0 / (x * x);
            x += 1.0;
        }
        let t = 1.0 / (x * x);
        let series = horner(BERNOULLI.into_iter(), t);
        sum + (1.0 / x) * (1.0 + t * series) + 0.5 * t
    }
    partials { x: tetragamma(x) }
}

/// The Bernoulli numbers B₂, B₄, …
const BERNOULLI: [f64; 8] = [
    1.0 / 6.0,
    -1.0 / 30.0,
    1.0 / 42.0,
    -1.0 / 30.0,
    5.0 / 66.0,
    -691.0 / 2730.0,
    7.0 / 6.0,
    -3617.0 / 510.0,
];

/// The positive zero of the digamma function, as the sum of two numbers.
const ZERO: (f64, f64) = (1.461_632_144_968_362_3, 9.549_995_429_965_697e-17);

/// The Taylor series of the digamma function at its zero, from the first power on.
#[rustfmt::skip]
const AT_ZERO: [f64; 24] = [
    0.967_672_245_447_621_2, -0.442_763_168_983_592_1, 0.258_499_760_955_651, -0.163_942_705_442_406_52,
    0.107_824_050_691_262_37, -0.072_199_561_256_454_71, 0.048_804_288_164_143_11, -0.033_161_126_474_847_36,
    0.022_597_648_232_218_104, -0.015_424_765_904_948_96, 0.010_538_791_616_612_175, -0.007_204_534_386_356_869,
    0.004_926_781_395_729_853, -0.003_369_801_655_439_328, 0.002_305_126_326_734_928, -0.001_576_936_771_430_197_2,
    0.001_078_825_201_916_296_7, -0.000_738_070_938_996_005_2, 0.000_504_953_265_834_602, -0.000_345_468_025_106_307_7,
    0.000_236_356_015_640_270_53, -0.000_161_706_220_919_748_03, 0.000_110_633_727_687_474_1, -7.569_179_582_195_066e-5,
];

/// The digamma function of a positive number.
fn psi(x: f64) -> f64 {
    let distance = (x - ZERO.0) - ZERO.1;
    if distance.abs() < 0.3 {
        return distance * horner(AT_ZERO.into_iter(), distance);
    }
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum += 1.0 / x;
        x += 1.0;
    }
    let t = 1.0 / (x * x);
    let series = horner(digamma_series(), t);
    libm::log(x) - 0.5 / x - t * series - sum
}

/// The digamma function of `a` less that of `a + b`, without their cancellation for positive numbers.
pub(super) fn psi_difference(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() || a <= 0.0 || b <= 0.0 {
        return digamma(a) - digamma(a + b);
    }
    let (mut a, mut sum) = (a, 0.0);
    while a < 10.0 {
        sum += b / (a * (a + b));
        a += 1.0;
    }
    let end = a + b;
    let (t, u) = (1.0 / (a * a), 1.0 / (end * end));
    // The series of both, as their divided difference.
    let (mut series, mut difference) = (0.0, 0.0);
    for coefficient in digamma_series().rev() {
        difference = difference * u + series;
        series = series * t + coefficient;
    }
    let difference = series + u * difference;
    let between = b / (a * end);
    -libm::log1p(b / a) - 0.5 * between - between * (1.0 / a + 1.0 / end) * difference - sum
}

/// The coefficients of 1/x², 1/x⁴, … in the asymptotic series of the digamma function.
fn digamma_series() -> impl DoubleEndedIterator<Item = f64> {
    (1_u32..9).zip(BERNOULLI).map(|(k, b)| b / f64::from(2 * k))
}

/// The derivative of the trigamma function.
fn tetragamma(x: f64) -> f64 {
    if x <= 0.0 {
        let sine = libm::sin(PI * fraction(x)) / PI;
        return tetragamma(1.0 - x) - 2.0 * cos_pi(fraction(x)) / (sine * sine * sine);
    }
    let (mut x, mut sum) = (x, 0.0);
    while x < 14.0 {
        sum -= 2.0 / (x * x * x);
        x += 1.0;
    }
    let t = 1.0 / (x * x);
    let coefficients = (1_u32..9).zip(BERNOULLI).map(|(k, b)| b * f64::from(2 * k + 1));
    let series = horner(coefficients, t);
    sum - t * (1.0 + 1.0 / x + t * series)
}

/// The polynomial with these coefficients, the constant one first.
fn horner(coefficients: impl DoubleEndedIterator<Item = f64>, t: f64) -> f64 {
    coefficients.rev().fold(0.0, |sum, c| sum * t + c)
}

/// What is left of a number when the nearest whole one is taken away, exactly.
fn fraction(x: f64) -> f64 {
    x - libm::round(x)
}

/// cos(πx) for x in −½..½, accurate also beside its zeros.
fn cos_pi(x: f64) -> f64 {
    match x.abs() > 0.25 {
        true => libm::sin(PI * (0.5 - x.abs())),
        false => libm::cos(PI * x),
    }
}

fn is_pole(x: f64) -> bool {
    x == libm::round(x)
}
