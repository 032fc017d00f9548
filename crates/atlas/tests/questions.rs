//! Who held an office, whom a surname means, what a role noun is, who belongs to a body, and faults of overlays.

use std::time::Instant;
use westphalia_atlas::{Atlas, Office, Sector};
use westphalia_model::Date;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Who held an office of a state on a day.
fn check_holders(cases: &[(&str, Office, &str, &str)]) {
    let atlas = Atlas::embedded();
    let mut wrong = Vec::new();
    for (iso3, office, on, expected) in cases {
        let state = atlas.country_id(iso3).expect("a state");
        let found = atlas.holder(state, *office, day(on)).map_or("-", |person| person.name.as_str());
        if found != *expected {
            wrong.push(format!("{iso3} {office} on {on}: expected {expected}, found {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn holders_of_offices() {
    use Office::{DefenceMinister as Defence, ForeignMinister as Foreign, HeadOfGovernment as Hog};
    use Office::{HeadOfState as Hos, President};
    check_holders(&[
        ("RUS", Hos, "1995-01-01", "Boris Yeltsin"),
        ("RUS", Hos, "2000-02-01", "Vladimir Putin"),
        ("RUS", Hos, "2009-07-06", "Dmitry Medvedev"),
        ("RUS", Hog, "2009-07-06", "Vladimir Putin"),
        ("RUS", Hog, "2025-06-01", "Mikhail Mishustin"),
        ("RUS", Foreign, "2024-01-01", "Sergey Lavrov"),
        ("SUN", Hos, "1987-01-01", "Mikhail Gorbachev"),
        ("SUN", Foreign, "1984-01-01", "Andrei Gromyko"),
        ("USA", Hos, "1987-06-12", "Ronald Reagan"),
        ("USA", Hos, "2020-12-31", "Donald Trump"),
        ("USA", Hos, "2021-01-20", "Joe Biden"),
        ("USA", Hos, "2025-01-20", "Donald Trump"),
        ("USA", Foreign, "1990-08-02", "James Baker"),
        ("USA", Foreign, "2014-01-01", "John Kerry"),
        ("USA", Defence, "2003-03-20", "Donald Rumsfeld"),
        ("GBR", Hog, "1985-01-01", "Margaret Thatcher"),
        ("GBR", Hog, "2008-01-01", "Gordon Brown"),
        ("GBR", Hog, "2024-07-05", "Keir Starmer"),
        ("GBR", Hos, "2022-09-07", "Queen Elizabeth II"),
        ("DEU", Hog, "2015-01-01", "Angela Merkel"),
        ("DEU", Hog, "2025-05-06", "Friedrich Merz"),
        ("FRA", Hos, "2020-01-01", "Emmanuel Macron"),
        ("JPN", Hog, "2014-01-01", "Shinzo Abe"),
        ("JPN", Hog, "2025-10-21", "Sanae Takaichi"),
        ("CAN", Hog, "2025-03-14", "Mark Carney"),
        ("KOR", Hos, "2025-01-01", "Yoon Suk Yeol"),
        ("KOR", Hos, "2025-06-04", "Lee Jae Myung"),
        ("KOR", Hog, "2023-01-01", "Han Duck Soo"),
        ("PRK", Hos, "2005-01-01", "Kim Jong Il"),
        ("CHN", Hos, "2010-01-01", "Hu Jintao"),
        ("CHN", Foreign, "2023-08-01", "Wang Yi"),
        ("IRN", Hos, "2015-01-01", "Ali Khamenei"),
        ("IRN", President, "2015-01-01", "Hassan Rouhani"),
        ("IRN", President, "2025-01-01", "Masoud Pezeshkian"),
        ("FRA", President, "2020-01-01", "Emmanuel Macron"),
        ("SYR", Hos, "2015-01-01", "Bashar al-Assad"),
        ("SYR", Hos, "2025-01-01", "Ahmed al-Sharaa"),
        ("UKR", Hos, "2013-01-01", "Viktor Yanukovych"),
        ("ISR", Hog, "1995-01-01", "Yitzhak Rabin"),
    ]);
}

/// Whom a bare surname means on a day.
fn check_surnames(cases: &[(&str, &str, &str)]) {
    let atlas = Atlas::embedded();
    let mut wrong = Vec::new();
    for (surname, on, expected) in cases {
        let found = atlas.person_by_surname(surname, Some(day(on)));
        let found = found.first().map_or("-", |holder| holder.person.name.as_str());
        if found != *expected {
            wrong.push(format!("{surname} on {on}: expected {expected}, found {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn surnames() {
    check_surnames(&[
        ("Putin", "2015-01-01", "Vladimir Putin"),
        ("Bush", "1990-08-02", "George H. W. Bush"),
        ("Bush", "2003-03-20", "George W. Bush"),
        ("Clinton", "1998-01-01", "Bill Clinton"),
        ("Clinton", "2011-01-01", "Hillary Clinton"),
        ("Assad", "1990-01-01", "Hafez al-Assad"),
        ("Assad", "2015-01-01", "Bashar al-Assad"),
        ("Gandhi", "1975-01-01", "Indira Gandhi"),
        ("Zelenskiy", "2022-03-01", "Volodymyr Zelenskyy"),
        ("Gadhafi", "2011-03-01", "Muammar Gaddafi"),
        ("Lavrov", "2015-01-01", "Sergey Lavrov"),
        ("Merkel", "2015-01-01", "Angela Merkel"),
        ("Guterres", "2020-01-01", "Antonio Guterres"),
        ("von der Leyen", "2022-01-01", "Ursula von der Leyen"),
        ("Xi", "2020-01-01", "Xi Jinping"),
        ("Abe", "2015-01-01", "Shinzo Abe"),
        ("Thatcher", "2020-01-01", "-"),
    ]);
}

#[test]
fn roles() {
    let atlas = Atlas::embedded();
    let cases = [
        ("foreign minister", 2, Sector::Gov, Some(Office::ForeignMinister), false),
        ("Foreign Minister", 2, Sector::Gov, Some(Office::ForeignMinister), false),
        ("prime minister said", 2, Sector::Gov, Some(Office::HeadOfGovernment), false),
        ("king", 1, Sector::Gov, Some(Office::HeadOfState), false),
        ("monarchs", 1, Sector::Gov, Some(Office::HeadOfState), true),
        ("rebels", 1, Sector::Reb, None, true),
        ("police", 1, Sector::Cop, None, false),
        ("protesters", 1, Sector::Cvl, None, true),
    ];
    for (text, n_words, sector, office, plural) in cases {
        let words: Vec<&str> = text.split(' ').collect();
        let role = atlas.role(&words).unwrap_or_else(|| panic!("{text} is a role"));
        assert_eq!((role.n_words, role.sector, role.office, role.plural), (n_words, sector, office, plural), "{text}");
    }
    assert_eq!(atlas.role(&["table"]), None);
}

#[test]
fn compounds() {
    let atlas = Atlas::embedded();
    let cases = [
        ("Israeli-Palestinian", "ISR PSE"),
        ("Russo-Ukrainian", "RUS UKR"),
        ("Sino-Soviet", "CHN SUN"),
        ("US-China", "USA CHN"),
        ("Franco-German", "FRA DEU"),
        ("Anglo-American", "GBR USA"),
        ("inter-Korean", ""),
        ("well-known", ""),
        ("Russian", ""),
    ];
    for (word, expected) in cases {
        let parties = atlas.compound(word, None);
        let codes: Vec<_> = parties.iter().filter_map(|entry| atlas.country_of(*entry, None)).collect();
        let codes: Vec<_> = codes.iter().map(|id| atlas.country(*id).iso3.as_str()).collect();
        assert_eq!(codes.join(" "), expected, "{word}");
    }
}

#[test]
fn memberships_by_date() {
    let atlas = Atlas::embedded();
    let cases = [
        ("NATO", "POL", "1998-01-01", false),
        ("NATO", "POL", "2000-01-01", true),
        ("NATO", "FIN", "2023-04-04", true),
        ("NATO", "SWE", "2024-03-06", false),
        ("EU", "GBR", "2019-12-31", true),
        ("EU", "GBR", "2020-02-01", false),
        ("WARSAWPACT", "HUN", "1980-01-01", true),
        ("WARSAWPACT", "HUN", "1995-01-01", false),
        ("BRICS", "EGY", "2024-06-01", true),
        ("ASEAN", "VNM", "1990-01-01", false),
        ("UN", "FRA", "2020-01-01", true),
        ("ICC", "USA", "2020-01-01", false),
    ];
    for (body, iso3, on, expected) in cases {
        let body_id = atlas.body_id(body).expect("a body");
        let state = atlas.country_id(iso3).expect("a state");
        assert_eq!(atlas.is_member(state, body_id, day(on)), expected, "{iso3} in {body} on {on}");
    }
}

#[test]
fn numbers_of_states() {
    let atlas = Atlas::embedded();
    let cases = [
        ("USA", "2000-01-01", Some(2), Some(2)),
        ("RUS", "2000-01-01", Some(365), Some(365)),
        ("SUN", "1980-01-01", Some(365), Some(365)),
        ("RUS", "1980-01-01", None, None),
        ("DEU", "2000-01-01", Some(255), Some(260)),
        ("PRK", "2000-01-01", Some(731), Some(731)),
    ];
    for (iso3, on, cow, gw) in cases {
        let state = atlas.country(atlas.country_id(iso3).expect("a state"));
        assert_eq!((state.cow(Some(day(on))), state.gw(Some(day(on)))), (cow, gw), "{iso3} on {on}");
    }
}

/// The message of an overlay that cannot be read.
fn check_fault(file: &str, text: &str, expected: &str) {
    let error = Atlas::from_files(&[(file, text.as_bytes())]).err().map(|error| error.to_string());
    let error = error.unwrap_or_else(|| "no error".to_owned());
    assert!(error.starts_with(expected), "expected `{expected}`, found `{error}`");
}

#[test]
fn faults_of_overlays_name_file_and_line() {
    let terms = "person\tcountry\tbody\toffice\ttitle\tfrom\tuntil\tsource\n";
    check_fault("cities.tsv", "name\n", "cities.tsv:0: expected one of states.tsv");
    check_fault("mine/terms.tsv", "", "mine/terms.tsv:0: expected a header line");
    check_fault("terms.tsv", "person\tcountry\n", "terms.tsv:1: expected a column `body`");
    check_fault("terms.tsv", &format!("{terms}nobody\tRUS\t\tenvoy\t\t\t\tx\n"), "terms.tsv:2: expected a person");
    check_fault(
        "terms.tsv",
        &format!("# a note\n{terms}\nsergey-lavrov\tRUS\t\tenvoy\t\t2004-13-01\t\tx\n"),
        "terms.tsv:4: expected a",
    );
    let places = "name\taliases\tkind\tiso3\tlat\tlon\tfrom\tuntil\trank\tsource\n";
    check_fault("places.tsv", &format!("{places}A\t\tcity\tXXX\t0\t0\t\t\t\tx\n"), "places.tsv:2: expected the ISO");
    check_fault("places.tsv", &format!("{places}A\t\ttown\tRUS\t0\t0\t\t\t\tx\n"), "places.tsv:2: expected city");
    check_fault("places.tsv", &format!("{places}A\t\tcity\tRUS\t95\t0\t\t\t\tx\n"), "places.tsv:2: expected degrees");
    check_fault("places.tsv", &format!("{places}A\t\tcity\tRUS\t0\t0\t\t\t\t\n"), "places.tsv:2: expected a source");
    check_fault("places.tsv", &format!("{places}\t\tcity\tRUS\t0\t0\t\t\t\tx\n"), "places.tsv:2: expected the name");
}

#[test]
fn overlays_win() {
    let places = "name\taliases\tkind\tiso3\tlat\tlon\tfrom\tuntil\trank\tsource\n\
                  Georgia\t\tregion\tUSA\t32.6\t-83.4\t\t\t\tmine\n";
    let atlas = Atlas::from_files(&[("places.tsv", places.as_bytes())]).expect("a good overlay");
    let answers = atlas.lookup("Georgia", None);
    assert_eq!(answers.first().map(|answer| (answer.country.as_str(), answer.source.as_str())), Some(("USA", "mine")));
}

#[test]
fn the_shipped_tables_load_and_are_full() {
    let start = Instant::now();
    let atlas = Atlas::from_files(&[]).unwrap_or_else(|error| panic!("{error}"));
    // A generous bound, for busy machines; on a quiet one it is a tenth of that.
    assert!(start.elapsed().as_millis() < 2_000);
    let least = [("states", 250), ("people", 10_000), ("places", 1_200), ("organisations", 350), ("roles", 3_000)];
    for (table, n) in least {
        let found = atlas.counts().into_iter().find(|(name, _)| *name == table).map_or(0, |(_, n)| n);
        assert!(found >= n, "{table}: expected at least {n}, found {found}");
    }
}
