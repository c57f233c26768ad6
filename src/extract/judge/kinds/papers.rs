//! Papers by whatever name, whose vehicle somebody takes, whom a party names, and lists of parties in all their forms.

use super::check;

#[test]
fn papers_by_whatever_name() {
    let nominates = ["33.16 a-b pks:n confirmed"];
    for paper in
        ["SK", "formulir B1-KWK", "surat persetujuan", "form model B1-KWK parpol", "surat rekomendasi dukungan"]
    {
        check(&format!("{{PKS}} menyerahkan {paper} kepada {{Asep}}-{{Neni}} di Pilbup {{Blora}}."), &nominates);
        check(&format!("Di Pilbup {{Blora}}, {{Asep}}-{{Neni}} menerima {paper} dari DPP {{PKS}}."), &nominates);
        check(&format!("Di Pilbup {{Blora}}, {{Asep}}-{{Neni}} sudah mengantongi {paper} {{PKS}}."), &nominates);
    }
    check(
        "{Asep}-{Neni} maju di Pilbup {Blora}. Keduanya baru saja menerima rekomendasi langsung dari Ketua Umum Partai {PKS} kemarin.",
        &nominates,
    );
    check(
        "Di Pilbup {Blora}, {Asep} mendapatkan rekomendasi sebagai calon bupati dari dua partai yakni {PKS} dan {PAN}.",
        &["33.16 a-- pks:n,pan:n confirmed"],
    );
    check("{PKS} menyerahkan surat dukungan kepada {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s confirmed"]);
    // Whose papers are not yet there, and papers of others.
    check("Di Pilbup {Blora}, {Asep}-{Neni} menerima surat undangan dari {PKS}.", &[]);
    check("Di Pilbup {Blora}, {Asep}-{Neni} menyerahkan berkas pendaftaran bersama pengurus {PKS}.", &[]);
}

#[test]
fn whose_vehicle_somebody_takes() {
    check("Di Pilbup {Blora}, {Asep} maju lewat perahu {PKS}.", &["33.16 a-- pks:n confirmed"]);
    check("Pasangan {Asep}-{Neni} maju di Pilbup {Blora} melalui Partai {PKS}.", &["33.16 a-b pks:n confirmed"]);
    check("Di Pilbup {Blora}, {Asep} akan maju dari {PKS}.", &["33.16 a-- pks:n confirmed"]);
    check("Di Pilbup {Blora}, {Asep} maju lewat jalur perseorangan, kata kader {PKS}.", &[]);
    check("{Asep} mendaftar ke {PKS} untuk Pilbup {Blora}.", &[]);
}

#[test]
fn whom_a_party_names() {
    let one = ["33.16 a-- pks:n confirmed"];
    check("{PKS} mendeklarasikan {Asep} sebagai bakal calon bupati {Blora}.", &one);
    check("Di Pilbup {Blora}, {PKS} menunjuk kadernya, {Asep}.", &one);
    check("Di Pilbup {Blora}, {PKS} mengumumkan pasangan {Asep}-{Neni}.", &["33.16 a-b pks:n confirmed"]);
    check("Di Pilbup {Blora}, {PKS} mengumumkan hasil rapat. {Asep} hadir.", &[]);
    check("KPU {Blora} mengumumkan {Asep}-{Neni} sebagai pasangan calon.", &[]);
}

#[test]
fn parties_behind_a_pair() {
    check("Pilkada {Blora} dimenangkan {Asep}-{Neni} dari {PKS} dan {PAN}.", &["33.16 a-b pks:n,pan:n confirmed"]);
    check("Pilkada {Blora} dimenangkan {Asep}-{Neni}, ketua {PKS} dan {PAN} hadir.", &[]);
    check("Di Pilbup {Blora} hadir {Asep} dari {PKS} dan {Neni} dari {PAN}.", &[]);
}

#[test]
fn lists_of_parties_in_all_their_forms() {
    for list in [
        "{PKS} + {PAN} + {PPP}",
        "{PKS}, {PAN}, dan partai non parlemen {PPP}",
        "{PKS} dan {PAN}. Selain itu, ada juga {PPP}",
        "{PKS} dan {PAN}. Partai lain yang ikut bergabung adalah {PPP}",
        "tiga partai. Ketiganya adalah {PKS}, {PAN}, dan {PPP}",
    ] {
        check(
            &format!("Di Pilbup {{Blora}}, {{Asep}}-{{Neni}} diusung {list}."),
            &["33.16 a-b pks:n,pan:n,ppp:n confirmed"],
        );
        check(
            &format!(
                "Di Pilbup {{Blora}}, {{Asep}}-{{Neni}} diusung {list}, sedangkan {{Toni}}-{{Sari}} diusung {{Golkar}}."
            ),
            &["33.16 a-b pks:n,pan:n,ppp:n confirmed", "33.16 c-d golkar:n confirmed"],
        );
    }
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} diusung {PKS} dan {PAN}, serta didukung {PPP}.",
        &["33.16 a-b pks:n,pan:n,ppp:s confirmed"],
    );
    // Another ticket with a verb of its own.
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} diusung {PKS} dan {PAN}, serta {Toni}-{Sari} didukung {PPP}.",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d ppp:s confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} diusung {PKS}. Selain itu, hadir juga pengurus {PPP}.",
        &["33.16 a-b pks:n confirmed"],
    );
}

