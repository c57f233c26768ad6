//! Drafts of single passages in bracket notation; `«` and `»` mark the selection. All names of people are invented.

use super::{draft, measure::elects, testing::article};
use crate::extract::EntityFacts;
use crate::model::{Coalition, EntityId, Filler, MentionId, Slot, Span, notation};

/// `region office year | head / deputy | party stance slot, … | status hedge | speaker | date`, `-` for nothing.
pub(super) fn line(coalition: &Coalition) -> String {
    let dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let filler = |filler: &Filler| filler.entity.as_ref().map_or("-".to_owned(), |entity| entity.local().to_owned());
    let low = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    let backings = coalition.backings.iter().map(|backing| {
        let slot = backing.slot.map_or(String::new(), |slot| format!(" {}", low(&slot)));
        format!("{} {}{slot}", filler(&backing.party), low(&backing.stance))
    });
    format!(
        "{} {} {} | {} / {} | {} | {}{} | {} | {}",
        filler(&coalition.race.region),
        coalition.race.office.map_or("-".to_owned(), |office| low(&office)),
        coalition.race.year.map_or("-".to_owned(), |year| year.to_string()),
        filler(&coalition.ticket.head),
        filler(&coalition.ticket.deputy),
        dash(backings.collect::<Vec<_>>().join(", ")),
        low(&coalition.status),
        if coalition.hedge.is_empty() { String::new() } else { format!(" “{}”", coalition.hedge) },
        dash(coalition.speaker.clone()),
        coalition.date.map_or("-".to_owned(), |date| date.to_string()),
    )
}

/// The article without `«»`, and the selection between them.
fn selected(text: &str) -> (String, Option<Span>) {
    let bare = |piece: &str| notation::parse(piece).unwrap().0.len();
    let selection = text.split_once('«').and_then(|(before, rest)| {
        let (inside, _) = rest.split_once('»')?;
        let start = bare(before);
        Some(Span::new(start, start + bare(inside)))
    });
    (text.replace(['«', '»'], ""), selection)
}

const NOTHING: EntityFacts<'static> = EntityFacts {
    elects: &elects,
    appointed: &|_| false,
    running: &|_| Vec::new(),
    pair_head: &|_, _| None,
    pairs_of: Some(2024),
    own: None,
};

#[track_caller]
fn check(text: &str, expected: &str) {
    let (text, selection) = selected(text);
    let (article, annotations) = article(&text, Some("2024-07-10"));
    let coalition = draft(&article, &annotations, selection, &[], &NOTHING);
    assert_eq!(line(&coalition), expected, "{text}");
}

#[test]
fn joint_list_and_nominating_verbs() {
    check(
        "«[PKB|party:pkb], [PAN|party:pan], dan [Perindo|party:perindo] mengusung [Sarwono|candidate:sarwono] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | sarwono / - | pkb nominating, pan nominating, perindo nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«[Sarwono|candidate:sarwono] diusung oleh empat partai politik, yakni [PKB|party:pkb], [PAN|party:pan], [PPP|party:ppp], serta [Hanura|party:hanura], pada Pilkada [Kabupaten Blora|region:33.16].»",
        "33.16 regent 2024 | sarwono / - | pkb nominating, pan nominating, ppp nominating, hanura nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«[Partai Keadilan Sejahtera|party:pks] ([PKS|party:pks]) mengajukan [Tini|candidate:tini]-[Sarwono|candidate:sarwono] untuk Pilwali [Blitar|region:35.72].»",
        "35.72 mayor 2024 | tini / sarwono | pks nominating | confirmed | - | 2024-07-10",
    );
}

#[test]
fn supporting_and_mixed_stances() {
    check(
        "«[Gelora|party:gelora] mendukung [Tini|candidate:tini], yang diusung [PDIP|party:pdip] dan [NasDem|party:nasdem], di Pilgub [Bengkulu|region:17].»",
        "17 governor 2024 | tini / - | gelora supporting, pdip nominating, nasdem nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«Duet [Tini|candidate:tini] dan [Sarwono|candidate:sarwono] didukung [PSI|party:psi] serta lima partai lainnya, seperti [PBB|party:pbb] dan [Garuda|party:garuda] di [Kota Blitar|region:35.72].»",
        "35.72 mayor 2024 | tini / sarwono | psi supporting, pbb supporting, garuda supporting | confirmed | - | 2024-07-10",
    );
    check(
        "«Di [Kabupaten Blora|region:33.16], [Golkar|party:golkar] menyatakan dukungan kepada [Sarwono|candidate:sarwono], sedangkan [PKS|party:pks] mengusung [Tini|candidate:tini].»",
        "33.16 regent 2024 | sarwono / - | golkar supporting, pks nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«Calon gubernur [Bengkulu|region:17] [Sarwono|candidate:sarwono] mendapat dukungan [Hanura|party:hanura].»",
        "17 governor 2024 | sarwono / - | hanura supporting | confirmed | - | 2024-07-10",
    );
}

