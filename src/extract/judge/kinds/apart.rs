//! What belongs together and what is told apart: those who only join, rivals named beside each other, names of pairs, lists
//! below a heading of their own, and what is known of others.

use super::check;

#[test]
fn who_joins_in_order_to_nominate() {
    let both = ["33.16 a-b pks:n,pan:n confirmed"];
    for text in [
        "Di Pilbup {Blora}, {PKS} berkoalisi dengan {PAN}, mengusung {Asep}-{Neni}.",
        "{PKS} merapat ke {PAN} dengan mengusung {Asep}-{Neni} di Pilbup {Blora}.",
        "{PKS} dan {PAN} sudah berkoalisi di Pilbup {Blora}, yakni, mengusung {Asep}-{Neni}.",
        "{PKS} bergabung dengan {PAN} lalu mengusung {Asep}-{Neni} di Pilbup {Blora}.",
    ] {
        check(text, &both);
    }
    // Whom another party nominates is not theirs.
    check(
        "{PKS} berkoalisi dengan {PAN} di Pilbup {Blora}, {PKB} mengusung {Asep}-{Neni}.",
        &["33.16 a-b pkb:n confirmed"],
    );
}

#[test]
fn who_only_joins_backs_nobody() {
    check(
        "{PKS} dan {PAN} berkoalisi di Pilbup {Blora}. {PAN} mengusung {Asep}.",
        &["33.16 a-- pan:n,pks:m confirmed"],
    );
    check("{PKS} dan {PAN} berkoalisi di Pilbup {Blora}.", &["33.16 --- pks:m,pan:m confirmed"]);
    // Nobody knows where.
    check("{PKS} dan {PAN} berkoalisi.", &[]);
}

#[test]
fn who_goes_to_a_ticket_supports_it() {
    check("Di Pilbup {Blora}, {PAN} bergabung dengan pasangan {Asep} dan {Neni}.", &["33.16 a-b pan:s confirmed"]);
    check("{PAN} menjatuhkan hati ke {Asep}-{Neni} di Pilbup {Blora}.", &["33.16 a-b pan:s confirmed"]);
    check("Di Pilbup {Blora}, {PAN} bergabung dengan {PKB}.", &["33.16 --- pan:m,pkb:m confirmed"]);
}

#[test]
fn rivals_are_no_pair() {
    check("{Asep} dan {Neni} saling klaim diusung {Golkar} di Pilbup {Blora}.", &["33.16 b-- golkar:n exploring"]);
    check("Di Pilbup {Blora}, {Asep} dan {Neni} bertarung, {PKS} mengusung {Asep}.", &["33.16 a-- pks:n confirmed"]);
    check("Pasangan {Asep} dan {Neni} diusung {Golkar} di Pilbup {Blora}.", &["33.16 a-b golkar:n confirmed"]);
    check("{PKS} mengusung {Asep} dan {Neni} di Pilbup {Blora}.", &["33.16 a-b pks:n confirmed"]);
    check(
        "Berbeda dengan {Toni} yang diusung satu partai, {Asep}-{Neni} didukung {PAN} dan {PKB} di Pilbup {Blora}.",
        &["33.16 a-b pan:s,pkb:s confirmed"],
    );
}

#[test]
fn names_of_pairs_before_their_bracket() {
    check(
        "Di Pilbup {Blora} ada Paket OKE ({Asep} – {Neni}) dan Paket ABC ({Toni} – {Sari}). Paket ABC didukung {PAN} dan {PKB}.",
        &["33.16 c-d pan:s,pkb:s confirmed"],
    );
}

#[test]
fn whom_somebody_takes_as_mate() {
    for text in [
        "{Asep} menggandeng pengusaha {Neni} dengan dukungan dari {PAN} di Pilbup {Blora}.",
        "{PAN} mendukung {Asep} yang dipaketkan dengan {Neni} di Pilbup {Blora}.",
        "{PAN} mendukung {Asep} yang dipaketkan dengan Ketua DPD Partai {PKB}, {Neni}, di Pilbup {Blora}.",
        "{PAN} mendukung {Asep} berpaket dengan {Neni} di Pilbup {Blora}.",
        "Di Pilbup {Blora} ada {Asep}, mantan Bupati {Demak}, yang berpasangan dengan {Neni}, dan didukung {PAN}.",
        "Di Pilbup {Blora} ada {Asep}, Ph.D., M.Sc. berpasangan dengan {Neni} yang didukung oleh {PAN}.",
    ] {
        check(text, &["33.16 a-b pan:s confirmed"]);
    }
}

