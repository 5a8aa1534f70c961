//! Printed tables of two groups, of percentages, and whole tables: right ones pass, and a table with
//! an error in it is rejected, with the place of the error.
#![cfg(feature = "tables")]

use mahir::agency::source::DelimitedSource;
use mahir::evaluation::{PrintedTable, check_printed_table};
use mahir::statistics::{
    Moments, Printed, PrintedCheck, PrintedGroups, PrintedShare, PrintedSummary, check_printed,
    check_printed_groups, check_printed_shares, student_t_cdf, welch,
};
use mahir::words::fault::Faults;
use proptest::prelude::*;

fn number(text: &str) -> Option<Printed> {
    Printed::parse(text)
}

/// Welch's test of Student's sleep data as R's documentation of `t.test` prints it: t = -1.8608,
/// df = 17.776, p = 0.07939, interval -3.3654832 to 0.2054832, means 0.75 and 2.33.
fn sleep() -> PrintedGroups {
    PrintedGroups {
        count_first: Some(10),
        mean_first: number("0.75"),
        deviation_first: number("1.79"),
        count_second: Some(10),
        mean_second: number("2.33"),
        deviation_second: number("2.00"),
        difference: number("-1.58"),
        t: number("-1.8608"),
        degrees_of_freedom: number("17.776"),
        p_value: number("0.07939"),
        low: number("-3.3654832"),
        high: number("0.2054832"),
        ..PrintedGroups::default()
    }
}

#[test]
fn right_groups_pass() {
    assert_eq!(check_printed_groups(&sleep()), []);
    // Student's: df = 18, and with the same n the same t.
    let student = PrintedGroups {
        degrees_of_freedom: number("18"),
        p_value: number("0.0792"),
        ..sleep()
    };
    assert_eq!(check_printed_groups(&student), []);
    assert_eq!(check_printed_groups(&PrintedGroups::default()), []);
    // Weights of cars by gearbox (R's mtcars): effectsize prints d = 1.89 and g = 1.84.
    let cars = |d| PrintedGroups {
        count_first: Some(19),
        mean_first: number("3.769"),
        deviation_first: number("0.777"),
        count_second: Some(13),
        mean_second: number("2.411"),
        deviation_second: number("0.617"),
        d: number(d),
        ..PrintedGroups::default()
    };
    for d in ["1.89", "1.84", "-1.89"] {
        assert_eq!(check_printed_groups(&cars(d)), [], "{d}");
    }
    // Glass's 2.20 is another effect, and twisted digits are none.
    for d in ["2.20", "1.98"] {
        assert_eq!(
            check_printed_groups(&cars(d))[0].check,
            PrintedCheck::EffectOfGroups
        );
    }
}

#[test]
fn every_wrong_number_of_groups_is_found() {
    let wrong = [
        (
            PrintedGroups {
                difference: number("-1.85"),
                ..sleep()
            },
            "difference",
        ),
        (
            PrintedGroups {
                t: number("-1.6808"),
                ..sleep()
            },
            "t",
        ),
        (
            PrintedGroups {
                degrees_of_freedom: number("19"),
                ..sleep()
            },
            "degrees_of_freedom",
        ),
        (
            PrintedGroups {
                p_value: number("0.0397"),
                ..sleep()
            },
            "p_value",
        ),
        (
            PrintedGroups {
                low: number("-3.6354832"),
                ..sleep()
            },
            "low",
        ),
        (
            PrintedGroups {
                high: number("0.5054832"),
                ..sleep()
            },
            "high",
        ),
        (
            PrintedGroups {
                deviation_first: number("-1.79"),
                ..sleep()
            },
            "deviation_first",
        ),
        (
            PrintedGroups {
                p_value: number("1.2"),
                ..sleep()
            },
            "p_value",
        ),
    ];
    for (groups, what) in wrong {
        let found = check_printed_groups(&groups);
        assert!(
            found.iter().any(|row| row.what == what),
            "{what}: {found:?}"
        );
        assert!(found.iter().all(|row| !row.check.rule().is_empty()));
    }
}

/// The example of statcheck's documentation, t(28) = 2.20, p < .05; scipy 1.17.1 has p = 0.03623.
#[test]
fn p_values_and_their_bounds() {
    let with = |p: Option<&str>, below, above| {
        check_printed_groups(&PrintedGroups {
            t: number("2.20"),
            degrees_of_freedom: number("28"),
            p_value: p.and_then(number),
            p_below: below,
            p_above: above,
            ..PrintedGroups::default()
        })
    };
    assert_eq!(with(Some(".036"), Some(0.05), None), []);
    assert_eq!(with(None, None, Some(0.01)), []);
    for (p, below, above) in [
        (Some(".063"), None, None),
        (None, Some(0.01), None),
        (None, None, Some(0.05)),
    ] {
        let found = with(p, below, above);
        assert_eq!(found.len(), 1, "{p:?} {below:?} {above:?}");
        assert_eq!(found[0].check, PrintedCheck::PValue);
        assert!(found[0].possible.unwrap().contains(0.036_23));
    }
    let paired = PrintedSummary {
        count: Some(29),
        t: number("2.20"),
        p_below: Some(0.01),
        ..PrintedSummary::default()
    };
    assert_eq!(check_printed(&paired)[0].check, PrintedCheck::PValue);
}

