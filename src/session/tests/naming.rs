//! Who is found as a candidate in short articles, and who is not: kinds of fault that real articles showed, with invented
//! names.

use std::collections::{BTreeMap, BTreeSet};

use super::article_of;
use crate::{gazetteer::Lexicon, session::ProjectExtractor};

/// The candidates of an article, each name once.
fn candidates(text: &str) -> BTreeSet<String> {
    let article = article_of("a", text);
    let lexicon = Lexicon::new(&BTreeMap::new());
    let found = ProjectExtractor::new(&lexicon).extract(&article, &[]).mentions;
    let candidates = found.iter().filter(|found| found.kind.as_str() == "candidate");
    candidates.map(|found| article.text.slice(found.span).to_owned()).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let expected: BTreeSet<String> = expected.iter().map(ToString::to_string).collect();
    assert_eq!(candidates(text), expected, "{text}");
}

/// Long enough that a first line is a headline.
const BODY: &str = "Rapat itu dihadiri banyak warga dan berlangsung sampai malam hari. Panitia menyiapkan kursi tambahan untuk \
                    mereka yang datang dari jauh, dan hujan baru reda sesudah semua pulang ke rumah masing-masing.";

#[test]
fn words_of_a_headline_are_nobody() {
    let article = |title: &str| format!("{title}\n\nPKS mengusung Toni Wardana di Pilbup Blora. {BODY}");
    for title in [
        "Poster Toni Wardana Bakal Diusung PKS Beredar, Mungkinkah Pindah Haluan?",
        "Dua Calon Minus Lawan Kotak Kosong di Pilkada Blora, Berikut Daftarnya",
        "Pesohor Toni Wardana Maju di Pilkada Blora, Diusung Partai Besar",
    ] {
        check(&article(title), &["Toni Wardana"]);
    }
    check(
        &format!(
            "Calon Dico-Toni Ditolak Panitia Pilkada Blora\n\nPKS mengusung Dico Sari-Toni Wardana di Pilbup Blora. {BODY}\n\nBaca juga: Toni Wardana Absen Tes Kesehatan"
        ),
        &["Dico", "Dico Sari", "Toni", "Toni Wardana"],
    );
    // Where nothing stands below it, a headline is all there is.
    check("PKS Usung Toni Wardana di Pilbup Blora", &["Toni Wardana"]);
}

#[test]
fn houses_credits_and_many_are_nobody() {
    check("PKS mengusung Toni Wardana di Pilbup Blora, kata ketua di Puspa Hall.", &["Toni Wardana"]);
    check("PKS mengusung Toni Wardana di Pilbup Blora. (Kabar Kita/Hermin Sukaca) Rapat selesai.", &["Toni Wardana"]);
    check("PKS menyerahkan surat kepada para Bacadaka di Pilkada Blora.", &[]);
    check("PKS mengusung Toni Wardana melawan kotak kosong di Pilkada Blora, minus Solo.", &["Toni Wardana"]);
    check("Pilkada Blora diikuti calon bupati dari Jateng.", &[]);
}

#[test]
fn a_list_goes_on() {
    check(
        "Bakal calon bupati Blora di antaranya Agus Wardana, Jati Laksita, Kusila, Mahmud Sukaca dan Tarno Widagdo.",
        &["Agus Wardana", "Jati Laksita", "Kusila", "Mahmud Sukaca", "Tarno Widagdo"],
    );
    check("Sudah ada dua calon bupati di Pilkada Blora. Salah satunya adalah Bobi Wardana.", &["Bobi Wardana"]);
}

#[test]
fn an_office_may_stand_in_brackets_before_the_running_mate() {
    check(
        "PKS mengusung Toni Wardana (Ketua DPD PKS Kabupaten Blora)-Sari Laksita di Pilbup Blora.",
        &["Sari Laksita", "Toni Wardana"],
    );
}

