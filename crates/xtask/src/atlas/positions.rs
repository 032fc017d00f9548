//! Which office a position is, by its English name.

use westphalia_atlas::Office;

/// Positions that are none of ours: aides, courts, deputies of ministers, envoys to smaller states.
const SKIPPED: [&str; 35] = [
    "minister of state",
    "judge",
    "justice of",
    "chief justice",
    "supreme court",
    "first lady",
    "prefect",
    "parliamentary",
    "assistant",
    "under secretary",
    "undersecretary",
    "under-secretary",
    "deputy minister",
    "deputy secretary of",
    "deputy attorney",
    "deputy director",
    "vice minister",
    "state secretary",
    "junior",
    "shadow",
    "chief of staff to",
    "deputy chief",
    "lord of the treasury",
    "secretary to the treasury",
    "auditor",
    "solicitor",
    "ombudsman",
    "election commission",
    "leader of the house",
    "leader of the government",
    "president of caixa",
    "chief whip",
    "deputy premier of",
    "deputy governor",
    "deputy speaker",
];

/// States whose envoys, and to which envoys, are named often in world news.
const GREAT: [&str; 18] = [
    "the united nations",
    "the united states of america",
    "the united states",
    "russia",
    "the russian federation",
    "china",
    "the people's republic of china",
    "north korea",
    "south korea",
    "japan",
    "ukraine",
    "israel",
    "iran",
    "nato",
    "the european union",
    "the united kingdom",
    "india",
    "pakistan",
];

/// Patterns in the order in which they are tried. `=` asks for the whole name, `^` for its beginning, and a bare
/// pattern may stand anywhere.
const RULES: [(&str, Office); 78] = [
    ("deputy prime minister", Office::Deputy),
    ("vice prime minister", Office::Deputy),
    ("=vice president", Office::Deputy),
    ("=vice-president", Office::Deputy),
    ("=vice premier", Office::Deputy),
    ("=deputy premier", Office::Deputy),
    ("^vice premier of the state council", Office::Deputy),
    ("crown prince", Office::Deputy),
    ("=prime minister", Office::HeadOfGovernment),
    ("=premier", Office::HeadOfGovernment),
    ("=premier of the state council", Office::HeadOfGovernment),
    ("=president of the government", Office::HeadOfGovernment),
    ("^minister of foreign affairs", Office::ForeignMinister),
    ("^minister for foreign affairs", Office::ForeignMinister),
    ("^minister of foreign and", Office::ForeignMinister),
    ("^minister of external affairs", Office::ForeignMinister),
    ("^minister of europe and foreign affairs", Office::ForeignMinister),
    ("^federal minister of foreign affairs", Office::ForeignMinister),
    ("^minister of international relations and cooperation", Office::ForeignMinister),
    ("^secretary of foreign affairs", Office::ForeignMinister),
    ("^secretary for foreign affairs", Office::ForeignMinister),
    ("^secretary of state for foreign", Office::ForeignMinister),
    ("=secretary of state", Office::ForeignMinister),
    ("=foreign secretary", Office::ForeignMinister),
    ("^cabinet secretary for foreign affairs", Office::ForeignMinister),
    ("minister of defence", Office::DefenceMinister),
    ("minister of defense", Office::DefenceMinister),
    ("minister for defence", Office::DefenceMinister),
    ("minister of national defence", Office::DefenceMinister),
    ("minister of the armed forces", Office::DefenceMinister),
    ("^secretary of defence", Office::DefenceMinister),
    ("^secretary of national defence", Office::DefenceMinister),
    ("=secretary of state for defence", Office::DefenceMinister),
    ("minister of the interior", Office::InteriorMinister),
    ("minister of interior", Office::InteriorMinister),
    ("^minister of internal affairs", Office::InteriorMinister),
    ("^minister of home affairs", Office::InteriorMinister),
    ("^minister for home affairs", Office::InteriorMinister),
    ("=home secretary", Office::InteriorMinister),
    ("^secretary of state for the home department", Office::InteriorMinister),
    ("=secretary of homeland security", Office::InteriorMinister),
    ("^minister of finance", Office::FinanceMinister),
    ("^federal minister of finance", Office::FinanceMinister),
    ("^minister for finance", Office::FinanceMinister),
    ("=chancellor of the exchequer", Office::FinanceMinister),
    ("=secretary of the treasury", Office::FinanceMinister),
    ("=treasurer", Office::FinanceMinister),
    ("trade representative", Office::TradeMinister),
    ("^minister of trade", Office::TradeMinister),
    ("^minister for trade", Office::TradeMinister),
    ("^minister of commerce", Office::TradeMinister),
    ("^minister of foreign trade", Office::TradeMinister),
    ("^minister of economy, trade and industry", Office::TradeMinister),
    ("^secretary of commerce", Office::TradeMinister),
    ("^minister of justice", Office::JusticeMinister),
    ("=attorney general", Office::JusticeMinister),
    ("=attorney-general", Office::JusticeMinister),
    ("national security advis", Office::SecurityAdviser),
    ("^secretary of the security council", Office::SecurityAdviser),
    ("^secretary of the national security", Office::SecurityAdviser),
    ("director of the cia", Office::SpyChief),
    ("director of national intelligence", Office::SpyChief),
    ("head of the security service", Office::SpyChief),
    ("federal security service", Office::SpyChief),
    ("^chief of the general staff", Office::MilitaryChief),
    ("^chief of general staff", Office::MilitaryChief),
    ("chairman of the joint chiefs of staff", Office::MilitaryChief),
    ("^chief of the defence staff", Office::MilitaryChief),
    ("^chief of defence", Office::MilitaryChief),
    ("^chief of army staff", Office::MilitaryChief),
    ("spokes", Office::Spokesperson),
    ("press secretary", Office::Spokesperson),
    ("^speaker of", Office::Speaker),
    ("^president of the senate", Office::Speaker),
    ("^president of the national assembly", Office::Speaker),
    ("^chairman of the verkhovna rada", Office::Speaker),
    ("=leader of the opposition", Office::OppositionLeader),
    ("chief cabinet secretary", Office::Spokesperson),
];

