//! Averaged perceptrons over hashed features.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use westphalia_text::weights::{Entry, Rows, Steps};

/// Features are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type Table<T> = HashMap<u64, T, BuildHasherDefault<Identity>>;

/// A weight, and what must be taken off to average it over time.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    class: u8,
    weight: f32,
    debt: f32,
}

/// A perceptron over many classes.
#[derive(Clone, Debug)]
pub struct Classifier {
    rows: Table<Vec<Cell>>,
    clock: f32,
    /// Whether weights that are not there yet stay away.
    closed: bool,
}

impl Classifier {
    /// Knows nothing yet.
    pub fn new() -> Self {
        Self { rows: Table::default(), clock: 1.0, closed: false }
    }

    /// Knows nothing yet, and will only ever learn the weights that `kept` has.
    pub fn within(kept: &Average) -> Self {
        let empty = |row: &Vec<(u8, f32)>| row.iter().map(|&(class, _)| Cell { class, ..Cell::default() }).collect();
        Self { rows: kept.rows.iter().map(|(&f, row)| (f, empty(row))).collect(), clock: 1.0, closed: true }
    }

    /// Adds up the weights of `features` for each class.
    pub fn score(&self, features: &[u64], scores: &mut [f32]) {
        scores.fill(0.0);
        for feature in features {
            for cell in self.rows.get(feature).map(Vec::as_slice).unwrap_or_default() {
                scores[usize::from(cell.class)] += cell.weight;
            }
        }
    }

    /// Lets time pass, and where `guess` is wrong moves the weights from it to `gold`.
    pub fn learn(&mut self, features: &[u64], gold: usize, guess: usize) {
        self.clock += 1.0;
        if gold == guess {
            return;
        }
        for &feature in features {
            if self.closed && !self.rows.contains_key(&feature) {
                continue;
            }
            let row = self.rows.entry(feature).or_default();
            add(row, gold, 1.0, self.clock, self.closed);
            add(row, guess, -1.0, self.clock, self.closed);
        }
    }

    /// The averaged weights.
    pub fn average(&self) -> Average {
        let average = |cell: &Cell| (cell.class, cell.weight - cell.debt / self.clock);
        Average { rows: self.rows.iter().map(|(&f, row)| (f, row.iter().map(average).collect())).collect() }
    }
}

fn add(row: &mut Vec<Cell>, class: usize, change: f32, clock: f32, closed: bool) {
    let class = class as u8;
    let cell = match row.iter_mut().position(|cell| cell.class == class) {
        Some(at) => &mut row[at],
        None if closed => return,
        None => {
            row.push(Cell { class, ..Cell::default() });
            let last = row.len() - 1;
            &mut row[last]
        }
    };
    cell.weight += change;
    cell.debt += clock * change;
}

/// Averaged weights, by feature and class.
#[derive(Clone, Debug, Default)]
pub struct Average {
    rows: Table<Vec<(u8, f32)>>,
}

impl Average {
    /// Adds the weights of another run, so that the two vote.
    pub fn join(&mut self, other: Self) {
        for (feature, row) in other.rows {
            let mine = self.rows.entry(feature).or_default();
            for (class, weight) in row {
                match mine.iter_mut().find(|(known, _)| *known == class) {
                    Some((_, sum)) => *sum += weight,
                    None => mine.push((class, weight)),
                }
            }
        }
    }

    /// Keeps the `most` heaviest weights.
    pub fn prune(&mut self, most: usize) {
        let floor = floor(self.rows.values().flatten().map(|&(_, w)| w.abs()).collect(), most);
        for row in self.rows.values_mut() {
            row.retain(|(_, weight)| weight.abs() >= floor);
        }
        self.rows.retain(|_, row| !row.is_empty());
    }

    /// The `weights` heaviest weights as a table for the model, with room for `features`.
    pub fn rows(&self, weights: usize, features: usize) -> Rows<'static> {
        let floor = floor(self.rows.values().flatten().map(|&(_, w)| w.abs()).collect(), weights);
        let top = self.rows.values().flatten().map(|&(_, w)| w.abs()).fold(0.0, f32::max);
        let mut rows = Vec::new();
        for (&feature, row) in &self.rows {
            let mut entries: Vec<Entry> = row
                .iter()
                .filter(|(_, weight)| weight.abs() >= floor)
                .map(|&(class, weight)| Entry::new(class, scaled(weight, top)))
                .filter(|entry| entry.weight() != 0)
                .collect();
            entries.sort_by_key(|entry| entry.class);
            if !entries.is_empty() {
                rows.push((feature, entries));
            }
        }
        let heaviest = |row: &[Entry]| row.iter().map(|e| e.weight().unsigned_abs()).max();
        rows.sort_by(|a, b| heaviest(&b.1).cmp(&heaviest(&a.1)).then(a.0.cmp(&b.0)));
        Rows::build(&rows, features)
    }
}

