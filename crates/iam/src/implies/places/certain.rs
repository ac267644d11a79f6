//! Finds where every text of a symbol leads from a place of a pattern.

use constructs_matching::Token;
use rustc_hash::FxHashSet;

use super::table::Places;
use crate::implies::step_budget::StepBudget;

impl Places<'_> {
    /// Where every text of a symbol leads: a walk in which only a wildcard of the pattern takes what is not known about the
    /// symbol.
    pub(super) fn must_reach(
        &self,
        at: u32,
        symbol: u16,
        budget: &mut StepBudget,
    ) -> Option<Vec<u32>> {
        let shape = self.symbols.shape(symbol);
        let mut todo = vec![(at, 0_usize)];
        let mut seen: FxHashSet<(u32, usize)> = todo.iter().copied().collect();
        let mut reached = Vec::new();
        while let Some((at, step)) = todo.pop() {
            budget.spend(4)?;
            if step == shape.len() {
                reached.push(at);
            }
            let Some(place) = self.place(at) else { continue };
            let Some(token) = place.token else { continue };
            let mut next = Vec::new();
            if step == 0 && token == Token::Symbol(symbol) {
                next.push((place.next, shape.len()));
            }
            if matches!(token, Token::Many | Token::SegmentMany) {
                next.push((place.next, step));
            }
            if let Some(part) = shape.get(step) {
                match self.takes(token, *part, symbol) {
                    Taken::All => next.extend([(at, step + 1)]),
                    Taken::One => next.push((place.next, step + 1)),
                    Taken::Nothing => {}
                }
            }
            next.retain(|state| seen.insert(*state));
            todo.extend(next);
        }
        reached.sort_unstable();
        reached.dedup();
        Some(reached)
    }

    /// How a token of a pattern takes a part of a symbol's shape, for every text of the part.
    fn takes(&self, token: Token, part: Token, symbol: u16) -> Taken {
        let has_colon = match part {
            Token::Char(own) => own == ':',
            Token::One | Token::Many => self.symbols.can_have(symbol, ':'),
            Token::SegmentOne | Token::SegmentMany | Token::WordOne | Token::WordMany => false,
            Token::Symbol(nested) => !self.symbols.stays_in_segment(nested),
        };
        let is_one = matches!(part, Token::Char(_) | Token::One | Token::SegmentOne);
        match token {
            Token::Many => Taken::All,
            Token::SegmentMany if !has_colon => Taken::All,
            Token::One if is_one => Taken::One,
            Token::SegmentOne if is_one && !has_colon => Taken::One,
            Token::Char(_) | Token::Symbol(_) if token == part => Taken::One,
            _ => Taken::Nothing,
        }
    }
}

/// What a token takes of a part of a shape.
enum Taken {
    /// The part, and it may take more.
    All,
    /// The part.
    One,
    Nothing,
}
