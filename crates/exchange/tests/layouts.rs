//! Small rows about real events, layout by layout.

use westphalia_exchange::{Import, Layout, Tally, import};
use westphalia_model::{Actor, Report};

fn read(layout: Layout, text: &str) -> (Vec<Report>, Tally) {
    let mut reports = Vec::new();
    let tally = import(layout, text.as_bytes(), "test", &mut |batch| reports.extend(batch)).expect("the layout");
    (reports, tally)
}

/// `USA`, `SYR-REB`, `EU`, with every sector in brackets.
fn party(actor: &Actor) -> String {
    let sectors =
        if actor.sector_roles.is_empty() { String::new() } else { format!("[{}]", actor.sector_roles.join(" ")) };
    format!("{}{sectors}", actor.code())
}

/// A report in a line: `2019-02-27 CONSULT:visit 042 q1 USA -> VNM @ Hanoi city VNM`.
fn shown(report: &Report) -> String {
    let parties = |parties: &[Actor]| parties.iter().map(party).collect::<Vec<_>>().join("+");
    let day = |day: Option<westphalia_model::Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
    let (start, end) = (day(report.event_date_start), day(report.event_date_end));
    let days = if start == end { start } else { format!("{start}..{end}") };
    let place = [&report.place, &report.place_precision, &report.place_country].map(String::as_str).join(" ");
    let line = format!(
        "{days} {}:{} {} q{} {} -> {} @ {}",
        report.type_name(),
        report.mode,
        report.cameo_code,
        u8::from(report.quad_class),
        parties(&report.actors),
        parties(&report.recipients),
        place.trim()
    );
    line.trim_end().to_owned()
}

/// One row becomes one report that is shown like this, and has no problem.
fn check(layout: Layout, text: &str, expected: &str) {
    let (reports, tally) = read(layout, text);
    assert_eq!(reports.iter().map(shown).collect::<Vec<_>>(), [expected], "{tally:?}");
    assert_eq!(reports[0].problems, [], "{text}");
    assert_eq!((tally.n_bad, tally.unknown_codes.len()), (0, 0));
}

/// A row of GDELT: `column=value` pairs, with `n` columns.
fn gdelt_row(n: usize, cells: &[(usize, &str)]) -> String {
    let mut row = vec![""; n];
    cells.iter().for_each(|(at, cell)| row[*at] = cell);
    row.join("\t") + "\n"
}

fn gdelt2(cells: &[(usize, &str)]) -> String {
    let mut all = vec![(0, "1"), (1, "20190227"), (29, "1")];
    all.extend_from_slice(cells);
    gdelt_row(61, &all)
}

const ICEWS: &str = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t\
                     Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\t\
                     Province\tCountry\tLatitude\tLongitude\n";

#[test]
fn gdelt_2_parties_acts_and_places() {
    let check = |cells: &[(usize, &str)], expected: &str| check(Layout::Gdelt2, &gdelt2(cells), expected);
    check(
        &[
            (5, "USAGOV"),
            (6, "UNITED STATES"),
            (7, "USA"),
            (12, "GOV"),
            (15, "PRK"),
            (16, "NORTH KOREA"),
            (17, "PRK"),
            (26, "040"),
            (28, "04"),
        ],
        "2019-02-27 CONSULT: 040 q1 USA[GOV] -> PRK @",
    );
    check(
        &[(15, "IGOEUREEC"), (16, "THE EU"), (17, "EUR"), (18, "EEC"), (22, "IGO"), (26, "057"), (28, "05")],
        "2019-02-27 SUPPORT: 057 q1  -> EU[IGO] @",
    );
    check(
        &[
            (5, "IGOWSTNAT"),
            (7, "WST"),
            (8, "NAT"),
            (12, "IGO"),
            (15, "AFGINSTAL"),
            (17, "AFG"),
            (18, "TAL"),
            (22, "INS"),
            (26, "195"),
            (28, "19"),
        ],
        "2019-02-27 ASSAULT:aerial 195 q4 NATO[IGO] -> TALIBAN[REB] @",
    );
    check(
        &[
            (5, "ROMMIL"),
            (7, "ROM"),
            (12, "MIL"),
            (15, "ZAR"),
            (17, "ZAR"),
            (26, "010"),
            (28, "01"),
            (51, "4"),
            (52, "Kigali, Rwanda"),
            (53, "RW"),
        ],
        "2019-02-27 : 010 q1 ROU-MIL[MIL] -> COD @ Kigali, Rwanda city RWA",
    );
    check(
        &[(5, "AFR"), (6, "AFRICA"), (7, "AFR"), (26, "141"), (28, "14"), (51, "1"), (52, "Kosovo"), (53, "KV")],
        "2019-02-27 PROTEST:demo 141 q4 ? ->  @ Kosovo country XKX",
    );
    check(
        &[(5, "MOS"), (6, "MUSLIM"), (10, "MOS"), (15, "kur"), (16, "KURD"), (19, "kur"), (26, "112"), (28, "11")],
        "2019-02-27 ACCUSE:allege 112 q3 ?[REL] -> ? @",
    );
    check(
        &[(1, "19851119"), (5, "RUS"), (7, "RUS"), (26, "042"), (28, "04")],
        "1985-11-19 CONSULT:visit 042 q1 SUN ->  @",
    );
}

