//! Can printed percentages be right?

use super::Interval;
use super::printed::{Inconsistency, Printed, PrintedCheck};

/// A printed answer: how many gave it, and how many percent that is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PrintedShare {
    /// How many, if it is printed.
    pub number: Option<u64>,
    /// Percent of all people, if it is printed.
    pub percent: Option<Printed>,
}

impl PrintedShare {
    /// The whole numbers of so many people that can be; the first is above the second if none can.
    fn numbers(self, count: u64) -> (f64, f64) {
        let all = count as f64;
        let (mut low, mut high) = (0.0_f64, all);
        if let Some(number) = self.number {
            (low, high) = (number as f64, number as f64);
        }
        if let Some(percent) = self.percent {
            let range = percent.range();
            low = low.max((range.low * all / 100.0).ceil());
            high = high.min((range.high * all / 100.0).floor());
        }
        (low, high)
    }
}

/// Every printed answer of so many people that cannot be, with its place: a percentage that no
/// whole number gives (GRIM for percentages: Brown & Heathers 2017), a number that is not the
/// percentage, or more than there are. If the answers exclude each other and there are no others,
/// `exclusive` asks whether they can add up to all; that fault has no place.
///
/// ```
/// use mahir::statistics::{Printed, PrintedShare, check_printed_shares};
///
/// let percent = |text| PrintedShare { percent: Printed::parse(text), number: None };
/// // Of 12 people 58.3 % are seven; 60 % are none of them.
/// assert!(check_printed_shares(12, &[percent("58.3")], false).is_empty());
/// assert_eq!(check_printed_shares(12, &[percent("58.3"), percent("60")], false)[0].0, Some(1));
/// // Seven and four are not twelve.
/// assert_eq!(check_printed_shares(12, &[percent("58.3"), percent("33.3")], true)[0].0, None);
/// ```
pub fn check_printed_shares(
    count: u64,
    shares: &[PrintedShare],
    exclusive: bool,
) -> Vec<(Option<usize>, Inconsistency)> {
    let mut found = Vec::new();
    let (mut least, mut most) = (0.0, 0.0);
    for (place, share) in shares.iter().enumerate() {
        let (low, high) = share.numbers(count);
        if low > high || low > count as f64 {
            let (what, printed) = match (share.percent, share.number) {
                (Some(percent), _) => ("percent", percent.value),
                (None, number) => ("number", number.unwrap_or_default() as f64),
            };
            let of_number = share.number.filter(|number| *number <= count && count > 0);
            let possible = of_number.and_then(|number| {
                let percent = 100.0 * number as f64 / count as f64;
                Interval::new(percent, percent)
            });
            let fault = Inconsistency {
                check: PrintedCheck::WholeShare,
                what,
                printed,
                possible,
            };
            found.push((Some(place), fault));
        }
        least += low;
        most += high;
    }
    let all = count as f64;
    if exclusive && found.is_empty() && !shares.is_empty() && !(least <= all && all <= most) {
        let fault = Inconsistency {
            check: PrintedCheck::ShareTotal,
            what: "count",
            printed: all,
            possible: Interval::new(least, most),
        };
        found.push((None, fault));
    }
    found
}
