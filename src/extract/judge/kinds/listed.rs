//! Lists in one sentence: tickets with their parties in brackets, people with their places, seats between parties.

use super::check;

#[test]
fn tickets_with_their_parties_in_brackets() {
    check(
        "Yang mendaftar di Kabupaten {Blora} {Asep}-{Neni} ({PDIP}), {Toni}-{Sari} ({Hanura}-{PKB}), serta di Kabupaten {Demak} {Jajang}-{Rini} ({PAN}).",
        &["33.16 a-b pdip:n confirmed", "33.16 c-d hanura:n,pkb:n confirmed", "33.21 e-f pan:n confirmed"],
    );
    // Whose member somebody is says nothing of a ticket.
    check("Di Pilbup {Blora} ada {Asep} ({PKS}) dan {Toni} ({PAN}).", &[]);
}

#[test]
fn people_with_their_places() {
    check(
        "{PKS} mengumumkan tiga calon. Calon kepala daerah yang akan diusung {PKS} adalah {Asep} di {Blora}, {Toni} ({Demak}), dan {Jajang} ({Jepara}).",
        &["33.16 a-- pks:n confirmed", "33.21 c-- pks:n confirmed", "33.20 e-- pks:n confirmed"],
    );
}

#[test]
fn seats_between_parties() {
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} diusung {Demokrat} dengan 8 kursi, {PKB} 1 kursi dan {PKS} 5 kursi.",
        &["33.16 a-b demokrat:n,pkb:n,pks:n confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} direkomendasikan {PAN} tiga kursi, {Demokrat} empat kursi, dan {PKB} empat kursi.",
        &["33.16 a-b pan:n,demokrat:n,pkb:n confirmed"],
    );
}

#[test]
fn rivals_and_what_came_before() {
    check("{PKB} siap melawan koalisi {PDIP}-{Demokrat} di Pilbup {Blora}.", &[]);
    check(
        "Sebelum mendapat rekomendasi {PDIP}, {Golkar}, {PPP}, dan {PAN} telah menyatakan dukungan kepada {Asep} di Pilbup {Blora}.",
        &["33.16 a-- golkar:s,ppp:s,pan:s confirmed"],
    );
    check("Setelah resmi diusung {PDIP}, {Asep} maju di Pilbup {Blora}.", &["33.16 a-- pdip:n confirmed"]);
    check("Di Pilbup {Blora}, belum jelas kepada siapa {PKS} dan {PAN} akan melabuhkan dukungan.", &[]);
}

#[test]
fn an_officer_is_no_ticket() {
    check(
        "Pilbup {Blora} dekat. Ketua DPC {PPP} {Blora}, {Asep} yang ditemui wartawan, mengaku partainya bergabung dengan koalisi {PKS} dan {PAN}.",
        &["33.16 --- ppp:m,pks:m,pan:m confirmed"],
    );
}

#[test]
fn the_nickname_of_a_pair() {
    check(
        "Pilbup {Blora} diikuti {Asep}-{Neni} (OKE) dan {Toni}-{Sari}. Pasangan OKE didukung {PKS} dan {PAN}.",
        &["33.16 a-b pks:s,pan:s confirmed"],
    );
    check(
        "{Asep} dan {Neni} mendaftar di Pilbup {Blora}. Keduanya maju dengan dukungan dari {PKS} dan {PAN}.",
        &["33.16 a-b pks:s,pan:s confirmed"],
    );
}

#[test]
fn the_race_is_where_somebody_runs() {
    check(
        "{Asep}-{Neni} menjadi calon gubernur dan wakil gubernur [Riau|region:14]. {Asep}-{Neni} berkeliling kota {Blitar}. Pasangan {Asep}-{Neni} diusung {PKS}.",
        &["14 a-b pks:n confirmed"],
    );
}

#[test]
fn boards_and_their_province() {
    check(
        "{PKB} Kabupaten {Blora}, [Jawa Tengah|region:33] memastikan koalisi dengan {PAN} pada pilkada. {PKB} mengusung {Asep}.",
        &["33.16 a-- pkb:n,pan:m confirmed"],
    );
    check(
        "Pilkada dekat. DPD {PAN} {Blora} merapat ke {Asep}-{Neni}. {Toni} maju di Pilbup {Demak}. {PKS} mendukung {Asep}-{Neni}.",
        &["33.16 a-b pan:s confirmed", "33.16 a-b pks:s confirmed"],
    );
    check(
        "Wali Kota {Blitar} {Asep} mengambil {Neni} sebagai pasangannya dan mendaftar dengan dukungan {PKS}.",
        &["35.72 a-b pks:s confirmed"],
    );
    check(
        "Dukungan {PAN} untuk {Asep}-{Neni} di Pilbup {Blora} diberikan Ketua DPD {PAN} {Blora} {Toni}.",
        &["33.16 a-b pan:s confirmed"],
    );
}
