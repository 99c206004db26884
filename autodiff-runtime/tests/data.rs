//! Sampling, splitting, standardising and reading of data, and what is refused.
#![allow(missing_docs, reason = "test functions speak for themselves")]

use autodiff_runtime::data::*;
use std::collections::BTreeSet;

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DataError>, message: &str) {
    assert_eq!(result.expect_err("an error").to_string(), message);
}

#[test]
fn a_split_has_each_row_once() {
    let split = train_test_split(103, 0.2, 1).unwrap();
    assert_eq!((split.train.len(), split.test.len()), (82, 21));
    let all: BTreeSet<usize> = split.train.iter().chain(&split.test).copied().collect();
    assert_eq!(all.len(), 103);
    assert_eq!(split, train_test_split(103, 0.2, 1).unwrap());
    assert_ne!(split, train_test_split(103, 0.2, 2).unwrap());
}

#[test]
fn a_stratified_split_keeps_the_shares_of_classes() {
    let labels: Vec<usize> = (0..97).map(|row| [0, 0, 0, 1, 1, 2][row % 6]).collect();
    let split = stratified_split(&labels, 0.25, 3).unwrap();
    assert_eq!((split.train.len(), split.test.len()), (72, 25));
    let all: BTreeSet<usize> = split.train.iter().chain(&split.test).copied().collect();
    assert_eq!(all.len(), 97);
    for class in 0..3 {
        let of = |rows: &[usize]| rows.iter().filter(|&&row| labels[row] == class).count() as f64;
        let exact = of(&(0..97).collect::<Vec<_>>()) * 25.0 / 97.0;
        assert!((of(&split.test) - exact).abs() < 1.0, "class {class}");
    }
    assert_eq!(split, stratified_split(&labels, 0.25, 3).unwrap());
}

#[test]
fn sets_that_would_be_empty_are_refused() {
    refused(train_test_split(0, 0.2, 1), "there are no data");
    refused(
        train_test_split(5, 0.0, 1),
        "with the share 0 of 5 rows one of both sets is empty",
    );
    refused(
        train_test_split(5, 1.0, 1),
        "with the share 1 of 5 rows one of both sets is empty",
    );
    refused(
        train_test_split(5, f64::NAN, 1),
        "with the share NaN of 5 rows one of both sets is empty",
    );
    refused(
        train_test_split(5, -0.5, 1),
        "with the share -0.5 of 5 rows one of both sets is empty",
    );
    refused(stratified_split(&[], 0.2, 1), "there are no data");
    refused(
        stratified_split(&[0, 0, 1], 0.4, 1),
        "class 1 has one member, which cannot be in both sets",
    );
}

#[test]
fn samples_are_as_they_are_asked_for() {
    let sample = sample_without_replacement(20, 8, 5).unwrap();
    assert_eq!(sample.iter().collect::<BTreeSet<_>>().len(), 8);
    assert!(sample.iter().all(|&row| row < 20));
    assert_eq!(sample, sample_without_replacement(20, 8, 5).unwrap());
    refused(sample_without_replacement(3, 4, 1), "4 are asked for, but there are 3");

    let bootstrap = sample_with_replacement(1000, 1000, 5).unwrap();
    // A share of 1/e of the rows is not drawn.
    let drawn = bootstrap.iter().collect::<BTreeSet<_>>().len() as f64;
    assert!((drawn / 1000.0 - (1.0 - (-1.0_f64).exp())).abs() < 0.05, "{drawn}");
    refused(sample_with_replacement(0, 4, 1), "there are no data");
}

#[test]
fn every_row_is_sampled_equally_often() {
    let mut counts = [0; 6];
    for seed in 0..6000 {
        for row in sample_without_replacement(6, 2, seed).unwrap() {
            counts[row] += 1;
        }
    }
    assert!(counts.iter().all(|count| (1800..2200).contains(count)), "{counts:?}");
}

