//! Fonts and colours of all pictures.

use super::PlotError;
use plotters::prelude::*;
use plotters::style::register_font;
use std::sync::OnceLock;

pub(super) const INK: RGBColor = RGBColor(40, 44, 52);
pub(super) const GRID: RGBColor = RGBColor(226, 229, 234);

/// Colours of series that can be told apart, by colour-blind people too (Okabe and Ito 2008, without yellow).
const SERIES: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(0, 0, 0),
];

/// The colour of a series by its place.
pub(super) fn colour(place: usize) -> RGBColor {
    SERIES[place % SERIES.len()]
}

/// The font comes with the program, so that the machine needs none.
pub(super) fn register() -> Result<(), PlotError> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let registered =
        REGISTERED.get_or_init(|| register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular()).is_ok());
    match registered {
        true => Ok(()),
        false => Err(PlotError::from_any("its font cannot be read")),
    }
}

pub(super) fn text(size: i32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&INK)
}