#[test]
fn gdelt_2_sources_and_identity() {
    let row = gdelt2(&[
        (26, "042"),
        (28, "04"),
        (56, "21.02"),
        (57, "105.84"),
        (59, "20190228143000"),
        (60, "https://www.bbc.com/a?b"),
    ]);
    let (reports, _) = read(Layout::Gdelt2, &row);
    let report = &reports[0];
    assert_eq!((report.source.as_str(), report.url.as_str()), ("bbc.com", "https://www.bbc.com/a?b"));
    assert_eq!(
        (report.dataset.as_str(), report.native_id.as_str(), report.document_id.as_str()),
        ("gdelt2", "1", "https://www.bbc.com/a?b")
    );
    assert_eq!(report.published_at.map(|day| day.to_string()).as_deref(), Some("2019-02-28"));
    assert_eq!((report.lat, report.lon), (Some(21.02), Some(105.84)));
    assert_eq!(report.original, row.trim_end_matches('\n'));
    assert_eq!(report.report_id.len(), 16);
    assert_eq!((report.confidence, report.symmetric, report.sentence_text.as_str()), (None, false, ""));
    // The same number in another data set is another report.
    let other = gdelt_row(58, &[(0, "1"), (1, "20190227"), (26, "042"), (29, "1")]);
    assert_ne!(read(Layout::Gdelt1, &other).0[0].report_id, report.report_id);
}

#[test]
fn gdelt_1_in_every_form() {
    let cells = [
        (0, "7"),
        (1, "20130301"),
        (5, "GEO"),
        (7, "GEO"),
        (15, "RUS"),
        (17, "RUS"),
        (26, "043"),
        (28, "04"),
        (29, "1"),
    ];
    let expected = "2013-03-01 CONSULT:visit 043 q1 GEO -> RUS @";
    check(Layout::Gdelt1, &gdelt_row(57, &cells), expected);
    check(Layout::Gdelt1, &gdelt_row(58, &cells), expected);
    let place = [(49, "4"), (50, "Tbilisi, Georgia"), (51, "GG"), (53, "41.7"), (54, "44.8"), (56, "20130301")];
    let (reports, _) = read(Layout::Gdelt1, &gdelt_row(57, &[&cells[..], &place[..]].concat()));
    assert_eq!(shown(&reports[0]), "2013-03-01 CONSULT:visit 043 q1 GEO -> RUS @ Tbilisi, Georgia city GEO");
    assert_eq!(reports[0].published_at.map(|day| day.to_string()).as_deref(), Some("2013-03-01"));
}

