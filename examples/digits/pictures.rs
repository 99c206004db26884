//! What a person looks at after training: the loss curves, and the digits that the network got wrong.

use crate::data::{Digits, PIXELS};
use differentiate::training::History;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::register_font;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const INK: RGBColor = RGBColor(40, 44, 52);
const GRID: RGBColor = RGBColor(226, 229, 234);
const TRAIN: RGBColor = RGBColor(31, 119, 180);
const TEST: RGBColor = RGBColor(230, 97, 1);
const RIGHT: RGBColor = RGBColor(26, 127, 55);
const WRONG: RGBColor = RGBColor(200, 30, 45);

/// A digit of the test set, by its place there, that the network takes for another.
pub struct Mistake {
    pub index: usize,
    pub predicted: usize,
}

/// Draws both pictures into `folder` and returns their paths.
pub fn draw(folder: &Path, history: &History, test: &Digits, mistakes: &[Mistake]) -> Result<[PathBuf; 2]> {
    fs::create_dir_all(folder)?;
    // The font comes with the program, so that the machine needs none.
    register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular()).map_err(|_| "the font cannot be read")?;
    let paths = ["loss.png", "mistakes.png"].map(|name| folder.join(name));
    let accuracy = 100.0 * (1.0 - mistakes.len() as f64 / test.len() as f64);
    draw_losses(&paths[0], history, accuracy)?;
    draw_mistakes(&paths[1], test, mistakes)?;
    Ok(paths)
}

/// The cross-entropy of both sets over the epochs, on a logarithmic scale.
fn draw_losses(path: &Path, history: &History, accuracy: f64) -> Result<()> {
    let area = BitMapBackend::new(path, (1000, 640)).into_drawing_area();
    area.fill(&WHITE)?;
    let rows = history.rows();
    let train: Vec<f64> = rows.iter().map(|row| row.loss).collect();
    let test: Vec<f64> = rows.iter().filter_map(|row| row.validation).collect();
    let (low, high) = train
        .iter()
        .chain(&test)
        .fold((f64::INFINITY, 0.0), |(low, high), &loss| {
            (f64::min(low, loss), f64::max(high, loss))
        });

    let mut chart = ChartBuilder::on(&area)
        .caption(
            format!("Handwritten digits: {accuracy:.2} % of the test set right"),
            text(26, INK),
        )
        .margin(20)
        .x_label_area_size(50)
        .y_label_area_size(80)
        .build_cartesian_2d(1.0..rows.len() as f64, (0.8 * low..1.2 * high).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("epoch")
        .y_desc("cross-entropy")
        .x_label_formatter(&|epoch| format!("{epoch:.0}"))
        .y_label_formatter(&|loss| format!("{}", (1e3 * loss).round() / 1e3))
        .axis_desc_style(text(18, INK))
        .label_style(text(15, INK))
        .axis_style(INK)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .draw()?;
    for (losses, name, colour) in [(&train, "training, shifted images", TRAIN), (&test, "test", TEST)] {
        let points = losses
            .iter()
            .enumerate()
            .map(|(epoch, &loss)| ((epoch + 1) as f64, loss));
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(3)))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 24, y)], colour.stroke_width(3)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .label_font(text(17, INK))
        .background_style(WHITE)
        .border_style(GRID)
        .margin(12)
        .legend_area_size(34)
        .draw()?;
    area.present()?;
    Ok(())
}

/// One tile for each mistake: the image, what it is, and what the network took it for.
fn draw_mistakes(path: &Path, test: &Digits, mistakes: &[Mistake]) -> Result<()> {
    const TILE: (usize, usize) = (140, 178);
    const HEADER: usize = 60;
    let columns = mistakes.len().clamp(4, 8);
    let rows = mistakes.len().div_ceil(columns);
    let size = ((columns * TILE.0 + 20) as u32, (HEADER + rows * TILE.1 + 10) as u32);
    let area = BitMapBackend::new(path, size).into_drawing_area();
    area.fill(&WHITE)?;
    let title = format!("{} of {} digits wrong", mistakes.len(), test.len());
    area.draw_text(&title, &text(24, INK).into_text_style(&area), (22, 18))?;
    for (place, mistake) in mistakes.iter().enumerate() {
        let (x, y) = (10 + place % columns * TILE.0, HEADER + place / columns * TILE.1);
        let tile = area
            .clone()
            .shrink((x as u32, y as u32), (TILE.0 as u32, TILE.1 as u32));
        draw_digit(&tile, &test.images[mistake.index])?;
        let caption = [
            (format!("is {}", test.labels[mistake.index]), 12, RIGHT),
            (format!("not {}", mistake.predicted), 68, WRONG),
        ];
        for (words, x, colour) in caption {
            tile.draw_text(&words, &text(19, colour).into_text_style(&tile), (x, 134))?;
        }
    }
    area.present()?;
    Ok(())
}

/// An image as dark ink on light paper.
fn draw_digit(tile: &DrawingArea<BitMapBackend, Shift>, image: &[f64; PIXELS]) -> Result<()> {
    const SIDE: i32 = 15;
    const CORNER: (i32, i32) = (10, 6);
    for (pixel, ink) in image.iter().enumerate() {
        let (x, y) = (CORNER.0 + pixel as i32 % 8 * SIDE, CORNER.1 + pixel as i32 / 8 * SIDE);
        let shade = |paper: u8, ink_colour: u8| (f64::from(paper) * (1.0 - ink) + f64::from(ink_colour) * ink) as u8;
        let colour = RGBColor(shade(244, INK.0), shade(246, INK.1), shade(250, INK.2));
        tile.draw(&Rectangle::new([(x, y), (x + SIDE, y + SIDE)], colour.filled()))?;
    }
    Ok(())
}

fn text(size: i32, colour: RGBColor) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&colour)
}