#[test]
fn members_of_a_coalition() {
    check(
        "«[Demokrat|party:demokrat] berkoalisi dengan [PKS|party:pks] dan [PAN|party:pan] dalam Pilgub [Bengkulu|region:17].»",
        "17 governor 2024 | - / - | demokrat member, pks member, pan member | confirmed | - | 2024-07-10",
    );
    check(
        "«[Perindo|party:perindo] resmi bergabung dengan [Golkar|party:golkar] di Pilwako [Solok|region:13.72].»",
        "13.72 mayor 2024 | - / - | perindo member, golkar member | confirmed | - | 2024-07-10",
    );
}

#[test]
fn places_offered_to_parties() {
    check(
        "«“Di [Blora|region:33.16] calon bupatinya dari [PKS|party:pks], wakilnya dari [PSI|party:psi],” ujar Ketua DPW [PKS|party:pks] [Jawa Tengah|region:33], Darsono Lukito.»",
        "33.16 regent 2024 | - / - | pks nominating head, psi nominating deputy | confirmed | Darsono Lukito | 2024-07-10",
    );
    check(
        "«Skemanya, [Golkar|party:golkar] mendapat posisi cawalkot dan [PPP|party:ppp] mengisi kursi wakil di Pilwalkot [Blitar|region:35.72].»",
        "35.72 mayor 2024 | - / - | golkar nominating head, ppp nominating deputy | confirmed | - | 2024-07-10",
    );
    check(
        "«Cagub dari [Golkar|party:golkar], cawagub dari [PKB|party:pkb] untuk [Provinsi Bengkulu|region:17].»",
        "17 governor 2024 | - / - | golkar nominating head, pkb nominating deputy | confirmed | - | 2024-07-10",
    );
}

#[test]
fn tickets() {
    let tail = "untuk Pilbup [Blora|region:33.16].»";
    for pair in [
        "[Sarwono|candidate:sarwono] - [Tini|candidate:tini]",
        "[Sarwono|candidate:sarwono] – Hj. [Tini|candidate:tini], S.Pd.,",
        "H. [Sarwono|candidate:sarwono], S.H. dan dr. [Tini|candidate:tini]",
        "pasangan [Sarwono|candidate:sarwono]/[Tini|candidate:tini]",
        "duet [Sarwono|candidate:sarwono] & [Tini|candidate:tini]",
        "[Sarwono|candidate:sarwono] yang didampingi Mbak [Tini|candidate:tini]",
        "[Sarwono|candidate:sarwono] berpasangan dengan [Tini|candidate:tini]",
        "[Sarwono|candidate:sarwono] sebagai calon bupati dan [Tini|candidate:tini] sebagai calon wakil bupati",
        "[Tini|candidate:tini] sebagai calon wakil bupati mendampingi [Sarwono|candidate:sarwono]",
        "cabup [Sarwono|candidate:sarwono] dan cawabup [Tini|candidate:tini]",
        "[Sarwono|candidate:sarwono] ([Wono|candidate:sarwono])-[Tini|candidate:tini]",
    ] {
        check(
            &format!("«[PAN|party:pan] mengusung {pair} {tail}"),
            "33.16 regent 2024 | sarwono / tini | pan nominating | confirmed | - | 2024-07-10",
        );
    }
    check(
        "«[PAN|party:pan] mengusung [Tini|candidate:tini] sebagai calon wakil bupati [Blora|region:33.16].»",
        "33.16 regent 2024 | - / tini | pan nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«[PAN|party:pan] mengusung [Tini|candidate:tini] melawan [Sarwono|candidate:sarwono]-[Jajang|candidate:jajang] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | tini / - | pan nominating | confirmed | - | 2024-07-10",
    );
}

