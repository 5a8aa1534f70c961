//! The planning problem by itself, and its solver.
//!
//! An [`Instance`] holds who could attend what in which phase, to what effect, at what cost. As one
//! integer programme it is out of reach for general solvers beyond a small office; here it is
//! taken apart ([`solve`]):
//!
//! 1. Money, seats, providers' days and the hours of units get prices. At given prices every
//!    person is a small problem of their own, which is solved exactly; their sum and what the
//!    scarce things are worth bounds every plan. Prices are whole numbers, so the bound is exact.
//! 2. Sessions are decided programme by programme, the surest first, with prices settling in
//!    between.
//! 3. People take seats one after another at the prices, with noise, so that they spread over
//!    phases that are alike; sessions that stay too small are let go. In problems of less than
//!    1,000 people each possible seat has a price of its own, at which they sit first.
//!    Where there are less than 1,000 people and much work is allowed, sessions are looked for by
//!    what they allow: given sessions, the bound is near their best plan. Swaps then keep what is a
//!    little worse at first (simulated annealing).
//! 4. A few people at a time stand up and choose again, and sessions are exchanged, as long as
//!    work is left. What is kept is lawful at every moment. With many people this happens in many
//!    units at once, each with its part of what is free.
//! 5. On demand the bound is lowered by cases: no session of a programme, one in the first phase,
//!    one in the second, and so on, each with prices of its own.

mod blocks;
mod builder;
mod climb;
mod dive;
mod dual;
mod earlier;
mod error;
mod facts;
mod instance;
mod large;
mod limits;
mod margin;
mod market;
mod multipliers;
mod part;
mod person;
mod primal;
mod roster;
mod rounds;
mod sample;
mod seating;
mod sessions;
mod solution;
mod solve;
mod split;
mod swap;
mod tree;

pub use builder::InstanceBuilder;
pub use error::InstanceError;
pub use facts::{
    EffectFacts, ExtraFacts, GapFacts, HorizonFacts, PersonFacts, ProgrammeFacts, Purse, UnitFacts,
};
pub use instance::Instance;
pub use margin::Margins;
pub use multipliers::Multipliers;
pub use solution::Solution;
#[doc(hidden)]
pub use solve::solve_as_large;
pub use solve::{SolveOptions, bound_at, prove, solve, solve_from};
