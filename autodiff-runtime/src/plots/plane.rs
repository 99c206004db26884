//! Values on a plane as colours and contour lines, with paths on them.

use super::contour::contour;
use super::figure::label;
use super::style::{colour, register, text, INK};
use super::PlotError;
use crate::landscape::Plane;
use plotters::prelude::*;
use std::path::Path;
use std::string::String;
use std::vec::Vec;

/// A picture of a [`Plane`]: dark is low, and the contour lines stand at equal parts of the values.
#[derive(Clone, Debug)]
pub struct PlaneFigure<'a> {
    title: String,
    plane: &'a Plane,
    labels: (String, String),
    contours: usize,
    paths: Vec<(String, Vec<(f64, f64)>)>,
}

impl<'a> PlaneFigure<'a> {
    /// A picture with this title.
    pub fn new(title: impl Into<String>, plane: &'a Plane) -> Self {
        Self {
            title: title.into(),
            plane,
            labels: Default::default(),
            contours: 14,
            paths: Vec::new(),
        }
    }

    /// What stands at the axes.
    pub fn labels(mut self, across: impl Into<String>, up: impl Into<String>) -> Self {
        self.labels = (across.into(), up.into());
        self
    }

    /// How many contour lines to draw (default 14).
    pub fn contours(mut self, contours: usize) -> Self {
        self.contours = contours;
        self
    }

    /// Adds a path, as of an optimizer: the factors of both directions, from the beginning to the end, which gets a dot. What lies
    /// outside the plane is not drawn.
    pub fn path(mut self, name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.paths.push((name.into(), points.into_iter().collect()));
        self
    }

    /// Writes a PNG of 1000 × 860 pixels.
    ///
    /// # Errors
    /// If no value is finite, or the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        let levels = Levels::of(self.plane, self.contours)
            .ok_or_else(|| PlotError(std::format!("“{}” has no finite numbers", self.title)))?;
        register()?;
        let area = BitMapBackend::new(path.as_ref(), (1000, 860)).into_drawing_area();
        area.fill(&WHITE).map_err(PlotError::from_any)?;
        let (across, up) = (&self.plane.across, &self.plane.up);
        let mut chart = ChartBuilder::on(&area)
            .caption(&self.title, text(24))
            .margin(18)
            .x_label_area_size(48)
            .y_label_area_size(88)
            .build_cartesian_2d(across[0]..across[across.len() - 1], up[0]..up[up.len() - 1])
            .map_err(PlotError::from_any)?;
        chart.draw_series(self.tiles(&levels)).map_err(PlotError::from_any)?;
        for level in &levels.contours {
            let pieces = contour(across, up, &self.plane.values, *level);
            let pieces = pieces.into_iter().map(|piece| PathElement::new(piece, INK.mix(0.35)));
            chart.draw_series(pieces).map_err(PlotError::from_any)?;
        }
        chart
            .configure_mesh()
            .disable_mesh()
            .x_desc(&self.labels.0)
            .y_desc(&self.labels.1)
            .x_label_formatter(&|&x| label(x, false))
            .y_label_formatter(&|&y| label(y, false))
            .axis_desc_style(text(17))
            .label_style(text(14))
            .axis_style(INK)
            .draw()
            .map_err(PlotError::from_any)?;
        for (place, (name, points)) in self.paths.iter().enumerate() {
            let colour = colour(place);
            let inside: Vec<(f64, f64)> = points.iter().copied().filter(|point| self.has(*point)).collect();
            let last = inside.last().copied();
            chart
                .draw_series(LineSeries::new(inside, colour.stroke_width(3)))
                .map_err(PlotError::from_any)?
                .label(name)
                .legend(move |(x, y)| Rectangle::new([(x, y - 2), (x + 22, y + 2)], colour.filled()));
            let dot = last.map(|end| Circle::new(end, 6, colour.filled()));
            chart.draw_series(dot).map_err(PlotError::from_any)?;
        }
        if !self.paths.is_empty() {
            chart
                .configure_series_labels()
                .position(SeriesLabelPosition::UpperRight)
                .label_font(text(15))
                .background_style(WHITE.mix(0.9))
                .border_style(INK.mix(0.3))
                .margin(10)
                .legend_area_size(32)
                .draw()
                .map_err(PlotError::from_any)?;
        }
        area.present().map_err(PlotError::from_any)
    }

    fn has(&self, (a, b): (f64, f64)) -> bool {
        let within = |x: f64, range: &[f64]| (range[0]..=range[range.len() - 1]).contains(&x);
        within(a, &self.plane.across) && within(b, &self.plane.up)
    }

    /// A coloured tile around each point of the grid.
    fn tiles<'t>(&'t self, levels: &'t Levels) -> impl Iterator<Item = Rectangle<(f64, f64)>> + 't {
        let Plane { across, up, values, .. } = self.plane;
        let half = |range: &[f64]| 0.5 * (range[1] - range[0]);
        let (width, height) = (half(across), half(up));
        let clip = |x: f64, range: &[f64]| x.clamp(range[0], range[range.len() - 1]);
        up.iter().zip(values).flat_map(move |(&b, row)| {
            across.iter().zip(row).map(move |(&a, &value)| {
                let corners = [
                    (clip(a - width, across), clip(b - height, up)),
                    (clip(a + width, across), clip(b + height, up)),
                ];
                Rectangle::new(corners, shade(levels.rank(value)).filled())
            })
        })
    }
}

/// The values in order, which give each its rank: colours and contours are spread evenly whatever the scale of the values is.
struct Levels {
    sorted: Vec<f64>,
    contours: Vec<f64>,
}

impl Levels {
    fn of(plane: &Plane, contours: usize) -> Option<Self> {
        let mut sorted: Vec<f64> = plane
            .values
            .iter()
            .flatten()
            .copied()
            .filter(|x| x.is_finite())
            .collect();
        sorted.sort_by(f64::total_cmp);
        let at = |k: usize| sorted[k * (sorted.len() - 1) / (contours + 1)];
        let contours = match sorted.is_empty() {
            true => return None,
            false => (1..=contours).map(at).collect(),
        };
        Some(Self { sorted, contours })
    }

    /// In [0, 1]; none for what is not finite.
    fn rank(&self, value: f64) -> Option<f64> {
        let below = self.sorted.partition_point(|&other| other < value);
        value
            .is_finite()
            .then(|| below as f64 / (self.sorted.len().max(2) - 1) as f64)
    }
}

/// From dark blue to pale yellow; grey for what is not finite.
fn shade(rank: Option<f64>) -> RGBColor {
    const STOPS: [(f64, f64, f64); 4] = [
        (52.0, 78.0, 128.0),
        (88.0, 150.0, 176.0),
        (166.0, 208.0, 190.0),
        (252.0, 247.0, 214.0),
    ];
    let Some(rank) = rank else {
        return RGBColor(190, 190, 190);
    };
    let place = rank.clamp(0.0, 1.0) * (STOPS.len() - 1) as f64;
    let stop = (place as usize).min(STOPS.len() - 2);
    let part = place - stop as f64;
    let mix = |a: f64, b: f64| (a + part * (b - a)).round() as u8;
    let (a, b) = (STOPS[stop], STOPS[stop + 1]);
    RGBColor(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}
