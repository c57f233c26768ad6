//! What is one statement and what are several: said again, said more fully, of several coalitions, above a list.

use super::check;

#[test]
fn what_is_said_again_is_one_statement() {
    let one = ["33.16 a-b pks:n,pan:n confirmed"];
    check("{PKS} dan {PAN} mengusung {Asep}-{Neni} di Pilbup {Blora}. {PKS} mendukung {Asep} di Pilbup {Blora}.", &one);
    check(
        "Di Pilbup {Blora}, {PKS} mendukung {Asep}. {PKS} dan {PAN} mengusung {Asep}-{Neni} di Pilbup {Blora}.",
        &one,
    );
    check(
        "{PKS} dan {PAN} mengusung {Asep}-{Neni} di Pilbup {Blora}. Koalisi {PKS} dan {PAN} solid di Pilbup {Blora}.",
        &one,
    );
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. {PAN} juga mengusung {Asep}-{Neni}.",
        &["33.16 a-b pks:n confirmed", "33.16 a-b pan:n confirmed"],
    );
    check(
        "{PKS} mengusung {Asep}-{Neni} di Pilbup {Blora}. Dulu {PKS} batal mendukung {Asep}.",
        &["33.16 a-b pks:n confirmed", "33.16 a-- pks:s denied"],
    );
}

#[test]
fn the_ticket_that_is_known() {
    check(
        "Pasangan {Asep}-{Neni} mendaftar di Pilbup {Blora}. {Asep} diusung {PKS} dan {PAN}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
    check(
        "{Asep} yang pada Pilbup {Blora} 2018 berpasangan dengan {Neni}. Kini {Asep} diusung {PKS}.",
        &["33.16 a-- pks:n confirmed"],
    );
}

#[test]
fn several_coalitions_of_a_sentence() {
    check(
        "Di Pilbup {Blora} ada tiga poros, yaitu koalisi {Golkar} dan {PAN}, koalisi {PPP} dan {Demokrat} serta poros {PKB}.",
        &["33.16 --- golkar:m,pan:m confirmed", "33.16 --- ppp:m,demokrat:m confirmed"],
    );
    check(
        "Di Pilbup {Blora} ada dua poros koalisi. Dua poros koalisi itu yakni koalisi yang dimotori {NasDem} mengusung pasangan {Asep}-{Neni}. {Golkar} dan {PAN} menunggu.",
        &["33.16 a-b nasdem:n confirmed"],
    );
}

#[test]
fn parties_below_a_ticket() {
    check(
        "KPU menetapkan pasangan calon Pilbup {Blora}:\n1. {Asep}, S.Sos dan {Neni}, S.Pd.\nDiusung oleh:\n– Partai Amanat Nasional ({PAN})\n– {PKB}\n– {PPP}\n2. {Toni} dan {Sari}\nDidukung oleh:\n– {Golkar}\n",
        &["33.16 a-b pan:n,pkb:n,ppp:n confirmed", "33.16 c-d golkar:s confirmed"],
    );
}

#[test]
fn for_what_parties_join() {
    check(
        "{PPP} merapat ke koalisi yang dibangun {NasDem}-{Golkar} untuk mengusung {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b ppp:n,nasdem:n,golkar:n confirmed"],
    );
    check("{PKS} bergabung mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
    check(
        "{Demokrat} bergabung dengan koalisi {NasDem} dan {PKB} yang mengusung {Asep}-{Neni} di Pilbup {Blora}.",
        &["33.16 a-b demokrat:n,nasdem:n,pkb:n confirmed"],
    );
}

#[test]
fn whose_brother_somebody_is() {
    check(
        "{Asep} yang juga kakak kandung dari Gubernur petahana {Toni}, diusung {PKS} dan {PAN} di Pilbup {Blora}.",
        &["33.16 a-- pks:n,pan:n confirmed"],
    );
}

#[test]
fn what_is_asked_or_not_decided() {
    check("Di Pilbup {Blora}, {PKS} dan {PAN} belum memutuskan akan mengusung siapa.", &[]);
    check("Di Pilbup {Blora}, partai mana yang akan bersama {PKS} mengusung {Asep} belum jelas.", &[]);
    check("Kursi {PKS} dan {PAN} memenuhi persyaratan 20 persen untuk mengusung pasangan di Pilbup {Blora}.", &[]);
    check("{PKS} masih harus berkoalisi untuk mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pks:n exploring"]);
    check("{PKS} hampir pasti mengusung {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n exploring"]);
}

#[test]
fn the_race_of_the_article() {
    check(
        "{PKS} dan {PAN} menunggu Pilgub [Riau|region:14]. Kedua partai di [Jakarta|region:31] masih menjajaki koalisi.",
        &["14 --- pks:m,pan:m exploring"],
    );
    check(
        "Pertama untuk Pilkada {Blora}, {PKS} merekomendasikan nama {Asep}, adik dari Gubernur [Jawa Tengah|region:33], Wijaya.",
        &["33.16 a-- pks:n confirmed"],
    );
    check(
        "Wacana {PKS} mengusung {Asep}-{Neni} bukan kabar burung. Di Pilbup {Blora}, {Asep}-{Neni} mendaftar.",
        &["33.16 a-b pks:n exploring"],
    );
    check(
        "Tahun ini Pilbup {Blora} digelar. {Asep} hampir didukung {PAN} di Pilbup {Blora} 2018. Namun, {PAN} malah mengusung {Toni}.",
        &["33.16 a-- pan:s past", "33.16 c-- pan:n past"],
    );
}

#[test]
fn whose_support_it_is() {
    check(
        "Di Pilbup {Blora}, {Asep}-{Neni} didukung banyak partai. Sebelum {PKS}, partai yang memberikan dukungan yaitu {PAN}, {PKB} dan {PPP}.",
        &["33.16 a-b pan:s,pkb:s,ppp:s confirmed"],
    );
    check(
        "{PKB} kecewa di Pilbup {Blora}. {PKB} akan mengusung calon sendiri. Bahkan, memastikan tidak akan mendukung {Asep}.",
        &["33.16 a-- pkb:s denied"],
    );
    check("Untuk Presiden, {PKB} mengusung {Asep}. Pilbup {Blora} menyusul.", &[]);
}

#[test]
fn who_nominates_and_who_joins() {
    let one = ["33.16 a-b pdip:n,hanura:m,pan:m confirmed"];
    check("Di Pilbup {Blora}, {PDIP} mengusung {Asep}-{Neni}. {PDIP} berkoalisi dengan {Hanura} dan {PAN}.", &one);
    check("Di Pilbup {Blora}, {PDIP} berkoalisi dengan {Hanura} dan {PAN}. {PDIP} mengusung {Asep}-{Neni}.", &one);
    check(
        "Di Pilbup {Blora}, {PDIP} mengusung {Asep}-{Neni}. {PKS} berkoalisi dengan {PKB}.",
        &["33.16 a-b pdip:n confirmed", "33.16 --- pks:m,pkb:m confirmed"],
    );
    check(
        "Jika begini, pasangan {Asep}-{Neni} melawan kotak kosong di Pilbup {Blora}. {Asep} diusung {PDIP}.",
        &["33.16 a-b pdip:n confirmed"],
    );
}

#[test]
fn races_of_other_offices_are_other_races() {
    check(
        "Untuk pilbup di daerah lain, {PKS} mengusung {Asep}-{Neni}. Untuk pilwalkot di daerah lain, {PKS} mengusung {Asep}-{Neni}.",
        &["- a-b pks:n confirmed", "- a-b pks:n confirmed"],
    );
}
