//! Lines, points and bands over two axes.

use super::style::{colour, register, text, GRID, INK};
use super::PlotError;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::Shift;
use plotters::prelude::*;
use std::format;
use std::path::Path;
use std::string::String;
use std::vec::Vec;

type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, BitMapBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A picture with two axes, drawn series by series. Numbers that are not finite, and on a logarithmic axis those that are not
/// positive, are gaps.
///
/// ```
/// use autodiff_runtime::plots::Figure;
///
/// # let path = std::env::temp_dir().join("autodiff_figure_example.png");
/// Figure::new("A parabola")
///     .labels("x", "x²")
///     .line("exact", (0..50).map(|k| (f64::from(k), f64::from(k * k))))
///     .save(path)?;
/// # Ok::<(), autodiff_runtime::plots::PlotError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Figure {
    title: String,
    labels: (String, String),
    log: (bool, bool),
    series: Vec<Series>,
}

#[derive(Clone, Debug)]
struct Series {
    name: String,
    shape: Shape,
}

#[derive(Clone, Debug)]
enum Shape {
    Line(Vec<(f64, f64)>),
    Points(Vec<(f64, f64)>),
    /// x, low, high.
    Band(Vec<(f64, f64, f64)>),
}

/// Width and height of a picture in pixels.
const SIZE: (u32, u32) = (1000, 640);

impl Figure {
    /// A picture with this title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            labels: Default::default(),
            log: (false, false),
            series: Vec::new(),
        }
    }

    /// What stands at the axes.
    pub fn labels(mut self, x: impl Into<String>, y: impl Into<String>) -> Self {
        self.labels = (x.into(), y.into());
        self
    }

    /// Makes the horizontal axis logarithmic.
    pub fn log_x(mut self) -> Self {
        self.log.0 = true;
        self
    }

    /// Makes the vertical axis logarithmic.
    pub fn log_y(mut self) -> Self {
        self.log.1 = true;
        self
    }

    /// Adds a line. A name that is empty does not stand in the legend.
    pub fn line(self, name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.series(name, Shape::Line(points.into_iter().collect()))
    }

    /// Adds points.
    pub fn points(self, name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.series(name, Shape::Points(points.into_iter().collect()))
    }

    /// Adds a band from a lower to an upper line: (x, low, high).
    pub fn band(self, name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64, f64)>) -> Self {
        self.series(name, Shape::Band(points.into_iter().collect()))
    }

    fn series(mut self, name: impl Into<String>, shape: Shape) -> Self {
        self.series.push(Series {
            name: name.into(),
            shape,
        });
        self
    }

    /// Writes a PNG of 1000 × 640 pixels.
    ///
    /// # Errors
    /// If nothing is there to draw, or the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        stack(path, core::slice::from_ref(self))
    }

    fn draw(&self, area: &Area<'_>) -> Result<(), PlotError> {
        let (xs, ys) = self.ranges()?;
        let mut chart = ChartBuilder::on(area)
            .caption(&self.title, text(24))
            .margin(18)
            .x_label_area_size(48)
            .y_label_area_size(88)
            .build_cartesian_2d(xs, ys)
            .map_err(PlotError::from_any)?;
        chart
            .configure_mesh()
            .x_desc(&self.labels.0)
            .y_desc(&self.labels.1)
            .x_label_formatter(&|&x| label(x, self.log.0))
            .y_label_formatter(&|&y| label(y, self.log.1))
            .axis_desc_style(text(17))
            .label_style(text(14))
            .axis_style(INK)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .draw()
            .map_err(PlotError::from_any)?;
        for (place, series) in self.series.iter().enumerate() {
            self.draw_series(&mut chart, series, colour(place))?;
        }
        if self.series.iter().any(|series| !series.name.is_empty()) {
            chart
                .configure_series_labels()
                .position(SeriesLabelPosition::UpperRight)
                .label_font(text(15))
                .background_style(WHITE.mix(0.85))
                .border_style(GRID)
                .margin(10)
                .legend_area_size(32)
                .draw()
                .map_err(PlotError::from_any)?;
        }
        Ok(())
    }

    fn draw_series(&self, chart: &mut Chart<'_, '_>, series: &Series, colour: RGBColor) -> Result<(), PlotError> {
        let named = !series.name.is_empty();
        // The legend is that of the first part of a series.
        let name = |annotation: &mut plotters::chart::SeriesAnno<'_, BitMapBackend<'_>>, first: bool| {
            if named && first {
                annotation
                    .label(&series.name)
                    .legend(move |(x, y)| Rectangle::new([(x, y - 2), (x + 22, y + 2)], colour.filled()));
            }
        };
        match &series.shape {
            Shape::Line(points) => {
                let points = points.iter().map(|&point| self.place(point));
                for (part, run) in runs(points).into_iter().enumerate() {
                    let line = LineSeries::new(run, colour.stroke_width(2));
                    name(chart.draw_series(line).map_err(PlotError::from_any)?, part == 0);
                }
            }
            Shape::Points(points) => {
                let points = points.iter().filter_map(|&point| self.place(point));
                let dots = points.map(|point| Circle::new(point, 4, colour.filled()));
                name(chart.draw_series(dots).map_err(PlotError::from_any)?, true);
            }
            Shape::Band(points) => {
                let edges = points
                    .iter()
                    .map(|&(x, low, high)| Some((self.place((x, low))?, self.place((x, high))?)));
                for (part, run) in runs(edges).into_iter().enumerate() {
                    let (low, mut high): (Vec<_>, Vec<_>) = run.into_iter().unzip();
                    high.reverse();
                    let outline = [low, high].concat();
                    let area = core::iter::once(Polygon::new(outline, colour.mix(0.25)));
                    name(chart.draw_series(area).map_err(PlotError::from_any)?, part == 0);
                }
            }
        }
        Ok(())
    }

    /// Where a point lies on the axes; none if it lies nowhere.
    fn place(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let along = |value: f64, log: bool| if log { value.log10() } else { value };
        let (x, y) = (along(x, self.log.0), along(y, self.log.1));
        (x.is_finite() && y.is_finite()).then_some((x, y))
    }

    fn ranges(&self) -> Result<(core::ops::Range<f64>, core::ops::Range<f64>), PlotError> {
        let mut places = Vec::new();
        for series in &self.series {
            match &series.shape {
                Shape::Line(points) | Shape::Points(points) => {
                    places.extend(points.iter().filter_map(|&p| self.place(p)))
                }
                Shape::Band(points) => {
                    let edges = points.iter().flat_map(|&(x, low, high)| [(x, low), (x, high)]);
                    places.extend(edges.filter_map(|p| self.place(p)));
                }
            }
        }
        if places.is_empty() {
            return Err(PlotError(format!("“{}” has no finite numbers", self.title)));
        }
        let xs = range(places.iter().map(|place| place.0), 0.0);
        Ok((xs, range(places.iter().map(|place| place.1), 0.05)))
    }
}

