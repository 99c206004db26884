//! The 1,797 handwritten digits of the UCI repository, 8×8 pixels each, split into a training and a test set.

/// Pixels of an image, row by row, scaled to [0, 1].
pub const PIXELS: usize = 64;

/// Images and what they show.
#[derive(Default)]
pub struct Digits {
    pub images: Vec<[f64; PIXELS]>,
    pub labels: Vec<usize>,
}

impl Digits {
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    fn push(&mut self, (image, label): ([f64; PIXELS], usize)) {
        self.images.push(image);
        self.labels.push(label);
    }

    /// Some of them, by their numbers.
    pub fn rows(&self, rows: &[usize]) -> Digits {
        let mut digits = Digits::default();
        for &row in rows {
            digits.push((self.images[row], self.labels[row]));
        }
        digits
    }
}

/// The training and the test set.
pub fn load() -> (Digits, Digits) {
    let mut all = Digits::default();
    include_str!("../data/digits.csv")
        .lines()
        .skip(1)
        .map(parse)
        .for_each(|digit| all.push(digit));

    let split: serde_json::Value = serde_json::from_str(include_str!("../data/digits_split.json")).expect("valid JSON");
    let part = |name: &str| {
        let rows = split[name].as_array().expect("a list of row numbers");
        let rows: Vec<usize> = rows
            .iter()
            .map(|row| row.as_u64().expect("a row number") as usize)
            .collect();
        all.rows(&rows)
    };
    (part("train"), part("test"))
}

/// One line of the CSV file: 64 pixels between 0 and 16, then the digit.
fn parse(line: &str) -> ([f64; PIXELS], usize) {
    let mut fields = line
        .split(',')
        .map(|field| field.trim().parse::<usize>().expect("a number"));
    let image = std::array::from_fn(|_| fields.next().expect("64 pixels") as f64 / 16.0);
    (image, fields.next().expect("a label"))
}
