//! Parties, people and places that a statement leaves to its neighbours, and support that is given back.

use super::{check, check_with};
use crate::model::EntityId;

#[test]
fn support_that_is_given_back() {
    for said in ["mengembalikan rekomendasi", "mencabut rekomendasi"] {
        check(&format!("{{PKS}} {said} untuk {{Asep}}-{{Neni}} di Pilbup {{Blora}}."), &["33.16 a-b pks:n denied"]);
    }
    check(
        "Ketua DPC {PKS}, Sukaca, membenarkan pencabutan dukungan terhadap {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b pks:s denied"],
    );
    check("{PKS} memberikan rekomendasi untuk {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
}

#[test]
fn a_pair_of_an_office() {
    check(
        "{Asep}-{Neni} mendaftar. Pasangan calon Bupati dan Wakil Bupati {Blora} ini diusung {PKS} dan {PAN}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
}

#[test]
fn a_party_that_was_named_before() {
    check(
        "{PKS} mencabut dukungan untuk {Asep}-{Neni} di Pilbup {Blora}. Partai bersimbol bunga tersebut kini mendukung {Toni}-{Sari}.",
        &["33.16 a-b pks:s denied", "33.16 c-d pks:s confirmed"],
    );
}

#[test]
fn an_officer_acts_for_the_party() {
    check(
        "Rapat dipimpin Ketua Umum {PKS}, Mustika. Mustika menyerahkan rekomendasi kepada {Asep}-{Neni} untuk Pilbup {Blora}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check(
        "Rapat dipimpin Ketua Umum {PKS}, Mustika Sarwono (MSW). MSW menyerahkan rekomendasi kepada {Asep}-{Neni} untuk Pilbup {Blora}.",
        &["33.16 a-b pks:n confirmed"],
    );
    // Of somebody else the text does not say whose they are.
    check(
        "Rapat dipimpin Ketua Umum {PKS}, Mustika. Wardoyo menyerahkan rekomendasi kepada {Asep}-{Neni} untuk Pilbup {Blora}.",
        &[],
    );
    // Nor does an officer who speaks of others act.
    check(
        "Ketua Harian {PKS}, Mustika, memastikan partai-partai lain akan mengusung {Asep} sebagai calon bupati {Blora}.",
        &[],
    );
    check(
        "Ketua Harian {PKS}, Mustika, memastikan partainya akan mengusung {Asep} sebagai calon bupati {Blora}.",
        &["33.16 a-- pks:n confirmed"],
    );
}

#[test]
fn parties_that_have_not_decided() {
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. Koalisi mendekati partai yang belum menentukan sikap, seperti {PAN} dan {PPP}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. Ada dua partai yang belum menerbitkan surat. Yakni {PAN} dan {PPP}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. {PAN} dan {PPP} yang belum memutuskan mengusung siapa masih menunggu.",
        &["33.16 a-b pks:n confirmed"],
    );
}

#[test]
fn parties_for_a_pair_without_a_verb() {
    check(
        "Empat partai menerbitkan rekomendasi di Pilbup {Blora}.\n{PKS}, {PAN} dan {PPP} untuk pasangan {Asep}-{Neni}.\n{Golkar} untuk pasangan {Toni}-{Sari}.",
        &["33.16 a-b pks:n,pan:n,ppp:n confirmed", "33.16 c-d golkar:n confirmed"],
    );
    check(
        "Empat partai menerbitkan rekomendasi di Pilbup {Blora}.\n{PKS}, {PAN} dan partai ({PPP}) untuk pasangan {Asep}, ST-{Neni}, SE.",
        &["33.16 a-b pks:n,pan:n,ppp:n confirmed"],
    );
    check("{PKS} untuk sementara dipimpin {Asep} di {Blora}.", &[]);
}

#[test]
fn whose_parties_somebody_counts() {
    check(
        "Di Pilbup {Blora}, {PKS} mengusung {Asep}-{Neni}. Sementara {PAN} mengusung {Toni}-{Sari}. Sebanyak tiga partai pengusung itu meliputi {Golkar}, {PPP}, dan {PKB}, ujar {Asep}.",
        &["33.16 a-b pks:n confirmed", "33.16 c-d pan:n confirmed", "33.16 a-b golkar:n,ppp:n,pkb:n confirmed"],
    );
    check(
        "Koalisi besar ini terdiri dari {PKS}, {PAN}, {PPP}, hingga {PKB}. Total ada 4 partai pengusung {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b pks:n,pan:n,ppp:n,pkb:n confirmed"],
    );
    // Nobody is made up where no list has as many.
    check("{PKS} dan {PAN} rapat. Total ada 4 partai pengusung {Asep}-{Neni} di Pilbup {Blora}.", &[]);
}