/// Writes figures one below the other into one PNG.
///
/// # Errors
/// If there is no figure, or one has nothing to draw, or the file cannot be written.
pub fn stack(path: impl AsRef<Path>, figures: &[Figure]) -> Result<(), PlotError> {
    if figures.is_empty() {
        return Err(PlotError::from_any("there are no figures"));
    }
    register()?;
    let height = match figures.len() {
        1 => SIZE.1,
        more => 360 * more as u32,
    };
    let area = BitMapBackend::new(path.as_ref(), (SIZE.0, height)).into_drawing_area();
    area.fill(&WHITE).map_err(PlotError::from_any)?;
    for (part, figure) in area.split_evenly((figures.len(), 1)).iter().zip(figures) {
        figure.draw(part)?;
    }
    area.present().map_err(PlotError::from_any)
}

/// From the least to the largest, and a margin on both sides.
pub(super) fn range(values: impl Iterator<Item = f64>, margin: f64) -> core::ops::Range<f64> {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
        (low.min(x), high.max(x))
    });
    let width = high - low;
    // A range that is a point, or all but one, gets some width.
    let margin = match width > 1e-9 * low.abs().max(high.abs()) && width > 0.0 {
        true => margin * width,
        false => 0.1 * low.abs().max(high.abs()).max(1e-3),
    };
    low - margin..high + margin
}

/// The parts between gaps.
fn runs<T>(points: impl Iterator<Item = Option<T>>) -> Vec<Vec<T>> {
    let mut runs = std::vec![Vec::new()];
    for point in points {
        match (point, runs.last_mut()) {
            (Some(point), Some(run)) => run.push(point),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// A number at an axis: of two digits on a logarithmic one, where ticks stand at any part of a decade.
pub(super) fn label(place: f64, log: bool) -> String {
    let value = match log {
        true => format!("{:.1e}", 10_f64.powf(place)).parse().unwrap_or(place),
        // What is zero but for rounding.
        false if place.abs() < 1e-12 => 0.0,
        false => place,
    };
    match value.abs() {
        0.0 => "0".into(),
        1e-3..1e5 => format!("{}", (value * 1e4).round() / 1e4),
        _ => format!("{value:.1e}").replace(".0e", "e"),
    }
}

#[cfg(test)]
mod tests {
    use super::{label, range, runs};
    use std::vec;

    #[test]
    fn gaps_cut_lines() {
        let parts = runs([None, Some(1), Some(2), None, None, Some(3)].into_iter());
        assert_eq!(parts, [vec![1, 2], vec![3]]);
    }

    #[test]
    fn labels_are_short() {
        assert_eq!((label(-3.0, true), label(2.0, true)), ("0.001".into(), "100".into()));
        assert_eq!(
            (label(-5.0, true), label(0.30000000000000004, false)),
            ("1e-5".into(), "0.3".into())
        );
        assert_eq!(
            (label(25.1189_f64.log10(), true), label(0.0, false)),
            ("25".into(), "0".into())
        );
        assert_eq!((label(1.2e7, false), label(1e-17, false)), ("1.2e7".into(), "0".into()));
    }

    #[test]
    fn ranges_have_some_width() {
        assert_eq!(range([1.0, 3.0].into_iter(), 0.05), 0.9..3.1);
        let point = range([2.0].into_iter(), 0.05);
        assert!(point.start < 2.0 && point.end > 2.0);
    }
}
