//! The columns of a wide frame as they lie in other programs' memory.

/// Whole numbers of any width, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum WideIntegers<'a> {
    /// 8 bits with a sign.
    Int8(&'a [i8]),
    /// 16 bits with a sign.
    Int16(&'a [i16]),
    /// 32 bits with a sign.
    Int32(&'a [i32]),
    /// 64 bits with a sign.
    Int64(&'a [i64]),
    /// 8 bits.
    UInt8(&'a [u8]),
    /// 16 bits.
    UInt16(&'a [u16]),
    /// 32 bits.
    UInt32(&'a [u32]),
    /// 64 bits.
    UInt64(&'a [u64]),
}

/// Does something with the slice of whole numbers, whatever their width.
macro_rules! whatever_width {
    ($integers:expr, $slice:ident => $work:expr) => {
        match $integers {
            $crate::gap::wide::WideIntegers::Int8($slice) => $work,
            $crate::gap::wide::WideIntegers::Int16($slice) => $work,
            $crate::gap::wide::WideIntegers::Int32($slice) => $work,
            $crate::gap::wide::WideIntegers::Int64($slice) => $work,
            $crate::gap::wide::WideIntegers::UInt8($slice) => $work,
            $crate::gap::wide::WideIntegers::UInt16($slice) => $work,
            $crate::gap::wide::WideIntegers::UInt32($slice) => $work,
            $crate::gap::wide::WideIntegers::UInt64($slice) => $work,
        }
    };
}
pub(super) use whatever_width;

macro_rules! from_slices {
    ($($number:ty => $variant:ident;)*) => {$(
        impl<'a> From<&'a [$number]> for WideIntegers<'a> {
            fn from(numbers: &'a [$number]) -> Self {
                Self::$variant(numbers)
            }
        }
    )*};
}

from_slices! {
    i8 => Int8;
    i16 => Int16;
    i32 => Int32;
    i64 => Int64;
    u8 => UInt8;
    u16 => UInt16;
    u32 => UInt32;
    u64 => UInt64;
}

impl WideIntegers<'_> {
    /// How many rows.
    pub fn len(&self) -> usize {
        whatever_width!(self, numbers => numbers.len())
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number in a row, as text; empty if there is no such row.
    pub(super) fn shown(&self, row: usize) -> String {
        whatever_width!(self, numbers => {
            numbers.get(row).map(ToString::to_string).unwrap_or_default()
        })
    }
}

/// The levels of all people in one competency.
#[derive(Clone, Copy, Debug)]
pub enum WideColumn<'a> {
    /// Whole levels, 0 to 218.
    Whole(WideIntegers<'a>),
    /// Whole levels, 0 to 218; 255 is a level that is left open.
    WholeOrOpen(&'a [u8]),
    /// Steps of 1/300 level; 65,535 is a level that is left open.
    Steps(&'a [u16]),
    /// Levels as numbers, rounded to the nearest step, 0 to 218; NaN is a level that is left open.
    Singles(&'a [f32]),
    /// Levels as numbers, rounded to the nearest step, 0 to 218; NaN is a level that is left open.
    Numbers(&'a [f64]),
}

impl WideColumn<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Whole(levels) => levels.len(),
            Self::WholeOrOpen(levels) => levels.len(),
            Self::Steps(levels) => levels.len(),
            Self::Singles(levels) => levels.len(),
            Self::Numbers(levels) => levels.len(),
        }
    }

    /// Whether all levels are whole whatever their values.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Self::Whole(_) | Self::WholeOrOpen(_))
    }

    /// Whether all levels may be whole, which their values decide.
    pub(super) fn may_be_whole(&self) -> bool {
        !matches!(self, Self::Steps(_))
    }
}

/// Where people belong: a post or a unit for each, by a code.
#[derive(Clone, Copy, Debug)]
pub struct WidePlaces<'a> {
    /// Each person's code.
    pub codes: WideIntegers<'a>,
    /// The post or unit of each code, from code 0 on; `u32::MAX` where there is none. `None` if the
    /// codes are the numbers of posts or units themselves.
    pub numbers: Option<&'a [u32]>,
}

impl<'a, T> From<&'a [T]> for WidePlaces<'a>
where
    WideIntegers<'a>: From<&'a [T]>,
{
    fn from(codes: &'a [T]) -> Self {
        Self {
            codes: codes.into(),
            numbers: None,
        }
    }
}

/// A post or unit that is none.
pub(super) const NOWHERE: u32 = u32::MAX;

impl WidePlaces<'_> {
    /// The numbers of some people's places, [`NOWHERE`] for a code without one.
    pub(super) fn read(&self, people: std::ops::Range<usize>, into: &mut [u32]) {
        whatever_width!(self.codes, codes => {
            let some = codes[people].iter().zip(into);
            match self.numbers {
                None => some.for_each(|(&code, place)| *place = number(code)),
                Some(numbers) => some.for_each(|(&code, place)| {
                    *place = numbers.get(number(code) as usize).copied().unwrap_or(NOWHERE);
                }),
            }
        });
    }
}

/// A code as a number of 32 bits; [`NOWHERE`] if it is none.
#[inline(always)]
fn number<T: TryInto<u32>>(code: T) -> u32 {
    code.try_into().unwrap_or(NOWHERE)
}
