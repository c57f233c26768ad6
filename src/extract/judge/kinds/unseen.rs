//! What articles showed that no rule had seen: numbers that were drawn, seats that are told, sides that were left, offices
//! that are held elsewhere, and readings on which nothing is said.

use super::check;

#[test]
fn tickets_by_the_number_that_they_drew() {
    check(
        "Di Pilbup {Blora}, nomor urut 1 diperoleh pasangan {Asep}-{Neni} dan nomor urut 2 adalah {Toni}-{Sari}. \
         Pasangan nomor urut 1 diusung {PKS} dan {PAN}, sementara pasangan nomor urut 2 {Golkar} dan {PKB}.",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d golkar:n,pkb:n confirmed"],
    );
    check(
        "{Asep}-{Neni} mendapat nomor urut 2 di Pilbup {Blora}. Pasangan nomor urut 2 didukung {PPP}.",
        &["33.16 a-b ppp:s confirmed"],
    );
    // Nobody knows who has that number.
    check(
        "{Asep}-{Neni} mendapat nomor urut 2 di Pilbup {Blora}. Pasangan nomor urut 3 didukung {PPP} dan {PAN}.",
        &[],
    );
}

#[test]
fn seats_that_parties_bring() {
    check(
        "Di Pilbup {Blora}, {Asep} telah mengantongi 35 kursi DPRD dari {Golkar} dan {PAN}. {Toni} 18 kursi dari {PKS}.",
        &["33.16 a-- golkar:n,pan:n confirmed", "33.16 c-- pks:n confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {Asep} mendapat dukungan 3 kursi dari {PPP} dan 1 kursi dari {PAN}.",
        &["33.16 a-- ppp:s,pan:s confirmed"],
    );
    check("Di Pilbup {Blora}, {Asep} butuh 3 kursi lagi. DPRD punya 5 kursi dari {PPP}.", &[]);
}

#[test]
fn sides_that_were_left() {
    check(
        "Awalnya, {PKS} mengusung {Asep} di Pilbup {Blora}. Namun, {PKS} mengusung {Toni}-{Sari}.",
        &["33.16 a-- pks:n past", "33.16 c-d pks:n confirmed"],
    );
    check(
        "Padahal sebelumnya {PKS} memberikan surat tugas kepada {Asep} di Pilbup {Blora}. {PKS} mengusung {Toni}-{Sari}.",
        &["33.16 a-- pks:n past", "33.16 c-d pks:n confirmed"],
    );
    // Another party, or nobody else: what was before is so still.
    check(
        "Sebelumnya, {PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. {PAN} mengusung {Toni}-{Sari}.",
        &["33.16 a-b pks:n confirmed", "33.16 c-d pan:n confirmed"],
    );
}

#[test]
fn who_is_helped_acts() {
    check(
        "{Golkar} didukung {PAN} dan {PKB} mengusung {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b golkar:n,pan:s,pkb:s confirmed"],
    );
    check("{Asep}-{Neni} didukung {PAN} dan {PKB} di Pilbup {Blora}.", &["33.16 a-b pan:s,pkb:s confirmed"]);
}

#[test]
fn who_joins_a_ticket_or_its_parties() {
    check("Di Pilbup {Blora}, {PAN} resmi merapat ke pasangan {Asep}-{Neni}.", &["33.16 a-b pan:s confirmed"]);
    check(
        "{PPP} mendukung {Asep} di Pilbup {Blora}, bergabung dengan {PAN} dan {PKB}.",
        &["33.16 a-- ppp:s,pan:s,pkb:s confirmed"],
    );
    check("Di Pilbup {Blora}, {PAN} bergabung dengan {PKB} dan {PPP}.", &["33.16 --- pan:m,pkb:m,ppp:m confirmed"]);
    check(
        "{PAN} dan {PKB} menarik diri dari Pilbup {Blora}. Kedua partai itu bergabung dengan {PKS} dan mengusung {Asep}-{Neni}.",
        &["33.16 a-b pan:n,pkb:n,pks:n confirmed"],
    );
    check(
        "{PKS} mendukung {Asep}-{Neni} di Pilbup {Blora}. Dengan dukungan ini, {PKS} resmi berkoalisi dengan {PAN}.",
        &["33.16 a-b pks:s confirmed", "33.16 a-b pks:m,pan:m confirmed"],
    );
    // Of one party by itself it says nothing.
    check("{Asep} yang memimpin {PKS} memastikan koalisinya solid di Pilbup {Blora}.", &[]);
}

#[test]
fn pairs_with_their_offices() {
    let one = ["33.16 a-b pks:s,pan:s confirmed"];
    check("Di Pilbup {Blora}, pasangan {Asep} dengan {Neni} didukung {PKS} dan {PAN}.", &one);
    check(
        "Di Pilbup {Blora}, {Asep} – Bupati {Demak} — dengan mantan Wakil Bupati {Jepara} {Neni} didukung {PKS} dan {PAN}.",
        &one,
    );
    check("Di Pilbup {Blora} {Asep} bertemu dengan {Neni} di rumah. {PKS} dan {PAN} hadir.", &[]);
    check(
        "{Asep}-{Neni} dan Sarwono mendaftar di Pilbup {Blora}. {Toni}-{Sari} datang dulu. Paslon yang pertama mendaftar ke KPU ini, diusung oleh {PKS} dan {PAN}.",
        &["33.16 c-d pks:n,pan:n confirmed"],
    );
}