/// The office of a position, or `None` where the atlas does without it.
pub fn office(position: &str) -> Option<Office> {
    let position = position.to_lowercase();
    let envoy = ["ambassador to ", "permanent representative to ", "high commissioner to "];
    if let Some(to) = envoy.iter().find_map(|start| position.strip_prefix(start)) {
        return GREAT.contains(&to).then_some(Office::Envoy);
    }
    if SKIPPED.iter().any(|skipped| position.contains(skipped)) {
        return None;
    }
    let rule = RULES.iter().find(|(pattern, _)| matches(pattern, &position));
    rule.map(|(_, office)| *office).or_else(|| lesser(&position))
}

fn matches(pattern: &str, position: &str) -> bool {
    match (pattern.strip_prefix('='), pattern.strip_prefix('^')) {
        (Some(whole), _) => position == whole,
        (_, Some(start)) => position.starts_with(start),
        _ => position.contains(pattern),
    }
}

fn lesser(position: &str) -> Option<Office> {
    let starts = |starts: &[&str]| starts.iter().any(|start| position.starts_with(start));
    if position.contains("central bank") || position.contains("reserve bank") || position.contains("national bank") {
        return Some(Office::CentralBanker);
    }
    if starts(&["minister", "federal minister", "secretary of", "cabinet secretary for"]) {
        return Some(Office::Minister);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::office;
    use westphalia_atlas::Office;

    fn check(position: &str, expected: Option<Office>) {
        assert_eq!(office(position), expected, "{position}");
    }

    #[test]
    fn positions_become_offices() {
        check("Minister of Foreign Affairs", Some(Office::ForeignMinister));
        check("Secretary of State", Some(Office::ForeignMinister));
        check("Secretary of State for Defence", Some(Office::DefenceMinister));
        check("Minister of Health", Some(Office::Minister));
        check("Deputy Minister of Foreign Affairs", None);
        check("ambassador to Belgium", None);
        check("Permanent Representative to the United Nations", Some(Office::Envoy));
        check("Presidential Spokesperson", Some(Office::Spokesperson));
        check("First Lady", None);
    }
}
