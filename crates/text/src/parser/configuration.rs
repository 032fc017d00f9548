//! The state of the arc-hybrid system: a stack, a buffer, and the arcs so far.
//!
//! The root stands at the end of the buffer, so that the choice of the main word falls last, when the whole
//! sentence has been read. Only the last word of the stack may become the root, so there is exactly one.

use super::rules::Rules;

/// Number that stands for "no word".
pub const NONE: u16 = u16::MAX;

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Moves the first word of the buffer to the stack.
    Shift,
    /// Makes the first word of the buffer the head of the top of the stack.
    Left,
    /// Makes the second word of the stack the head of the top.
    Right,
}

impl Action {
    /// All actions, in the order of their weights.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// A stack, a buffer, and the arcs so far.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    /// Words whose place is still open, the newest last.
    pub stack: Vec<u16>,
    /// First word of the buffer; the number of words stands for the root.
    pub next: u16,
    /// Number of words.
    pub len: u16,
    /// Head of each word; the number of words stands for the root, [`NONE`] for an open one.
    pub heads: Vec<u16>,
    /// Children of each word.
    pub children: Vec<Children>,
    /// What the tree may not do.
    pub rules: Rules,
}

/// The outermost children of a word on either side, and how many there are.
#[derive(Clone, Copy, Debug)]
pub struct Children {
    /// The two outermost on the left, the outer first.
    pub left: [u16; 2],
    /// The two outermost on the right, the outer first.
    pub right: [u16; 2],
    /// Number on the left.
    pub left_count: u8,
    /// Number on the right.
    pub right_count: u8,
}

impl Default for Children {
    fn default() -> Self {
        Self { left: [NONE; 2], right: [NONE; 2], left_count: 0, right_count: 0 }
    }
}

impl Configuration {
    /// Begins a sentence of `len` words.
    pub fn reset(&mut self, len: usize) {
        self.len = u16::try_from(len).unwrap_or(NONE - 1);
        self.next = 0;
        self.stack.clear();
        self.heads.clear();
        self.heads.resize(len, NONE);
        self.children.clear();
        self.children.resize(len + 1, Children::default());
        self.rules.clear();
    }

    /// Whether every word has its head.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// Top of the stack, or the second or third from the top.
    #[inline]
    #[must_use]
    pub fn stack_at(&self, depth: usize) -> u16 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i])
    }

    /// Whether `action` is possible here.
    #[inline]
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        self.is_possible(action)
            && (self.is_sound(action) || !Action::ALL.into_iter().any(|a| self.is_possible(a) && self.is_sound(a)))
    }

    /// Whether the rules of the language let `action` pass.
    fn is_sound(&self, action: Action) -> bool {
        let (top, under, next) = (self.stack_at(0), self.stack_at(1), self.next);
        match action {
            Action::Shift => self.rules.may_shift(under, top, next),
            Action::Left => self.rules.may_go_left(under, top, next),
            Action::Right => self.rules.may_go_right(under, top, next),
        }
    }

    fn is_possible(&self, action: Action) -> bool {
        match action {
            Action::Shift => self.next < self.len,
            Action::Left => !self.stack.is_empty() && (self.next < self.len || self.stack.len() == 1),
            Action::Right => self.stack.len() >= 2,
        }
    }

    /// The action that is possible here, if only one is.
    #[inline]
    #[must_use]
    pub fn only_action(&self) -> Option<Action> {
        match Action::ALL.map(|action| self.allows(action)) {
            [true, false, false] => Some(Action::Shift),
            [false, true, false] => Some(Action::Left),
            [false, false, true] => Some(Action::Right),
            _ => None,
        }
    }

    /// Takes a step that is allowed.
    #[inline]
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left => {
                if let Some(child) = self.stack.pop() {
                    self.heads[usize::from(child)] = self.next;
                    self.rules.note_left(child, self.next);
                    let children = &mut self.children[usize::from(self.next)];
                    // A later left child always stands further out: the stack yields the nearest first.
                    children.left = [child, children.left[0]];
                    children.left_count = children.left_count.saturating_add(1);
                }
            }
            Action::Right => {
                if let (Some(child), Some(&head)) = (self.stack.pop(), self.stack.last()) {
                    self.heads[usize::from(child)] = head;
                    let children = &mut self.children[usize::from(head)];
                    children.right = [child, children.right[0]];
                    children.right_count = children.right_count.saturating_add(1);
                }
            }
        }
    }
}
