//! The table itself: name, English, Bahasa Indonesia.

macro_rules! words {
    ($($name:ident: $english:literal, $indonesian:literal;)*) => {
        /// Something that the window says. `{}` is filled in; `{s}` after it is an English plural's ending.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Words { $($name),* }

        impl Words {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// English and Bahasa Indonesia.
            pub const fn both(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($english, $indonesian)),* }
            }
        }
    };
}

words! {
    // Menus
    File: "File", "Berkas";
    EditMenu: "Edit", "Sunting";
    Annotate: "Annotate", "Anotasi";
    View: "View", "Tampilan";
    Help: "Help", "Bantuan";

    // Commands: name and what it does
    NewProject: "New project…", "Proyek baru…";
    NewProjectHelp: "Make an empty project in a new folder", "Buat proyek kosong di folder baru";
    OpenProject: "Open project…", "Buka proyek…";
    OpenProjectHelp: "Open a project's folder", "Buka folder proyek";
    OpenSample: "Open the sample", "Buka contoh";
    OpenSampleHelp: "A new copy of the sample project, to try things on", "Salinan baru proyek contoh untuk dicoba";
    OpenRecent: "Open recent", "Buka yang terakhir";
    ImportFiles: "Import articles…", "Impor artikel…";
    ImportFilesHelp: "Text files become articles; dropping them on the window does the same", "Berkas teks menjadi artikel; bisa juga diseret ke jendela";
    ImportFolder: "Import a folder…", "Impor folder…";
    ImportFolderHelp: "All text files in a folder become articles", "Semua berkas teks dalam folder menjadi artikel";
    Save: "Save", "Simpan";
    SaveHelp: "Everything is saved as you work; this makes sure and says so", "Semua tersimpan selagi Anda bekerja; ini memastikan dan memberitahu";
    Quit: "Quit", "Keluar";
    QuitHelp: "Everything is saved", "Semua sudah tersimpan";
    Undo: "Undo", "Urungkan";
    UndoHelp: "Take the last change back, and show it", "Batalkan perubahan terakhir dan tunjukkan";
    Redo: "Redo", "Ulangi";
    RedoHelp: "Do the undone change again", "Lakukan lagi perubahan yang diurungkan";
    Find: "Find in article", "Cari dalam artikel";
    FindHelp: "Step through places where words stand", "Lompati tempat kata-kata muncul";
    CopyText: "Copy", "Salin";
    CopyTextHelp: "Copy the selected text", "Salin teks terpilih";
    SelectSentence: "Select the sentence", "Pilih kalimat";
    SelectSentenceHelp: "The sentence at the caret; a triple click does the same", "Kalimat pada kursor; klik tiga kali sama saja";
    TagKind: "Tag as {}", "Tandai sebagai {}";
    TagKindHelp: "Mark the selection, or change the selected mention's kind", "Tandai pilihan, atau ubah jenis sebutan terpilih";
    ArmKind: "Keep tagging as {}", "Terus tandai sebagai {}";
    ArmKindHelp: "From now on every drag or double-click tags at once; again to stop", "Mulai kini tiap seret atau klik ganda langsung menandai; ulangi untuk berhenti";
    TagEvery: "Tag every occurrence", "Tandai semua kemunculan";
    TagEveryHelp: "The same words everywhere in this article", "Kata yang sama di seluruh artikel ini";
    TagEveryProject: "Tag in the whole project…", "Tandai di seluruh proyek…";
    TagEveryProjectHelp: "The same words in every article, with a list to look at first", "Kata yang sama di semua artikel, dengan daftar untuk diperiksa dulu";
    LinkEntity: "Link to an entity…", "Tautkan ke entitas…";
    LinkEntityHelp: "Choose who or what the selected mention is", "Pilih siapa atau apa sebutan terpilih itu";
    Unlink: "Cut the link", "Putus tautan";
    UnlinkHelp: "The mention stays, without an entity", "Sebutan tetap ada, tanpa entitas";
    Untag: "Remove mention", "Hapus sebutan";
    UntagHelp: "Remove the selected mentions", "Hapus sebutan terpilih";
    NextMention: "Next mention", "Sebutan berikutnya";
    NextMentionHelp: "Select the next mention", "Pilih sebutan berikutnya";
    PreviousMention: "Previous mention", "Sebutan sebelumnya";
    PreviousMentionHelp: "Select the mention before", "Pilih sebutan sebelumnya";
    GrowStart: "Grow at the start", "Lebarkan awal";
    GrowStartHelp: "The mention begins one word earlier (with Alt: one character)", "Sebutan mulai satu kata lebih awal (dengan Alt: satu huruf)";
    ShrinkStart: "Shrink at the start", "Sempitkan awal";
    ShrinkStartHelp: "The mention begins one word later (with Alt: one character)", "Sebutan mulai satu kata lebih akhir (dengan Alt: satu huruf)";
    GrowEnd: "Grow at the end", "Lebarkan akhir";
    GrowEndHelp: "The mention ends one word later (with Alt: one character)", "Sebutan berakhir satu kata lebih akhir (dengan Alt: satu huruf)";
    ShrinkEnd: "Shrink at the end", "Sempitkan akhir";
    ShrinkEndHelp: "The mention ends one word earlier (with Alt: one character)", "Sebutan berakhir satu kata lebih awal (dengan Alt: satu huruf)";
    MakeCoalition: "Coalition from selection", "Koalisi dari pilihan";
    MakeCoalitionHelp: "Fill a coalition card from the selected sentence or mentions", "Isi kartu koalisi dari kalimat atau sebutan terpilih";
    FillSlot: "Fill the coalition's slot", "Isi slot koalisi";
    FillSlotHelp: "Put the selected mention into the open card", "Masukkan sebutan terpilih ke kartu yang terbuka";
    AddEvidence: "Add as evidence", "Tambah sebagai bukti";
    AddEvidenceHelp: "The selected sentence shows what the open card says", "Kalimat terpilih menunjukkan isi kartu yang terbuka";
    ArmRegion: "Arm slot: region", "Siapkan slot: wilayah";
    ArmHead: "Arm slot: head", "Siapkan slot: calon utama";
    ArmDeputy: "Arm slot: deputy", "Siapkan slot: calon wakil";
    ArmParty: "Arm slot: party", "Siapkan slot: partai";
    ArmSlotHelp: "The next mention goes there", "Sebutan berikutnya masuk ke sana";
    EmptyCard: "New empty card", "Kartu kosong baru";
    EmptyCardHelp: "A coalition to be filled slot by slot", "Koalisi yang diisi slot demi slot";
    NextCard: "Next coalition", "Koalisi berikutnya";
    NextCardHelp: "Open the next card, and show its evidence", "Buka kartu berikutnya dan tunjukkan buktinya";
    PreviousCard: "Previous coalition", "Koalisi sebelumnya";
    PreviousCardHelp: "Open the card before, and show its evidence", "Buka kartu sebelumnya dan tunjukkan buktinya";
    FinishNext: "Finish, and next article", "Selesai, lanjut ke artikel berikut";
    FinishNextHelp: "Mark the article finished and open the next one", "Tandai artikel selesai dan buka yang berikut";
    IgnoreArticle: "Ignore this article", "Abaikan artikel ini";
    IgnoreArticleHelp: "It is not to be annotated", "Artikel ini tidak dianotasi";
    NextArticle: "Next article", "Artikel berikut";
    NextArticleHelp: "Open the next article of the list", "Buka artikel berikut dalam daftar";
    PreviousArticle: "Previous article", "Artikel sebelumnya";
    PreviousArticleHelp: "Open the article before in the list", "Buka artikel sebelumnya dalam daftar";
    RemoveArticle: "Remove article…", "Hapus artikel…";
    RemoveArticleHelp: "Take the article and its annotations out of the project", "Keluarkan artikel dan anotasinya dari proyek";
    ShowEntities: "Entities", "Entitas";
    ShowEntitiesHelp: "Who and what is mentioned", "Siapa dan apa yang disebut";
    ShowCoalitions: "Coalitions", "Koalisi";
    ShowCoalitionsHelp: "Who backs whom", "Siapa mendukung siapa";
    ShowInspector: "Inspector", "Rincian";
    ShowInspectorHelp: "Everything about the selected mention, or the article", "Segala hal tentang sebutan terpilih, atau artikel";
    FocusArticle: "To the article", "Ke artikel";
    FocusArticleHelp: "Move the keyboard to the article's text", "Pindahkan papan ketik ke teks artikel";
    FocusFilter: "Filter articles", "Saring artikel";
    FocusFilterHelp: "Move the keyboard to the filter of the list", "Pindahkan papan ketik ke saringan daftar";
    ThemeToggle: "Light or dark", "Terang atau gelap";
    ThemeToggleHelp: "Switch between the light and the dark theme", "Ganti antara tema terang dan gelap";
    ZoomIn: "Zoom in", "Perbesar";
    ZoomInHelp: "Everything larger, up to 300 %", "Perbesar semua, sampai 300 %";
    ZoomOut: "Zoom out", "Perkecil";
    ZoomOutHelp: "Everything smaller, down to 80 %", "Perkecil semua, sampai 80 %";
    ZoomReset: "Zoom to 100 %", "Ukuran biasa";
    ZoomResetHelp: "Everything at its normal size", "Semua kembali ke ukuran biasa";
    SwitchLanguage: "Bahasa Indonesia", "English";
    SwitchLanguageHelp: "Speak Bahasa Indonesia", "Speak English";
    Commands: "Commands", "Perintah";
    CommandsHelp: "Find any command by its name", "Cari perintah apa pun menurut namanya";
    Shortcuts: "Keyboard shortcuts", "Pintasan papan ketik";
    ShortcutsHelp: "All keys; click one to change it", "Semua tombol; klik salah satu untuk mengubahnya";
    ShowGuidelines: "Guidelines", "Pedoman";
    ShowGuidelinesHelp: "The project's annotation rules, beside the text", "Aturan anotasi proyek, di samping teks";
    ShowProblems: "Problems and messages", "Masalah dan pesan";
    ShowProblemsHelp: "What the checks find in this article, and what was said since the start", "Temuan pemeriksaan dalam artikel ini, dan pesan sejak awal";
    ShowWelcome: "First steps", "Langkah pertama";
    ShowWelcomeHelp: "What to press first", "Apa yang ditekan lebih dulu";
    ManageKinds: "Kinds…", "Jenis…";
    ManageKindsHelp: "What can be marked in this project: names, colours, lines", "Apa yang dapat ditandai dalam proyek ini: nama, warna, garis";
    AnnotateAs: "Annotate as…", "Anotasi sebagai…";
    AnnotateAsHelp: "Whose set your marks go to", "Ke himpunan siapa tanda Anda disimpan";

    // Articles
    Articles: "Articles", "Artikel";
    FilterArticles: "Filter articles", "Saring artikel";
    AnyStatus: "All", "Semua";
    StatusNew: "new", "baru";
    StatusInProgress: "in progress", "dikerjakan";
    StatusFinished: "finished", "selesai";
    StatusIgnored: "ignored", "diabaikan";
    NoArticles: "No articles yet", "Belum ada artikel";
    NoArticlesHelp: "Drag text files or folders onto this window, or import them.", "Seret berkas teks atau folder ke jendela ini, atau impor.";
    NoMatch: "Nothing matches the filter", "Tidak ada yang cocok dengan saringan";
    ClearFilter: "Show all", "Tampilkan semua";
    Dateless: "no date", "tanpa tanggal";
    ChooseArticle: "Choose an article on the left", "Pilih artikel di sebelah kiri";

    // Article
    ArticleText: "Article text", "Teks artikel";
    NotLinked: "not linked", "belum ditautkan";
    MentionName: "{}, {}, {}, {} of {}", "{}, {}, {}, {} dari {}";
    FindLabel: "Find", "Cari";
    FoundOf: "{} of {}", "{} dari {}";
    FoundNone: "not found", "tidak ditemukan";
    Tagging: "Tagging as {} · every drag or double-click marks · Esc ends", "Menandai sebagai {} · tiap seret atau klik ganda menandai · Esc mengakhiri";
    FrozenArticle: "This article's annotations cannot be changed: {}", "Anotasi artikel ini tidak dapat diubah: {}";
    Misfits: "{} mark{s} of the file do not fit this text; they are kept in the file as they are", "{} tanda dalam berkas tidak cocok dengan teks ini; tetap disimpan apa adanya";
    OverviewMap: "Overview of the article", "Ikhtisar artikel";

    // Entities
    ThisArticle: "This article", "Artikel ini";
    WholeProject: "Whole project", "Seluruh proyek";
    FilterEntities: "Filter entities", "Saring entitas";
    NoMentions: "Nothing is marked here yet", "Belum ada yang ditandai di sini";
    NoMentionsHelp: "Select words in the article and press 1, 2 or 3.", "Pilih kata dalam artikel lalu tekan 1, 2, atau 3.";
    Rename: "Rename", "Ganti nama";
    MergeInto: "Merge into…", "Gabungkan ke…";
    MergeQuestion: "Merge {} into {}? {} mention{s} follow; one undo takes it back.", "Gabungkan {} ke {}? {} sebutan ikut; satu urung membatalkannya.";
    Merge: "Merge", "Gabungkan";
    RemoveEntity: "Remove from project", "Hapus dari proyek";
    RemoveEntityQuestion: "Remove {}? {} mention{s} lose their link; one undo takes it back.", "Hapus {}? {} sebutan kehilangan tautan; satu urung membatalkannya.";
    Remove: "Remove", "Hapus";
    Cancel: "Cancel", "Batal";
    ShowMentions: "Show in article", "Tunjukkan dalam artikel";
    Times: "×{}", "×{}";
    AddAlias: "Add another name", "Tambah nama lain";
    Candidates: "Candidates", "Calon";
    Regions: "Regions", "Wilayah";
    MoreOf: "More for {}", "Lainnya untuk {}";
    NewNameOf: "New name of {}", "Nama baru {}";
    OtherNameOf: "Another name of {}", "Nama lain {}";
    OtherNames: "also: {}", "juga: {}";
    UnknownEntity: "Neither the project nor the built-in list knows it", "Tidak dikenal dalam proyek maupun daftar bawaan";
    NextPlace: "Click: all its mentions; again: the next one", "Klik: semua sebutannya; sekali lagi: yang berikutnya";
    NextArticleWith: "Click: an article that mentions it; again: the next one", "Klik: artikel yang menyebutnya; sekali lagi: artikel berikutnya";
    NoEntities: "Nobody is linked in this project yet", "Belum ada yang ditautkan dalam proyek ini";

    // Link list
    LinkTo: "Link “{}” to", "Tautkan “{}” ke";
    NewEntity: "New entity “{}”", "Entitas baru “{}”";
    TypeToFilter: "type to filter", "ketik untuk menyaring";

    // Coalitions
    NoCoalitions: "No coalitions here yet", "Belum ada koalisi di sini";
    NoCoalitionsHelp: "Select a sentence that tells of one and press C.", "Pilih kalimat yang menyebutkannya lalu tekan C.";
    Region: "Region", "Wilayah";
    Office: "Office", "Jabatan";
    Year: "Year", "Tahun";
    Head: "Head", "Calon";
    Deputy: "Deputy", "Wakil";
    Parties: "Parties", "Partai";
    Status: "Status", "Status";
    Speaker: "Speaker", "Pembicara";
    Date: "Date", "Tanggal";
    Hedge: "Hedge", "Kata pelunak";
    Evidence: "Evidence", "Bukti";
    Note: "Note", "Catatan";
    Governor: "governor", "gubernur";
    Regent: "regent", "bupati";
    Mayor: "mayor", "wali kota";
    OpenOffice: "open", "terbuka";
    Nominating: "nominating", "pengusung";
    Supporting: "supporting", "pendukung";
    Member: "member", "anggota";
    SlotHead: "head", "calon";
    SlotDeputy: "deputy", "wakil";
    SlotNone: "no slot", "tanpa slot";
    Confirmed: "confirmed", "pasti";
    Exploring: "exploring", "penjajakan";
    Hoped: "hoped", "harapan";
    Denied: "denied", "dibantah";
    Past: "past", "lampau";
    ClickMention: "click a mention", "klik sebutan";
    NextGoesHere: "the next mention goes here", "sebutan berikut masuk ke sini";
    ClearSlot: "Empty this slot", "Kosongkan slot ini";
    RemoveCoalition: "Remove this coalition", "Hapus koalisi ini";
    OpenRace: "open race", "pemilihan terbuka";
    NoParties: "no parties yet", "belum ada partai";
    EvidenceHint: "select a sentence, press V", "pilih kalimat, tekan V";
    DateHint: "2024-07-08", "2024-07-08";
    SlotHeadLetter: "H", "H";
    SlotDeputyLetter: "D", "D";
    CoalitionCount: "{} coalition{s}", "{} koalisi";
    CoalitionNumber: "Coalition {}", "Koalisi {}";
    CardOpen: "open", "terbuka";
    CardClosed: "closed", "tertutup";
    Pilgub: "Pilgub", "Pilgub";
    Pilbup: "Pilbup", "Pilbup";
    Pilwalkot: "Pilwalkot", "Pilwalkot";
    Pilkada: "Pilkada", "Pilkada";
    ConfirmedHelp: "decided, registered, or stated as decided", "sudah diputuskan, didaftarkan, atau dinyatakan pasti";
    ExploringHelp: "talks, “kemungkinan”, surat tugas", "penjajakan, “kemungkinan”, surat tugas";
    HopedHelp: "wished for: “berharap”", "baru diharapkan: “berharap”";
    DeniedHelp: "called off or refused: “batal”, “menarik dukungan”", "batal atau ditolak: “batal”, “menarik dukungan”";
    PastHelp: "an earlier election, or withdrawn before", "pemilihan terdahulu, atau sudah ditarik sebelumnya";
    NominatingHelp: "nominating: mengusung, diusung, mengajukan", "pengusung: mengusung, diusung, mengajukan";
    SupportingHelp: "supporting: mendukung", "pendukung: mendukung";
    MemberHelp: "member: “satu koalisi”", "anggota: “satu koalisi”";
    NextStance: "Next party", "Partai berikutnya";
    SlotOffered: "slot offered: {}", "slot yang ditawarkan: {}";
    Armed: "armed", "siap diisi";
    EmptySlot: "empty", "kosong";
    ChooseEntity: "Choose one without a mention", "Pilih tanpa sebutan";
    NoMentionOf: "not mentioned", "tanpa sebutan";
    RemoveParty: "Take out of the coalition", "Keluarkan dari koalisi";
    RemoveEvidence: "Remove this evidence", "Hapus bukti ini";
    ShowEvidence: "Show in the article", "Tunjukkan dalam artikel";
    YearEarlier: "One year earlier", "Satu tahun lebih awal";
    YearLater: "One year later", "Satu tahun lebih akhir";
    YearHint: "none", "tidak ada";
    SpeakerHint: "the article itself", "artikel itu sendiri";
    HedgeHint: "akan, mungkin …", "akan, mungkin …";
    NoDate: "no such date: 2024-07-08", "bukan tanggal: 2024-07-08";
    NoYear: "no year: 2024", "bukan tahun: 2024";

    // Inspector
    NothingSelected: "Select a mention to see everything about it", "Pilih sebutan untuk melihat segala hal tentangnya";
    Text: "Text", "Teks";
    KindWord: "Kind", "Jenis";
    Entity: "Entity", "Entitas";
    MadeBy: "Made by", "Dibuat oleh";
    ByHand: "marked by {}", "ditandai oleh {}";
    ByEvery: "marked with every occurrence by {}", "ditandai bersama semua kemunculan oleh {}";
    ByMachine: "proposed by {}", "diusulkan oleh {}";
    ByAccepting: "accepted as proposed by {}", "diterima seperti diusulkan oleh {}";
    ByCorrecting: "corrected from what {} proposed", "dibetulkan dari usulan {}";
    LinkedBy: "Linked", "Ditautkan";
    LinkedByHand: "chosen by hand", "dipilih sendiri";
    LinkedByRule: "at once: {}", "langsung: {}";
    DecidedAt: "Decided", "Diputuskan";
    Offsets: "Code points", "Titik kode";
    UsedIn: "Used in", "Dipakai dalam";
    MentionsSelected: "{} mention{s} selected", "{} sebutan terpilih";
    AboutArticle: "Article", "Artikel";
    Title: "Title", "Judul";
    Source: "Source", "Sumber";
    Address: "Address", "Alamat";
    Imported: "Imported from", "Diimpor dari";
    Characters: "{} character{s}", "{} karakter";
    TitleWanted: "A title is needed", "Judul harus diisi";
    DateWrong: "Write the date as 2024-07-08", "Tulis tanggal seperti 2024-07-08";
    DateDropped: "The date “{}” was not taken: write it as 2024-07-08", "Tanggal “{}” tidak dipakai: tulis seperti 2024-07-08";
    ByWhom: "{} ({})", "{} ({})";
    AtTime: "{}, {}", "{}, {}";
    Length: "Length", "Panjang";
    Mentions: "Mentions", "Sebutan";
    LinkedShare: "{} of {} linked", "{} dari {} ditautkan";
    WindowsLines: "Windows line ends", "akhir baris Windows";
    MixedLines: "mixed line ends", "akhir baris campuran";
    NoteHint: "Ctrl+Enter saves", "Ctrl+Enter menyimpan";
    Identifier: "Id", "Id";
    RuleName: "name", "nama";
    RulePartyByHand: "name, marked as a party by hand", "nama, ditandai sendiri sebagai partai";
    RuleEpithet: "epithet", "julukan";
    RuleSpelling: "spelling", "ejaan";
    RuleAlias: "alias in this article", "nama lain dalam artikel ini";
    RuleBrackets: "in brackets after its name", "dalam kurung setelah namanya";
    RuleAliasBefore: "alias of the name before it", "alias nama sebelumnya";
    RuleTypeWord: "type word", "kata jenis wilayah";
    RuleOfficeWord: "office word", "kata jabatan";
    RuleOfficeSentence: "office word in the sentence", "kata jabatan dalam kalimat";
    RuleProvince: "province beside it", "provinsi di sebelahnya";
    RuleProvinceArticle: "province of the article", "provinsi artikel ini";
    RuleEarlier: "earlier mention", "sebutan sebelumnya";
    RuleTopic: "topic", "topik";
    RuleRace: "name, its race is in the article", "nama, pemilihannya ada dalam artikel";
    RuleShort: "short form of a name in this article", "bentuk pendek nama dalam artikel ini";
    RuleShortRace: "short form of a name of its race", "bentuk pendek nama dalam pemilihannya";
    RuleSpellingHere: "spelling of a name in this article", "ejaan nama dalam artikel ini";

    // Problems
    SeverityError: "Error", "Kesalahan";
    SeverityWarning: "Warning", "Peringatan";
    SeverityNote: "Note", "Catatan";
    NoMessages: "Nothing was said yet", "Belum ada pesan";
    NoArticleOpen: "No article is open", "Tidak ada artikel yang terbuka";
    CheckTextHash: "Not the imported text", "Bukan teks yang diimpor";
    CheckMisfit: "Mention set aside: it does not fit the text", "Sebutan disisihkan: tidak cocok dengan teks";
    CheckSpanFits: "Outside the text", "Di luar teks";
    CheckUnknownKind: "Unknown kind", "Jenis tidak dikenal";
    CheckUnlinked: "Not linked", "Belum ditautkan";
    CheckUnknownEntity: "Linked to an unknown entity", "Ditautkan ke entitas yang tidak dikenal";
    CheckLinkKind: "Linked to an entity of another kind", "Ditautkan ke entitas jenis lain";
    CheckSameTwice: "Marked twice", "Ditandai dua kali";
    CheckNoEvidence: "Coalition without evidence", "Koalisi tanpa bukti";
    CheckNoParty: "Coalition without a party", "Koalisi tanpa partai";
    CheckFillerKind: "Wrong kind in a slot", "Jenis yang salah dalam slot";
    CheckFillerMention: "A slot and its mention disagree", "Slot dan sebutannya tidak sejalan";
    CheckPartyTwice: "A party twice in a coalition", "Satu partai dua kali dalam koalisi";
    CheckSamePerson: "Head and deputy are one person", "Calon dan wakilnya orang yang sama";
    CheckOfficeOfRegion: "The region elects another office", "Wilayah ini memilih jabatan lain";
    CheckNothingElected: "Nothing is elected there", "Tidak ada pemilihan di sana";
    CheckNoDeputy: "Incomplete ticket", "Pasangan belum lengkap";
    CheckTwoTickets: "A party on two tickets of one race", "Satu partai di dua pasangan dalam satu pemilihan";
    CheckOutsideCycle: "Year does not fit the statement", "Tahun tidak sesuai pernyataan";
    CheckAfterArticle: "Said after the article appeared", "Dikatakan setelah artikel terbit";

    // Guidelines
    GuidelinesBuiltIn: "The project has no guidelines.md; these are the built-in ones.", "Proyek ini tidak punya guidelines.md; ini pedoman bawaan.";
    GuidelinesFile: "guidelines.md in the project's folder", "guidelines.md dalam folder proyek";

    // Project-wide tagging
    ProjectWide: "“{}” in the whole project", "“{}” di seluruh proyek";
    HitsFound: "{} place{s} in {} article{s}", "{} tempat dalam {} artikel";
    Searching: "searching…", "mencari…";
    TagChosen: "Tag {} place{s} as {}", "Tandai {} tempat sebagai {}";
    All: "All", "Semua";
    None: "None", "Tak satu pun";
    Close: "Close", "Tutup";

    // Status bar
    Saved: "saved", "tersimpan";
    Saving: "saving…", "menyimpan…";
    ReadingProject: "Reading the project…", "Membaca proyek…";
    ReadingArticles: "reading articles, {} of {}", "membaca artikel, {} dari {}";
    ReadingNumbers: "counting annotations, {} of {}", "menghitung anotasi, {} dari {}";
    ReadingOtherSets: "looking through other sets, {} of {}", "memeriksa himpunan lain, {} dari {}";
    NotAllRead: "{} article{s} not read", "{} artikel belum dibaca";
    NotAllCounted: "{} article{s} not counted", "{} artikel belum dihitung";
    ReadOnHelp: "Reading was stopped. Click to go on; opening the project again does too.", "Pembacaan dihentikan. Klik untuk melanjutkan; membuka lagi proyek ini juga bisa.";
    StillReading: "The project is not read to its end yet; articles can be added when it is.", "Proyek belum selesai dibaca; artikel bisa ditambahkan setelah selesai.";
    NotSaved: "not saved: {}", "belum tersimpan: {}";
    ReadOnly: "read only: {}", "hanya baca: {}";
    Counts: "{} mention{s}, {} coalition{s}", "{} sebutan, {} koalisi";
    Unlinked: "{} not linked", "{} belum ditautkan";
    ArticleOf: "article {} of {}", "artikel {} dari {}";
    Selected: "{} character{s} selected", "{} karakter terpilih";

    // A part that broke
    PartBroke: "Something went wrong here, and this part of the window stopped.", "Ada yang salah di sini, dan bagian jendela ini berhenti.";
    PartBrokeSaved: "Nothing is lost: everything that you did is saved.", "Tidak ada yang hilang: semua pekerjaan Anda tersimpan.";
    TryAgain: "Try again", "Coba lagi";
    TryAgainHelp: "Paint this part again; the rest of the window goes on either way", "Tampilkan lagi bagian ini; bagian lain tetap berjalan";

    // Toasts
    SavedAll: "Everything is saved", "Semua tersimpan";
    Undid: "Undid: {}", "Diurungkan: {}";
    Redid: "Done again: {}", "Diulangi: {}";
    NothingToUndo: "Nothing to undo", "Tidak ada yang bisa diurungkan";
    NothingToRedo: "Nothing to do again", "Tidak ada yang bisa diulangi";
    NothingToDo: "It is so already", "Memang sudah begitu";
    NoProjectOpen: "Open a project first", "Buka proyek dulu";
    SelectFirst: "Select words or a mention first", "Pilih kata atau sebutan dulu";
    SelectMentionFirst: "Select a mention first", "Pilih sebutan dulu";
    OpenCardFirst: "Open a coalition card first", "Buka kartu koalisi dulu";
    LastArticle: "This is the last article", "Ini artikel terakhir";
    FirstArticle: "This is the first article", "Ini artikel pertama";
    ImportedCount: "{} article{s} imported", "{} artikel diimpor";
    KnownCount: "{} were here already", "{} sudah ada";
    ImportProblems: "{} could not be imported", "{} tidak dapat diimpor";
    Linked: "{} is {}", "{} adalah {}";
    TaggedCount: "{} tagged", "{} ditandai";
    Importing: "Importing… {}", "Mengimpor… {}";

    // Deeds, for undo
    DeedTag: "{} tagged", "{} ditandai";
    DeedUntag: "{} mention{s} removed", "{} sebutan dihapus";
    DeedRetag: "kind of {} changed", "jenis {} diubah";
    DeedResize: "mention resized", "sebutan diubah ukurannya";
    DeedLink: "{} linked", "{} ditautkan";
    DeedNote: "note", "catatan";
    DeedAddCoalition: "coalition added", "koalisi ditambah";
    DeedChangeCoalition: "coalition changed", "koalisi diubah";
    DeedRemoveCoalition: "coalition removed", "koalisi dihapus";
    DeedStatus: "status of {} changed", "status {} diubah";
    DeedAddEntity: "entity added", "entitas ditambah";
    DeedChangeEntity: "entity changed", "entitas diubah";
    DeedMergeEntities: "entities merged, {} mention{s}", "entitas digabung, {} sebutan";
    DeedRemoveEntity: "entity removed", "entitas dihapus";
    DeedAddSet: "set added", "himpunan ditambah";
    DeedScheme: "kinds changed", "jenis diubah";
    DeedImport: "{} article{s} imported", "{} artikel diimpor";
    DeedChangeArticle: "article changed", "artikel diubah";
    DeedRemoveArticles: "{} article{s} removed", "{} artikel dihapus";

    // Dialogs
    TypePath: "Type a path", "Ketik jalur berkas";
    PathOfProject: "Folder of the project", "Folder proyek";
    PathOfNew: "Folder for the new project (it will be made)", "Folder untuk proyek baru (akan dibuat)";
    PathOfImport: "File or folder to import", "Berkas atau folder yang diimpor";
    Browse: "Browse…", "Telusuri…";
    Open: "Open", "Buka";
    Create: "Create", "Buat";
    ImportWord: "Import", "Impor";
    YourName: "Your name", "Nama Anda";
    RemoveArticleQuestion: "Remove {}? {} mention{s} and {} coalition{s} of your set go with it. One undo brings it all back.", "Hapus {}? {} sebutan dan {} koalisi Anda ikut terhapus. Satu urung mengembalikan semuanya.";
    DropHere: "Drop text files or folders to import them", "Lepas berkas teks atau folder untuk mengimpornya";
    PressKeys: "press the new keys… (Esc: leave it)", "tekan tombol baru… (Esc: batal)";
    KeysTaken: "{} is used by “{}”", "{} sudah dipakai “{}”";
    ResetKeys: "All keys as delivered", "Semua tombol seperti semula";
    NewKind: "New kind", "Jenis baru";
    Add: "Add", "Tambah";
    NothingFound: "Nothing found", "Tidak ada yang ditemukan";
    NoProblems: "No problems found in this article", "Tidak ada masalah dalam artikel ini";
    InThisArticle: "In this article", "Dalam artikel ini";
    Messages: "Messages", "Pesan";

    // Overlays
    PaletteHint: "Find a command or an article", "Cari perintah atau artikel";
    ShortcutsFilter: "Filter shortcuts", "Saring pintasan";
    ChangeKeys: "Change the keys of {}", "Ubah tombol untuk {}";
    NoKeys: "no keys", "tanpa tombol";
    PressKeysFor: "Press the new keys for “{}”. Esc leaves them, Delete takes them away.", "Tekan tombol baru untuk “{}”. Esc membatalkan, Delete mengosongkan.";
    KeysReserved: "{} belongs to the text and to fields", "{} dipakai oleh teks dan kolom isian";
    Gestures: "Mouse and caret", "Tetikus dan kursor";
    GestureDrag: "Select whole words", "Pilih kata utuh";
    GestureDragKeys: "drag, double-click", "seret, klik ganda";
    GestureExact: "Select exactly these letters", "Pilih persis huruf ini";
    GestureExactKeys: "Alt + drag", "Alt + seret";
    GestureExtend: "Extend the selection", "Perluas pilihan";
    GestureExtendKeys: "Shift + click", "Shift + klik";
    GestureSentenceKeys: "triple click", "klik tiga kali";
    GestureMention: "Select a mention, then the one around it", "Pilih sebutan, lalu yang melingkupinya";
    GestureMentionKeys: "click, again", "klik, lagi";
    GestureSeveral: "Select several mentions", "Pilih beberapa sebutan";
    GestureSeveralKeys: "Ctrl + click", "Ctrl + klik";
    GestureEdge: "Resize the selected mention", "Ubah batas sebutan terpilih";
    GestureEdgeKeys: "drag an edge", "seret tepi";
    GestureBrackets: "Edge by one letter; with Shift inward", "Tepi satu huruf; dengan Shift ke dalam";
    GestureCaret: "Move the caret; Shift selects, Ctrl by words", "Gerakkan kursor; Shift memilih, Ctrl per kata";
    GestureCaretKeys: "arrows", "panah";
    GestureEscape: "Close, stop tagging, select nothing", "Tutup, berhenti menandai, batalkan pilihan";
    WithMate: "with {}", "bersama {}";
    Historical: "historical", "historis";
    OnceHere: "once here", "sekali di sini";
    TimesHere: "{} time{s} here", "{} kali di sini";
    RecentHint: "recent", "baru dipakai";
    ProjectHint: "project", "proyek";
    StopSearch: "Stop searching", "Hentikan pencarian";
    ShowPlace: "Show this place in the article", "Tunjukkan tempat ini dalam artikel";
    MergeTitle: "Merge “{}” into", "Gabungkan “{}” ke";
    SetIs: "Your marks go to the set “{}”.", "Tanda Anda masuk ke himpunan “{}”.";
    SetsHere: "Sets of this project", "Himpunan dalam proyek ini";
    RolePerson: "person", "orang";
    RoleExtractor: "extractor", "pengekstrak";
    RoleGold: "gold", "emas";
    UseName: "Annotate", "Anotasi";
    KindsHelp: "The digits tag with these kinds, in this order.", "Angka menandai dengan jenis ini, menurut urutannya.";
    KindName: "Name", "Nama";
    NameOfKind: "Name of the kind {}", "Nama jenis {}";
    ColourOfKind: "Colour of {}", "Warna {}";
    KindColour: "Colour", "Warna";
    KindNameMissing: "A kind needs a name with letters or digits.", "Jenis perlu nama dengan huruf atau angka.";
    KindKnown: "There is a kind “{}” already.", "Jenis “{}” sudah ada.";
    KindsFull: "Nine kinds at the most: one for each digit.", "Paling banyak sembilan jenis: satu untuk tiap angka.";
    NoDialog: "No file dialog could be opened here: type the path.", "Dialog berkas tidak bisa dibuka di sini: ketik jalurnya.";
    NotThere: "{} is not there", "{} tidak ada";
    NotAFolder: "{} is not a folder", "{} bukan folder";
    PathHint: "Tab completes; ~ is your home folder", "Tab melengkapi; ~ adalah folder rumah Anda";
    SeveralPaths: "One path a line (Shift+Enter). Tab completes; ~ is your home folder.", "Satu jalur per baris (Shift+Enter). Tab melengkapi; ~ adalah folder rumah Anda.";
    FolderNotEmpty: "{} is not empty.", "{} tidak kosong.";
    UseFolder: "Make {}", "Buat {}";
    ProjectName: "Name of the project", "Nama proyek";
    ChangedLater: "“Annotate as…” in the Edit menu changes it.", "“Anotasi sebagai…” di menu Sunting mengubahnya.";

    // Welcome
    Welcome: "Welcome to Tandai", "Selamat datang di Tandai";
    WelcomeAbout: "Mark parties, candidates and regions in news articles, and link them into coalitions.", "Tandai partai, calon, dan wilayah dalam berita, lalu tautkan menjadi koalisi.";
    WelcomeSelect: "Double-click a word, or drag over words", "Klik ganda sebuah kata, atau seret beberapa kata";
    WelcomeTag: "party, candidate or region; known names are linked at once", "partai, calon, atau wilayah; nama yang dikenal langsung ditautkan";
    WelcomeEvery: "every occurrence of the same words", "semua kemunculan kata yang sama";
    WelcomeLink: "choose another entity for the selected mention", "pilih entitas lain untuk sebutan terpilih";
    WelcomeCoalition: "triple-click a sentence, then this: a coalition card", "klik tiga kali sebuah kalimat, lalu ini: kartu koalisi";
    WelcomeUndo: "takes anything back; all is saved as you go", "mengurungkan apa saja; semua tersimpan otomatis";
    WelcomePalette: "every command", "semua perintah";
    WelcomeNext: "finished, and on to the next article", "selesai, lanjut ke artikel berikutnya";
    RecentProjects: "Opened lately", "Dibuka terakhir";
    OwnWork: "Your own articles", "Artikel Anda sendiri";
    DropThem: "Drop text files or folders here", "Lepas berkas teks atau folder di sini";
    OneFileOneArticle: "Each .txt file becomes an article; title, source and date are taken from its first lines.", "Tiap berkas .txt menjadi satu artikel; judul, sumber, dan tanggal diambil dari baris awalnya.";
}