#[test]
fn offices_that_are_held_elsewhere() {
    check(
        "Pilkada [Jawa Tengah|region:33] 2024 ramai. Gubernur petahana {Asep} dan Bupati {Blora}, {Neni} diusung {PKS} dan {PAN}.",
        &["33 a-b pks:n,pan:n confirmed"],
    );
    check(
        "Pilkada {Blora} 2024 ramai. Bupati {Blora}, {Neni} diusung {PKS} dan {PAN}.",
        &["33.16 b-- pks:n,pan:n confirmed"],
    );
    check(
        "{PKS} berjuang memenangkan {Asep}-{Neni} di Pilbup {Blora}, ungkap mantan Gubernur [Jawa Tengah|region:33] ini.",
        &["33.16 a-b pks:s confirmed"],
    );
}

#[test]
fn what_is_only_heard_or_not_yet_so() {
    check(
        "Informasi yang berkembang, DPP {PDIP} merekomendasikan {Asep} di Pilbup {Blora}.",
        &["33.16 a-- pdip:n exploring"],
    );
    check(
        "Dua partai pengusung {Asep}-{Neni} di Pilbup {Blora}, {Demokrat} dan {PAN} tidak sah.",
        &["33.16 a-b demokrat:n,pan:n denied"],
    );
    check("Namun {Golkar} belum bisa mendeklarasikan koalisi bersama {PDIP} dan {PKB} di Pilbup {Blora}.", &[]);
    // What is told of somebody says nothing of who backs them.
    check(
        "Di Pilbup {Blora}, {PKB} sudah bulat mengusung {Asep}, yang belum menentukan bakal calon wakilnya.",
        &["33.16 a-- pkb:n confirmed"],
    );
}

#[test]
fn nobody_is_named() {
    check("{PKS} dan {PAN} mengusung calon di Pilbup {Blora}.", &[]);
    check("Di Pilbup {Blora} calon bupatinya dari {PKS}.", &[]);
    check("Di Pilbup {Blora} calon bupatinya dari {PKS}, wakilnya dari {PAN}.", &["33.16 --- pks:n,pan:n confirmed"]);
}

#[test]
fn the_region_that_the_article_is_about() {
    check(
        "KPU Kabupaten {Blora} menerima dua pasangan. {Asep}-{Neni} datang ke KPU {Blora}. {Asep}-{Neni} diusung {PKS} dan {PAN}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
}

#[test]
fn lists_that_name_parties_behind_each_ticket() {
    let list = "Berikut pasangan calon Pilbup {Blora} yang diusung {Golkar}:\n";
    // Who runs without a party is nobody's, whatever stands above.
    check(
        &format!("{list}1. {{Asep}} – {{Neni}} (perseorangan)\n2. {{Toni}} – {{Sari}} ({{PKS}}, {{PAN}} = 7 kursi)\n"),
        &["33.16 c-d pks:n,pan:n confirmed"],
    );
    check(
        "Di Pilbup {Blora}, berikut nama-nama calon:\n1. {Asep} dan {Neni}: {PKS} (6 kursi), {PAN} (4 kursi)\n2. {Toni}-{Sari}: {PKB}\n",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d pkb:n confirmed"],
    );
    check(
        "Pilbup {Blora} diikuti {Asep}/{Neni} yang diusung {PKS} dan {PAN}, {Toni}/{Sari} ({Golkar}, {PKB}).",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d golkar:n,pkb:n confirmed"],
    );
    check("Sementara {Asep} dan {Neni} oleh {PKS} dan {PAN} di Pilbup {Blora}.", &["33.16 a-b pks:n,pan:n confirmed"]);
}

#[test]
fn a_ticket_runs_once() {
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. Menjelang Pilgub [Jawa Tengah|region:33], {PKS} mengusung {Asep}-{Neni}.",
        &["33.16 a-b pks:n confirmed"],
    );
}

#[test]
fn who_leaves_one_side_and_joins_another() {
    check(
        "{PKS} hengkang dari koalisi itu dan mendukung {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b pks:s confirmed"],
    );
    check("{PKS} hengkang dari koalisi yang mendukung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s denied"]);
    check("Setelah {PKB} dan {PPP}, {PKS} mendukung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s confirmed"]);
}

#[test]
fn a_verb_that_opens_the_sentence() {
    check(
        "Pasangan {Asep}-{Neni} maju di Pilbup {Blora}. Meskipun didukung {PKS} dan {PAN}, mereka masih kekurangan kursi.",
        &["33.16 a-b pks:s,pan:s confirmed"],
    );
    check("Pasangan {Asep}-{Neni} maju di Pilbup {Blora}. Didukung {PKS} dan {PAN}, warga senang.", &[]);
}

#[test]
fn far_from_its_verb() {
    check(
        "Di Pilbup {Blora} tercatat pasangan yang diusung {PKS} dan {PAN} dengan total kursi di parlemen sebanyak tujuh kursi, \
         yakni {Asep}-{Neni}, pasangan {Toni}-{Sari} yang diusung {Golkar} dan {PKB}.",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d golkar:n,pkb:n confirmed"],
    );
    check(
        "{Asep} maju di Pilbup {Blora}. Tujuh partai yang mendukung yakni {PKS}, {PAN}, dan {PPP}.",
        &["33.16 a-- pks:s,pan:s,ppp:s confirmed"],
    );
    check(
        "{PKS} mendukung {Asep}-{Neni} di Pilbup {Blora}. Pasangan {Asep}-{Neni} didukung {PAN}, partai pemenang pemilu di {Demak}.",
        &["33.16 a-b pks:s confirmed", "33.16 a-b pan:s confirmed"],
    );
}
