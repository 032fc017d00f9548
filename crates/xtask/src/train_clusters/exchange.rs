//! Clusters words by exchange (Kneser and Ney 1993): each word moves to the cluster where it makes the neighbours of clusters most
//! predictable, until hardly any moves.

use super::corpus::Corpus;

/// Rounds end when fewer words than one in so many move.
const RESTLESS: usize = 200;

/// The cluster of each word, from 0.
pub fn cluster(corpus: &Corpus, clusters: usize, rounds: usize) -> Vec<u16> {
    let mut state = State::new(corpus, clusters);
    for round in 0..rounds {
        let moved = (0..corpus.words.len()).filter(|&word| state.place(word)).count();
        anstream::eprintln!("round {}: {moved} words moved", round + 1);
        if moved < corpus.words.len() / RESTLESS {
            break;
        }
    }
    state.classes[..corpus.words.len()].to_vec()
}

/// How often a word stands beside each cluster.
#[derive(Default)]
struct Sides {
    before: Vec<(usize, i64)>,
    after: Vec<(usize, i64)>,
    /// How often it stands beside itself.
    itself: i64,
    total: i64,
}

/// Words in clusters, and how often clusters stand beside each other.
struct State<'a> {
    corpus: &'a Corpus,
    /// Cluster of each word; other words and the edge have one of their own, which nothing else enters.
    classes: Vec<u16>,
    clusters: usize,
    width: usize,
    /// How often the cluster of the row stands before that of the column, and the same turned over, for speed.
    pairs: Vec<i64>,
    turned: Vec<i64>,
    totals: Vec<i64>,
    sums: Vec<i64>,
    logs: Vec<f64>,
}

impl<'a> State<'a> {
    fn new(corpus: &'a Corpus, clusters: usize) -> Self {
        let n = corpus.words.len();
        // The commonest words begin with a cluster each, the others are dealt out.
        let mut classes: Vec<u16> = (0..n).map(|word| (word % clusters) as u16).collect();
        classes.extend([clusters as u16, clusters as u16 + 1]);
        let width = clusters + 2;
        let mut state = Self {
            corpus,
            classes,
            clusters,
            width,
            pairs: vec![0; width * width],
            turned: vec![0; width * width],
            totals: vec![0; width],
            sums: vec![0; width],
            logs: (0..1 << 16).map(|n| weight(n as f64)).collect(),
        };
        for (a, neighbours) in corpus.after.iter().enumerate() {
            for &(b, count) in neighbours {
                let (a, b) = (usize::from(state.classes[a]), usize::from(state.classes[b as usize]));
                state.count(a, b, i64::from(count));
                state.totals[a] += i64::from(count);
            }
        }
        state
    }

    fn count(&mut self, before: usize, after: usize, count: i64) {
        self.pairs[before * self.width + after] += count;
        self.turned[after * self.width + before] += count;
    }

    /// n log n.
    fn weight(&self, n: i64) -> f64 {
        self.logs.get(n as usize).copied().unwrap_or_else(|| weight(n as f64))
    }

    fn side(&mut self, word: usize, neighbours: &[(u32, u32)]) -> Vec<(usize, i64)> {
        for &(other, count) in neighbours.iter().filter(|&&(other, _)| other as usize != word) {
            self.sums[usize::from(self.classes[other as usize])] += i64::from(count);
        }
        let side = (0..self.width).filter(|&c| self.sums[c] > 0).map(|c| (c, self.sums[c])).collect();
        self.sums.fill(0);
        side
    }

    fn sides(&mut self, word: usize) -> Sides {
        let corpus = self.corpus;
        let itself = corpus.after[word].iter().find(|&&(other, _)| other as usize == word);
        Sides {
            before: self.side(word, &corpus.before[word]),
            after: self.side(word, &corpus.after[word]),
            itself: itself.map_or(0, |&(_, count)| i64::from(count)),
            total: corpus.after[word].iter().map(|&(_, count)| i64::from(count)).sum(),
        }
    }

    /// Puts a word into a cluster (`sign` 1) or takes it out (-1).
    fn shift(&mut self, class: usize, sides: &Sides, sign: i64) {
        for &(other, count) in &sides.before {
            self.count(other, class, sign * count);
        }
        for &(other, count) in &sides.after {
            self.count(class, other, sign * count);
        }
        self.count(class, class, sign * sides.itself);
        self.totals[class] += sign * sides.total;
    }

    /// How much a word that is in no cluster adds to `class`.
    fn gain(&self, class: usize, sides: &Sides) -> f64 {
        let row = class * self.width..(class + 1) * self.width;
        let (pairs, turned) = (&self.pairs[row.clone()], &self.turned[row]);
        let mut gain = 0.0;
        let mut inner = sides.itself;
        for (row, side) in [(turned, &sides.before), (pairs, &sides.after)] {
            for &(other, count) in side {
                if other == class {
                    inner += count;
                } else {
                    gain += self.weight(row[other] + count) - self.weight(row[other]);
                }
            }
        }
        gain += self.weight(pairs[class] + inner) - self.weight(pairs[class]);
        gain - 2.0 * (self.weight(self.totals[class] + sides.total) - self.weight(self.totals[class]))
    }

    /// Moves a word to the best cluster; says whether that is another one.
    fn place(&mut self, word: usize) -> bool {
        let sides = self.sides(word);
        let old = usize::from(self.classes[word]);
        self.shift(old, &sides, -1);
        let mut best = (old, self.gain(old, &sides));
        for class in 0..self.clusters {
            let gain = self.gain(class, &sides);
            if gain > best.1 {
                best = (class, gain);
            }
        }
        self.shift(best.0, &sides, 1);
        self.classes[word] = best.0 as u16;
        best.0 != old
    }
}

fn weight(n: f64) -> f64 {
    if n > 0.0 { n * n.ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::cluster;
    use crate::train_clusters::corpus::Corpus;

    #[test]
    fn words_in_like_places_share_a_cluster() {
        let mut text = String::new();
        for verb in ["met", "saw", "heard"] {
            for noun in ["envoy", "minister", "leader"] {
                for _ in 0..4 {
                    text.push_str(&format!("The {noun} {verb} the {noun}.\n\n"));
                }
            }
        }
        let corpus = Corpus::of(&text, 100);
        let classes = cluster(&corpus, 4, 20);
        let class = |word: &str| corpus.words.iter().position(|w| w == word).map(|i| classes[i]);
        assert_eq!(class("met"), class("saw"));
        assert_eq!(class("saw"), class("heard"));
        assert_eq!(class("envoy"), class("leader"));
        assert_ne!(class("met"), class("envoy"));
    }
}