#[test]
fn firmness_and_hedges() {
    let race = "di Pilbup [Blora|region:33.16].»";
    let parties = ("[PKB|party:pkb]", "[PPP|party:ppp]");
    for (text, status) in [
        ("{a} dan {b} sepakat berkoalisi", "confirmed"),
        ("{a} akan berkoalisi dengan {b}", "confirmed “akan”"),
        ("Insya Allah {a} berkoalisi dengan {b}", "confirmed “Insya Allah”"),
        ("{a} kemungkinan berkoalisi dengan {b}", "exploring “kemungkinan”"),
        ("{a} sedang menjajaki koalisi dengan {b}", "exploring “sedang menjajaki”"),
        ("{a} masih membangun komunikasi politik agar berkoalisi dengan {b}", "exploring “masih membangun komunikasi”"),
        ("{a} tidak menutup kemungkinan berkoalisi dengan {b}", "exploring “tidak menutup kemungkinan”"),
        ("{a} dan {b} belum sepakat berkoalisi", "exploring “belum sepakat”"),
        ("{a} berharap {b} mau berkoalisi", "hoped “berharap”"),
        ("Semoga {a} berkoalisi dengan {b}", "hoped “Semoga”"),
        ("{a} batal berkoalisi dengan {b}", "denied"),
        ("{a} tidak akan berkoalisi dengan {b}", "denied"),
        ("{a} tak berkoalisi dengan {b}", "denied"),
        ("{a} menepis kabar akan berkoalisi dengan {b}", "denied"),
        ("{a} pernah berkoalisi dengan {b}", "past"),
    ] {
        let text = text.replace("{a}", parties.0).replace("{b}", parties.1);
        let date = if status == "past" { "-" } else { "2024-07-10" };
        check(
            &format!("«{text} {race}"),
            &format!("33.16 regent 2024 | - / - | pkb member, ppp member | {status} | - | {date}"),
        );
    }
    check(
        "«DPP [PKB|party:pkb] menerbitkan surat tugas untuk [Sarwono|candidate:sarwono] di [Kabupaten Blora|region:33.16].»",
        "33.16 regent 2024 | sarwono / - | pkb nominating | exploring “surat tugas” | - | 2024-07-10",
    );
    check(
        "«[PKB|party:pkb] menarik dukungan dari [Sarwono|candidate:sarwono] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | sarwono / - | pkb supporting | denied | - | 2024-07-10",
    );
}

#[test]
fn earlier_elections() {
    check(
        "«Pada Pilgub [Bengkulu|region:17] 2020, [Tini|candidate:tini] diusung [PKS|party:pks] dan [PSI|party:psi].»",
        "17 governor 2020 | tini / - | pks nominating, psi nominating | past | - | -",
    );
    check(
        "Pada Pilkada [Bengkulu|region:17] 2015 ia menang. «Saat itu [Tini|candidate:tini] didukung [PKS|party:pks].»",
        "17 governor 2015 | tini / - | pks supporting | past | - | -",
    );
}

#[test]
fn speakers() {
    let said = "[PPP|party:ppp] mengusung [Tini|candidate:tini] di Pilbup [Blora|region:33.16]";
    let rest = "33.16 regent 2024 | tini / - | ppp nominating | confirmed";
    let darsono = "Ketua DPC [PPP|party:ppp] [Blora|region:33.16], Darsono Lukito";
    for text in [
        format!("«“{said},” kata {darsono}, Selasa (9/7/2024).»"),
        format!("«“{said},” kata Darsono, Selasa (9/7/2024).» Menurut {darsono}, ini final."),
        format!("«{darsono}, mengatakan {said}, Selasa (9/7/2024).»"),
        format!("«Menurut {darsono}, {said}, Selasa (9/7/2024).»"),
        format!("«“{said}.» Ini pilihan kami,” ujar Darsono Lukito, Selasa (9/7/2024)."),
        format!("{darsono}, menyebut rapat selesai. «“{said},” ucapnya, Selasa (9/7/2024).»"),
        format!("{darsono}, punya kabar baru. «“{said},” tuturnya, Selasa (9/7/2024).»"),
        format!(
            "Darsono Lukito selaku ketua DPC [PPP|party:ppp] menyatakan siap. «“{said},” kata dia, Selasa (9/7/2024).»"
        ),
    ] {
        check(&text, &format!("{rest} | Darsono Lukito | 2024-07-09"));
    }
    check(
        &format!("«{said}.»\n\nWarga menonton pasar malam. “Ramai sekali,” kata Sulastri."),
        &format!("{rest} | - | 2024-07-10"),
    );
}

