//! The picture of growth: what a gradient costs by the number of parameters, both on logarithmic scales.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;

use super::Row;

const COLOURS: [RGBColor; 3] = [RGBColor(31, 119, 180), RGBColor(255, 127, 14), RGBColor(214, 39, 40)];

/// Draws a line for each way to an SVG file; what is extrapolated has hollow points.
///
/// # Errors
///
/// If the file cannot be written.
pub fn draw(rows: &[Row], file: &Path) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new(file, (760, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let factors = rows.iter().flat_map(|row| &row.costs).map(|(_, cost)| cost.factor);
    let (most, largest) = (rows[rows.len() - 1].size as f64, factors.fold(1.0, f64::max));
    let mut chart = ChartBuilder::on(&area)
        .margin(14)
        .x_label_area_size(42)
        .y_label_area_size(62)
        .build_cartesian_2d(
            (rows[0].size as f64..most).log_scale(),
            (0.8..2.0 * largest).log_scale(),
        )?;
    chart
        .configure_mesh()
        .disable_mesh()
        .x_desc("parameters")
        .y_desc("cost of the gradient ÷ evaluation")
        .x_label_formatter(&power)
        .y_label_formatter(&power)
        .label_style(("sans-serif", 14))
        .draw()?;
    for (way, colour) in COLOURS.iter().enumerate().take(rows[0].costs.len()) {
        let points = rows.iter().map(|row| (row.size as f64, row.costs[way].1));
        let name = if way == 0 { "gradient" } else { rows[0].costs[way].0 };
        chart
            .draw_series(LineSeries::new(
                points.clone().map(|(n, cost)| (n, cost.factor)),
                colour,
            ))?
            .label(name)
            .legend(move |(x, y)| Rectangle::new([(x, y - 4), (x + 10, y + 6)], colour.filled()));
        chart.draw_series(points.map(|(n, cost)| {
            let style = ShapeStyle {
                filled: !cost.extrapolated,
                ..colour.stroke_width(1)
            };
            Circle::new((n, cost.factor), 4, style)
        }))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .label_font(("sans-serif", 14))
        .draw()?;
    area.present()?;
    Ok(())
}

/// The labels of both scales.
fn power(value: &f64) -> String {
    let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷"];
    match digits.get(value.log10().round() as usize) {
        Some(digit) => format!("10{digit}"),
        None => format!("{value:.0e}"),
    }
}