/// The weight that `most` weights reach.
fn floor(mut weights: Vec<f32>, most: usize) -> f32 {
    if weights.len() <= most {
        return 0.0;
    }
    let (_, &mut floor, _) = weights.select_nth_unstable_by(most, |a, b| b.total_cmp(a));
    floor
}

/// A weight as an integer, the heaviest becoming 32,767.
fn scaled(weight: f32, top: f32) -> i16 {
    (weight / top * 32_767.0).round() as i16
}

/// A perceptron over the three actions of the parser.
#[derive(Clone, Debug)]
pub struct Actions {
    rows: Table<[f32; 6]>,
    clock: f32,
    /// Whether features that are not there yet stay away.
    closed: bool,
}

impl Actions {
    /// Knows nothing yet.
    pub fn new() -> Self {
        Self { rows: Table::default(), clock: 1.0, closed: false }
    }

    /// Knows nothing yet, and will only ever learn of the features that `kept` has.
    pub fn within(kept: &ActionAverage) -> Self {
        Self { rows: kept.rows.keys().map(|&f| (f, [0.0; 6])).collect(), clock: 1.0, closed: true }
    }

    /// Adds up the weights of `features` for each action.
    pub fn score(&self, features: &[u64]) -> [f32; 3] {
        let mut sum = [0.0; 3];
        for feature in features {
            if let Some(row) = self.rows.get(feature) {
                for (total, weight) in sum.iter_mut().zip(row) {
                    *total += weight;
                }
            }
        }
        sum
    }

    /// Lets time pass, and where `guess` is wrong moves the weights from it to `gold`.
    pub fn learn(&mut self, features: &[u64], gold: usize, guess: usize) {
        self.clock += 1.0;
        if gold == guess {
            return;
        }
        for &feature in features {
            if self.closed && !self.rows.contains_key(&feature) {
                continue;
            }
            let row = self.rows.entry(feature).or_default();
            row[gold] += 1.0;
            row[gold + 3] += self.clock;
            row[guess] -= 1.0;
            row[guess + 3] -= self.clock;
        }
    }

    /// The averaged weights.
    pub fn average(&self) -> ActionAverage {
        let average = |row: &[f32; 6]| [0, 1, 2].map(|i| row[i] - row[i + 3] / self.clock);
        ActionAverage { rows: self.rows.iter().map(|(&f, row)| (f, average(row))).collect() }
    }
}

/// Averaged weights, by feature.
#[derive(Clone, Debug, Default)]
pub struct ActionAverage {
    rows: Table<[f32; 3]>,
}

impl ActionAverage {
    /// Adds the weights of another run, so that the two vote.
    pub fn join(&mut self, other: &Self) {
        for (&feature, row) in &other.rows {
            let mine = self.rows.entry(feature).or_default();
            for (sum, weight) in mine.iter_mut().zip(row) {
                *sum += weight;
            }
        }
    }

    /// Keeps the `most` heaviest features.
    pub fn prune(&mut self, most: usize) {
        let floor = floor(self.rows.values().map(spread).collect(), most);
        self.rows.retain(|_, row| spread(row) >= floor);
    }

    /// The features as a table for the model, with room for the `most` heaviest.
    pub fn steps(&self, most: usize) -> Steps<'static> {
        let mut rows: Vec<_> = self.rows.iter().filter(|(_, row)| spread(row) > 0.0).collect();
        rows.sort_by(|a, b| spread(b.1).total_cmp(&spread(a.1)).then(a.0.cmp(b.0)));
        let differences = |row: &[f32; 3]| [row[1] - row[0], row[2] - row[0]];
        let top = rows.iter().flat_map(|(_, row)| differences(row)).fold(0.0, |top: f32, w| top.max(w.abs()));
        let scale = |row: &[f32; 3]| differences(row).map(|w| scaled(w, top));
        let rows: Vec<_> = rows.into_iter().map(|(&feature, row)| (feature, scale(row))).collect();
        Steps::build(&rows, most)
    }
}

/// How far apart the weights of a feature are.
fn spread(row: &[f32; 3]) -> f32 {
    let most = row.iter().copied().fold(f32::MIN, f32::max);
    most - row.iter().copied().fold(f32::MAX, f32::min)
}