#[test]
fn both_parties_of_the_sentence_before() {
    check(
        "{NasDem} bergabung dengan {PDIP} untuk Pilbup {Blora}. Keduanya bersama dengan {Hanura} mengusung {Asep} dan {Neni}.",
        &["33.16 a-b nasdem:n,pdip:n,hanura:n confirmed"],
    );
    // Two people, and no parties, whoever was named before them.
    check(
        "{Golkar} dan {PPP} rapat. {Asep}-{Neni} maju di Pilbup {Blora}. Keduanya diusung {Hanura}.",
        &["33.16 a-b hanura:n confirmed"],
    );
    check("{Asep} dan {Neni} mendaftar di Pilbup {Blora}. Keduanya diusung {PAN}.", &["33.16 a-b pan:n confirmed"]);
}

#[test]
fn a_heading_of_its_own() {
    check(
        "{PAN} batal mengusung {Asep} di Pilbup {Blora}.\n\nKPU belum bersidang.\n\nBerikut dua pasangan calon di Pilbup {Blora}:\n- {Toni}-{Sari}\n- {Jajang}-{Rini}\n",
        &["33.16 a-- pan:n denied"],
    );
    check(
        "{PAN} telah menetapkan calonnya di Pilbup {Blora}.\n\nBerikut daftar pasangan calon {PAN}:\n- {Toni}-{Sari}\n- {Jajang}-{Rini}\n",
        &["33.16 c-d pan:n confirmed", "33.16 e-f pan:n confirmed"],
    );
    // Which party that is the article does not say.
    check(
        "Di Pilbup {Blora}, {PAN} sudah memutuskan.\n\nBerikut pasangan yang diusung partai itu:\n- {Asep} - {Neni}",
        &[],
    );
}

#[test]
fn what_may_come_of_others() {
    check(
        "{Asep}-{Neni} diusung {PAN}, {PKB}, dan kemungkinan masih akan ada partai lain di Pilbup {Blora}.",
        &["33.16 a-b pan:n,pkb:n confirmed"],
    );
    check("{Asep}-{Neni} kemungkinan diusung {PAN} dan {PKB} di Pilbup {Blora}.", &["33.16 a-b pan:n,pkb:n exploring"]);
}

#[test]
fn whose_officer_somebody_is_in_brackets() {
    check("Nama yang diusung di Pilbup {Blora} adalah {Asep} (Wakil Bupati dan Ketua DPD {Golkar}).", &[]);
    check("Di Pilbup {Blora}, {Asep}-{Neni} ({Golkar}, {PAN}) mendaftar.", &["33.16 a-b golkar:n,pan:n confirmed"]);
}

#[test]
fn words_that_say_less() {
    check("{PKS} mengusulkan {Asep} sebagai calon bupati di Pilbup {Blora}.", &["33.16 a-- pks:n exploring"]);
    check("{PAN} mempunyai kecenderungan mendukung {Asep} di Pilbup {Blora}.", &["33.16 a-- pan:s exploring"]);
    check("{PAN} belum mengumumkan akan mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pan:n exploring"]);
    check("{PAN} disangka akan mendukung {Asep} di Pilbup {Blora}.", &["33.16 a-- pan:s denied"]);
}

#[test]
fn an_earlier_election_that_is_told_at_length() {
    check(
        "{Jajang} maju di Pilbup {Blora} 2024. Pada Pilbup {Blora} 2018 terdapat dua pasangan calon yang bersaing. \
         {Asep} kala itu maju bersama {Neni} dengan dukungan dari {PAN}. Sementara {Toni}-{Sari} didukung {PKS}.",
        &["33.16 a-b pan:s past", "33.16 c-d pks:s past"],
    );
    // Today again.
    check(
        "{Jajang} maju di Pilbup {Blora} 2024. Pada Pilbup {Blora} 2018 terdapat dua pasangan calon yang bersaing. \
         Sementara {Toni}-{Sari} kini didukung {PKS}.",
        &["33.16 c-d pks:s confirmed"],
    );
}

#[test]
fn who_gives_a_blessing() {
    check(
        "{Asep} mendapat restu dari Ketua Umum {Golkar} {Toni} di Pilbup {Blora}.",
        &["33.16 a-- golkar:n confirmed"],
    );
    check("Belum ada restu dari {Golkar} untuk siapa yang maju bersama {Asep} di Pilbup {Blora}.", &[]);
}

#[test]
fn papers_that_are_received() {
    check(
        "{Asep} mendapatkan surat tugas sebagai calon bupati dari DPP {Demokrat} di Pilbup {Blora}.",
        &["33.16 a-- demokrat:n exploring"],
    );
    check("{Asep} menerima SK dukungan oleh DPP {PAN} di Pilbup {Blora}.", &["33.16 a-- pan:s confirmed"]);
    check("{Asep} menerima surat dari KPU. {PAN} hadir di Pilbup {Blora}.", &[]);
}

#[test]
fn whose_words_are_answered() {
    check(
        "{PKB} menanggapi pernyataan {NasDem} yang mengusung {Asep} di Pilbup {Blora}.",
        &["33.16 a-- nasdem:n confirmed"],
    );
}

