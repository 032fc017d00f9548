//! What names mean on a day: one helper, many cases.

use westphalia_atlas::{Atlas, Casing, Entry, PlaceKind};
use westphalia_model::Date;

/// The day of a case; an empty text asks without a day.
fn day(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| text.parse().expect("a date"))
}

/// A reading in short: its kind, its state or body, and for a person the office held on the day.
fn short(atlas: &Atlas, entry: Entry, on: Option<Date>) -> String {
    let state = atlas.country_of(entry, on).map_or("-", |id| atlas.country(id).iso3.as_str());
    let body = atlas.body_of(entry, on);
    let sector = atlas.sector_of(entry, on).map_or("-", |sector| sector.as_str());
    match entry {
        Entry::Person { id, .. } => {
            let office = atlas.term_on(id, on).map_or("-", |term| term.office.as_str());
            let whose = if state == "-" { body } else { state };
            format!("{} {whose} {office}", atlas.person(id).name)
        }
        Entry::Body { .. } => format!("body {body}"),
        Entry::Group { .. } => format!("group {body}"),
        Entry::Place { place } if atlas.place_by_id(place).kind == PlaceKind::Capital => {
            format!("once capital {state}")
        }
        Entry::Place { place } => format!("{} {state}", atlas.place_by_id(place).kind),
        Entry::Seat { .. } | Entry::Organisation { .. } => format!("{state}-{sector}"),
        Entry::State { form, .. } => format!("{state} {form}"),
        Entry::Capital { .. } => format!("capital {state}"),
        Entry::People { .. } => format!("people {state}"),
    }
}

/// Reads a text cut at blanks. The answer begins with how many words the name took; `-` is none.
fn answer(text: &str, on: &str, casing: Casing) -> String {
    let atlas = Atlas::embedded();
    let words: Vec<&str> = text.split(' ').collect();
    match atlas.longest_match(&words, casing) {
        None => "-".to_owned(),
        Some(found) => format!("{} {}", found.n_words, short(atlas, found.on(day(on)), day(on))),
    }
}