#[test]
fn gdelt_1_quoted_with_null_and_without_zeros() {
    let quoted = |code: &str, root: &str, quad: &str| {
        let mut cells = vec!["NULL".to_owned(); 58];
        for (at, cell) in [
            (0, "8"),
            (1, "20180530"),
            (5, "USA"),
            (7, "USA"),
            (26, code),
            (28, root),
            (29, quad),
            (50, "Washington, \"\"D.C.\"\""),
        ] {
            cells[at] = format!("\"{cell}\"");
        }
        cells.join(",") + "\r\n"
    };
    let check = |code, root, quad, expected: &str| {
        let expected = format!("2018-05-30 {expected} USA ->  @ Washington, \"D.C.\"");
        check(Layout::Gdelt1, &quoted(code, root, quad), &expected);
    };
    check("80", "8", "2", "CONCEDE: 080 q1");
    check("10", "1", "1", ": 010 q1");
    check("10", "10", "3", "REQUEST: 10 q3");
    check("20", "2", "1", "REQUEST:change 020 q3");
    check("841", "8", "2", "RETREAT:release 0841 q2");
    check("160", "16", "4", "SANCTION:discontinue 160 q4");
}

#[test]
fn gdelt_with_headers() {
    let text = "GLOBALEVENTID,SQLDATE,Actor1Code,Actor1Name,Actor1CountryCode,Actor2Code,Actor2Name,Actor2CountryCode,EventCode,\
                EventRootCode,QuadClass,ActionGeo_Type,ActionGeo_FullName,ActionGeo_CountryCode\n\
                9,20260129,USAJUD,COURT,USA,IGOUNO,UNITED NATIONS,,120,12,3,3,\"Los Angeles, California, United States\",US\n";
    let (reports, tally) = read(Layout::Gdelt2, text);
    let expected =
        "2026-01-29 REJECT:change 120 q3 USA-JUD[JUD] -> UN[IGO] @ Los Angeles, California, United States city USA";
    assert_eq!(shown(&reports[0]), expected);
    assert_eq!(tally.guessed.len(), 2, "{:?}", tally.guessed);
    let text = "Global_Event_ID,Day,Actor_1_Country_Code,Actor_1_Country_ABBR,Actor_1_Role,Actor_1_Role2,Actor_2_Country_Code,\
                Actor_2_Country_ABBR,Actor_2_Role2,Event_Code,Event_Root_Code,ST_PR_CNTRY,Country,Day_Time\n\
                9,20201113,ARMMIL,ARM,MIL,,AZE,AZE,,046,4,Moscow,RS,x\n";
    let (reports, tally) = read(Layout::Gdelt2, text);
    assert_eq!(shown(&reports[0]), "2020-11-13 CONSULT: 046 q1 ARM-MIL[MIL] -> AZE @ Moscow  RUS");
    assert!(
        tally.guessed.contains(&"column `Actor_1_Country_Code` read as Actor1Code".to_owned()),
        "{:?}",
        tally.guessed
    );
    assert!(tally.guessed.contains(&"columns not read: `Day_Time`".to_owned()), "{:?}", tally.guessed);
}

#[test]
fn icews_parties_acts_and_places() {
    let check = |row: &str, expected: &str| check(Layout::Icews, &format!("{ICEWS}{row}\n"), expected);
    check(
        "1\t2019-02-27\tKim Jong-Un\tExecutive,Government\tNorth Korea\tMake a visit\t042\t1.9\tVietnam\t\tVietnam\t5\t2\tXinhua\tHanoi\tNA\t\tVietnam\t21\t105.8",
        "2019-02-27 CONSULT:visit 042 q1 PRK[GOV] -> VNM @ Hanoi city VNM",
    );
    check(
        "1\t2018-10-04\tPolice (India)\tGovernment,Police\tIndia\tArrest\t173\t-5\tInsurgent (India)\tDissident,Insurgents\tIndia\t5\t2\tPTI\t\t\tAssam\tIndia\t26\t92",
        "2018-10-04 COERCE:arrest 173 q4 IND-COP[COP GOV] -> IND-REB[REB OPP] @ Assam region IND",
    );
    check(
        "1\t2018-10-04\tEuropean Union\tInternational Government Organization,Regional\t\tImpose\t163\t-8\tNavy (Russia)\tMilitary,Navy Mechanized (Ships, Tanks, Planes)\tRussian Federation\t5\t1\tAFP\t\t\t\tRussian Federation\t55\t37",
        "2018-10-04 SANCTION: 163 q4 EU[IGO] -> RUS-MIL[MIL] @ Russia country RUS",
    );
    check(
        "1\t2018-10-04\tHezbollah\tDissident\tLebanon\tMake statement\t10\t0\tMoldova\t\tMoldova, Republic of\t5\t1\tAFP\t\t\t\t\t\t",
        "2018-10-04 : 010 q1 HEZBOLLAH[OPP] -> MDA @",
    );
    let row = format!("{ICEWS}77\t2019-02-27\tA\t\t\tConsult\t040\t1\tB\t\t\t481\t2\tXinhua\t\t\t\t\t\t\n");
    let (reports, _) = read(Layout::Icews, &row);
    assert_eq!(
        (reports[0].document_id.as_str(), reports[0].sentence, reports[0].source.as_str()),
        ("481", 1, "Xinhua")
    );
}

