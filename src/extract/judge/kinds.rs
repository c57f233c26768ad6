//! Kinds of statements that whole articles make, each with examples of both sides in bracket notation. All names of people
//! are invented; `a-b` below stands for the ticket of candidate:a and candidate:b.

mod apart;
mod listed;
mod once;
mod papers;
mod said;
mod unnamed;
mod unseen;

use super::{cases::line, measure::elects, statements::statements, testing::article};
use crate::{
    extract::{EntityFacts, ProposedMention, Rule},
    model::{EntityId, Slot},
};

fn pks() -> &'static str {
    "[PKS|party:pks]"
}

/// Short names: `{PKS}` → a party, `{A}` → a candidate, `{Blora}` → a region.
fn marked(text: &str) -> String {
    let mut marked = text.to_owned();
    for (short, entity) in [
        ("PKS", "party:pks"),
        ("PAN", "party:pan"),
        ("PKB", "party:pkb"),
        ("PPP", "party:ppp"),
        ("PDIP", "party:pdip"),
        ("Golkar", "party:golkar"),
        ("NasDem", "party:nasdem"),
        ("Hanura", "party:hanura"),
        ("Demokrat", "party:demokrat"),
        ("Asep", "candidate:a"),
        ("Neni", "candidate:b"),
        ("Toni", "candidate:c"),
        ("Sari", "candidate:d"),
        ("Jajang", "candidate:e"),
        ("Rini", "candidate:f"),
        ("Blora", "region:33.16"),
        ("Demak", "region:33.21"),
        ("Jepara", "region:33.20"),
        ("Blitar", "region:35.72"),
    ] {
        marked = marked.replace(&format!("{{{short}}}"), &format!("[{short}|{entity}]"));
    }
    marked
}

/// What the article says, a line for each statement: region, ticket, parties with stance, status.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_with(text, expected, &|_| Vec::new());
}

#[track_caller]
fn check_with(text: &str, expected: &[&str], running: &dyn Fn(&EntityId) -> Vec<EntityId>) {
    let (article, annotations) = article(&marked(text), Some("2024-07-10"));
    let found: Vec<ProposedMention> = annotations
        .in_reading_order()
        .into_iter()
        .map(|mention| ProposedMention {
            id: mention.id.clone(),
            span: mention.span,
            kind: mention.kind.clone(),
            entity: mention.entity.clone(),
            candidates: Vec::new(),
            score: 1.0,
            rule: Rule::PartyName.into(),
        })
        .collect();
    let pair_head = |_: &EntityId, _: &EntityId| None::<Slot>;
    let facts = EntityFacts {
        elects: &elects,
        appointed: &|_| false,
        running,
        pair_head: &pair_head,
        pairs_of: Some(2024),
        own: None,
    };
    let said: Vec<String> = statements(&article, &found, &facts)
        .iter()
        .map(|found| {
            let line = line(&found.coalition);
            let mut fields = line.split(" | ");
            let (race, ticket, parties, status) = (fields.next(), fields.next(), fields.next(), fields.next());
            let region = race.and_then(|race| race.split(' ').next()).unwrap_or("");
            let status = status.and_then(|status| status.split(' ').next()).unwrap_or("");
            let short = |stance: &str| stance[..1].to_owned();
            let parties = parties.unwrap_or("").split(", ").map(|party| match party.split_once(' ') {
                Some((name, stance)) => format!("{name}:{}", short(stance)),
                None => party.to_owned(),
            });
            let parties: Vec<String> = parties.collect();
            format!("{region} {} {} {status}", ticket.unwrap_or("").replace(" / ", "-"), parties.join(","))
        })
        .collect();
    assert_eq!(said, expected, "{text}");
}

