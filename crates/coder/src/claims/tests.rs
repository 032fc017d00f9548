//! Sentences of our own with the claims that they make.

use crate::Coder;
use westphalia_model::{Claim, Counted, Document};

/// `kind[n] what actors>recipients[/office] [since] [occasion]`, in one line.
fn compact(claim: &Claim) -> String {
    let code = |side: &[westphalia_model::Actor]| {
        let name = |a: &westphalia_model::Actor| {
            let state = westphalia_atlas::Atlas::embedded().resolve(&a.name, None).is_some();
            if !state && a.body.is_empty() && !a.wikidata_id.is_empty() && claim.office.is_empty() {
                format!("{}:{}", a.code(), a.name.rsplit(' ').next().unwrap_or(""))
            } else {
                a.code()
            }
        };
        side.iter().map(name).collect::<Vec<_>>().join("+")
    };
    let what = match &claim.what {
        Counted::Events { event_type, mode, .. } if mode.is_empty() => event_type.as_str().to_owned(),
        Counted::Events { event_type, mode, .. } => format!("{}/{mode}", event_type.as_str()),
        Counted::Level => "level".to_owned(),
        Counted::Words => format!("`{}`", claim.what_words),
    };
    let kind = match claim.nth {
        Some(n) => n.to_string(),
        None if !claim.degree.is_empty() => claim.degree.clone(),
        None => claim.kind.as_str().to_owned(),
    };
    let arrow = if claim.symmetric { "=" } else { ">" };
    let office = if claim.office.is_empty() { String::new() } else { format!(" {}", claim.office) };
    let since = claim.since.as_ref().map_or(String::new(), |s| match (s.start, s.end) {
        (Some(start), Some(end)) if start == end => format!(" since {end}"),
        (Some(start), Some(end)) => format!(" since {start}..{end}"),
        _ => {
            let event = s.reference.as_ref().map(|r| format!(" {} {}", r.event_type.as_str(), r.parties.join("+")));
            format!(" since ? {}{}", s.place_country, event.unwrap_or_default())
        }
    });
    format!("{kind} {what} {}{arrow}{}{office}{since}", code(&claim.actors), code(&claim.recipients))
}

fn check(text: &str, expected: &str) {
    let doc =
        Document { id: "a".to_owned(), text: text.to_owned(), date: "2024-06-20".parse().ok(), ..Document::default() };
    let claims = Coder::embedded().expect("the shipped coder loads").claims(&doc);
    let found: Vec<String> = claims.iter().map(compact).collect();
    assert_eq!(found.join("; "), expected, "{text}");
}

#[test]
fn first_visits_with_their_reference() {
    check(
        "Putin's first visit to North Korea in 24 years",
        "1 CONSULT/visit RUS:Putin>PRK since 1999-06-21..2001-06-20",
    );
    check(
        "It was Putin's first visit to North Korea in 24 years.",
        "1 CONSULT/visit RUS:Putin>PRK since 1999-06-21..2001-06-20",
    );
    check(
        "This was Xi's first trip to Moscow since the invasion of Ukraine.",
        "1 CONSULT/visit CHN:Jinping>RUS:Moscow since 2022-02-24",
    );
    check("Iran and Iraq held their first direct talks in decades.", "1 CONSULT IRN+IRQ= since 1984-06-20..2004-06-20");
    check(
        "North Korea fired a missile over Japan for the first time since 2017.",
        "1 MOBILIZE/weapons PRK>JPN since 2017-01-01..2017-12-31",
    );
}

#[test]
fn the_first_to_do_something() {
    check(
        "Shoigu is the first Russian defence minister to visit North Korea since the end of the Soviet Union.",
        "1 CONSULT/visit RUS>PRK defence_minister since 1991-12-25..1991-12-26",
    );
    check(
        "Obama is the first US president in office to come to Cuba since Calvin Coolidge in 1928.",
        "1 CONSULT/visit USA>CUB president since 1928-01-01..1928-12-31",
    );
    check(
        "It is the first time since 2011 that a US president visits Cuba.",
        "1 CONSULT/visit USA>CUB president since 2011-01-01..2011-12-31",
    );
}

