//! What may have been meant: the known name that is nearest to a given one.

/// Of more names than this none is looked for: it would take too long.
const MOST_NAMES: usize = 5_000;
/// A longer text is not a slip of the pen.
const LONGEST: usize = 40;

/// The known name that differs from the given one in the fewest letters, if it is close: at most
/// one letter in three. Of equally close ones the first. Case, blanks, dashes and underscores do
/// not count.
///
/// ```
/// use mahir::words::suggestion::nearest;
///
/// let known = ["confidence", "pairs_at_least"];
/// assert_eq!(nearest("confidense", known.into_iter()), Some("confidence"));
/// assert_eq!(nearest("colour", known.into_iter()), None);
/// ```
pub fn nearest<'a>(given: &str, known: impl ExactSizeIterator<Item = &'a str>) -> Option<&'a str> {
    let given: Vec<char> = letters(given).take(LONGEST + 1).collect();
    if given.is_empty() || given.len() > LONGEST || known.len() > MOST_NAMES {
        return None;
    }
    let most = given.len().div_ceil(3);
    let mut best: Option<(usize, &str)> = None;
    let mut name: Vec<char> = Vec::new();
    for candidate in known {
        name.clear();
        name.extend(letters(candidate).take(LONGEST + 1));
        if name.len().abs_diff(given.len()) > most {
            continue;
        }
        let distance = distance(&given, &name);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, name)| name)
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
}

/// How many letters must be put in, taken out or changed (Levenshtein 1966).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, first) in one.iter().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (place, second) in row.iter_mut().skip(1).zip(other) {
            let changed = diagonal + usize::from(first != second);
            diagonal = *place;
            left = changed.min(left + 1).min(diagonal + 1);
            *place = left;
        }
        if let Some(start) = row.first_mut() {
            *start = above + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_of_the_literature() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        // Kitten to sitting takes three, as every textbook shows.
        assert_eq!(distance(&letters("kitten"), &letters("sitting")), 3);
        assert_eq!(distance(&letters(""), &letters("abc")), 3);
        assert_eq!(distance(&letters("abc"), &letters("")), 3);
    }

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["KEC", "SEK-YAN", "PEMERINTAHAN"];
        assert_eq!(nearest("sekyan", known.into_iter()), Some("SEK-YAN"));
        assert_eq!(
            nearest("PEMERINTAAN", known.into_iter()),
            Some("PEMERINTAHAN")
        );
        assert_eq!(nearest("XYZ", known.into_iter()), None);
        assert_eq!(nearest("", known.into_iter()), None);
    }
}
