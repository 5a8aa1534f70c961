//! Classes as wholes: what a session could earn from those who would share it.
//!
//! A seat's share of a session's price need not be the same for everybody. Each person pays an
//! own share σ_ipt, and a session is held where the shares of those who could come earn more than
//! it costs. In the bound stands, for each programme and phase, the most that its sessions could
//! earn:
//!
//! ```text
//! max_n { Σ of the n·class_max highest σ_i − n·session_pt − (n·class_min − people)⁺·seat_pt }⁺
//! ```
//!
//! with n within the limit of sessions. So a programme for few people costs them a whole session
//! here, where an even share would let a part of a session be bought. For any shares of zero or
//! more it is a bound.

use super::person::Desk;
use super::prices::Prices;
use super::problem::Problem;

/// Steps head for a bound that is lower by this share, chosen with the next on the Marelan case;
/// any numbers give a bound.
const AMBITION: f64 = 0.1;
/// Rounds without a lower bound after which the share is halved.
const PATIENCE: usize = 20;

/// By programme: the items of those who could come.
struct Classes {
    items: Vec<Vec<usize>>,
}

impl Classes {
    fn of(problem: &Problem<'_>) -> Self {
        let mut items = vec![Vec::new(); problem.seat.len()];
        for (item, &programme) in problem.programmes.iter().enumerate() {
            items[programme as usize].push(item);
        }
        Self { items }
    }
}

/// Starts from even shares and moves them, and the prices of money, towards where those who pay
/// for a session are those who come. Gives the prices with the lowest bound that was seen.
pub(super) fn search(problem: &Problem<'_>, even: &Prices, plan: i128, rounds: usize) -> Prices {
    let classes = Classes::of(problem);
    let mut desk = Desk::with_memory(problem, problem.people());
    let mut prices = even.with_shares(problem);
    let mut best = (f64::INFINITY, prices.clone());
    let target = plan as f64;
    let (mut stall, mut ambition) = (0, AMBITION);
    for _ in 0..rounds {
        let seat = prices.seats_in_cells(problem);
        let session = prices.sessions_in_cells(problem);
        let mut bound = prices.fixed();
        // Of each share: who comes, less who is counted on by the sessions.
        let mut excess = vec![0.0; prices.shares.len()];
        for person in 0..problem.people() {
            bound += desk.settle(
                person,
                person,
                &seat,
                &prices.shares,
                |item, phase, part| {
                    excess[item * problem.phases + phase] += part;
                },
            );
        }
        let mut spent = vec![0.0; problem.phases];
        let offers = &problem.instance.offers;
        for cell in 0..problem.open.len() {
            let (programme, phase) = (cell / problem.phases, cell % problem.phases);
            let mut places: Vec<usize> = classes.items[programme]
                .iter()
                .map(|item| item * problem.phases + phase)
                .collect();
            let came: f64 = places.iter().map(|&place| excess[place]).sum();
            spent[phase] += came * offers.seat_price[programme] as f64;
            places.sort_by(|&one, &other| {
                prices.shares[other]
                    .total_cmp(&prices.shares[one])
                    .then(one.cmp(&other))
            });
            let mut sums = vec![0.0];
            for &place in &places {
                sums.push(sums[sums.len() - 1] + prices.shares[place]);
            }
            let earned = most_earned(problem, cell, places.len(), |held, taken, missing| {
                sums[taken] - session[cell] * held as f64 - seat[cell] * missing as f64
            });
            if let Some((earned, held, taken)) = earned {
                bound += earned;
                spent[phase] += offers.session_price[programme] as f64 * held as f64;
                for &place in &places[..taken] {
                    excess[place] -= 1.0;
                }
            }
        }
        if bound < best.0 {
            best = (bound, prices.clone());
            stall = 0;
        } else {
            stall += 1;
            if stall >= PATIENCE {
                ambition *= 0.5;
                stall = 0;
                prices = best.1.clone();
                continue;
            }
        }
        if bound <= target {
            break;
        }
        if !prices.step_shares(
            problem,
            &spent,
            &excess,
            bound - (best.0 * (1.0 - ambition)).max(target),
        ) {
            break;
        }
    }
    best.1
}

/// What the sessions of all cells could earn at shares and prices in whole numbers.
pub(super) fn earnings(
    problem: &Problem<'_>,
    shares: &[i128],
    session: &[i128],
    seat: &[i128],
) -> i128 {
    let classes = Classes::of(problem);
    let mut sum = 0_i128;
    for cell in 0..problem.open.len() {
        let (programme, phase) = (cell / problem.phases, cell % problem.phases);
        let items = classes.items[programme].iter();
        let mut own: Vec<i128> = items
            .map(|item| shares[item * problem.phases + phase])
            .collect();
        own.sort_unstable_by(|one, other| other.cmp(one));
        let mut sums = vec![0_i128];
        for share in own {
            sums.push(sums[sums.len() - 1] + share);
        }
        let earned = most_earned(problem, cell, sums.len() - 1, |held, taken, missing| {
            let costs = session[cell].saturating_mul(held as i128);
            let filled = seat[cell].saturating_mul(missing as i128);
            sums[taken].saturating_sub(costs).saturating_sub(filled)
        });
        sum += earned.map_or(0, |(earned, ..)| earned);
    }
    sum
}

/// The most that sessions of a cell could earn, with how many sessions and how many of the people
/// who could come; `None` if nothing. The profit is asked for sessions, people, and seats that
/// others fill up to the least size.
fn most_earned<N: PartialOrd + Copy + Default>(
    problem: &Problem<'_>,
    cell: usize,
    people: usize,
    profit: impl Fn(usize, usize, usize) -> N,
) -> Option<(N, usize, usize)> {
    let offers = &problem.instance.offers;
    let programme = cell / problem.phases;
    let least = offers.class_min[programme] as usize;
    let most = (offers.class_max[programme] as usize).max(1);
    if !problem.open[cell] {
        return None;
    }
    // More sessions than hold everybody earn nothing more.
    let limit = (offers.sessions[cell] as usize).min(people.div_ceil(most));
    let mut best: Option<(N, usize, usize)> = None;
    for held in 1..=limit {
        let taken = people.min(held.saturating_mul(most));
        let missing = held.saturating_mul(least).saturating_sub(taken);
        let earned = profit(held, taken, missing);
        if earned > best.map_or(N::default(), |(earned, ..)| earned) {
            best = Some((earned, held, taken));
        }
    }
    best
}
