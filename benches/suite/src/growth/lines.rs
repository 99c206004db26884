//! Straight-line code, which the build script has written.

use differentiate::{differentiate, Workspace};

use super::Sample;
use crate::case::{Case, Numbers};

include!(concat!(env!("OUT_DIR"), "/lines.rs"));

/// Functions of 10², 10³ and 10⁴ operations, each with their number.
pub fn samples() -> [(usize, Sample); 3] {
    macro_rules! sample {
        ($operations:expr, $function:ident) => {{
            let x: &[f64; 8] = Box::leak(Box::new(Numbers::default().array().map(|x: f64| 0.5 + 0.4 * x)));
            let mut workspace = Workspace::new();
            let case = Case::new(stringify!($function), x.len(), || $function(x)).generated(move |dx| {
                let dx = dx.try_into().expect("eight components");
                $function::value_and_grad_into(x, &mut workspace, dx)
            });
            (
                $operations,
                Sample {
                    case,
                    passes: vec![1.0],
                },
            )
        }};
    }
    [
        sample!(100, lines_100),
        sample!(1000, lines_1000),
        sample!(10_000, lines_10000),
    ]
}

#[cfg(test)]
mod tests {
    use super::{lines_100, lines_1000, lines_10000};

    #[test]
    fn the_gradients_agree_with_differences() {
        let x = std::array::from_fn(|k| 0.2 + 0.1 * k as f64);
        lines_100::check(&x).unwrap();
        lines_1000::check(&x).unwrap();
        lines_10000::check(&x).unwrap();
    }
}