/// The examples of the documentation of R's scrutiny: `grim("5.27", n = 43)` and
/// `grimmer("7.3", sd = "2.51", n = 12)` are both FALSE.
#[test]
fn the_examples_of_others() {
    let of = |count, mean, deviation| {
        check_printed(&PrintedSummary {
            count: Some(count),
            mean_after: number(mean),
            deviation_after: number(deviation),
            whole_items: Some(1),
            ..PrintedSummary::default()
        })
    };
    assert_eq!(of(43, "5.27", "1.00")[0].check, PrintedCheck::WholeMean);
    assert_eq!(of(12, "7.3", "2.51")[0].check, PrintedCheck::WholeDeviation);
}

#[test]
fn percentages_of_people() {
    let share = |number, percent: &str| PrintedShare {
        number,
        percent: Printed::parse(percent),
    };
    // Of 12 people 7 are 58.3 %; 7 are not 53.8 %.
    assert_eq!(
        check_printed_shares(12, &[share(Some(7), "58.3")], false),
        []
    );
    let found = check_printed_shares(12, &[share(Some(7), "58.3"), share(Some(7), "53.8")], false);
    assert_eq!((found.len(), found[0].0), (1, Some(1)));
    let possible = found[0].1.possible.unwrap();
    assert!((possible.low - 700.0 / 12.0).abs() < 1e-9);
    // 5, 4 and 3 of 12 are 41.7, 33.3 and 25.0 %.
    let answers = [
        share(None, "41.7"),
        share(None, "33.3"),
        share(None, "25.0"),
    ];
    assert_eq!(check_printed_shares(12, &answers, true), []);
    let found = check_printed_shares(12, &answers[..2], true);
    assert_eq!((found.len(), found[0].0), (1, None));
    assert_eq!(found[0].1.check, PrintedCheck::ShareTotal);
    assert_eq!(check_printed_shares(0, &[], true), []);
    assert_eq!(
        check_printed_shares(0, &[share(Some(1), "")], false).len(),
        1
    );
    assert_eq!(
        check_printed_shares(5, &[share(Some(6), "")], false).len(),
        1
    );
}

fn table(text: &str) -> Result<PrintedTable, Faults> {
    check_printed_table(DelimitedSource::from_text("table_2.csv", text))
}

/// Rows, columns and codes of all faults.
fn places(text: &str) -> Vec<(u64, String, String)> {
    let faults = table(text).unwrap_err();
    let list = faults.list().iter();
    list.map(|fault| {
        assert_eq!(fault.file, "table_2.csv");
        let column = fault.column.clone().unwrap_or_default();
        (fault.row.unwrap_or(0), column, fault.code.clone())
    })
    .collect()
}

const RIGHT: &str = "ukuran;n;mean_before;sd_before;mean_after;sd_after;change;t;df;p\n\
Tabel kata;30;3,70;1,02;4,67;0,66;0,97;;;<,001\n\
Tidur;10;0,75;1,79;2,33;2,00;1,58;4,06;9;0,0028\n";

#[test]
fn a_whole_table_is_read_and_checked() {
    // The first row is printed in Human Resources for Health 2013;11:35, Table 3, the second is
    // Student's sleep data.
    assert_eq!(
        table(RIGHT).unwrap(),
        PrintedTable {
            rows: 2,
            numbers: 16
        }
    );
    let contradiction = "printed_contradiction".to_owned();
    let one_digit = RIGHT.replace("0,97", "0,79").replace("0,0028", "0,028");
    assert_eq!(
        places(&one_digit),
        [
            (2, "change".to_owned(), contradiction.clone()),
            (3, "p".to_owned(), contradiction.clone()),
        ]
    );
    let message = table(&one_digit).unwrap_err().to_string();
    assert!(
        message.contains("0.96") && message.contains("change = after - before"),
        "{message}"
    );
    // What cannot be read, columns that nobody knows, and contradictions at once.
    let bad = "n,mean,sd,items,mood\n28,5.19,1.2,1,good\ntwo,5.18,1.2,1,\n28,n.s.,1.2,0,\n";
    let found = places(bad);
    let at = |row, column: &str, code: &str| (row, column.to_owned(), code.to_owned());
    assert!(
        found.contains(&at(0, "mood", "unknown_column")),
        "{found:?}"
    );
    assert!(
        found.contains(&at(2, "mean", "printed_contradiction")),
        "{found:?}"
    );
    assert!(found.contains(&at(3, "n", "printed_number")), "{found:?}");
    assert!(
        found.contains(&at(4, "mean", "printed_number")),
        "{found:?}"
    );
    assert!(
        found.contains(&at(4, "items", "printed_number")),
        "{found:?}"
    );
    assert_eq!(found.len(), 5);
}

