//! Which part of a name newspapers use alone.

/// States where the family name comes first in English, too.
const FAMILY_FIRST: [&str; 5] = ["CHN", "TWN", "KOR", "PRK", "VNM"];
/// States where it does so for people with a Chinese name.
const MIXED: [&str; 4] = ["SGP", "HKG", "MAC", "MYS"];
/// States where two family names are usual.
const TWO_NAMES: [&str; 20] = [
    "ESP", "MEX", "ARG", "COL", "CHL", "PER", "VEN", "ECU", "BOL", "PRY", "URY", "CRI", "PAN", "GTM", "HND", "SLV",
    "NIC", "CUB", "DOM", "PRI",
];
/// Small words that belong to the family name behind them.
const PARTICLES: [&str; 24] = [
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "bin", "ben", "al", "el",
    "ul", "al-", "ter", "ten", "zu", "san", "abu",
];
/// Family names that begin the names of ethnic Chinese.
const CHINESE: [&str; 26] = [
    "Lee", "Goh", "Wong", "Tan", "Lim", "Ng", "Teo", "Heng", "Ong", "Chan", "Tung", "Tsang", "Leung", "Ho", "Chui",
    "Loh", "Chow", "Cheung", "Lam", "Yeo", "Tharman", "Khaw", "Gan", "Vivian", "Ling", "Liow",
];
const ENDINGS: [&str; 10] = ["Jr.", "Jr", "Sr.", "Sr", "I", "II", "III", "IV", "V", "VI"];

/// Whether a few family names serve most people of a state.
pub fn is_shared(country: &str) -> bool {
    FAMILY_FIRST.contains(&country)
}

/// The family names by which a person may be called, the usual one first.
pub fn families(name: &str, country: &str) -> Vec<String> {
    let name = name.split(" of ").next().unwrap_or(name).split(',').next().unwrap_or(name);
    let words: Vec<&str> = name.split_whitespace().filter(|word| !ENDINGS.contains(word)).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    if words.len() == 1 {
        return if name.contains(' ') { Vec::new() } else { vec![(*last).to_owned()] };
    }
    if FAMILY_FIRST.contains(&country) && !first.ends_with('.') {
        let western = words.len() == 2 && last.chars().filter(|c| c.is_alphabetic()).count() > 7 && !last.contains('-');
        let family = if western { last } else { first };
        let mut found = vec![(*family).to_owned()];
        // Vietnamese are called by the last of their names.
        if country == "VNM" {
            found.insert(0, (*last).to_owned());
        }
        return found;
    }
    if MIXED.contains(&country) && words.len() >= 3 && CHINESE.contains(first) {
        return vec![(*first).to_owned()];
    }
    let mut start = words.len() - 1;
    while start > 1 && is_particle(words[start - 1]) {
        start -= 1;
    }
    let mut found = vec![(*last).to_owned()];
    if start < words.len() - 1 {
        found.push(words[start..].join(" "));
    } else if words.len() >= 3 && TWO_NAMES.contains(&country) {
        found.push(words[words.len() - 2..].join(" "));
    }
    for article in ["al-", "el-", "Al-", "El-", "as-", "ash-"] {
        if let Some(bare) = last.strip_prefix(article) {
            found.push(bare.to_owned());
        }
    }
    found
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::families;

    fn check(name: &str, country: &str, expected: &[&str]) {
        assert_eq!(families(name, country), expected, "{name}");
    }

    #[test]
    fn family_names_are_found_by_custom() {
        check("Vladimir Putin", "RUS", &["Putin"]);
        check("Kim Jong-un", "PRK", &["Kim"]);
        check("Xi Jinping", "CHN", &["Xi"]);
        check("Ursula von der Leyen", "DEU", &["Leyen", "von der Leyen"]);
        check("Bashar al-Assad", "SYR", &["al-Assad", "Assad"]);
        check("Andrés Manuel López Obrador", "MEX", &["Obrador", "López Obrador"]);
        check("Abdullah II of Jordan", "JOR", &[]);
        check("Lee Hsien Loong", "SGP", &["Lee"]);
        check("Nguyễn Xuân Phúc", "VNM", &["Phúc", "Nguyễn"]);
    }
}