#[test]
fn polecat_by_its_header() {
    let text = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\t\
                Primary Actor Sector\tActor Sectors\tRecipient Name\tRecipient Country\tPlacename\tCity\tCountry\tSource\tPublication Date\n\
                20230320-1\t2023-03-20\tCONSULT\tvisit\t2.3\t1\tdiplomatic;military\tXi Jinping\tCHN\t710\tGOV\tGOV;PTY\tRussia\tRUS\t\
                Moscow\tMoscow\tRUS\tTASS\t2023-03-21\n";
    check(Layout::Polecat, text, "2023-03-20 CONSULT:visit  q1 CHN[GOV PTY] -> RUS @ Moscow city RUS");
    let (reports, _) = read(Layout::Polecat, text);
    assert_eq!(reports[0].contexts, ["diplomatic", "military"]);
    assert_eq!((reports[0].plover_score, reports[0].actors[0].cow), (2.3, Some(710)));
    assert_eq!(reports[0].published_at.map(|day| day.to_string()).as_deref(), Some("2023-03-21"));
}

#[test]
fn phoenix_in_both_forms() {
    let row = "5714_0\t20160418\t2016\t4\t18\tSAUGOV\tSAU\tGOV\t\tYEMREB\tYEM\tREB\t\t190\t19\t4\t-10\t\t15.3\t44.2\tSanaa\tSanaa\tYEM\t\
               571_3\thttp://www.aljazeera.com/x\tajz\n";
    check(Layout::Phoenix, row, "2016-04-18 ASSAULT: 190 q4 SAU[GOV] -> YEM-REB[REB] @ Sanaa city YEM");
    let (reports, _) = read(Layout::Phoenix, row);
    assert_eq!((reports[0].document_id.as_str(), reports[0].sentence, reports[0].source.as_str()), ("571", 3, "ajz"));
    let text = "eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,\
                target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,statename,countryname,aid,process\n\
                NYT1,11/20/1985,1985,11,19,USAGOV,USA,GOV,,RUS,RUS,,,040,4,1,1,,46.2,6.1,Geneva,,Switzerland,99,x\n";
    check(Layout::Phoenix, text, "1985-11-19 CONSULT: 040 q1 USA[GOV] -> SUN @ Geneva city CHE");
    let (reports, _) = read(Layout::Phoenix, text);
    assert_eq!(reports[0].published_at.map(|day| day.to_string()).as_deref(), Some("1985-11-20"));
}