#[test]
fn these_and_no_others() {
    check(
        "Dengan sikap {PKS} itu, {Asep}-{Neni} hanya didukung dua parpol, yakni {PDIP} dan {PAN}, di Pilbup {Blora}.",
        &["33.16 a-b pdip:s,pan:s confirmed"],
    );
    check("Dengan dukungan {PAN}, {Asep}-{Neni} maju di Pilbup {Blora}.", &["33.16 a-b pan:s confirmed"]);
}

#[test]
fn who_comes_after_belongs_to_the_same() {
    check(
        "{PAN} mendukung {Asep}-{Neni} di Pilbup {Blora}. Disusul {PKS} dan {PKB} yang mendukung {Asep}.",
        &["33.16 a-b pan:s,pks:s,pkb:s confirmed"],
    );
    check(
        "{PAN} mendukung {Asep}-{Neni} di Pilbup {Blora}. {PKS} mendukung {Asep}-{Neni}.",
        &["33.16 a-b pan:s confirmed", "33.16 a-b pks:s confirmed"],
    );
}

#[test]
fn seats_are_no_coalition() {
    check(
        "{Asep}-{Neni} maju di Pilbup {Blora}. Gabungan empat partai tersebut memiliki 28 kursi. Di antaranya, {NasDem} meraih 10 kursi dan {PAN} 5 kursi.",
        &[],
    );
    check("Koalisi {PKB}, {PAN} dan {PKS} sudah cukup mengantarkan {Asep}-{Neni} di Pilbup {Blora}.", &[]);
}

#[test]
fn a_mate_who_is_named_with_the_place() {
    check(
        "{PAN} mengusung {Asep} sebagai calon bupati dengan kader {PAN}, yakni, {Neni} sebagai wakilnya di Pilbup {Blora}.",
        &["33.16 a-b pan:n confirmed"],
    );
}

#[test]
fn where_somebody_once_ran_is_no_race_of_today() {
    check(
        "{Asep}-{Neni} maju di Pilbup {Blora}. {Toni} dikenal sejak ia ikut Pilbup {Demak}. {Asep} didukung {PAN}.",
        &["33.16 a-b pan:s confirmed"],
    );
}

#[test]
fn what_a_pair_is_called_is_nobody_else() {
    check(
        "Di Pilbup {Blora}, {Asep} dan {Neni} ({Jajang}-{Rini}) yang didukung {PAN} dan {PKB} mendaftar.",
        &["33.16 a-b pan:s,pkb:s confirmed"],
    );
}

#[test]
fn what_is_not_yet_official() {
    check(
        "{PAN} belum mengumumkan secara resmi akan mengusung {Asep} di Pilbup {Blora}.",
        &["33.16 a-- pan:n exploring"],
    );
    check("{PAN} mengumumkan secara resmi akan mengusung {Asep} di Pilbup {Blora}.", &["33.16 a-- pan:n confirmed"]);
}

#[test]
fn whose_place_is_told_before_who_backs_them() {
    check(
        "Calon wakil bupati {Blora} yang diusung {PKB} dan {PAN}, {Neni}, mengundurkan diri dari ajang pilkada.",
        &["33.16 --b pkb:n,pan:n denied"],
    );
    // With whom, the article says elsewhere.
    check(
        "Calon wakil bupati {Blora} yang diusung {PKB} dan {PAN}, {Neni}, mengundurkan diri dari ajang pilkada. Pasangan {Asep}-{Neni} gugur.",
        &["33.16 a-b pkb:n,pan:n denied"],
    );
}

#[test]
fn names_that_a_party_weighs() {
    for text in [
        "Di Pilbup {Blora}, nama yang sedang digodok {PKS} yakni {Asep} dan {Toni}.",
        "{PKS} menggodok sejumlah nama di Pilbup {Blora}. Yakni {Asep} dan {Toni}.",
        "Calon yang akan diusung {PKS} di Pilbup {Blora} mengerucut pada dua nama. Yakni {Asep} dan {Toni}.",
    ] {
        check(text, &["33.16 a-- pks:n exploring", "33.16 c-- pks:n exploring"]);
    }
    check(
        "Ada nama yang disiapkan {Golkar}, yakni {Asep} sebagai calon bupati {Blora} dan {Toni} sebagai calon bupati {Demak}. Kemudian {Jajang} sebagai calon bupati {Jepara}.",
        &["33.16 a-- golkar:n exploring", "33.21 c-- golkar:n exploring", "33.20 e-- golkar:n exploring"],
    );
    // What is decided is told by its verb, and who is sought beside somebody is not yet there.
    check("Di Pilbup {Blora}, {PKS} mengusung kader yang disiapkan, {Asep}.", &["33.16 a-- pks:n confirmed"]);
    check("Di Pilbup {Blora}, {PKS} menggodok nama pendamping {Asep}.", &[]);
    // Nobody says whose names they are.
    check("Di Pilbup {Blora} mengerucut dua nama, yakni {Asep} dan {Toni}.", &[]);
}