#[test]
fn tickets_in_clauses() {
    let two = ["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d golkar:n confirmed"];
    check("Pada Pilbup {Blora}, {Asep}-{Neni} diusung {PKS} dan {PAN}, {Toni}-{Sari} diusung {Golkar}.", &two);
    check("Pada Pilbup {Blora}, {Asep}-{Neni} diusung {PKS} dan {PAN} serta {Toni}-{Sari} diusung {Golkar}.", &two);
    check("Pada Pilbup {Blora}, {Asep}-{Neni} diusung {PKS} dan {PAN} dan {Toni}-{Sari} diusung {Golkar}.", &two);
    check(
        "Pada Pilbup {Blora}, {Asep}-{Neni} yang diusung {PKS} dan {PAN} berhadapan dengan {Toni}-{Sari} yang didukung {Golkar}.",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d golkar:s confirmed"],
    );
    check("Di Pilbup {Blora}, {PKS} dan {PAN} mengusung {Asep}-{Neni}, {Golkar} mengusung {Toni}-{Sari}.", &two);
    // One ticket, whoever backs it.
    check(
        "{PKS} mendukung {Asep}-{Neni}, yang diusung {PAN} dan {Golkar}, di Pilbup {Blora}.",
        &["33.16 a-b pks:s,pan:n,golkar:n confirmed"],
    );
}

#[test]
fn parties_that_are_counted() {
    check(
        "{PKS}, {PPP} dan {PAN} rapat. {PKS} menjamu {PPP}. {PKB} dan {Golkar} satu meja. Kedua partai itu sepakat mengusung {Asep} di Pilbup {Blora}.",
        &["33.16 a-- pkb:n,golkar:n confirmed"],
    );
    check(
        "{PKS}, {PPP} dan {PAN} rapat di Pilbup {Blora}. Ketiga partai itu sepakat mengusung {Asep}-{Neni}.",
        &["33.16 a-b pks:n,ppp:n,pan:n confirmed"],
    );
    // A number that announces a list means that list.
    check(
        "{PKS} dan {PPP} rapat. {Asep}-{Neni} diusung dua partai di Pilbup {Blora}. Yakni, {PAN} dan {PKB}.",
        &["33.16 a-b pan:n,pkb:n confirmed"],
    );
}