#[test]
fn a_speakers_party_is_no_backing_but_is_meant_by_partainya() {
    check(
        "«“[Golkar|party:golkar] mengusung [Tini|candidate:tini] di Pilbup [Blora|region:33.16],” kata Ketua DPC [PPP|party:ppp] [Blora|region:33.16], Darsono Lukito.»",
        "33.16 regent 2024 | tini / - | golkar nominating | confirmed | Darsono Lukito | 2024-07-10",
    );
    check(
        "«Ketua DPC [PPP|party:ppp] [Blora|region:33.16], Darsono Lukito, mengatakan partainya mendukung [Tini|candidate:tini] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | tini / - | ppp supporting | confirmed | Darsono Lukito | 2024-07-10",
    );
    check(
        "«Ketua DPC [PPP|party:ppp], Darsono Lukito, menegaskan partainya dan [PKB|party:pkb] akan berkoalisi di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | - / - | ppp member, pkb member | confirmed “akan” | Darsono Lukito | 2024-07-10",
    );
    check(
        "«[Tini|candidate:tini], kader [Golkar|party:golkar], diusung [PKS|party:pks] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | tini / - | pks nominating | confirmed | - | 2024-07-10",
    );
}

#[test]
fn who_is_meant() {
    check(
        "[Tini|candidate:tini] tiba pagi hari. «Ia diusung [PKS|party:pks] berpasangan dengan [Sarwono|candidate:sarwono] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | tini / sarwono | pks nominating | confirmed | - | 2024-07-10",
    );
    check(
        "Mereka datang bersama [Tini|candidate:tini]-[Sarwono|candidate:sarwono]. «Pasangan tersebut didukung [PKS|party:pks] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | tini / sarwono | pks supporting | confirmed | - | 2024-07-10",
    );
    check(
        "[PKS|party:pks] dan [PSI|party:psi] rapat. [PKS|party:pks] menjamu [PSI|party:psi], bukan [PBB|party:pbb]. «Kedua partai sepakat berkoalisi di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | - / - | pks member, psi member | confirmed | - | 2024-07-10",
    );
    check(
        "«“Saya berharap [PKS|party:pks] mendukung saya di Pilbup [Blora|region:33.16],” ujar [Tini Wardhani|candidate:tini].»",
        "33.16 regent 2024 | tini / - | pks supporting | hoped “berharap” | Tini Wardhani | 2024-07-10",
    );
}

#[test]
fn regions_and_offices() {
    check(
        "Peta Pilbup [Lebak|region:36.02] berubah. «[PKS|party:pks] dan [PSI|party:psi] satu koalisi.»",
        "36.02 regent 2024 | - / - | pks member, psi member | confirmed | - | 2024-07-10",
    );
    check(
        "Peta Pilbup [Lebak|region:36.02] berubah. «[PKS|party:pks] dan [PSI|party:psi] berkoalisi di beberapa daerah lain.»",
        "- - 2024 | - / - | pks member, psi member | confirmed | - | 2024-07-10",
    );
    check(
        "«[PKS|party:pks] dan [PSI|party:psi] satu koalisi di [Kabupaten Lebak|region:36.02], [Banten|region:36].»",
        "36.02 regent 2024 | - / - | pks member, psi member | confirmed | - | 2024-07-10",
    );
    check(
        "«[BLITAR|region:35.72], KABAR KITA – [PKS|party:pks] dan [PSI|party:psi] satu koalisi pada Pilbup [Blitar|region:35.05].»",
        "35.05 regent 2024 | - / - | pks member, psi member | confirmed | - | 2024-07-10",
    );
    check(
        "[Tini|candidate:tini] maju di Pilbup [Blora|region:33.16].\n\nDi Pilgub [Jawa Tengah|region:33] belum ada nama.\n\n«[PKS|party:pks] tetap mengusung [Tini|candidate:tini].»",
        "33.16 regent 2024 | tini / - | pks nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«[PKS|party:pks] mengusung [Tini|candidate:tini] di Pilwalkot [Bogor|region].»",
        "- mayor 2024 | tini / - | pks nominating | confirmed | - | 2024-07-10",
    );
    check(
        "Pilbup [Blora|region:33.16] sudah dekat.\n\nBaca Juga: Pilgub [Bengkulu|region:17] Panas\n\n«[PKS|party:pks] mengusung [Tini|candidate:tini].»",
        "33.16 regent 2024 | tini / - | pks nominating | confirmed | - | 2024-07-10",
    );
}