#[test]
fn places_that_stand_right_before_their_people() {
    check(
        "{PKS} merekomendasikan calon gubernur [Jawa Tengah|region:33], {Asep}; calon bupati {Blora}, {Neni}; calon bupati {Demak}, {Toni}.",
        &["33 a-- pks:n confirmed", "33.16 b-- pks:n confirmed", "33.21 c-- pks:n confirmed"],
    );
    check(
        "{PKS} mengusung {Blora} – {Asep} dan {Neni}, {Demak} – {Toni} dan {Sari}.",
        &["33.16 a-b pks:n confirmed", "33.21 c-d pks:n confirmed"],
    );
    check(
        "{PKS} mengusung Bupati {Blora} {Asep}, Bupati {Demak} {Neni}, dan Bupati {Jepara} {Toni}.",
        &["33.16 a-- pks:n confirmed", "33.21 b-- pks:n confirmed", "33.20 c-- pks:n confirmed"],
    );
    // Two who hold offices run for their province.
    check(
        "Pilkada [Jawa Tengah|region:33] 2024 ramai. Bupati {Blora}, {Asep} dan Bupati {Demak}, {Neni} diusung {PKS} dan {PAN}.",
        &["33 a-b pks:n,pan:n confirmed"],
    );
}

#[test]
fn the_place_of_the_next_clause() {
    check(
        "Untuk Kabupaten {Blora}, {PKS} mengusung {Asep} yang juga Bupati {Blora} saat ini dan untuk Kota {Blitar}, {PKS} mengusung {Neni}.",
        &["33.16 a-- pks:n confirmed", "35.72 b-- pks:n confirmed"],
    );
}

#[test]
fn how_firm_what_is_heard_and_what_is_asked_are() {
    check("{PKS} dikabarkan sepakat mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pks:n exploring"]);
    check("{PKS} sepakat mengusung {Asep} di Pilbup {Blora}, kabarnya ramai.", &["33.16 a-- pks:n confirmed"]);
    check(
        "{Asep}-{Neni} yang telah diusung {PKS}, berpotensi digandeng partai lain di Pilbup {Blora}.",
        &["33.16 a-b pks:n confirmed"],
    );
    // Who leaves leaves, wherever it is told.
    check(
        "Calon bupati {Blora} yang diusung {PKS} dan {PAN}, {Asep}, mengundurkan diri dari pencalonan.",
        &["33.16 a-- pks:n,pan:n denied"],
    );
    check("{PKS} belum menyebut apakah akan mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pks:n exploring"]);
}

#[test]
fn who_turns_from_one_ticket_to_another() {
    check(
        "Di Pilbup {Blora}, {PKS} membatalkan dukungan kepada {Asep}-{Neni}, lalu beralih kepada {Toni}-{Sari}.",
        &["33.16 a-b pks:s denied", "33.16 c-d pks:s confirmed"],
    );
}

#[test]
fn who_supports_and_then_nominates() {
    check(
        "{PKS} mendukung {Asep}-{Neni} di Pilbup {Blora}. Pasangan {Asep}-{Neni} diusung {PKS}.",
        &["33.16 a-b pks:n confirmed"],
    );
    // Of those who support together, one that nominates says nothing of the others.
    check(
        "{PKS} dan {PAN} mendukung {Asep}-{Neni} di Pilbup {Blora}. Pasangan {Asep}-{Neni} diusung {PKS}.",
        &["33.16 a-b pks:s,pan:s confirmed"],
    );
}

#[test]
fn where_somebody_was_in_office() {
    let one = ["33.16 a-- pks:n confirmed"];
    check("Pilkada {Blora} 2024 ramai. Mantan Bupati {Demak} {Asep} diusung {PKS}.", &one);
    check("Mantan Bupati {Blora} {Asep} diusung {PKS} untuk maju lagi.", &one);
    check("Pilkada {Demak} 2024 ramai. Bupati {Blora} {Asep} diusung {PKS}.", &one);
}

#[test]
fn names_of_which_one_will_be_chosen() {
    check(
        "{PKS} belum memutuskan apakah akan mengusung {Asep} atau {Toni} di Pilbup {Blora}.",
        &["33.16 a-- pks:n exploring", "33.16 c-- pks:n exploring"],
    );
    check("Rekomendasi DPP {PKS} untuk Pilbup {Blora} jatuh kepada {Asep}-{Neni}.", &["33.16 a-b pks:n confirmed"]);
    check("Rekomendasi rapat di {Blora} diberikan kepada {Asep}-{Neni}, kata kader {PKS}.", &[]);
}