#[test]
fn standardised_columns_have_mean_0_and_deviation_1() {
    let table = [1.0, 1e9 + 1.0, 7.0, 2.0, 1e9 + 3.0, 7.0, 6.0, 1e9 + 8.0, 7.0];
    let standardisation = Standardisation::fit(&table, 3).unwrap();
    let mut scaled = table;
    standardisation.apply(&mut scaled);
    for column in 0..2 {
        let of: Vec<f64> = scaled.chunks(3).map(|row| row[column]).collect();
        let mean = of.iter().sum::<f64>() / 3.0;
        let variance = of.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 3.0;
        assert!(mean.abs() < 1e-7 && (variance - 1.0).abs() < 1e-7, "{mean} {variance}");
    }
    assert_eq!(
        [scaled[2], scaled[5], scaled[8]],
        [0.0; 3],
        "a column that does not vary"
    );
    assert_eq!(standardisation.scale()[2], 1.0);
    assert_eq!(standardisation.mean()[0], 3.0);
    standardisation.invert(&mut scaled);
    for (back, x) in scaled.iter().zip(table) {
        assert!((back - x).abs() <= 4e-16 * x.abs());
    }
}

#[test]
fn columns_that_cannot_be_measured_are_refused() {
    refused(Standardisation::fit::<f64>(&[], 2), "there are no data");
    refused(Standardisation::fit(&[1.0, 2.0, 3.0], 2), "3 numbers are no rows of 2");
    refused(
        Standardisation::fit(&[1.0, 2.0, 3.0, f64::NAN], 2),
        "row 1, column 1 is NaN",
    );
    refused(Standardisation::fit(&[1.0, f32::INFINITY], 1), "row 1, column 0 is inf");
}

#[test]
fn rows_are_taken_in_order() {
    assert_eq!(rows(&[1, 2, 3, 4, 5, 6], 2, &[2, 0]), [5, 6, 1, 2]);
}

#[test]
#[should_panic(expected = "there is no row 3 of 2 columns in 6 numbers")]
fn rows_that_are_not_there_are_refused() {
    rows(&[1, 2, 3, 4, 5, 6], 2, &[3]);
}

#[cfg(feature = "csv")]
mod csv {
    use super::*;

    fn table(text: &str) -> Result<Table, DataError> {
        Table::from_reader(text.as_bytes())
    }

    #[test]
    fn a_table_is_read_and_taken_apart() {
        let table = table("a, b,label\n1,-2.5e3, 0\n\"3\",4,1\n").unwrap();
        assert_eq!((table.rows(), table.columns()), (2, 3));
        assert_eq!(table.names(), ["a", "b", "label"]);
        assert_eq!(table.column("b").unwrap(), [-2500.0, 4.0]);
        let (features, labels) = table.clone().split_labels("label").unwrap();
        assert_eq!((features.values(), labels), (&[1.0, -2500.0, 3.0, 4.0][..], vec![0, 1]));
        let (others, b) = table.split_column("b").unwrap();
        assert_eq!(
            (others.names().len(), others.values(), b),
            (2, &[1.0, 0.0, 3.0, 1.0][..], vec![-2500.0, 4.0])
        );
    }

    #[test]
    fn a_file_is_read() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/digits.csv");
        let (images, labels) = Table::from_path(path).unwrap().split_labels("digit").unwrap();
        assert_eq!((images.rows(), images.columns(), labels.len()), (1797, 64, 1797));
        assert!(labels.iter().all(|&label| label < 10));
    }

    #[test]
    fn files_that_are_no_tables_are_refused() {
        refused(table(""), "there are no data");
        refused(table("a,b\n"), "there are no data");
        refused(table("a,b\n1,2\n3\n"), "line 3 has 1 fields, but the first line 2");
        refused(table("a,b\n1,2,3\n"), "line 2 has 3 fields, but the first line 2");
        refused(table("a,b\n1,x\n"), "line 2, column b: \"x\" is no finite number");
        refused(table("a,b\n1,NaN\n"), "line 2, column b: \"NaN\" is no finite number");
        refused(table("a,b\n1,\n"), "line 2, column b: \"\" is no finite number");
        refused(
            table("a\n1\n").and_then(|table| table.column("c")),
            "column c: there is none of that name",
        );
        refused(
            table("a,b\n1,0.5\n").and_then(|table| table.split_labels("b")),
            "column b: classes are whole numbers from 0",
        );
        assert!(Table::from_path("/nowhere.csv")
            .unwrap_err()
            .to_string()
            .contains("No such file"));
    }
}