#[test]
fn ucdp_sides_dates_and_the_killed() {
    let header = "id,type_of_violence,side_a,gwnoa,side_b,gwnob,where_prec,where_coordinates,adm_1,country,country_id,latitude,\
                  longitude,date_prec,date_start,date_end,best,source_office\n";
    let check = |row: &str, expected: &str| check(Layout::Ucdp, &format!("{header}{row}\n"), expected);
    check(
        "1.0,1.0,Government of Syria,652.0,Syrian insurgents,,1.0,Aleppo town,Aleppo,Syria,652.0,36.2,37.1,1.0,2016-01-01,2016-01-01,4.0,SOHR",
        "2016-01-01 ASSAULT: 190 q4 SYR[GOV] -> SYR-REB[REB] @ Aleppo town city SYR",
    );
    check(
        "1,2,IS,,\"SDF, Liwa al-Aqsa\",,4,Raqqa town,Raqqa,Syria,652,36,37,2,2016-01-01,2016-01-05,0,SOHR",
        "2016-01-01..2016-01-05 ASSAULT: 190 q4 IS[REB] -> SDF[REB]+SYR-UAF[UAF] @ Raqqa region SYR",
    );
    check(
        "1,3,Government of Russia (Soviet Union),,Civilians,,6,Kabul,Kabul,Afghanistan,700,34,69,5,1985-01-01 00:00:00,1985-12-31,9,HRW",
        "1985-01-01..1985-12-31 ASSAULT: 180 q4 SUN[GOV] -> AFG-CVL[CVL] @ Afghanistan country AFG",
    );
    check(
        "1,1,\"Government of United Kingdom, Government of United States of America\",\"200, 2\",Government of Iraq,645,1,Basra,,Iraq,645,30,47,1,2003-03-21,2003-03-21,5,AP",
        "2003-03-21 ASSAULT: 190 q4 GBR[GOV]+USA[GOV] -> IRQ[GOV] @ Basra city IRQ",
    );
    check(
        "1,1,Government of Israel,666,Hezbollah,,1,A,B,Syria,652,33,36,1,2018-01-01,2018-01-01,1,S",
        "2018-01-01 ASSAULT: 190 q4 ISR[GOV] -> HEZBOLLAH[REB] @ A city SYR",
    );
    check(
        "1,2,SNA,,SSA,,1,A,B,Somalia,520,2,45,1,1993-01-01,1993-01-01,1,S",
        "1993-01-01 ASSAULT: 190 q4 SOM-UAF[UAF] -> SOM-UAF[UAF] @ A city SOM",
    );
    let row = "1,2,PKK,,IS,,1,A,B,Syria,652,36,37,1,2016-01-01,2016-01-01,4,S";
    let (reports, _) = read(Layout::Ucdp, &format!("{header}{row}\n"));
    assert_eq!(shown(&reports[0]), "2016-01-01 ASSAULT: 190 q4 ?[UAF] -> IS[REB] @ A city SYR");
    assert_eq!(reports[0].problems.len(), 1);
    let (reports, _) = read(
        Layout::Ucdp,
        &format!("{header}1,1,Government of Syria,652,IS,,1,A,B,Syria,652,36,37,1,2016-01-01,2016-01-01,4,S\n"),
    );
    let killed = &reports[0].quantities[0];
    assert_eq!((killed.kind.as_str(), killed.value, killed.unit.as_str()), ("killed", 4.0, "people"));
}

#[test]
fn unknown_codes_stay_empty_are_told_and_counted() {
    let row =
        gdelt2(&[(5, "QQQ"), (6, "NOBODY"), (7, "QQQ"), (8, "QQR"), (12, "QQS"), (26, "999"), (28, "99"), (53, "Q9")]);
    let (reports, tally) = read(Layout::Gdelt2, &(row.clone() + &row));
    let report = &reports[0];
    assert_eq!((report.cameo_code.as_str(), report.event_type, report.actors[0].code()), ("", None, "?".to_owned()));
    assert_eq!(report.place_country, "");
    let messages: Vec<_> = report.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages.len(), 5);
    assert_eq!(messages[0], "expected a known event code, found `999`");
    let counted: Vec<_> = tally.unknown_codes.iter().map(|(code, n)| (code.as_str(), *n)).collect();
    let expected = ["FIPS country Q9", "actor country QQQ", "actor type QQS", "event code 999", "known group QQR"];
    assert_eq!(counted, expected.map(|code| (code, 2)));
}

#[test]
fn batches_come_in_order() {
    let rows: String = (0..10_000).map(|n| gdelt2(&[(0, &n.to_string()), (26, "042"), (28, "04")])).collect();
    let mut import = Import::new(Layout::Gdelt2, rows.as_bytes(), "test").expect("the layout");
    let batches: Vec<Vec<Report>> = import.by_ref().map(|batch| batch.expect("memory can be read")).collect();
    assert!(batches.len() > 1);
    let ids: Vec<_> = batches.iter().flatten().map(|report| report.native_id.clone()).collect();
    assert_eq!(ids, (0..10_000).map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(import.into_tally().n_reports, 10_000);
}