#[test]
fn what_is_summed_up_was_said() {
    check(
        "{PAN} mendukung {Asep}-{Neni} di Pilbup {Blora}. {PKS} mendukung {Asep}-{Neni}. Rapat usai. Jadi, {Asep}-{Neni} didukung {PAN} dan {PKS}.",
        &["33.16 a-b pan:s confirmed", "33.16 a-b pks:s confirmed"],
    );
    // Somebody new is among them.
    check(
        "{PAN} mendukung {Asep}-{Neni} di Pilbup {Blora}. {PKS} mendukung {Asep}-{Neni}. Rapat usai. Jadi, {Asep}-{Neni} didukung {PAN}, {PKS}, dan {PPP}.",
        &["33.16 a-b pan:s confirmed", "33.16 a-b pks:s confirmed", "33.16 a-b pan:s,pks:s,ppp:s confirmed"],
    );
}

#[test]
fn supporters_beside_those_who_nominate() {
    check(
        "{Asep}-{Neni} diusung {PDIP} dan {Golkar} di Pilbup {Blora}. Selain itu ada juga partai pendukung seperti {PAN} dan {PPP}.",
        &["33.16 a-b pdip:n,golkar:n,pan:s,ppp:s confirmed"],
    );
}

#[test]
fn holders_of_offices_who_are_backed_again() {
    check(
        "{PDIP} mengeluarkan rekomendasi di tiga daerah. Petahana yang mendapatkan rekomendasi itu, yakni Bupati {Blora} {Asep}, Bupati {Demak} {Toni}, dan Wali Kota {Blitar} {Jajang}.",
        &["33.16 a-- pdip:n confirmed", "33.21 c-- pdip:n confirmed", "35.72 e-- pdip:n confirmed"],
    );
    // Guests are not backed.
    check(
        "{PDIP} mengeluarkan rekomendasi di tiga daerah. Yang hadir, yakni Bupati {Blora} {Asep}, Bupati {Demak} {Toni}, dan Wali Kota {Blitar} {Jajang}.",
        &[],
    );
}

#[test]
fn a_coalition_that_is_backed_before_it_is_named() {
    check(
        "Di Pilbup {Blora}, pasangan {Asep}-{Neni} percaya diri. Diusung oleh {PKS}, {PAN}, dan {PPP}, koalisi ini memegang 20 kursi.",
        &["33.16 a-b pks:n,pan:n,ppp:n confirmed"],
    );
    // Somebody else follows.
    check(
        "Di Pilbup {Blora}, pasangan {Asep}-{Neni} percaya diri. Diusung oleh {PKS}, {PAN}, dan {PPP}, {Toni} memegang 20 kursi.",
        &["33.16 c-- pks:n,pan:n,ppp:n confirmed"],
    );
}

#[test]
fn what_a_list_of_parties_is_enough_for() {
    check(
        "Dukungan {Hanura} kepada pasangan {Asep}-{Neni} di Pilbup {Blora} memperkuat koalisi. Partai tersebut adalah {PAN} (9 kursi), {PKS} (5 kursi) dan ditambah {PPP} dengan total 24 kursi, untuk mengusung satu pasangan calon hanya dibutuhkan 9 kursi.",
        &["33.16 a-b hanura:s,pan:s,pks:s,ppp:s confirmed"],
    );
}

#[test]
fn parties_without_seats_are_parties() {
    check(
        "{Asep}-{Neni} didukung {PAN}, {PKB} dan dua partai non parlemen {PPP} serta {Hanura} di Pilbup {Blora}.",
        &["33.16 a-b pan:s,pkb:s,ppp:s,hanura:s confirmed"],
    );
}

#[test]
fn who_speaks_behind_what_is_told_of_them() {
    check(
        "{Asep} maju di Pilbup {Blora}. {Asep} yang juga Ketua DPD {Golkar} itu mengemukakan, {Toni} harus berusaha. \
         \"Saya telah direkomendasikan {Golkar} dan {PKS},\" katanya.",
        &["33.16 a-- golkar:n,pks:n confirmed"],
    );
}

#[test]
fn who_is_asked_says_nothing_yet() {
    check("Saat ditanya apakah {PKS} mengusung {Asep} di Pilbup {Blora}, ia tersenyum.", &[]);
}

#[test]
fn an_alliance_that_is_made_to_nominate() {
    check(
        "{PKS} akan menjalin koalisi dengan {PAN} di Pilbup {Blora} dengan mengusung pasangan {Asep} dan {Neni}.",
        &["33.16 a-b pks:n,pan:n confirmed"],
    );
}