#[test]
fn a_mate_in_the_next_sentence() {
    let whole = ["33.16 a-b pks:n confirmed"];
    check("{PKS} mengusung {Asep} di Pilbup {Blora}. {Asep} akan berpasangan dengan {Neni}.", &whole);
    check("{PKS} mengusung {Asep} di Pilbup {Blora}. Dia akan berpasangan dengan {Neni}.", &whole);
    check(
        "{PKS} mengusung {Asep} di Pilbup {Blora}. {Toni} akan berpasangan dengan {Sari}.",
        &["33.16 a-- pks:n confirmed"],
    );
    check(
        "{PKS} mengusung {Asep} di Pilbup {Blora}. {Asep} disebut-sebut akan berpasangan dengan {Neni}.",
        &["33.16 a-- pks:n confirmed"],
    );
}

#[test]
fn halves_of_a_pair_in_brackets() {
    check("{Golkar} mengusung {Asep} ({PKS}) dan {Neni} ({PAN}) di Pilbup {Blora}.", &["33.16 a-b golkar:n confirmed"]);
    check("{Golkar} mengusung {Asep} ({PKS})-{Neni} di Pilbup {Blora}.", &["33.16 a-b golkar:n confirmed"]);
    // Behind the pair stand its parties.
    check("Di Pilbup {Blora} maju {Asep}-{Neni} ({PKS}).", &["33.16 a-b pks:n confirmed"]);
}

#[test]
fn what_might_come_takes_nothing_back() {
    check(
        "{PKS} masih mengusung {Asep} di Pilbup {Blora}. Namun jika poros baru terbentuk, semua bisa berubah.",
        &["33.16 a-- pks:n confirmed"],
    );
}

#[test]
fn the_one_place_of_an_article() {
    check(
        "{PKS} kota {Blitar} belum bersikap.\n\nMereka rapat.\n\n{PKS} mengusung {Asep}-{Neni} sebagai calon wali kota.",
        &["35.72 a-b pks:n confirmed"],
    );
}

#[test]
fn the_party_that_acts_all_along() {
    check(
        "Di Pilbup {Blora}, {PKS} mengusung {Asep}-{Neni}. Di Pilbup {Demak}, {PKS} berkoalisi dengan {PAN} mengusung {Toni}-{Sari}. Di Pilbup {Jepara}, rekomendasi jatuh kepada {Jajang}-{Rini}.",
        &["33.16 a-b pks:n confirmed", "33.21 c-d pks:n,pan:n confirmed", "33.20 e-f pks:n confirmed"],
    );
}

#[test]
fn company_in_time_only() {
    check("Sebelum {PAN}, {PKS} juga batal mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n denied"]);
    check(
        "Setelah {Golkar} dan {PAN}, {PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b pks:n confirmed"],
    );
    check("{PAN}, {PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pan:n,pks:n confirmed"]);
}

#[test]
fn support_that_wanders() {
    check(
        "Di Pilbup {Blora}, {NasDem} yang sebelumnya mengusung {Asep}, tiba-tiba menarik dukungan dan mengalihkannya ke {Toni}.",
        &["33.16 a-- nasdem:n denied", "33.16 c-- nasdem:s confirmed"],
    );
    check(
        "Di Pilbup {Blora}, {PKS} mencabut dukungan untuk {Asep} karena ia mendukung calon presiden dari {Demokrat}.",
        &["33.16 a-- pks:s denied"],
    );
}

#[test]
fn partners_that_nobody_names() {
    check("{PKS} dan {PAN} bisa berkoalisi dengan partai mana pun di Pilbup {Blora}.", &[]);
    check("{PKS} dan {PAN} tak selalu berkoalisi di Pilbup {Blora}.", &[]);
    check(
        "{PKS} jika tanpa {PAN} paling sering berkoalisi dengan {PPP} di Pilbup {Blora}.",
        &["33.16 --- pks:m,ppp:m confirmed"],
    );
}