#[test]
fn a_name_may_end_in_a_word_of_the_language() {
    check("PKS mengusung Dewa Eka Putra di Pilbup Blora.", &["Dewa Eka Putra"]);
    check(
        "PKS mengusung Wira Karya Negara-Sari Maharani Putri di Pilbup Blora.",
        &["Sari Maharani Putri", "Wira Karya Negara"],
    );
    check("PKS mengusung Toni Wardana Hari Senin di Pilbup Blora.", &["Toni Wardana"]);
}

#[test]
fn degrees_papers_and_abbreviations_are_nobody() {
    check(
        "PKS untuk pasangan Herlan Muktar, ST-Nuris Jandara, SE di Pilbup Blora.",
        &["Herlan Muktar", "Nuris Jandara"],
    );
    check(
        "Di Pilbup Blora, PKS mengusung Toni Wardana (Towar) dan Sukmara (Dek Mara).",
        &["Dek Mara", "Sukmara", "Toni Wardana", "Towar"],
    );
    check("PKS menyerahkan surat keputusan (SK) kepada pasangan calon di Pilbup Blora.", &[]);
    check("PKS menyerahkan Form B1.KWK kepada Toni Wardana di Pilbup Blora.", &["Toni Wardana"]);
    check("PKS mengusung Toni Wardana atau TW untuk maju di Pilbup Blora. PAN mendukung TW.", &["TW", "Toni Wardana"]);
    check("PKS mengusung Toni Wardana di Pilbup Blora. PAN mendukung TW.", &["TW", "Toni Wardana"]);
}

#[test]
fn articles_of_names_are_no_names() {
    let both = ["Toni Al-wardi", "Rukman Wardana"];
    check("PKS mengusung Toni Al-wardi-Rukman Wardana di Pilbup Blora.", &both);
    check("PBB juga telah memberikan dukungan kepada Toni Wardana di Pilbup Blora.", &["Toni Wardana"]);
}

#[test]
fn names_that_a_party_weighs() {
    let both = ["Rukman Sandijaya", "Toni Wardana"];
    check("Di Pilbup Blora, nama yang sedang digodok PKS yakni Toni Wardana dan Rukman Sandijaya.", &both);
    check("PKS menyiapkan nama Toni Wardana di Pilbup Blora.", &["Toni Wardana"]);
    check("Di Pilbup Blora, kursi rapat PKS disiapkan Toni Wardana.", &[]);
}

#[test]
fn places_joined_or_apart() {
    let region = |place: &str| {
        let text = format!("PKS mengusung Toni Wardana di Pilkada {place}.");
        let article = article_of("a", &text);
        let lexicon = Lexicon::new(&BTreeMap::new());
        let found = ProjectExtractor::new(&lexicon).extract(&article, &[]).mentions;
        let mut regions = found.into_iter().filter(|found| found.kind.as_str() == "region");
        let region = regions.next().filter(|found| article.text.slice(found.span) == place);
        region.and_then(|found| Some(found.entity?.to_string()))
    };
    for (place, code) in [
        ("Pangkal Pinang", "19.71"),
        ("Pangkalpinang", "19.71"),
        ("PANGKALPINANG", "19.71"),
        ("Kota Pangkalpinang", "19.71"),
        ("Fakfak", "92.03"),
        ("Fak-fak", "92.03"),
        ("Toli-toli", "72.04"),
        ("Pare-pare", "73.72"),
        ("Palangka Raya", "62.71"),
        ("Bukit Tinggi", "13.75"),
    ] {
        assert_eq!(region(place).as_deref(), Some(&*format!("region:{code}")), "{place}");
    }
}

#[test]
fn words_of_the_vocabulary_in_names() {
    check("PKS mengusung Toni Wardana-Putri Laksita di Pilbup Blora.", &["Toni Wardana", "Putri Laksita"]);
    check("PKS mengusung Toni Wardana-Maya Putri Laksita di Pilbup Blora.", &["Toni Wardana", "Maya Putri Laksita"]);
}