#[test]
fn less_common_words() {
    check(
        "«[Golkar|party:golkar] menyerahkan formulir B1-KWK kepada bakal calon bupati dan wakil bupati [Blora|region:33.16], [Sarwono|candidate:sarwono] dan [Tini|candidate:tini], Senin (8/7/2024).»",
        "33.16 regent 2024 | sarwono / tini | golkar nominating | confirmed | - | 2024-07-08",
    );
    check(
        "«[Tini|candidate:tini], yang maju dengan tiket [Demokrat|party:demokrat] dan [PKS|party:pks] di Pilwalkot [Blitar|region:35.72], tersenyum.»",
        "35.72 mayor 2024 | tini / - | demokrat nominating, pks nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«Tiga parpol pengusung [Tini|candidate:tini], yaitu [PKS|party:pks], [PBB|party:pbb], dan [Gelora|party:gelora], berkumpul di [Blitar|region:35.72].»",
        "35.72 mayor 2024 | tini / - | pks nominating, pbb nominating, gelora nominating | confirmed | - | 2024-07-10",
    );
    check(
        "«[PKS|party:pks] bakal memasangkan [Sarwono|candidate:sarwono] dengan kader [Golkar|party:golkar], [Tini|candidate:tini], di Pilgub [Bengkulu|region:17].»",
        "17 governor 2024 | sarwono / tini | pks nominating | confirmed “bakal” | - | 2024-07-10",
    );
    check(
        "«Ketua Umum [PAN|party:pan] Hendra Wiranata mengumumkan partainya mendukung [Sarwono|candidate:sarwono] berpasangan dengan kader [Gerindra|party:gerindra], [Tini|candidate:tini], di Pilgub [Bengkulu|region:17].»",
        "17 governor 2024 | sarwono / tini | pan supporting | confirmed | Hendra Wiranata | 2024-07-10",
    );
    check(
        "Ketua DPD [NasDem|party:nasdem] [Blora|region:33.16] Agus Sutrisna memastikan semua solid. «“Kita usung [Tini|candidate:tini],” ujarnya singkat.»",
        "33.16 regent 2024 | tini / - | nasdem nominating | confirmed | Agus Sutrisna | 2024-07-10",
    );
    check(
        "«[Hanura|party:hanura] mencabut dukungan terhadap [Sarwono|candidate:sarwono]-[Tini|candidate:tini] di Pilbup [Blora|region:33.16].»",
        "33.16 regent 2024 | sarwono / tini | hanura supporting | denied | - | 2024-07-10",
    );
    check(
        "«[PPP|party:ppp] belum menentukan arah dukungan di Pilgub [Bengkulu|region:17].»",
        "17 governor 2024 | - / - | ppp supporting | exploring “belum menentukan” | - | 2024-07-10",
    );
}

#[test]
fn what_is_known_helps() {
    let tini = EntityId::new("candidate:tini").unwrap();
    let blora = EntityId::new("region:33.16").unwrap();
    let running = |candidate: &EntityId| if *candidate == tini { vec![blora.clone()] } else { Vec::new() };
    let pair_head =
        |region: &EntityId, candidate: &EntityId| (*region == blora && *candidate == tini).then_some(Slot::Deputy);
    let facts = EntityFacts {
        elects: &elects,
        appointed: &|_| false,
        running: &running,
        pair_head: &pair_head,
        pairs_of: Some(2024),
        own: None,
    };
    for text in [
        "«[PKS|party:pks] mengusung [Tini|candidate:tini].»",
        "«[PKS|party:pks] mengusung [Tini|candidate:tini] di [Bengkulu|region:17] atau [Blora|region:33.16].»",
    ] {
        let (text, selection) = selected(text);
        let (article, annotations) = article(&text, Some("2024-07-10"));
        let coalition = draft(&article, &annotations, selection, &[], &facts);
        assert_eq!(line(&coalition), "33.16 regent 2024 | - / tini | pks nominating | confirmed | - | 2024-07-10");
    }
}

