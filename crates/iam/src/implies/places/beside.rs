//! Finds where some text of a symbol leads from a place of a pattern: a walk of the pattern beside the symbol's shape.

use constructs_matching::{Token, fold_case};

use super::side_by_side::{Beside, Walk};
use super::table::{Place, Places};
use crate::implies::step_budget::StepBudget;

impl Places<'_> {
    /// Where some text of a symbol leads: a walk of the pattern beside the symbol's shape.
    ///
    /// A symbol of the pattern may be a part of this one, or the other way round. Where the two are of distinct
    /// resources they can't begin and end together: then something has to follow.
    pub(super) fn may_reach(
        &mut self,
        at: u32,
        symbol: u16,
        budget: &mut StepBudget,
    ) -> Option<Vec<u32>> {
        let mut walk = std::mem::take(&mut self.beside);
        walk.begin(Beside { place: at, is_at_start: true, ..Beside::default() });
        let reached = self.walk_beside(&mut walk, symbol, budget);
        self.beside = walk;
        reached
    }

    fn walk_beside(
        &self,
        walk: &mut Walk,
        symbol: u16,
        budget: &mut StepBudget,
    ) -> Option<Vec<u32>> {
        let shape = self.symbols.shape(symbol);
        let mut reached = Vec::new();
        while let Some(beside) = walk.todo.pop() {
            budget.spend(4)?;
            let Some(beside) = self.past_characters(beside, shape, budget)? else { continue };
            if beside.step == shape.len() && !beside.has_to_go_on {
                reached.push(beside.place);
            }
            let Some(place) = self.place(beside.place) else { continue };
            let is_same = place.token == Some(Token::Symbol(symbol));
            if is_same && beside.step == 0 {
                reached.push(place.next);
            }
            self.beside(beside, place, shape.get(beside.step).copied(), symbol, &mut walk.next);
            walk.go_on();
        }
        reached.sort_unstable();
        reached.dedup();
        Some(reached)
    }

    /// Where pattern and shape have the same characters, the state after these; `Some(None)` where they differ.
    fn past_characters(
        &self,
        mut now: Beside,
        shape: &[Token],
        budget: &mut StepBudget,
    ) -> Option<Option<Beside>> {
        loop {
            let Some(place) = self.place(now.place) else { return Some(Some(now)) };
            let (Some(Token::Char(one)), Some(Token::Char(other))) =
                (place.token, shape.get(now.step))
            else {
                return Some(Some(now));
            };
            if one != *other && one != fold_case(*other) {
                return Some(None);
            }
            budget.spend(1)?;
            now = Beside { place: place.next, step: now.step + 1, ..Beside::default() };
        }
    }

    /// One step of pattern, shape or both.
    fn beside(
        &self,
        now: Beside,
        place: &Place,
        shape: Option<Token>,
        symbol: u16,
        next: &mut Vec<Beside>,
    ) {
        let token = place.token;
        let is_loop = matches!(shape, Some(Token::Many | Token::SegmentMany));
        // A symbol within the shape may be empty, or go on.
        let nested = match shape {
            Some(Token::Symbol(nested)) => Some(nested),
            _ => None,
        };
        let may_skip = nested.is_some_and(|nested| self.symbols.may_be_empty(nested));
        if is_loop || may_skip {
            next.push(Beside { step: now.step + 1, ..now });
        }
        match token {
            Some(Token::Many | Token::SegmentMany) => {
                next.push(Beside { place: place.next, ..now });
            }
            Some(Token::Symbol(own)) if self.symbols.may_be_empty(own) => {
                next.push(Beside { place: place.next, ..now });
            }
            _ => {}
        }
        let (Some(token), Some(shape)) = (token, shape) else { return };
        if !self.can_share(token, shape, symbol) {
            return;
        }
        let steps: &[usize] = match (is_loop, nested) {
            (true, _) => &[0],
            (false, Some(_)) => &[0, 1],
            (false, None) => &[1],
        };
        for step in steps {
            let taken = Beside { step: now.step + step, place: now.place, ..Beside::default() };
            let goes = Beside { place: place.next, ..taken };
            match token {
                Token::Many | Token::SegmentMany => next.push(taken),
                Token::Symbol(other) => {
                    let together = now.began_together
                        || (now.is_at_start && !self.symbols.may_be_equal(other, symbol));
                    next.push(Beside { began_together: together, ..taken });
                    next.push(Beside { has_to_go_on: together, ..goes });
                }
                _ => next.push(goes),
            }
        }
    }

    /// Whether one character can be taken by a pattern's token and by a symbol's shape.
    fn can_share(&self, token: Token, shape: Token, symbol: u16) -> bool {
        match (token, shape) {
            (Token::Char(one), Token::Char(other)) => one == other || one == fold_case(other),
            (Token::Char(one), Token::Symbol(nested)) => {
                self.symbols.can_have(nested, one) || one != fold_case(one)
            }
            (Token::Char(':'), Token::SegmentOne | Token::SegmentMany) => false,
            (Token::Char(one), _) => self.symbols.can_have(symbol, one) || one != fold_case(one),
            (Token::SegmentOne | Token::SegmentMany, Token::Char(own)) => own != ':',
            (Token::Symbol(one), Token::Char(own)) => self.symbols.can_have(one, own),
            _ => true,
        }
    }
}