fn check_cased(casing: Casing, cases: &[(&str, &str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, on, expected)| (text, on, expected, answer(text, on, casing)))
        .filter(|(_, _, expected, found)| found != *expected)
        .map(|(text, on, expected, found)| format!("{text} on {on}: expected {expected}, found {found}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn check(cases: &[(&str, &str, &str)]) {
    check_cased(Casing::Normal, cases);
}

#[test]
fn states_by_their_names() {
    check(&[
        ("Russia", "2020-01-01", "1 RUS name"),
        ("Russia", "1960-01-01", "1 SUN name"),
        ("Russian", "2014-03-01", "1 RUS adjective"),
        ("Russians", "2014-03-01", "1 RUS demonyms"),
        ("the Russian Federation", "2014-03-01", "-"),
        ("Russian Federation", "2014-03-01", "2 RUS name"),
        ("Soviet Union", "1985-01-01", "2 SUN name"),
        ("USSR", "1985-01-01", "1 SUN name"),
        ("United States", "2020-01-01", "2 USA name"),
        ("United States of America", "2020-01-01", "4 USA name"),
        ("U.S.", "2020-01-01", "1 USA abbreviation"),
        ("US", "2020-01-01", "1 USA abbreviation"),
        ("American", "2020-01-01", "1 USA adjective"),
        ("South Korea", "2020-01-01", "2 KOR name"),
        ("South Korean", "2020-01-01", "2 KOR adjective"),
        ("North Korea", "2020-01-01", "2 PRK name"),
        ("DPRK", "2020-01-01", "1 PRK abbreviation"),
        ("Republic of Korea", "2020-01-01", "3 KOR name"),
        ("ROK", "2020-01-01", "1 KOR abbreviation"),
        ("China", "2020-01-01", "1 CHN name"),
        ("Chinese", "2020-01-01", "1 CHN adjective"),
        ("Taiwan", "2020-01-01", "1 TWN name"),
        ("Britain", "2020-01-01", "1 GBR name"),
        ("British", "2020-01-01", "1 GBR adjective"),
        ("UK", "2020-01-01", "1 GBR abbreviation"),
        ("Germany", "2020-01-01", "1 DEU name"),
        ("West Germany", "1985-01-01", "2 DEU name"),
        ("East Germany", "1985-01-01", "2 DDR name"),
        ("Czechoslovakia", "1985-01-01", "1 CSK name"),
        ("Yugoslavia", "1985-01-01", "1 YUG name"),
        ("Zaire", "1990-01-01", "1 COD former"),
        ("Burma", "1985-01-01", "1 MMR name"),
        ("Myanmar", "2021-02-01", "1 MMR name"),
        ("Kosovo", "2020-01-01", "1 XKX name"),
        ("Palestine", "2020-01-01", "1 PSE name"),
        ("Iran", "2020-01-01", "1 IRN name"),
        ("Ukraine", "2022-03-01", "1 UKR name"),
        ("Ukrainian", "2022-03-01", "1 UKR adjective"),
        ("Côte d'Ivoire", "2020-01-01", "2 CIV name"),
        ("Ivory Coast", "2020-01-01", "2 CIV name"),
        ("Vietnam", "1985-01-01", "1 VNM name"),
    ]);
}

#[test]
fn ambiguous_names() {
    check(&[
        ("Georgia", "2008-08-08", "1 GEO name"),
        ("Jordan", "2020-01-01", "1 JOR name"),
        ("Chad", "2020-01-01", "1 TCD name"),
        ("Turkey", "2020-01-01", "1 TUR name"),
        ("Korea", "2020-01-01", "1 KOR name"),
        ("Congo", "2020-01-01", "1 COD name"),
        ("Guinea", "2020-01-01", "1 GIN name"),
        ("Guinea-Bissau", "2020-01-01", "1 GNB name"),
        ("Equatorial Guinea", "2020-01-01", "2 GNQ name"),
        ("Niger", "2020-01-01", "1 NER name"),
        ("Nigeria", "2020-01-01", "1 NGA name"),
        ("Dominica", "2020-01-01", "1 DMA name"),
        ("Dominican Republic", "2020-01-01", "2 DOM name"),
        ("South Sudan", "2020-01-01", "2 SSD name"),
        ("Republic of the Congo", "2020-01-01", "4 COG name"),
        ("New York", "2020-01-01", "2 city USA"),
        ("Virginia", "2020-01-01", "1 region USA"),
        ("Punjab", "2020-01-01", "1 region IND"),
        ("Aden", "1980-01-01", "1 capital YMD"),
        ("Aden", "2015-04-01", "1 city YEM"),
        ("Salisbury", "1975-01-01", "1 capital ZWE"),
        ("Salisbury", "2018-03-05", "1 city GBR"),
    ]);
}

#[test]
fn capitals_and_seats() {
    check(&[
        ("Moscow", "1985-03-01", "1 capital SUN"),
        ("Moscow", "2009-07-06", "1 capital RUS"),
        ("Washington", "2020-01-01", "1 capital USA"),
        ("Seoul", "2020-01-01", "1 capital KOR"),
        ("Pyongyang", "2020-01-01", "1 capital PRK"),
        ("Beijing", "2020-01-01", "1 capital CHN"),
        ("Kyiv", "2022-02-24", "1 capital UKR"),
        ("Kiev", "2014-02-20", "1 capital UKR"),
        ("Tehran", "2020-01-01", "1 capital IRN"),
        ("Bonn", "1985-01-01", "1 capital DEU"),
        ("Bonn", "2010-01-01", "1 once capital DEU"),
        ("Kremlin", "2020-01-01", "1 RUS-GOV"),
        ("Kremlin", "1980-01-01", "1 SUN-GOV"),
        ("White House", "2020-01-01", "2 USA-GOV"),
        ("State Department", "2020-01-01", "2 USA-GOV"),
        ("Knesset", "2020-01-01", "1 ISR-LEG"),
        ("Bundestag", "2020-01-01", "1 DEU-LEG"),
    ]);
}

#[test]
fn places() {
    check(&[
        ("Gaza Strip", "2023-10-08", "2 region PSE"),
        ("Gaza City", "2023-10-08", "2 city PSE"),
        ("West Bank", "2023-10-08", "2 region PSE"),
        ("Golan Heights", "2019-03-25", "2 region ISR"),
        ("Crimea", "2014-03-18", "1 region UKR"),
        ("Donbas", "2022-03-01", "1 region UKR"),
        ("Kursk", "2024-08-08", "1 region RUS"),
        ("Aleppo", "2016-12-01", "1 city SYR"),
        ("Kashmir", "2019-08-05", "1 region -"),
        ("Xinjiang", "2021-01-01", "1 region CHN"),
        ("Nagorno-Karabakh", "2020-10-01", "1 group NAGORNOKARABAKH"),
        ("Strait of Hormuz", "2019-06-13", "3 feature -"),
        ("South China Sea", "2016-07-12", "3 feature -"),
        ("Northern Ireland", "1998-04-10", "2 GBR name"),
        ("Yongbyon", "2008-06-27", "1 city PRK"),
    ]);
}

#[test]
fn people_by_their_full_names() {
    check(&[
        ("Vladimir Putin", "2005-01-01", "2 Vladimir Putin RUS head_of_state"),
        ("Vladimir Putin", "2009-07-06", "2 Vladimir Putin RUS head_of_government"),
        ("Sergei Lavrov", "2015-01-01", "2 Sergey Lavrov RUS foreign_minister"),
        ("Sergey Lavrov", "2015-01-01", "2 Sergey Lavrov RUS foreign_minister"),
        ("Kim Jong-un", "2018-06-12", "2 Kim Jong Un PRK head_of_state"),
        ("Kim Jong Un", "2018-06-12", "3 Kim Jong Un PRK head_of_state"),
        ("Kim Jong - un", "2018-06-12", "4 Kim Jong Un PRK head_of_state"),
        ("Kim Yo-jong", "2020-06-13", "2 Kim Yo Jong PRK official"),
        ("Choe Son Hui", "2023-01-01", "3 Choe Son Hui PRK foreign_minister"),
        ("Volodymyr Zelensky", "2022-03-01", "2 Volodymyr Zelenskyy UKR head_of_state"),
        ("Volodymyr Zelenskiy", "2022-03-01", "2 Volodymyr Zelenskyy UKR head_of_state"),
        ("Muammar Qaddafi", "2005-01-01", "2 Muammar Gaddafi LBY head_of_state"),
        ("Moammar Gadhafi", "2005-01-01", "2 Muammar Gaddafi LBY head_of_state"),
        ("Mahmud Abbas", "2015-01-01", "2 Mahmoud Abbas PSE head_of_state"),
        ("MBS", "2019-01-01", "1 Mohammed bin Salman SAU deputy_head"),
        ("Donald J. Trump", "2018-01-01", "3 Donald Trump USA head_of_state"),
        ("Donald Trump", "2025-06-01", "2 Donald Trump USA head_of_state"),
        ("Joe Biden", "2012-01-01", "2 Joe Biden USA deputy_head"),
        ("Joe Biden", "2022-01-01", "2 Joe Biden USA head_of_state"),
        ("Antony Blinken", "2022-01-01", "2 Antony Blinken USA foreign_minister"),
        ("Marco Rubio", "2025-03-01", "2 Marco Rubio USA foreign_minister"),
        ("Wang Yi", "2023-12-01", "2 Wang Yi CHN foreign_minister"),
        ("Josep Borrell", "2022-01-01", "2 Josep Borrell EU body_official"),
        ("Kaja Kallas", "2022-01-01", "2 Kaja Kallas EST head_of_government"),
        ("Kaja Kallas", "2025-01-01", "2 Kaja Kallas EU body_official"),
        ("António Guterres", "2020-01-01", "2 Antonio Guterres UN body_head"),
        ("Jens Stoltenberg", "2010-01-01", "2 Jens Stoltenberg NOR head_of_government"),
        ("Jens Stoltenberg", "2020-01-01", "2 Jens Stoltenberg NATO body_head"),
        ("Rafael Grossi", "2022-01-01", "2 Rafael Grossi IAEA body_head"),
        ("Dmitry Peskov", "2022-01-01", "2 Dmitry Peskov RUS spokesperson"),
        ("Ned Price", "2022-01-01", "2 Ned Price USA spokesperson"),
        ("Recep Tayyip Erdoğan", "2010-01-01", "3 Recep Tayyip Erdogan TUR head_of_government"),
        ("Yoon Suk Yeol", "2023-04-26", "3 Yoon Suk Yeol KOR head_of_state"),
        ("Ahmed al-Sharaa", "2025-05-14", "2 Ahmed al-Sharaa SYR head_of_state"),
        ("Osama bin Laden", "2001-09-12", "3 Osama bin Laden ALQAEDA group_leader"),
        ("Saddam", "1990-08-02", "1 Saddam Hussein IRQ head_of_state"),
    ]);
}

#[test]
fn bodies_groups_organisations_and_peoples() {
    check(&[
        ("United Nations", "2020-01-01", "2 body UN"),
        ("UN Security Council", "2020-01-01", "3 body UN"),
        ("U.N.", "2020-01-01", "1 body UN"),
        ("NATO", "2020-01-01", "1 body NATO"),
        ("Nato", "2020-01-01", "1 body NATO"),
        ("European Union", "2020-01-01", "2 body EU"),
        ("IAEA", "2020-01-01", "1 body IAEA"),
        ("Hamas", "2023-10-07", "1 group HAMAS"),
        ("Hizbullah", "2006-07-12", "1 group HEZBOLLAH"),
        ("Taliban", "1999-01-01", "1 group TALIBAN"),
        ("Islamic State", "2015-01-01", "2 group IS"),
        ("Reuters", "2020-01-01", "1 GBR-MED"),
        ("Xinhua", "2020-01-01", "1 CHN-MED"),
        ("New York Times", "2020-01-01", "3 USA-MED"),
        ("Gazprom", "2020-01-01", "1 RUS-BUS"),
        ("FBI", "2020-01-01", "1 USA-COP"),
        ("CIA", "2020-01-01", "1 USA-SPY"),
        ("Israel Defense Forces", "2020-01-01", "3 ISR-MIL"),
        ("Congress", "2020-01-01", "1 USA-LEG"),
        ("Justice Department", "2020-01-01", "2 USA-GOV"),
        ("Likud", "2020-01-01", "1 ISR-PTY"),
        ("Workers ' Party of Korea", "2020-01-01", "5 PRK-GOV"),
        ("Workers' Party of Korea", "2020-01-01", "4 PRK-GOV"),
        ("Uyghurs", "2020-01-01", "1 people CHN"),
        ("Kurds", "2020-01-01", "1 people -"),
    ]);
}

#[test]
fn capitals_of_the_text_matter() {
    check(&[
        ("us", "2020-01-01", "-"),
        ("turkey", "2020-01-01", "-"),
        ("chad", "2020-01-01", "-"),
        ("apple", "2020-01-01", "-"),
        ("who", "2020-01-01", "-"),
        ("WHO", "2020-03-11", "1 body WHO"),
        ("russia", "2020-01-01", "-"),
    ]);
    check_cased(
        Casing::Uninformative,
        &[
            ("RUSSIA", "2020-01-01", "1 RUS name"),
            ("russia", "2020-01-01", "1 RUS name"),
            ("KIM JONG UN", "2018-06-12", "3 Kim Jong Un PRK head_of_state"),
            ("kim jong un", "2018-06-12", "3 Kim Jong Un PRK head_of_state"),
            ("us", "2020-01-01", "-"),
            ("who", "2020-01-01", "-"),
            ("apple", "2020-01-01", "-"),
            ("RAW", "2020-01-01", "-"),
            ("GAZA", "2020-01-01", "1 region PSE"),
        ],
    );
}