#[test]
fn parties_that_are_left_out() {
    check(
        "{PKS} dan {PAN}, tanpa {PDIP}, mengusung {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
    check("Setelah {Golkar}, giliran {PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
    check("Fraksi {PKS} mendukung pembahasan anggaran {Blora} bersama {Asep}.", &[]);
}

#[test]
fn conditions_are_hedges() {
    check("{PKS} akan mengusung {Asep} di Pilbup {Blora} jika survei membaik.", &["33.16 a-- pks:n exploring"]);
}

#[test]
fn changes_of_side() {
    check(
        "Di Pilbup {Blora}, {PKS} batal mengusung {Asep}-{Neni} dan beralih mengusung {Toni}-{Sari}.",
        &["33.16 a-b pks:n denied", "33.16 c-d pks:n confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {PKS} semula mengusung {Asep}-{Neni}, kini mendukung {Toni}-{Sari}.",
        &["33.16 a-b pks:n past", "33.16 c-d pks:s confirmed"],
    );
    check(
        "{PKS} mengalihkan dukungan dari {Asep}-{Neni} ke {Toni}-{Sari} di Pilbup {Blora}.",
        &["33.16 a-b pks:s denied", "33.16 c-d pks:s confirmed"],
    );
    check("{PKS} mencabut dukungannya untuk {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s denied"]);
    check(
        "{PKS} menarik dukungan di Pilbup {Blora}. Dukungan untuk pasangan {Asep}-{Neni} dibatalkan dan mengusung pasangan {Toni}-{Sari}.",
        &["33.16 a-b pks:s denied", "33.16 c-d pks:n confirmed"],
    );
}

#[test]
fn time_and_hedges_stay_in_their_clause() {
    check(
        "Di {Blora}, pemenang Pilbup 2020 yang diusung {PKS}, {Asep}, kini didukung {Golkar}.",
        &["33.16 a-- pks:n past", "33.16 a-- golkar:s confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {PKS} mengusung {Asep}-{Neni}, sementara {PAN} memberi surat tugas kepada {Toni}.",
        &["33.16 a-b pks:n confirmed", "33.16 c-- pan:n exploring"],
    );
}

#[test]
fn parties_away_from_their_verb() {
    check(
        "Tiga partai mengusung {Asep}-{Neni} di Pilbup {Blora}. Ketiga partai itu adalah {PKS}, {PAN}, dan {PKB}.",
        &["33.16 a-b pks:n,pan:n,pkb:n confirmed"],
    );
    check(
        "{Asep}-{Neni} diusung lima partai di Pilbup {Blora}. Yaitu {PKS}, {PAN}, {PKB}, {PPP}, dan {Hanura}.",
        &["33.16 a-b pks:n,pan:n,pkb:n,ppp:n,hanura:n confirmed"],
    );
    check(
        "{Asep}-{Neni} diusung {PKS} di Pilbup {Blora}. Ditambah {PAN} dan {PKB}.",
        &["33.16 a-b pks:n,pan:n,pkb:n confirmed"],
    );
}

#[test]
fn lists_in_lines() {
    check(
        "Berikut pasangan yang diusung Partai {Golkar}:\n1. {Asep}-{Neni} di Pilbup {Blora}.\n2. {Toni}-{Sari} di Pilbup {Demak}.",
        &["33.16 a-b golkar:n confirmed", "33.21 c-d golkar:n confirmed"],
    );
    check(
        "Daftar calon di Pilbup {Blora}:\nNomor urut 1: {Asep} – {Neni} ({PKS}, {PAN})\nNomor urut 2: {Toni} – {Sari} ({Golkar})",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d golkar:n confirmed"],
    );
    check(
        "Berikut daftarnya:\n1. {Blora}\n{Asep} - {Neni}\n({PKS}-{PAN})\n2. {Demak}\n{Toni} - {Sari}\n({Golkar})",
        &["33.16 a-b pks:n,pan:n confirmed", "33.21 c-d golkar:n confirmed"],
    );
    // A headline is no statement.
    check("{PKS} Usung {Asep}-{Neni} di Pilbup {Blora}\nRapat belum selesai.", &[]);
}

#[test]
fn brackets_behind_an_election() {
    check(
        "Pemilihan Kepala Daerah (Pilkada) {Blora} sudah dekat.\n\n{PKS} mengusung {Asep}-{Neni}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check("Pilkada 2024 {Blora} ramai.\n\n{PKS} mengusung {Asep}-{Neni}.", &["33.16 a-b pks:n confirmed"]);
}

#[test]
fn tickets_that_are_meant() {
    check(
        "{Asep}-{Neni} maju di Pilbup {Blora}. Mereka diusung {PKS} dan {PAN}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
    check(
        "{Asep}-{Neni} maju di Pilbup {Blora}. Pasangan bakal calon ini diusung {PKS}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check("{PKS} mengusung {Asep} dengan {Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
    check("{PKS} mengusung {Asep} (Prof Udi)- {Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
    check(
        "{PKS} mengusung pasangan {Asep} (Ketua DPD {PKS} Kabupaten Blora)-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check("Di Pilbup {Blora}, {Asep} ({PKS}) dan {Toni} ({Golkar}) sama-sama maju.", &[]);
    check(
        "{PKS} mengusung bakal calon bupati dan bakal calon wakil bupati {Asep}-{Neni} di {Blora}.",
        &["33.16 a-b pks:n confirmed"],
    );
}

#[test]
fn the_noun_does_not_govern() {
    check("{Asep}-{Neni} diusung koalisi {PKS}, {PAN} di Pilbup {Blora}.", &["33.16 a-b pks:n,pan:n confirmed"]);
    check("{PKS} dan {PAN} satu koalisi di Pilbup {Blora}.", &["33.16 --- pks:m,pan:m confirmed"]);
}

#[test]
fn a_known_pair_outweighs_other_regions() {
    let there = |candidate: &EntityId| match candidate.local() {
        "a" | "b" => vec![EntityId::new("region:33.16").unwrap()],
        _ => Vec::new(),
    };
    check_with("Di {Demak}, {PKS} mengumumkan mengusung {Asep}-{Neni}.", &["33.16 a-b pks:n confirmed"], &there);
    check_with("{PKS} mengusung {Asep}-{Neni} di Pilbup {Demak}.", &["33.21 a-b pks:n confirmed"], &there);
}

#[test]
fn one_statement_a_region() {
    check(
        "{PKS} dan {PAN} sepakat berkoalisi di {Blora}, {Demak}, dan {Jepara}.",
        &["33.16 --- pks:m,pan:m confirmed", "33.21 --- pks:m,pan:m confirmed", "33.20 --- pks:m,pan:m confirmed"],
    );
}

#[test]
fn years_of_laws_are_no_elections() {
    let text = format!(
        "Sesuai UU Nomor 10 Tahun 2016 tentang Pilkada, {} mengusung [Asep|candidate:a] di Pilbup [Blora|region:33.16].",
        pks()
    );
    check(&text, &["33.16 a-- pks:n confirmed"]);
}

#[test]
fn a_heading_names_the_race_below_it() {
    check(
        "Peta calon\n\n{Blora}\n\nPasangan {Asep}-{Neni} didukung {PKS} dan {PAN}.\n\nPilkada {Demak}\n\n{Toni}-{Sari} diusung {Golkar}.",
        &["33.16 a-b pks:s,pan:s confirmed", "33.21 c-d golkar:n confirmed"],
    );
}

#[test]
fn elections_that_are_only_compared() {
    check(
        "Setelah menang di Pilbup {Demak} 2017, {PKS} dan {PAN} mengusung {Asep}-{Neni} di Pilbup {Blora} 2024.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
    check(
        "{PKS} dan {PAN} berkoalisi di Pilbup {Blora}. Kedua partai mengusung {Asep} dan ingin mengulang kesuksesan di Pilbup {Demak}.",
        &["33.16 --- pks:m,pan:m confirmed", "33.16 a-- pks:n,pan:n hoped"],
    );
}

#[test]
fn where_something_is_said_is_no_race() {
    check(
        "Nama itu diumumkan di kantor partai di {Demak}, Rabu (27/12). {PKS} mengusung {Asep}-{Neni}.",
        &["- a-b pks:n confirmed"],
    );
    check(
        "{PKS} menyerahkan surat kepada empat pasangan calon di {Demak}, Kamis (22/8). {PKS} mengusung {Asep}-{Neni}.",
        &["33.21 a-b pks:n confirmed"],
    );
}

#[test]
fn papers_that_parties_give() {
    for paper in ["B1KWK", "B1-KWK", "B.1-KWK", "B1 KWK"] {
        check(
            &format!("{{PKS}} memberikan surat {paper} kepada {{Asep}} dan {{Neni}} di Pilbup {{Blora}}."),
            &["33.16 a-b pks:n confirmed"],
        );
    }
    check("{PKS} memberikan surat dukungan kepada {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s confirmed"]);
}

#[test]
fn a_person_meant_by_an_office() {
    // Somebody else is named who may be meant.
    check("Lawan {Asep} di Pilbup {Blora} adalah Karta Wijaya. Bupati itu diusung {PKS} dan {PAN}.", &[]);
    check(
        "{Asep} maju di Pilbup {Blora}. Mantan kepala dinas itu diusung {PKS} dan {PAN}.",
        &["33.16 a-- pks:n,pan:n confirmed"],
    );
}

#[test]
fn candidates_of_a_party_are_no_offer() {
    check("Konsolidasi calon kepala daerah {PKS} digelar di {Blora}.", &[]);
    check(
        "{PKS} dan {PAN} berkoalisi di Pilbup {Blora}: bupatinya dari {PKS}, wakilnya {PAN}.",
        &["33.16 --- pks:n,pan:n confirmed"],
    );
}

#[test]
fn a_list_under_the_sentence_that_announces_it() {
    check(
        "Berikut nama-nama pasangan calon dari {Golkar} yang dibacakan ketua.\n\nCalon Bupati - Wakil Bupati\n\n{Blora}: {Asep} - {Neni}\n\n{Demak}: {Toni} - {Sari}",
        &["33.16 a-b golkar:n confirmed", "33.21 c-d golkar:n confirmed"],
    );
}

#[test]
fn an_item_of_a_place_that_is_not_known_is_of_no_other() {
    check(
        "Berikut nama-nama pasangan calon dari {Golkar}:\n\n{Demak}: {Toni} - {Sari}\n\nLawu, {Blora}: {Asep} - {Neni}",
        &["33.21 c-d golkar:n confirmed", "- a-b golkar:n confirmed"],
    );
}

#[test]
fn what_was_before_is_past() {
    check(
        "Di Pilbup {Blora}, {PKS} yang sebelumnya mengusung {Asep}-{Neni} kini mengalihkan dukungannya kepada {Toni}-{Sari}.",
        &["33.16 a-b pks:n past", "33.16 c-d pks:s confirmed"],
    );
}

#[test]
fn a_place_that_nobody_knows_is_no_other() {
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} diusung {PKS}. Untuk Kabupaten Lawu barat, pasangan {Toni}-{Sari} didukung {Golkar}.",
        &["33.16 a-b pks:n confirmed", "- c-d golkar:s confirmed"],
    );
}

#[test]
fn who_talks_has_not_agreed() {
    check("Pembahasan koalisi {PKS} dengan {PAN} di Pilbup {Blora} berjalan.", &["33.16 --- pks:m,pan:m exploring"]);
    check("{PAN} menyambut baik ajakan berkoalisi dari {PKS} di Pilbup {Blora}.", &["33.16 --- pan:m,pks:m exploring"]);
}

#[test]
fn years_stay_with_what_they_date() {
    check(
        "Di Pilkada {Blora}, {PKS}, yang pada 2018 mengusung {Asep}-{Neni} bersama {PAN}, kini mendukung {Toni}-{Sari}.",
        &["33.16 a-b pks:n,pan:n past", "33.16 c-d pks:s confirmed"],
    );
    check("Bupati {Blora} {Asep} yang pada 2020 diusung {PKS} maju lagi.", &["33.16 a-- pks:n past"]);
    check(
        "Pada Pilbup {Blora} 2018 {Asep} didukung {PKS}; pada Pilbup {Blora} 2024 ini {Asep} didukung {PAN}.",
        &["33.16 a-- pks:s past", "33.16 a-- pan:s confirmed"],
    );
}

#[test]
fn company_stays_with_its_ticket() {
    check(
        "Di Pilbup {Blora}, {PKB} mengusung {Asep}-{Neni} bersama {PAN} dan {PKS}, sementara {Golkar} mengusung {Toni}-{Sari}.",
        &["33.16 a-b pkb:n,pan:n,pks:n confirmed", "33.16 c-d golkar:n confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {PPP} dan {PAN} yang dulu bersama {PDIP} kini mendukung {Asep}-{Neni}.",
        &["33.16 a-b ppp:s,pan:s confirmed"],
    );
}

#[test]
fn what_is_not_said_is_not_stated() {
    check("Di Pilbup {Blora}, apakah {PKS} mengusung {Asep}-{Neni}? Tidak.", &[]);
    check("{PKS} disebut akan mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n exploring"]);
    check("{PKS} didekati {PAN} untuk mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pks:n,pan:n exploring"]);
    check("Bukan {PKS}, melainkan {PAN} yang mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pan:n confirmed"]);
    check("Sebaiknya {PKS} mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pks:n hoped"]);
    check("Di Pilbup {Blora}, 60 persen pemilih {PKB} mendukung {Asep}.", &[]);
}

#[test]
fn that_election_is_the_one_named_before() {
    check(
        "Setelah menang di Pilkada {Demak} 2017, {PKS} dan {PAN} berkoalisi lagi di Pilbup {Blora} 2024. Pada pilkada itu kedua partai memenangkan pasangan {Asep} dan {Neni} di {Demak}.",
        &["33.16 --- pks:m,pan:m confirmed", "33.21 a-b pks:s,pan:s past"],
    );
}
