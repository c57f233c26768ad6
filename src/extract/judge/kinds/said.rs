//! Kinds that news of other papers showed: what parties could do, whom somebody joins, where a list of places lies.

use super::{check, pks};

#[test]
fn what_parties_could_do_is_no_statement() {
    for could in ["cukup untuk mengusung", "bisa mengusung", "dapat mengusung", "sudah bisa mengusung"] {
        check(&format!("Di Pilbup {{Blora}}, kursi {{PKS}} dan {{PAN}} {could} pasangan calon."), &[]);
    }
    check("Dengan sembilan kursi, {PKS} berhak mengusung calon sendiri di Pilbup {Blora}.", &[]);
    check("{PKS} bisa mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
    check("{PKS} dan {PAN} mengusung pasangan calon di Pilbup {Blora}.", &[]);
    check("Tidak ada pasangan yang diusung {PKS} di Pilbup {Blora}. {Asep}-{Neni} maju sendiri.", &[]);
}

#[test]
fn a_person_who_joins_a_party() {
    check("{Asep}, kader {PDIP}, memutuskan bergabung dengan {Demokrat} menjelang Pilbup {Blora}.", &[]);
    check("{Asep} merapat ke {PAN} menjelang Pilbup {Blora}.", &[]);
    check("{PKS} memutuskan bergabung dengan {Demokrat} di Pilbup {Blora}.", &["33.16 --- pks:m,demokrat:m confirmed"]);
}

#[test]
fn a_second_verb_that_denies() {
    check(
        "{PDIP} bertekad mengusung {Asep} di Pilbup {Blora} dan tidak kembali mengusung {Toni}.",
        &["33.16 a-- pdip:n confirmed", "33.16 c-- pdip:n denied"],
    );
}

#[test]
fn the_party_of_who_speaks_joins_another() {
    check(
        &format!(
            "Ketua DPD {}, Wijaya, menilai Pilbup {{Blora}} terbuka. Wijaya mengatakan partainya kemungkinan bakal berkoalisi dengan {{Demokrat}} dan akan mengusung {{Asep}}.",
            pks()
        ),
        &["33.16 a-- pks:n,demokrat:n exploring"],
    );
}

#[test]
fn places_inside_a_region() {
    check(
        "{PKS} dan {PAN} berkoalisi di Pilkada {Blora}, {Demak}, serta sejumlah kota di [Jawa Timur|region:35] seperti {Blitar}.",
        &["33.16 --- pks:m,pan:m confirmed", "33.21 --- pks:m,pan:m confirmed", "35.72 --- pks:m,pan:m confirmed"],
    );
    check(
        "Selain untuk calon bupati {Blora}, {PKS} juga menyerahkan rekomendasi kepada calon bupati {Demak}, {Asep}.",
        &["33.21 a-- pks:n confirmed"],
    );
}

#[test]
fn papers_handed_over() {
    check(
        "{PKS} mengeluarkan rekomendasi untuk empat daerah. Ketua DPD {PKS}, Wijaya, membeberkan rekomendasi yang sudah diserahkan yaitu kepada pasangan calon bupati dan wakil bupati {Blora} {Asep}-{Neni}, {Demak} {Toni}-{Sari}.",
        &["33.16 a-b pks:n confirmed", "33.21 c-d pks:n confirmed"],
    );
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. Rekomendasi diserahkan di rumah {Toni}.",
        &["33.16 a-b pks:n confirmed"],
    );
}

#[test]
fn one_more_ticket_of_a_list() {
    check(
        "Dua pasangan yang mendapat rekomendasi dari {PKS} yakni {Asep} dan {Neni} untuk Pilbup {Blora}. Satu pasangan lain yaitu {Toni} dan {Sari} yang direkomendasikan maju di {Demak}.",
        &["33.16 a-b pks:n confirmed", "33.21 c-d pks:n confirmed"],
    );
}

#[test]
fn rivals_by_another_word() {
    check("{PKS} membangun komunikasi untuk mengusung calon di luar {Toni} di Pilbup {Blora}.", &[]);
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora} untuk melawan menantu Presiden Wijaya, {Toni}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check(
        "{PDIP} bertekad mengusung {Asep} alias tidak kembali mengusung {Toni} di Pilbup {Blora}.",
        &["33.16 a-- pdip:n confirmed", "33.16 c-- pdip:n denied"],
    );
    check(
        "\"Tidak ada paslon yang akan diusung oleh {PDIP},\" kata Ketua {PKS}, Wijaya, usai memberikan rekomendasi ke {Asep}-{Neni} untuk Pilbup {Blora}.",
        &["33.16 a-b pks:n confirmed"],
    );
}