#[test]
fn since_a_happening() {
    check(
        "Lavrov met Kim Jong Un in Pyongyang. Radio in Moscow called the visit the first by a Russian minister since North Korea shut its border.",
        "1 CONSULT/visit RUS>PRK minister since ?  SANCTION PRK",
    );
    check(
        "Barack Obama and Raúl Castro held talks in Havana. It was their first meeting since Panama.",
        "1 CONSULT USA:Obama+CUB:Castro= since ? PAN",
    );
}

#[test]
fn numbers_in_a_row() {
    check("It was the third missile test by North Korea this year.", "3 MOBILIZE/weapons PRK> since 2023-12-31");
    check("North Korea conducts its sixth nuclear test.", "6 MOBILIZE/weapons PRK>");
    check(
        "Germany expels a Russian diplomat in the second such move this year.",
        "2 SANCTION/expel DEU>RUS since 2023-12-31",
    );
    check(
        "France hosted the third summit of the year between Germany and Poland.",
        "3 CONSULT DEU+POL= since 2023-12-31",
    );
    check(
        "Putin received Kim Jong Un in Vladivostok on Wednesday, their second meeting after the one of 2019.",
        "2 CONSULT RUS:Putin+PRK:Un=",
    );
}

#[test]
fn what_never_was_and_what_was_last() {
    check("A US president has never visited North Korea.", "never CONSULT/visit USA>PRK president");
    check("No US president has ever visited North Korea.", "never CONSULT/visit USA>PRK president");
    check("Not since 1998 has China imposed sanctions on Japan.", "last SANCTION CHN>JPN since 1998-01-01..1998-12-31");
    check("Iran has not exported weapons to Iraq since 2015.", "last AID IRN>IRQ since 2015-01-01..2015-12-31");
    check(
        "Xi Jinping last visited Pyongyang in 2019.",
        "last CONSULT/visit CHN:Jinping>PRK:Pyongyang since 2019-01-01..2019-12-31",
    );
}

#[test]
fn levels_and_sizes() {
    check(
        "Relations between Russia and China are at their lowest point since the Cold War.",
        "lowest level RUS+CHN= since 1989-11-09..1991-12-26",
    );
    check(
        "Trade between Russia and China reached its highest level since 1991.",
        "highest `Trade` RUS+CHN> since 1991-01-01..1991-12-31",
    );
    check("It was the deadliest attack on Israel in years.", "deadliest ASSAULT >ISR since 2020-06-20..2022-06-20");
    check(
        "The clash was the deadliest between India and China in decades.",
        "deadliest ASSAULT/firearms IND+CHN> since 1984-06-20..2004-06-20",
    );
}

#[test]
fn the_two_of_whom_the_text_speaks() {
    check(
        "Barack Obama and Raúl Castro talked in Panama City on Saturday. It was the first meeting between presidents of the two countries in more than half a century.",
        "1 CONSULT USA+CUB= president since 1924-06-20..1974-06-20",
    );
    check(
        "Putin and Kim Jong Un signed a treaty. It was the third meeting of the two men.",
        "3 CONSULT RUS:Putin+PRK:Un=",
    );
}

#[test]
fn numbers_that_claim_nothing() {
    for text in [
        "Iran attacked Israel.",
        "The first half of the year was calm in Iran.",
        "The Second World War ended in Japan.",
        "Russia's first deputy foreign minister visited China.",
        "At first Iran said nothing to Iraq.",
        "China is one of the largest partners of Russia.",
        "Iran will never attack Iraq.",
        "The delegation of Iran left on the third day.",
        "The 14th of June was a day of mourning in Iran.",
    ] {
        check(text, "");
    }
}

#[test]
fn no_claim_without_a_word_for_it() {
    assert!(super::may_claim("The first visit."));
    assert!(super::may_claim("The highest-ranking official."));
    assert!(super::may_claim("His 3rd visit."));
    assert!(!super::may_claim("Iran attacked Israel on Tuesday."));
}