#[test]
fn days_of_statements() {
    let said = "[PKS|party:pks] mengusung [Tini|candidate:tini] di Pilbup [Blora|region:33.16]";
    let dated = |text: String, published: Option<&str>| {
        let (text, selection) = selected(&text);
        let (article, annotations) = article(&text, published);
        draft(&article, &annotations, selection, &[], &NOTHING).date.map(|date| date.to_string())
    };
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(dated(format!("«{said}, Sabtu (12/10) malam.»"), Some("2024-10-13")), day("2024-10-12"));
    assert_eq!(dated(format!("«{said}, Minggu (31/3.2024).»"), Some("2024-04-03")), day("2024-03-31"));
    assert_eq!(dated(format!("«{said}.» Ia bicara Senin, 8 Juli 2024."), Some("2024-07-09")), day("2024-07-08"));
    assert_eq!(dated(format!("«{said} pada 27 November 2024.»"), Some("2024-07-09")), day("2024-07-09"));
    assert_eq!(dated(format!("«{said}, 8 Juli 2024.»"), None), day("2024-07-08"));
    assert_eq!(dated(format!("«{said}.»"), None), None);
    // A guessed date of the article does not become the statement's own.
    let guessed = |text: String| {
        let (text, selection) = selected(&text);
        let (mut article, annotations) = article(&text, Some("2024-07-09"));
        article.meta.import.guessed.insert(crate::model::Guess::Date);
        draft(&article, &annotations, selection, &[], &NOTHING).date.map(|date| date.to_string())
    };
    assert_eq!(guessed(format!("«{said} pada 27 November 2024.»")), None);
    assert_eq!(guessed(format!("«{said}.» Ia bicara Senin, 8 Juli 2024.")), day("2024-07-08"));
}

#[test]
fn picked_mentions_and_whole_sentences() {
    let text = "[PKS|party:pks], [PSI|party:psi], dan [PBB|party:pbb] rapat. [PKS|party:pks] mengusung [Tini|candidate:tini] di Pilbup [Blora|region:33.16]. Lalu pulang.";
    let (article, annotations) = article(text, Some("2024-07-10"));
    let id = |id: &str| MentionId::new(id).unwrap();
    let coalition = draft(&article, &annotations, None, &[id("m03"), id("m01"), id("m04")], &NOTHING);
    assert_eq!(
        line(&coalition),
        "33.16 regent 2024 | tini / - | psi nominating, pks nominating | confirmed | - | 2024-07-10"
    );
    let evidence: Vec<&str> = coalition.evidence.iter().map(|&span| article.text.slice(span)).collect();
    assert_eq!(evidence, ["PKS, PSI, dan PBB rapat. PKS mengusung Tini di Pilbup Blora."]);
    let unknown = draft(&article, &annotations, None, &[id("gone")], &NOTHING);
    assert!(unknown.evidence.is_empty() && unknown.backings.is_empty());
}

#[test]
fn all_mentions_of_a_filler_are_kept() {
    let text = "«[PKS|party:pks] mengusung [Tini|candidate:tini]. Bersama [Partai Keadilan Sejahtera|party:pks], [Tini|candidate:tini] maju di Pilbup [Blora|region:33.16].»";
    let (text, selection) = selected(text);
    let (article, annotations) = article(&text, None);
    let coalition = draft(&article, &annotations, selection, &[], &NOTHING);
    let ids = |filler: &Filler| filler.mentions.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&coalition.backings[0].party), ["m00", "m02"]);
    assert_eq!(ids(&coalition.ticket.head), ["m01", "m03"]);
    assert_eq!(ids(&coalition.race.region), ["m04"]);
}

#[test]
fn any_selection_of_any_text_is_taken() {
    let text = "“[PKS|party:pks] 😀 [Tini|candidate:tini] – [X|candidate]” (8/7) cafe\u{301}\n\n\n. , diusung oleh [PSI|party:psi] kata ujarnya Pilbup [Blora|region] 2018 »";
    let (article, annotations) = article(text, None);
    let borders: Vec<usize> = (0..=article.text.len()).filter(|&at| article.text.is_char_boundary(at)).collect();
    for &start in borders.iter().step_by(4) {
        for &end in borders.iter().step_by(3) {
            let coalition = draft(&article, &annotations, Some(Span::new(start, end)), &[], &NOTHING);
            assert!(coalition.evidence.iter().all(|&span| article.text.fits(span)), "{start}..{end}");
        }
    }
}