#[test]
fn groups_and_answers_in_tables() {
    let groups =
        "label,n1,mean1,sd1,n2,mean2,sd2,t,df,p\nSleep,10,0.75,1.79,10,2.33,2.00,1.86,17.8,.079\n";
    assert_eq!(table(groups).unwrap().numbers, 9);
    assert_eq!(
        places(&groups.replace("1.86", "1.68")),
        [
            (2, "t".to_owned(), "printed_contradiction".to_owned()),
            (2, "p".to_owned(), "printed_contradiction".to_owned())
        ]
    );
    let answers = "question,n,k,percent\nQ1,12,5,41.7\nQ1,12,4,33.3\nQ1,12,3,25.0\nQ2,12,7,58.3\nQ2,12,5,41.7\n";
    assert_eq!(table(answers).unwrap().rows, 5);
    assert_eq!(
        places(&answers.replace("5,41.7\nQ1", "5,47.1\nQ1")),
        [(2, "percent".to_owned(), "printed_contradiction".to_owned())]
    );
    let short = answers.replace("Q2,12,5,41.7\n", "");
    assert_eq!(
        places(&short),
        [(5, "n".to_owned(), "printed_contradiction".to_owned())]
    );
    assert_eq!(
        places("percent\n50\n"),
        [(2, "count".to_owned(), "missing_value".to_owned())]
    );
}

/// Prints a number with so many decimals.
fn printed(value: f64, decimals: usize) -> Option<Printed> {
    number(&format!("{value:.decimals$}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever a correct program prints of two groups passes, however it is rounded, and by
    /// either test.
    #[test]
    fn no_right_groups_are_rejected(
        one in proptest::collection::vec(1..=5_i32, 3..30),
        two in proptest::collection::vec(1..=5_i32, 3..30),
        decimals in 1..4_usize,
        student: bool,
    ) {
        let values = |list: &[i32]| list.iter().map(|&value| f64::from(value)).collect::<Vec<_>>();
        let (first, second) = (values(&one), values(&two));
        let (a, b) = (Moments::of(&first).unwrap(), Moments::of(&second).unwrap());
        let (n, m) = (first.len() as f64, second.len() as f64);
        let spread = |moments: &Moments| moments.standard_deviation().unwrap();
        let pooled = (((n - 1.0) * spread(&a).powi(2) + (m - 1.0) * spread(&b).powi(2)) / (n + m - 2.0)).sqrt();
        let difference = b.mean() - a.mean();
        let (error, freedom) = if student {
            (pooled * (1.0 / n + 1.0 / m).sqrt(), Some(n + m - 2.0))
        } else {
            let test = welch(&b, &a);
            (test.map_or(0.0, |test| test.standard_error), test.and_then(|test| test.degrees_of_freedom))
        };
        let t = (error > 0.0).then(|| difference / error);
        let p_value = t.zip(freedom).and_then(|(t, freedom)| Some(2.0 * student_t_cdf(-t.abs(), freedom)?));
        let p = |value: f64| printed(value, decimals);
        let groups = PrintedGroups {
            count_first: Some(one.len() as u64),
            mean_first: p(a.mean()),
            deviation_first: p(spread(&a)),
            count_second: Some(two.len() as u64),
            mean_second: p(b.mean()),
            deviation_second: p(spread(&b)),
            difference: p(difference),
            t: t.and_then(p),
            degrees_of_freedom: freedom.and_then(p),
            p_value: p_value.and_then(p),
            p_below: p_value.map(|p| p + 0.001),
            p_above: p_value,
            d: (pooled > 0.0).then(|| difference / pooled).and_then(p),
            whole_items: Some(1),
            least: Some(1.0),
            most: Some(5.0),
            ..PrintedGroups::default()
        };
        prop_assert_eq!(check_printed_groups(&groups), []);
    }

    /// Percentages of real numbers pass, with those that add up to all.
    #[test]
    fn no_right_percentages_are_rejected(
        numbers in proptest::collection::vec(0..40_u64, 1..8), decimals in 0..3_usize, with_numbers: bool,
    ) {
        let count: u64 = numbers.iter().sum::<u64>().max(1);
        let shares: Vec<PrintedShare> = numbers.iter().map(|&number| PrintedShare {
            number: with_numbers.then_some(number),
            percent: printed(100.0 * number as f64 / count as f64, decimals),
        }).collect();
        let exclusive = numbers.iter().sum::<u64>() == count;
        prop_assert_eq!(check_printed_shares(count, &shares, exclusive), []);
    }

    /// No text makes the reader panic.
    #[test]
    fn no_text_panics(text in "((n|mean|sd|t|df|p|n1|mean1|percent|k|question)[,;]){1,6}\n(([<>=]?[0-9.,;e-]{0,12})[,;\n]){0,20}") {
        let _ = table(&text);
    }
}
