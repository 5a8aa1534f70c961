//! What do the rules demand, by which numbers, and how well is each number known?
