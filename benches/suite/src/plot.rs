//! The picture of the table: what a gradient costs, as a multiple of its function.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;

use crate::case::GENERATED;
use crate::table::Row;

const WIDTH: u32 = 900;
const ROW: u32 = 34;
const LEFT: i32 = 230;

/// Draws two bars for each problem, generated and by hand, to an SVG file.
///
/// # Errors
///
/// If the file cannot be written.
pub fn draw(rows: &[Row], file: &Path) -> Result<(), Box<dyn Error>> {
    let height = 60 + ROW * rows.len() as u32;
    let area = SVGBackend::new(file, (WIDTH, height)).into_drawing_area();
    area.fill(&WHITE)?;
    let costs = |row: &Row| [row.time(GENERATED), row.by_hand()].map(|time| time.map(|time| row.cost(time)));
    let largest = rows.iter().flat_map(costs).flatten().fold(1.0, f64::max);
    let scale = (f64::from(WIDTH) - f64::from(LEFT) - 60.0) / largest;
    let font = |size: i32| ("sans-serif", size).into_font();
    let colours = [RGBColor(31, 119, 180), RGBColor(255, 127, 14)];
    for (at, (name, colour)) in ["generated", "best by hand"].into_iter().zip(colours).enumerate() {
        let x = LEFT + 150 * at as i32;
        area.draw(&Rectangle::new([(x, 14), (x + 12, 26)], colour.filled()))?;
        area.draw(&Text::new(name, (x + 18, 13), font(14)))?;
    }
    area.draw(&Text::new("cost of value and gradient ÷ function", (10, 13), font(12)))?;
    for (at, row) in rows.iter().enumerate() {
        let y = 40 + (ROW as usize * at) as i32;
        area.draw(&Text::new(row.name, (10, y + 6), font(14)))?;
        for (bar, (cost, colour)) in costs(row).into_iter().zip(colours).enumerate() {
            let Some(cost) = cost else { continue };
            let (top, end) = (y + 13 * bar as i32, LEFT + (cost * scale) as i32);
            area.draw(&Rectangle::new([(LEFT, top), (end, top + 11)], colour.filled()))?;
            area.draw(&Text::new(format!("{cost:.2}"), (end + 5, top), font(11)))?;
        }
    }
    area.present()?;
    Ok(())
}
