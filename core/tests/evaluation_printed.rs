//! Printed tables: right ones pass, and one wrong digit is found.

use mahir::statistics::{Printed, PrintedCheck, PrintedSummary, check_printed};
use proptest::prelude::*;

fn number(text: &str) -> Option<Printed> {
    Printed::parse(text)
}

/// Student's sleep data as R prints them: 1.58 (1.23), t = 4.0621, df = 9, p = 0.002833, interval
/// 0.7001142 to 2.4598858.
fn sleep() -> PrintedSummary {
    PrintedSummary {
        count: Some(10),
        mean_before: number("0.75"),
        deviation_before: number("1.79"),
        mean_after: number("2.33"),
        deviation_after: number("2.00"),
        change: number("1.58"),
        deviation_of_changes: number("1.23"),
        standard_error: number("0.389"),
        t: number("4.0621"),
        degrees_of_freedom: Some(9),
        p_value: number("0.002833"),
        low: number("0.7001142"),
        high: number("2.4598858"),
        d_z: number("1.285"),
        ..PrintedSummary::default()
    }
}

#[test]
fn a_right_table_passes() {
    assert_eq!(check_printed(&sleep()), []);
    // The sign of t is a matter of which mean is taken from which.
    let turned = PrintedSummary {
        t: number("-4.0621"),
        ..sleep()
    };
    assert_eq!(check_printed(&turned), []);
    assert_eq!(check_printed(&PrintedSummary::default()), []);
}

#[test]
fn every_wrong_number_is_found() {
    let wrong: [(PrintedSummary, PrintedCheck, &str); 10] = [
        (
            PrintedSummary {
                change: number("1.85"),
                ..sleep()
            },
            PrintedCheck::Change,
            "change",
        ),
        (
            PrintedSummary {
                deviation_of_changes: number("0.12"),
                ..sleep()
            },
            PrintedCheck::DeviationOfChanges,
            "deviation_of_changes",
        ),
        (
            PrintedSummary {
                standard_error: number("0.398"),
                ..sleep()
            },
            PrintedCheck::StandardError,
            "standard_error",
        ),
        (
            PrintedSummary {
                degrees_of_freedom: Some(10),
                ..sleep()
            },
            PrintedCheck::DegreesOfFreedom,
            "degrees_of_freedom",
        ),
        (
            PrintedSummary {
                t: number("4.6021"),
                ..sleep()
            },
            PrintedCheck::T,
            "t",
        ),
        (
            PrintedSummary {
                p_value: number("0.02833"),
                ..sleep()
            },
            PrintedCheck::PValue,
            "p_value",
        ),
        (
            PrintedSummary {
                low: number("0.07"),
                ..sleep()
            },
            PrintedCheck::Interval,
            "low",
        ),
        (
            PrintedSummary {
                high: number("2.54"),
                ..sleep()
            },
            PrintedCheck::Interval,
            "high",
        ),
        (
            PrintedSummary {
                d_z: number("1.825"),
                ..sleep()
            },
            PrintedCheck::EffectSize,
            "d_z",
        ),
        (
            PrintedSummary {
                standard_error: number("-0.389"),
                ..sleep()
            },
            PrintedCheck::Sign,
            "standard_error",
        ),
    ];
    for (summary, check, what) in wrong {
        let found = check_printed(&summary);
        assert!(
            found
                .iter()
                .any(|row| row.check == check && row.what == what),
            "{what}: {found:?}"
        );
        assert!(!check.rule().is_empty());
    }
}

#[test]
fn means_of_whole_numbers() {
    // Brown & Heathers (2017): with 28 people a mean of whole numbers cannot be 5.19, and 5.18
    // can (145 ÷ 28).
    let of = |mean, deviation| PrintedSummary {
        count: Some(28),
        mean_after: number(mean),
        deviation_after: deviation,
        whole_items: Some(1),
        ..PrintedSummary::default()
    };
    assert_eq!(check_printed(&of("5.18", None)), []);
    let found = check_printed(&of("5.19", None));
    assert_eq!((found.len(), found[0].check), (1, PrintedCheck::WholeMean));
    // Mean 2 of 5 people: 1 1 2 3 3 has a deviation of 1.00. A deviation of 0.87 would need a sum
    // of squares of 23, odd where the total 10 is even.
    let five = |deviation| PrintedSummary {
        count: Some(5),
        ..of("2.00", number(deviation))
    };
    assert_eq!(check_printed(&five("1.00")), []);
    assert_eq!(
        check_printed(&five("0.87"))[0].check,
        PrintedCheck::WholeDeviation
    );
}

#[test]
fn nobody_leaves_the_scale() {
    let of = |mean, deviation| PrintedSummary {
        count: Some(20),
        mean_after: number(mean),
        deviation_after: number(deviation),
        least: Some(1.0),
        most: Some(5.0),
        ..PrintedSummary::default()
    };
    assert_eq!(check_printed(&of("4.80", "0.41")), []);
    // With a mean of 4.8 no deviation is above √(0.2 · 3.8 · 20/19) = 0.894.
    assert_eq!(
        check_printed(&of("4.80", "0.95"))[0].check,
        PrintedCheck::LargestDeviation
    );
    assert_eq!(
        check_printed(&of("5.10", "0.10"))[0].check,
        PrintedCheck::Scale
    );
}

#[test]
fn numbers_as_people_print_them() {
    for (text, value, decimals) in [(".0091", 0.0091, 4), ("1,58", 1.58, 2), (" −3 ", -3.0, 0)] {
        let found = number(text).unwrap();
        assert_eq!((found.value, found.decimals), (value, decimals));
    }
    for text in ["", "n.s.", "inf", "1e5", "1.2.3", "<.05"] {
        assert_eq!(number(text), None, "{text}");
    }
}

/// Prints a number with so many decimals.
fn printed(value: f64, decimals: usize) -> Option<Printed> {
    number(&format!("{value:.decimals$}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever a correct program prints of real data passes, however it is rounded.
    #[test]
    fn no_right_table_is_rejected(
        pairs in proptest::collection::vec((1..=5_i32, 1..=5_i32), 3..40), decimals in 1..4_usize,
    ) {
        use mahir::statistics::{Moments, d_z, mean_interval, paired_t};
        let before: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.0)).collect();
        let after: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.1)).collect();
        let (one, two) = (Moments::of(&before).unwrap(), Moments::of(&after).unwrap());
        let changes = Moments::of_changes(&before, &after).unwrap();
        let test = paired_t(&changes);
        let interval = mean_interval(&changes, 0.95).unwrap();
        let p = |value: f64| printed(value, decimals);
        let summary = PrintedSummary {
            count: Some(pairs.len() as u64),
            mean_before: p(one.mean()),
            deviation_before: p(one.standard_deviation().unwrap()),
            mean_after: p(two.mean()),
            deviation_after: p(two.standard_deviation().unwrap()),
            change: p(changes.mean()),
            deviation_of_changes: p(changes.standard_deviation().unwrap()),
            standard_error: p(changes.standard_error().unwrap()),
            t: test.and_then(|test| p(test.statistic)),
            degrees_of_freedom: Some(pairs.len() as u64 - 1),
            p_value: test.and_then(|test| p(test.p_value)),
            low: p(interval.low),
            high: p(interval.high),
            d_z: d_z(&changes).and_then(p),
            whole_items: Some(1),
            least: Some(1.0),
            most: Some(5.0),
            ..PrintedSummary::default()
        };
        prop_assert_eq!(check_printed(&summary), []);
    }
}
