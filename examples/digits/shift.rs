//! Images that are moved a little.

use crate::data::PIXELS;
use rand::Rng;

/// Moves every image by up to `pixels` in a random direction: such digits read the same, and to train on them teaches
/// the network what does not matter.
pub fn shift_randomly(images: &mut [[f64; PIXELS]], pixels: f64, rng: &mut impl Rng) {
    for image in images {
        let by = [rng.random_range(-pixels..pixels), rng.random_range(-pixels..pixels)];
        *image = shifted(image, by);
    }
}

/// The image with its content moved by a fraction of pixels, right and down; bilinear, empty outside.
fn shifted(image: &[f64; PIXELS], [right, down]: [f64; 2]) -> [f64; PIXELS] {
    const SIDE: usize = 8;
    let at = |x: f64, y: f64| match (0.0..SIDE as f64).contains(&x) && (0.0..SIDE as f64).contains(&y) {
        true => image[y as usize * SIDE + x as usize],
        false => 0.0,
    };
    std::array::from_fn(|pixel| {
        let (x, y) = ((pixel % SIDE) as f64 - right, (pixel / SIDE) as f64 - down);
        let (x0, y0) = (x.floor(), y.floor());
        let (fx, fy) = (x - x0, y - y0);
        let row = |y: f64| (1.0 - fx) * at(x0, y) + fx * at(x0 + 1.0, y);
        (1.0 - fy) * row(y0) + fy * row(y0 + 1.0)
    })
}