#[test]
fn a_text_may_end_behind_a_name() {
    for text in ["PKS mengusung Budi Santoso ", "PKS mengusung Budi Putra ", "Pasangan Budi Santoso-Putri ", "Putra "] {
        candidates(text);
    }
}

#[test]
fn whoever_is_listed_as_running() {
    check(
        "Bakal calon bupati Blora yang mendaftar ke PKS adalah Agus Wardana (ketua DPC PAN Blora), Jati Laksita (mantan wakil \
         bupati periode 2010-2015), Kusila Darma (pensiunan guru), dan Tarno Widagdo.",
        &["Agus Wardana", "Jati Laksita", "Kusila Darma", "Tarno Widagdo"],
    );
    check(
        "PKS mengusung tujuh jagoan di Pilkada Jawa Tengah. Turut tercatat dua mantan camat yakni Agus Wardana (Blora) dan Jati \
         Laksita (Demak).",
        &["Agus Wardana", "Jati Laksita"],
    );
    check(
        "Paslon PKS di Pilkada Jawa Tengah yang sudah diputuskan yakni Blora – Agus Wardana dan Jati Laksita, Demak – Kusila Darma dan Tarno Widagdo.",
        &["Agus Wardana", "Jati Laksita", "Kusila Darma", "Tarno Widagdo"],
    );
    // Those who see to it, or help, run for nothing.
    check("Saksi pasangan calon bupati Blora adalah Agus Wardana, Jati Laksita, dan Kusila Darma.", &[]);
    check("Rapat pleno Pilkada Blora dihadiri antara lain Agus Wardana, Jati Laksita, dan Kusila Darma.", &[]);
}

#[test]
fn who_has_the_office_or_is_given_a_paper() {
    check("Pilkada Blora diikuti petahana Bupati Blora, Agus Wardana.", &["Agus Wardana"]);
    check("Istri petahana Agus Wardana membuka pasar di Blora menjelang Pilkada.", &[]);
    check(
        "Ketua DPC PKS Blora Agus Wardana mendapat surat tugas sebagai calon wakil bupati dari DPP PKS untuk Pilkada Blora.",
        &["Agus Wardana"],
    );
    check("Ketua DPC PKS Blora Agus Wardana mendapat surat dari DPP PKS tentang Pilkada Blora.", &[]);
    check(
        "Di Pilkada Blora, pasangan Wirasena, yang menjabat wakil bupati, berpasangan dengan Jati Laksita.",
        &["Jati Laksita", "Wirasena"],
    );
    check("Pencalonan dan Kesepakatan Bakal Pasangan Calon diteken PKS untuk Pilkada Blora.", &[]);
}

#[test]
fn who_speaks_of_backing_as_theirs() {
    check("Agus Wardana berterima kasih kepada PKS yang mengusungnya di Pilkada Blora.", &["Agus Wardana"]);
    check("“PKS mendukung saya di Pilkada Blora,” kata Agus Wardana.", &["Agus Wardana"]);
    check("“PKS mendukung petahana di Pilkada Blora,” kata Agus Wardana.", &[]);
    check("Agus Wardana mengaku sudah mengantongi rekomendasi PKS untuk Pilkada Blora.", &["Agus Wardana"]);
    check("Agus Wardana, anggota DPRD Jawa Tengah, diusung PKS di Pilkada Blora.", &["Agus Wardana"]);
    check("Agus Wardana, anggota DPRD Jawa Tengah, hadir di rapat PKS untuk Pilkada Blora.", &[]);
    check(
        "PKS mengkaji dua nama untuk Pilkada Blora, yakni Agus Wardana dan Jati Laksita.",
        &["Agus Wardana", "Jati Laksita"],
    );
    check(
        "Berikut pasangan PKS di Pilkada Jawa Tengah:\n- Demak: Agus Wardana dan Jati Laksita\n- Blora: Kusila Darma dan Tarno Widagdo\n",
        &["Agus Wardana", "Jati Laksita", "Kusila Darma", "Tarno Widagdo"],
    );
}
