//! Who stands beside whom: mates behind what they do, rivals who are no pair, parties of another clause, and years that are
//! told by the month.

use super::check;

#[test]
fn mates_behind_what_they_do() {
    for mate in [
        "menggandeng pengusaha {Neni}",
        "yang dipaketkan dengan Ketua DPD Partai {PKB}, {Neni},",
        "berpaket dengan {Neni}",
    ] {
        check(
            &format!("Di Pilbup {{Blora}}, {{PKS}} dan {{PAN}} mengusung {{Asep}} {mate}."),
            &["33.16 a-b pks:n,pan:n confirmed"],
        );
    }
}

#[test]
fn rivals_are_no_pair() {
    check("Di Pilbup {Blora}, {Asep} dan {Neni} bertarung, {PKS} mengusung {Asep}.", &["33.16 a-- pks:n confirmed"]);
    check("{PKS} mengusung {Asep} dan {Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
}

#[test]
fn what_parties_join_for() {
    check(
        "{PKS} dan {PAN} berkoalisi di Pilbup {Blora}, yakni mengusung {Asep}-{Neni}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
    check(
        "{PKS} berkoalisi dengan {PAN} di Pilbup {Blora} dengan mengusung {Asep}-{Neni}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
    check(
        "{Golkar} dan {PPP} rapat di Pilbup {Blora}. Keduanya bersama dengan {Hanura} mengusung {Asep}-{Neni}.",
        &["33.16 a-b golkar:n,ppp:n,hanura:n confirmed"],
    );
    // People are meant, not parties.
    check(
        "{Golkar} dan {PPP} rapat. {Asep}-{Neni} maju di Pilbup {Blora}. Keduanya diusung {Hanura}.",
        &["33.16 a-b hanura:n confirmed"],
    );
}

#[test]
fn who_else_is_open() {
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} diusung {PKS}, {PAN} dan kemungkinan masih ada partai lain.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} kemungkinan diusung {PKS} dan {PAN}.",
        &["33.16 a-b pks:n,pan:n exploring"],
    );
}

#[test]
fn parties_of_the_clause_before() {
    check(
        "Di Pilbup {Blora} ramai. Dengan dukungan {PAN} kepada lawan, {Asep}-{Neni} tetap hanya didukung {PKS} dan {PPP}.",
        &["33.16 a-b pks:s,ppp:s confirmed"],
    );
    check("Dengan dukungan {PAN}, {Asep}-{Neni} maju di Pilbup {Blora}.", &["33.16 a-b pan:s confirmed"]);
}

#[test]
fn offices_in_a_bracket_back_nobody() {
    check("Di Pilbup {Blora}, nama yang diusung KRB yakni {Asep} (Ketua DPD Partai {Golkar}).", &[]);
}

#[test]
fn a_list_of_anybody() {
    check(
        "Di Pilbup {Blora}, {PAN} batal mengusung {Jajang}-{Rini}.\n\nBerikut nama yang akan maju:\n- {Asep} - {Neni}\n- {Toni}-{Sari}",
        &["33.16 e-f pan:n denied"],
    );
    check(
        "Di Pilbup {Blora}, {PAN} sudah memutuskan.\n\nBerikut pasangan yang diusung partai itu:\n- {Asep} - {Neni}",
        &[],
    );
}

#[test]
fn proposing_is_not_deciding() {
    check("{PKS} mengusulkan {Asep} sebagai calon bupati di Pilbup {Blora}.", &["33.16 a-- pks:n exploring"]);
}
