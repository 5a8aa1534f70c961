//! Which bounds much was learned about lately (VSIDS, Moskewicz et al. 2001).

/// Bounds `start of activity ≥ day` with a score each, the highest on top of a heap.
#[derive(Clone, Debug)]
pub(super) struct Atoms {
    days: usize,
    score: Vec<f64>,
    /// Where in the heap each is; [`OUT`] if it is not.
    place: Vec<u32>,
    heap: Vec<u32>,
    /// What was taken out, and on which level.
    taken: Vec<(u32, u32)>,
    step: f64,
}

const OUT: u32 = u32::MAX;
/// Old scores count less by this share at every dead end.
const DECAY: f64 = 0.95;

impl Atoms {
    pub(super) fn new(count: usize, days: usize) -> Self {
        let cells = count * days;
        Self {
            days,
            score: vec![0.0; cells],
            place: vec![OUT; cells],
            heap: Vec::new(),
            taken: Vec::new(),
            step: 1.0,
        }
    }

    /// Something was learned about `start of activity ≥ day`.
    pub(super) fn bump(&mut self, activity: u32, day: u32) {
        let cell = activity as usize * self.days + day as usize;
        if day as usize >= self.days {
            return;
        }
        self.score[cell] += self.step;
        if self.score[cell] > 1e100 {
            for score in &mut self.score {
                *score *= 1e-100;
            }
            self.step *= 1e-100;
        }
        match self.place[cell] {
            OUT => self.insert(cell as u32),
            place => self.rise(place as usize),
        }
    }

    pub(super) fn decay(&mut self) {
        self.step /= DECAY;
    }

    /// The highest that is open, taken out on a level.
    pub(super) fn next(
        &mut self,
        level: u32,
        is_open: impl Fn(u32, u32) -> bool,
    ) -> Option<(u32, u32)> {
        while let Some(&cell) = self.heap.first() {
            self.pop();
            self.taken.push((cell, level));
            let activity = (cell as usize / self.days) as u32;
            let day = (cell as usize % self.days) as u32;
            if is_open(activity, day) {
                return Some((activity, day));
            }
        }
        None
    }

    /// What was taken out on later levels comes back.
    pub(super) fn go_back(&mut self, level: u32) {
        while let Some(&(cell, taken_on)) = self.taken.last() {
            if taken_on <= level {
                break;
            }
            self.taken.pop();
            if self.place[cell as usize] == OUT {
                self.insert(cell);
            }
        }
    }

    fn insert(&mut self, cell: u32) {
        self.heap.push(cell);
        self.place[cell as usize] = self.heap.len() as u32 - 1;
        self.rise(self.heap.len() - 1);
    }

    fn is_above(&self, one: u32, other: u32) -> bool {
        let (a, b) = (self.score[one as usize], self.score[other as usize]);
        a > b || a == b && one < other
    }

    fn rise(&mut self, mut at: usize) {
        let cell = self.heap[at];
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.is_above(cell, self.heap[parent]) {
                break;
            }
            self.heap[at] = self.heap[parent];
            self.place[self.heap[at] as usize] = at as u32;
            at = parent;
        }
        self.heap[at] = cell;
        self.place[cell as usize] = at as u32;
    }

    fn pop(&mut self) {
        let top = self.heap[0];
        self.place[top as usize] = OUT;
        let Some(cell) = self.heap.pop() else {
            return;
        };
        if self.heap.is_empty() {
            return;
        }
        let mut at = 0;
        loop {
            let mut child = 2 * at + 1;
            if child >= self.heap.len() {
                break;
            }
            if child + 1 < self.heap.len() && self.is_above(self.heap[child + 1], self.heap[child])
            {
                child += 1;
            }
            if !self.is_above(self.heap[child], cell) {
                break;
            }
            self.heap[at] = self.heap[child];
            self.place[self.heap[at] as usize] = at as u32;
            at = child;
        }
        self.heap[at] = cell;
        self.place[cell as usize] = at as u32;
    }
}
