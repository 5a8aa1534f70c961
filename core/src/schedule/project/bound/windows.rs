//! When each activity can be held if the whole is to end by a day.

use crate::schedule::project::instance::Instance;

/// The earliest start and latest end of each activity.
#[derive(Clone, Debug, Default)]
pub(super) struct Windows {
    pub(super) start: Vec<u32>,
    pub(super) end: Vec<u32>,
    /// Whether a window got smaller since it was last asked.
    pub(super) changed: bool,
}

/// No schedule fits.
pub(super) struct Impossible;

impl Windows {
    /// Windows for a makespan.
    pub(super) fn open(&mut self, instance: &Instance, makespan: u32) -> Result<(), Impossible> {
        self.start.clone_from(&instance.head);
        self.end.clear();
        for number in 0..instance.count() {
            let end = makespan
                .saturating_sub(instance.tail[number])
                .min(instance.latest_end[number]);
            self.end.push(end);
        }
        self.changed = true;
        for number in 0..instance.count() {
            self.check(number, instance.duration[number])?;
        }
        Ok(())
    }

    #[inline]
    fn check(&self, number: usize, length: u32) -> Result<(), Impossible> {
        if self.start[number].saturating_add(length) > self.end[number] {
            Err(Impossible)
        } else {
            Ok(())
        }
    }

    /// Starts no earlier than a day.
    #[inline]
    pub(super) fn raise(&mut self, number: usize, length: u32, day: u32) -> Result<(), Impossible> {
        if day > self.start[number] {
            self.start[number] = day;
            self.changed = true;
            self.check(number, length)?;
        }
        Ok(())
    }

    /// Ends no later than a day.
    #[inline]
    pub(super) fn lower(&mut self, number: usize, length: u32, day: u32) -> Result<(), Impossible> {
        if day < self.end[number] {
            self.end[number] = day;
            self.changed = true;
            self.check(number, length)?;
        }
        Ok(())
    }
}