#[test]
fn a_single_ticket() {
    check(
        "Pilbup {Blora} diikuti calon tunggal {Asep}-{Neni}. Calon tunggal ini diusung {PKS} dan {PAN}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
}

#[test]
fn a_pair_that_the_register_does_not_know() {
    let running = |who: &EntityId| match who.local() {
        "a" => vec![EntityId::new("region:33.20").unwrap()],
        _ => Vec::new(),
    };
    check_with(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. {PAN} mendukung {Asep}-{Neni}.",
        &["33.16 a-b pks:n confirmed", "33.16 a-b pan:s confirmed"],
        &running,
    );
}

#[test]
fn a_verb_that_goes_without_saying() {
    check(
        "Pada Pilbup {Blora}, {Asep}-{Neni} diusung {PKS} dan {PAN}, sedangkan {Toni}-{Sari} oleh {Golkar}.",
        &["33.16 a-b pks:n,pan:n confirmed", "33.16 c-d golkar:n confirmed"],
    );
    check(
        "Pada Pilbup {Blora}, {Asep}-{Neni} didukung {PKS}, {Toni}-{Sari} oleh {Golkar}.",
        &["33.16 a-b pks:s confirmed", "33.16 c-d golkar:s confirmed"],
    );
    check("Pendaftaran {Asep}-{Neni} oleh {PKS} di Pilbup {Blora} ditunda.", &[]);
}

#[test]
fn parties_that_only_stand_beside() {
    let one = ["33.16 a-b golkar:n confirmed"];
    for aside in [
        "sementara {PPP} masih menunggu",
        "{PPP} netral",
        "{PPP} memilih jalan sendiri",
        "usai ditinggal {PPP}",
        "meski ditentang {PPP}",
        "tidak seperti {PPP}",
        "sementara {Toni}-{Sari} cukup dengan {PPP}",
    ] {
        check(&format!("Di Pilbup {{Blora}}, {{Asep}}-{{Neni}} diusung {{Golkar}}, {aside}."), &one);
        check(&format!("Di Pilbup {{Blora}}, {{Golkar}} mengusung {{Asep}}-{{Neni}}, {aside}."), &one);
    }
    check("Di Pilbup {Blora}, {Golkar} mengusung {Asep}-{Neni} untuk melawan calon {PAN} dan {PPP}.", &one);
    check("Karena {PPP} ragu, {Golkar} mengusung {Asep}-{Neni} di Pilbup {Blora}.", &one);
    check("Di Pilbup {Blora}, {Asep}-{Neni} diusung {Golkar} setelah {PPP} menolak.", &one);
    // Those that are joined stay.
    let two = ["33.16 a-b golkar:n,ppp:n confirmed"];
    check("Di Pilbup {Blora}, {Golkar} mengusung {Asep}-{Neni} bersama {PPP}.", &two);
    check("Di Pilbup {Blora}, {Asep}-{Neni} diusung {Golkar} (5 kursi) dan {PPP} (3 kursi).", &two);
    check("Di Pilbup {Blora}, {Golkar}, yang punya lima kursi, bersama {PPP} mengusung {Asep}-{Neni}.", &two);
    check("Di Pilbup {Blora}, partai yang mengusung {Asep}-{Neni} adalah {Golkar} dan {PPP}.", &two);
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} diusung {Golkar} dan {PAN}, sementara {Toni}-{Sari} hanya oleh {PPP}.",
        &["33.16 a-b golkar:n,pan:n confirmed", "33.16 c-d ppp:n confirmed"],
    );
}

#[test]
fn what_is_not_so_or_not_yet() {
    check("{Asep}-{Neni} belum diusung {PKS} di Pilbup {Blora}.", &[]);
    check("{PKS} mustahil mendukung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s denied"]);
    check("{PKS} menyangkal mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n denied"]);
    check("{PKS} tak kunjung mendukung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s denied"]);
    check("{PKS} diminta warga mendukung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s hoped"]);
    check("{PKS} ditengarai mendukung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:s exploring"]);
}

#[test]
fn other_contests() {
    check("Pilbup {Blora} ramai. Di muktamar, {PPP} mendukung {Asep}-{Neni} sebagai calon ketua umum.", &[]);
    check("Pilbup {Blora} ramai. {PKS} dan {PAN} mendukung {Asep}-{Neni} memimpin KONI.", &[]);
}

#[test]
fn an_officer_of_the_same_first_name() {
    check(
        "Rapat dipimpin Ketua Umum {PKS}, Mustika Sarwono. Hadir pula Mustika Wulandari, Ketua {PAN}. Mustika menyerahkan rekomendasi kepada {Asep}-{Neni} untuk Pilbup {Blora}.",
        &[],
    );
}

#[test]
fn a_paper_for_many() {
    check(
        "{PKS} menyerahkan surat keputusan (SK) rekomendasi kepada tiga calon. Mereka yakni {Asep} sebagai calon bupati {Blora}, {Toni} sebagai calon bupati {Demak}, dan {Jajang} sebagai calon bupati {Jepara}.",
        &["33.16 a-- pks:n confirmed", "33.21 c-- pks:n confirmed", "33.20 e-- pks:n confirmed"],
    );
    check(
        "{PKS} menerbitkan surat rekomendasi untuk dua pasangan. Dua pasangan yang mendapatkannya antara lain {Asep} dan {Neni} untuk Pilbup {Blora} dan pasangan {Toni}-{Sari} di Pilbup {Demak}.",
        &["33.16 a-b pks:n confirmed", "33.21 c-d pks:n confirmed"],
    );
}
