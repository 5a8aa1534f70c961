//! Decimal numbers as offices write them, read without a detour over floating point.

/// Why a text is not the number that was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// Not a number.
    #[error("not a number")]
    NotANumber,
    /// Below zero where that has no meaning.
    #[error("negative")]
    Negative,
    /// More than can be kept.
    #[error("too large")]
    TooLarge,
}

/// Reads a decimal number as a whole count of steps, `per_unit` of them to one.
///
/// A decimal comma and a decimal point are both understood. When both signs occur, the last one
/// is the decimal sign and the other groups thousands: `1.250,5` and `1,250.5` are one number.
/// One sign alone is the decimal sign. Rounded to the nearest step, halves away from zero.
///
/// ```
/// use mahir::words::measure::parse_decimal;
///
/// assert_eq!(parse_decimal("2,5", 300), Ok(750));
/// assert_eq!(parse_decimal("1.250,5", 100), Ok(125_050));
/// assert!(parse_decimal("NaN", 100).is_err());
/// ```
///
/// # Errors
/// [`DecimalError::NotANumber`] or [`DecimalError::TooLarge`].
pub fn parse_decimal(text: &str, per_unit: u32) -> Result<i64, DecimalError> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let decimal = decimal_sign(digits);
    if !groups_thousands(digits, decimal) {
        return Err(DecimalError::NotANumber);
    }
    let mut whole: i128 = 0;
    let mut fraction: i128 = 0;
    let mut scale: i128 = 1;
    let mut seen_digit = false;
    let mut after_sign = false;
    for (at, byte) in digits.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                seen_digit = true;
                let digit = i128::from(byte - b'0');
                if after_sign {
                    // Twelve decimals are more than any step can show.
                    if scale < 1_000_000_000_000 {
                        fraction = fraction * 10 + digit;
                        scale *= 10;
                    }
                } else {
                    whole = whole * 10 + digit;
                    if whole > i128::from(i64::MAX) {
                        return Err(DecimalError::TooLarge);
                    }
                }
            }
            b'.' | b',' if Some(at) == decimal => after_sign = true,
            b'.' | b',' if decimal.is_some() && !after_sign => {}
            _ => return Err(DecimalError::NotANumber),
        }
    }
    if !seen_digit {
        return Err(DecimalError::NotANumber);
    }
    let per_unit = i128::from(per_unit);
    let steps = whole * per_unit + (2 * fraction * per_unit + scale) / (2 * scale);
    let steps = if negative { -steps } else { steps };
    i64::try_from(steps).map_err(|_| DecimalError::TooLarge)
}

/// The position of the decimal sign (the length of the text if it has only signs that group
/// thousands), or `None` if there is no sign at all.
fn decimal_sign(digits: &str) -> Option<usize> {
    let last = digits.rfind(['.', ','])?;
    let sign = digits.as_bytes()[last];
    // Several of the same sign group thousands: 1.250.000
    if digits.bytes().filter(|&byte| byte == sign).count() > 1 {
        return Some(digits.len());
    }
    Some(last)
}

/// Whether the signs before the decimal sign are all one sign and group threes of digits.
fn groups_thousands(digits: &str, decimal: Option<usize>) -> bool {
    let Some(whole) = decimal.and_then(|at| digits.get(..at)) else {
        return true;
    };
    let Some(sign) = whole.chars().find(|c| matches!(c, '.' | ',')) else {
        return true;
    };
    whole
        .split(sign)
        .skip(1)
        .all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads a finite number that has no natural step, with the same habits as [`parse_decimal`].
///
/// # Errors
/// [`DecimalError::NotANumber`] for anything else, `NaN` and infinities included.
pub fn parse_number(text: &str) -> Result<f64, DecimalError> {
    let text = text.trim();
    if !groups_thousands(
        text.trim_start_matches(['-', '+']),
        decimal_sign(text.trim_start_matches(['-', '+'])),
    ) {
        return Err(DecimalError::NotANumber);
    }
    let plain: String = match decimal_sign(text) {
        Some(at) => text
            .bytes()
            .enumerate()
            .filter_map(|(position, byte)| match byte {
                b'.' | b',' if position == at => Some('.'),
                b'.' | b',' => None,
                // Bytes of other characters fail below as they are no part of a number.
                other => Some(char::from(other)),
            })
            .collect(),
        None => text.to_owned(),
    };
    if !plain
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
    {
        return Err(DecimalError::NotANumber);
    }
    match plain.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(DecimalError::NotANumber),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn habits_of_spreadsheets() {
        for (text, hundredths) in [
            ("1250", 125_000),
            ("12,5", 1_250),
            ("12.5", 1_250),
            ("1.250,50", 125_050),
            ("1,250.50", 125_050),
            ("1.250.000", 125_000_000),
            (" -3,25 ", -325),
            (".5", 50),
            ("0,005", 1),
        ] {
            assert_eq!(parse_decimal(text, 100), Ok(hundredths), "{text}");
        }
        for text in [
            "",
            "-",
            ".",
            "1e3",
            "NaN",
            "inf",
            "1.2.3,4,5",
            "12a",
            "--1",
            "１",
        ] {
            assert!(parse_decimal(text, 100).is_err(), "{text}");
        }
        assert_eq!(
            parse_decimal("99999999999999999999", 1),
            Err(DecimalError::TooLarge)
        );
    }

    #[test]
    fn numbers_are_finite() {
        assert_eq!(parse_number("3,62"), Ok(3.62));
        assert_eq!(parse_number("1e3"), Ok(1000.0));
        for text in ["NaN", "inf", "-Infinity", "1e999", "", "é", "1,5€"] {
            assert!(parse_number(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn hundredths_come_back(number in -1_000_000_000_i64..1_000_000_000) {
            let sign = if number < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:02}", number.abs() / 100, number.abs() % 100);
            prop_assert_eq!(parse_decimal(&text, 100), Ok(number));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse_decimal(&text, 300);
            let _ = parse_number(&text);
        }
    }
}
