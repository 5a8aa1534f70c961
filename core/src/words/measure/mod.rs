//! Measures as exact integers: levels, shares, rupiah, hours, minutes, importance, periods.

mod decimal;
mod hours;
mod level;
mod period;
mod rupiah;
mod share;
mod weight;

pub use decimal::{DecimalError, parse_decimal, parse_number};
pub use hours::{Hours, Minutes};
pub use level::Level;
pub use period::{Date, Month, Period, parse_date};
pub use rupiah::Rupiah;
pub use share::Share;
pub use weight::Weight;
