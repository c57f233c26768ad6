"""Saved pages in the shapes of Indonesian news sites, with the story that each of them holds. Everything is made up.

    python3 make.py FOLDER        writes NAME.html and NAME.txt (the story, a paragraph a line) for every page

The shapes are those that sites have (semantic elements, WordPress, old tables, fast pages, pages that load the next
story below, boxes that ask for consent …); words, names and numbers are drawn, the same at every run.
"""

import html
import json
import random
import sys
from pathlib import Path

PEOPLE = ["Rangga Wirata", "Siti Maharani", "Bonar Sitorus", "Ayu Lestari", "Made Sukarta", "Hasan Basalamah", "Yohana Tandi",
          "Dedi Kurnia", "Laila Marwah", "Tono Prasetya"]
PARTIES = ["Partai Laut Biru", "Partai Sawah Raya", "Partai Cahaya Desa", "Partai Gotong Bersama", "Partai Bintang Pagi"]
PLACES = ["Kabupaten Mekar Jaya", "Kota Tirta Asri", "Kabupaten Lembah Hijau", "Kota Bandar Seri", "Provinsi Nusa Timur"]
OPENERS = ["Menurut {p}", "Sementara itu, {p}", "Di tempat yang sama, {p}", "Pada Senin malam, {p}", "Di depan pengurus cabang, {p}",
           "Kepada wartawan, {p}", "Dalam rapat tertutup, {p}", "Sehari sebelumnya, {p}"]
VERBS = ["menyebut bahwa {a} akan mengusung pasangan calon sendiri di {r}, setelah pembicaraan dengan {b} berjalan alot selama tiga pekan",
         "menegaskan dukungan {a} bagi calon bupati belum berubah, meskipun {b} meminta kursi wakil dan jadwal pendaftaran kian dekat",
         "mengatakan koalisi {a} dan {b} di {r} tinggal menunggu surat keputusan, yang menurut dia terbit paling lambat akhir bulan",
         "menilai peta politik {r} masih cair, sebab {a}, {b}, dan beberapa partai kecil belum menyepakati satu nama pun",
         "membantah kabar bahwa {a} menarik dukungan, lalu meminta kader {b} di {r} tidak terpancing isu yang beredar",
         "memaparkan hasil survei internal, yang menempatkan calon {a} unggul tipis di {r} atas calon yang didukung {b}"]
QUOTES = ["“Kami tidak terburu-buru, karena yang kami cari adalah kesepakatan yang bertahan,” ujar {p}.",
          "“Rakyat {r} sudah lelah dengan janji, jadi kami datang membawa rencana kerja,” kata {p} menambahkan.",
          "“Pintu masih terbuka bagi siapa saja, asalkan arahnya jelas,” tutur {p} seusai pertemuan itu.",
          "“Nama wakil akan diumumkan bersama-sama, bukan oleh satu pihak,” ucap {p} menutup keterangannya."]
TAILS = ["Pendaftaran pasangan calon dibuka tiga hari, dan berkas dukungan diserahkan langsung ke kantor komisi pemilihan setempat.",
         "Hingga berita ini ditulis, belum ada tanggapan resmi dari pengurus pusat, walaupun pesan singkat telah dikirim sejak pagi.",
         "Warga yang hadir, sebagian besar petani dan pedagang pasar, mengikuti pembacaan sikap partai itu sampai selesai.",
         "Pengamat dari universitas setempat memperkirakan tiga poros akan bertarung, dengan selisih suara yang tidak terlalu lebar."]
SUBHEADS = ["Menunggu surat keputusan", "Tiga poros di daerah", "Peta kursi berubah", "Suara dari akar rumput"]
CONSENT = ["Kami dan mitra kami memakai cookie untuk menyimpan pilihan Anda, mengukur kunjungan, dan menayangkan iklan yang sesuai.",
           "Dengan menekan tombol setuju, Anda mengizinkan kami serta ratusan mitra memproses data, termasuk lokasi dan riwayat.",
           "Persetujuan dapat ditarik kapan saja lewat kebijakan privasi, yang tautannya ada di bagian bawah setiap halaman.",
           "Sebagian mitra memakai kepentingan yang sah, sehingga penolakan harus dilakukan satu per satu pada daftar mitra."]
COMMENTS = ["Saya setuju, tetapi jalan rusak di kampung kami belum juga diperbaiki, padahal sudah dijanjikan tiga kali pemilihan.",
            "Calon dari luar daerah juga boleh maju, asal benar-benar kerja, bukan hanya datang saat kampanye seperti biasanya.",
            "Beritanya kurang lengkap, mestinya ditulis juga berapa kursi masing-masing partai di dewan, biar pembaca paham.",
            "Semua sama saja, habis menang lupa, jadi saya pilih yang paling sering turun ke pasar walaupun partainya kecil."]


def story(rng, number):
    people, parties, place = rng.sample(PEOPLE, 4), rng.sample(PARTIES, 3), rng.choice(PLACES)
    title = f"{parties[0]} dan {parties[1]} Jajaki Koalisi di {place}, Nama Wakil Menyusul ({number})"
    paragraphs = []
    first = f"{parties[0]} dan {parties[1]} membuka peluang berkoalisi dalam pemilihan kepala daerah di {place}, demikian pernyataan bersama keduanya, Senin (8/7/2024)."
    paragraphs.append(("p", f"MEKAR JAYA – {first}"))
    for at in range(rng.randint(7, 12)):
        person = rng.choice(people)
        a, b = rng.sample(parties, 2)
        words = {"p": person, "a": a, "b": b, "r": place}
        if at in (3, 7) and rng.random() < 0.6:
            paragraphs.append(("h2", rng.choice(SUBHEADS)))
        kind = rng.random()
        if kind < 0.62:
            text = rng.choice(OPENERS).format(**words) + " " + rng.choice(VERBS).format(**words) + "."
            if rng.random() < 0.4:
                text += " " + rng.choice(TAILS)
        elif kind < 0.88:
            text = rng.choice(QUOTES).format(**words)
        else:
            text = rng.choice(TAILS)
        paragraphs.append(("p", text))
    if rng.random() < 0.3:
        paragraphs.append(("ul", [f"{party}: {rng.randint(2, 9)} kursi" for party in parties]))
    return {"title": title, "people": people, "place": place, "paragraphs": paragraphs}


def lines(told):
    for kind, text in told["paragraphs"]:
        yield from text if kind == "ul" else [text]


def body(told, p="<p>{}</p>", h="<h2>{}</h2>", between=None):
    """The paragraphs as HTML; `between`: what stands behind the second, the fifth …"""
    made = []
    for at, (kind, text) in enumerate(told["paragraphs"]):
        if kind == "ul":
            made.append("<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in text) + "</ul>")
        else:
            made.append((h if kind == "h2" else p).format(html.escape(text, quote=False)))
        if between and at % 3 == 1:
            made.append(between[(at // 3) % len(between)])
    return "\n".join(made)


def teasers(rng, number, tag="div", cls="card", para=True):
    made = []
    for at in range(number):
        other = story(rng, 100 + at)
        text = f"<p>{html.escape(next(lines(other)))}</p>" if para else ""
        made.append(f'<{tag} class="{cls}"><a href="/b/{at}"><img src=x.jpg alt=""></a><h3><a href="/b/{at}">{other["title"]}</a></h3>{text}<span class="date">8 Juli 2024</span></{tag}>')
    return "".join(made)


def comments(rng, number):
    return "".join(f'<li class="comment"><div class="body"><b>Pembaca {at}</b><p>{rng.choice(COMMENTS)}</p><p>{rng.choice(COMMENTS)}</p></div></li>' for at in range(number))


NAV = '<nav class="navbar"><ul>' + "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ["Beranda", "Politik", "Daerah", "Ekonomi", "Olahraga", "Video", "Indeks"]) + "</ul></nav>"
FOOT = '<footer class="footer"><p>Hak cipta 2024 Kabar Rekaan. Seluruh isi dilindungi, dan kutipan wajib menyebut sumber.</p><ul><li><a href=/t>Tentang kami</a></li><li><a href=/p>Pedoman media siber</a></li></ul></footer>'
READ_ALSO = '<p><strong>Baca juga: <a href="/b/9">Partai Sawah Raya Umumkan Calon di Kota Tirta Asri, Begini Reaksi Lawannya</a></strong></p>'
AD = '<div class="ads-inline"><span>ADVERTISEMENT</span><span>SCROLL TO CONTINUE WITH CONTENT</span><ins class="adsbygoogle"></ins></div>'
SHARE = '<div class="share-box"><span>Bagikan</span><a href=#>Facebook</a><a href=#>WhatsApp</a><a href=#>Salin tautan</a></div>'
TAGS = '<div class="tags"><a href=/tag/pilkada>pilkada</a> <a href=/tag/koalisi>koalisi</a> <a href=/tag/bupati>calon bupati</a></div>'


def page(told, content, head="", ld=None, body_attr="", og=True):
    meta = f'<meta property="og:title" content="{html.escape(told["title"])}"><meta property="og:site_name" content="Kabar Rekaan">' if og else ""
    script = f'<script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>' if ld else ""
    return f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{html.escape(told["title"])} - Kabar Rekaan</title>{meta}{head}{script}<style>p{{margin:0}}</style></head><body {body_attr}>{content}</body></html>'


def semantic(rng, told):
    return page(told, f'<header>{NAV}</header><main><article><header><h1>{told["title"]}</h1><p class="byline">Oleh {told["people"][0]} · 8 Juli 2024</p></header><figure><img src=a.jpg><figcaption>Pengurus partai bersalaman seusai rapat, Senin. Foto: Kabar Rekaan</figcaption></figure>{body(told, between=[READ_ALSO, AD])}{TAGS}</article><aside><h2>Terpopuler</h2>{teasers(rng, 4)}</aside></main>{FOOT}')


def detail(rng, told):
    related = f'<table class="linksisip"><tr><td><div class="lihatjg"><a href=/b/3>{story(rng, 7)["title"]}</a></div></td></tr></table>'
    return page(told, f'{NAV}<div class="container"><div class="detail"><h1 class="detail__title">{told["title"]}</h1><div class="detail__author">{told["people"][1]} - Kabar Rekaan</div><div class="detail__date">Senin, 08 Jul 2024 18:30 WIB</div>{SHARE}<div class="detail__media"><img src=x><div class="detail__media-caption">Foto: rapat pengurus (dok. istimewa)</div></div><div class="detail__body itp_bodycontent_wrapper"><div class="detail__body-text itp_bodycontent">{body(told, between=[AD, related])}<strong>(abc/def)</strong></div></div>{TAGS}</div><div class="column-aside"><div class="box"><h3>Berita Terpopuler</h3>{teasers(rng, 5, "article", "list-content__item", False)}</div></div></div>{FOOT}')


def wordpress(rng, told):
    return page(told, f'<div id="page" class="site"><header id="masthead" class="site-header">{NAV}</header><div id="content" class="site-content"><main id="primary"><article id="post-812" class="post-812 post type-post status-publish hentry category-politik tag-pilkada tag-koalisi"><h1 class="entry-title">{told["title"]}</h1><div class="entry-meta"><span class="posted-on">8 Juli 2024</span><span class="byline">admin</span></div><div class="entry-content">{body(told, between=[READ_ALSO])}<div class="sharedaddy sd-sharing-enabled"><h3>Bagikan ini:</h3><ul><li><a href=#>X</a></li><li><a href=#>Facebook</a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Terkait</h3><p><a href=/b>{story(rng, 8)["title"]}</a></p></div></div><footer class="entry-footer">Tag: <a href=/t>pilkada</a></footer></article><div class="author-box"><p>{told["people"][0]} adalah wartawan politik sejak 2015, dan menulis tentang daerah-daerah di timur.</p></div><div id="comments" class="comments-area"><h2>12 komentar</h2><ol class="comment-list">{comments(rng, 4)}</ol></div></main><aside id="secondary" class="widget-area sidebar">{teasers(rng, 3)}</aside></div></div>{FOOT}', body_attr='class="post-template-default single single-post postid-812 has-sidebar"')


def breaks(rng, told):
    text = "<br><br>\n".join(html.escape(line, quote=False) + (f"<br><br>{AD}" if at % 4 == 1 else "") for at, line in enumerate(lines(told)))
    return page(told, f'{NAV}<div id="wrap"><div class="kiri"><h1>{told["title"]}</h1><div class="tgl">Senin, 8 Juli 2024 | 18:30 WIB</div><div class="txt-article">{text}</div>{SHARE}</div><div class="kanan"><h4>Terbaru</h4>{teasers(rng, 6, "div", "item", False)}</div></div>{FOOT}', og=False)


def fast(rng, told):
    consent = "".join(f"<p>{text}</p>" for text in CONSENT)
    return page(told, f'<amp-sidebar id=s layout=nodisplay>{NAV}</amp-sidebar><header class="amp-header"><a href=/>Kabar Rekaan</a></header><article class="amp-article"><h1>{told["title"]}</h1><p class="amp-meta">8 Juli 2024</p><amp-img src=a.jpg width=1 height=1></amp-img><div class="amp-content">{body(told, between=[READ_ALSO, "<amp-ad width=300 height=250></amp-ad>"])}</div></article><amp-consent id=c><div>{consent}</div></amp-consent><div class="amp-related"><h3>Berita terkait</h3>{teasers(rng, 4)}</div>')


def endless(rng, told):
    others = "".join(f'<article class="story" data-url="/b/{at}"><h1>{other["title"]}</h1><div class="story-body">{body(other)}</div></article>' for at, other in enumerate([story(rng, 41), story(rng, 42)]))
    return page(told, f'{NAV}<div class="stream"><article class="story" data-url="/a/1"><h1>{told["title"]}</h1><div class="story-body">{body(told, between=[READ_ALSO])}</div></article>{others}</div>{FOOT}', head='<link rel="canonical" href="https://kabar-rekaan.example/a/1">')


def tables(rng, told):
    text = "".join(f'<P ALIGN=justify><FONT FACE=Arial SIZE=2>{html.escape(line, quote=False)}' for line in lines(told))
    links = "".join(f'<TR><TD><A HREF=/b/{at}>{story(rng, 50 + at)["title"]}</A>' for at in range(8))
    return f'<HTML><HEAD><TITLE>{told["title"]}</TITLE><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"></HEAD><BODY BGCOLOR=#FFFFFF><TABLE WIDTH=100%><TR><TD COLSPAN=3><A HREF=/>Beranda</A> | <A HREF=/p>Politik</A><TR><TD WIDTH=150 VALIGN=top><TABLE>{links}</TABLE><TD VALIGN=top CLASS=isi><FONT SIZE=5><B>{told["title"]}</B></FONT><BR><I>Senin, 8 Juli 2024</I>{text}<TD VALIGN=top><TABLE>{links}</TABLE></TABLE><CENTER><FONT SIZE=1>Hak cipta 2024 Kabar Rekaan</FONT></CENTER></BODY></HTML>'


def hashed(rng, told):
    ld = {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "@id": "#o", "name": "Kabar Rekaan"}, {"@type": "NewsArticle", "headline": told["title"], "datePublished": "2024-07-08T18:30:00+07:00", "publisher": {"@id": "#o"}, "articleBody": " ".join(lines(told))}]}
    blocks = "".join(f'<div class="css-9x{at}"><p class="css-1ab">{html.escape(line, quote=False)}</p></div>' for at, line in enumerate(lines(told)))
    return page(told, f'<div id="__next"><div class="css-k1">{NAV}</div><div class="css-m2"><div class="css-t7"><h1 class="css-h1">{told["title"]}</h1></div><div class="css-b3">{blocks}</div></div><div class="css-r9"><div class="css-r0">{teasers(rng, 5, "div", "css-c1")}</div></div></div>', ld=ld)


def blog(rng, told):
    text = "".join(f'<div class="separator" style="text-align: justify;">{html.escape(line, quote=False)}</div><div><br></div>' for line in lines(told))
    return page(told, f'<div class="header section" id="header"><div class="widget Header">Catatan Daerah</div></div><div class="main section" id="main"><div class="widget Blog"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>Senin, 08 Juli 2024</span></h2><div class="post hentry"><h3 class="post-title entry-title">{told["title"]}</h3><div class="post-body entry-content" id="post-body-1">{text}</div><div class="post-footer"><span class="post-author">Diposting oleh {told["people"][0]}</span></div></div><div class="comments" id="comments"><ol>{comments(rng, 3)}</ol></div></div></div></div></div><div class="sidebar section"><div class="widget PopularPosts">{teasers(rng, 4)}</div><div class="widget BlogArchive"><ul><li><a href=/>2024</a></li><li><a href=/>2023</a></li></ul></div></div>', og=False)


def joomla(rng, told):
    return page(told, f'{NAV}<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{told["title"]}</h2></div><dl class="article-info"><dt>Rincian</dt><dd class="createdby">Ditulis oleh {told["people"][2]}</dd><dd class="hits">Dilihat: 812</dd></dl><div itemprop="articleBody">{body(told)}</div><ul class="pager pagenav"><li class="previous"><a href=#>Sebelumnya</a></li><li class="next"><a href=#>Berikutnya</a></li></ul></div><div class="moduletable"><h3>Artikel terkait</h3>{teasers(rng, 4, "li", "rel", False)}</div>{FOOT}')


def consent_first(rng, told):
    consent = "".join(f"<p>{text}</p>" for text in CONSENT + CONSENT)
    name = rng.choice(['id="CybotCookiebotDialog"', 'id="onetrust-banner-sdk" class="otFlat"', 'class="fc-consent-root" role="dialog"', 'id="qc-cmp2-container"', 'class="gdpr-popup-2"'])
    return page(told, f'<div {name}><div><h2>Privasi Anda</h2>{consent}<button>Setuju</button></div></div>{NAV}<div class="isi"><h1>{told["title"]}</h1>{body(told)}</div>{FOOT}')


def in_aside(rng, told):
    return page(told, f'{NAV}<div class="wrap"><aside class="article-main"><h1>{told["title"]}</h1>{body(told, between=[READ_ALSO])}</aside><section class="pilihan"><h2>Pilihan</h2>{teasers(rng, 3)}</section></div>{FOOT}')


def lead_in_header(rng, told):
    first, rest = told["paragraphs"][0], {**told, "paragraphs": told["paragraphs"][1:]}
    return page(told, f'{NAV}<article><header class="article-header"><h1>{told["title"]}</h1><p class="lead">{first[1]}</p><div class="penulis">{told["people"][0]}</div><time datetime="2024-07-08T18:30:00+07:00">8 Juli 2024</time></header>{SHARE}<div class="artikel-isi">{body(rest, between=[READ_ALSO])}</div></article><div class="terkait">{teasers(rng, 3)}</div>{FOOT}')


def many_comments(rng, told):
    return page(told, f'{NAV}<div id="post-3" class="hentry category-politik tag-pilkada tag-bupati"><h1>{told["title"]}</h1><div class="entry-content">{body(told)}</div></div><div id="discussion"><h3>Komentar pembaca</h3><ol>{comments(rng, 24)}</ol></div>{FOOT}')


def many_teasers(rng, told):
    return page(told, f'{NAV}<div class="detail"><h1>{told["title"]}</h1><div class="isi">{body(told)}</div></div><section class="terkini"><h2>Terkini</h2>{teasers(rng, 16)}</section><section class="home-feed"><h2>Lainnya</h2>{teasers(rng, 10, "article", "feed-item")}</section>{FOOT}')


def microdata(rng, told):
    related = f'<div class="artikel-terkait"><h4>Artikel terkait</h4><ul><li><a href=/b>{story(rng, 61)["title"]}</a></li><li><a href=/c>{story(rng, 62)["title"]}</a></li></ul></div>'
    return page(told, f'{NAV}<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{told["title"]}</h1><span itemprop="author">{told["people"][0]}</span><meta itemprop="datePublished" content="2024-07-08"><div class="konten" itemprop="articleBody">{body(told, between=[related, AD])}</div></div><div class="komentar">{comments(rng, 5)}</div>{FOOT}', og=False)


def government(rng, told):
    return page(told, f'<div class="dialog-off-canvas-main-canvas"><header role="banner">{NAV}</header><main role="main"><div class="region region-content"><h1 class="page-title">{told["title"]}</h1><article class="node node--type-berita"><div class="node__content"><div class="field field--name-field-tanggal">08 Juli 2024</div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">{body(told)}</div></div></article></div></main><aside role="complementary"><div class="view-berita-lain"><h2>Berita lain</h2>{teasers(rng, 4, "div", "views-row")}</div></aside></div>{FOOT}', og=False)


def divs(rng, told):
    text = "".join(f'<div class="paragraf"><span>{html.escape(line, quote=False)}</span></div>' for line in lines(told))
    return page(told, f'{NAV}<section class="baca"><div class="judul"><h1>{told["title"]}</h1></div><div class="naskah">{text}</div><div class="ikuti">Ikuti kanal <a href=#>WhatsApp</a> kami</div></section><section class="index">{teasers(rng, 5)}</section>{FOOT}')


def unclosed(rng, told):
    text = "".join(f"<p>{html.escape(line, quote=False)}" for line in lines(told))
    return f'<html><head><title>{told["title"]} | Kabar Rekaan</title><body><div class=menu><ul><li><a href=/>Depan</a><li><a href=/a>Arsip</a></ul></div><div class=post><h1>{told["title"]}</h1><div class=teks>{text}<div class="related"><ul><li><a href=/b>{story(rng, 71)["title"]}</a><li><a href=/c>{story(rng, 72)["title"]}</a></ul></div></div></div><div class=bawah><p>Hak cipta Kabar Rekaan, redaksi menerima tulisan pembaca.'


def split(rng, told):
    half = len(told["paragraphs"]) // 2
    one, two = ({**told, "paragraphs": told["paragraphs"][:half]}, {**told, "paragraphs": told["paragraphs"][half:]})
    return page(told, f'{NAV}<div class="halaman"><h1>{told["title"]}</h1><div class="bagian satu">{body(one)}</div><div class="iklan-tengah">{AD}</div><div class="bagian dua">{body(two)}</div><div class="pagination">Halaman: <a href=#>1</a> <a href=#>2</a> <a href=#>Selanjutnya</a></div></div><div class="rekomendasi">{teasers(rng, 4)}</div>{FOOT}')


def popup(rng, told):
    return page(told, f'<div class="modal-langganan" role="dialog" aria-modal="true"><p>Langganan buletin kami, gratis, setiap pagi, dengan ringkasan politik daerah dan jadwal sidang.</p><p>Cukup isi alamat surel, lalu tekan daftar, dan Anda dapat berhenti kapan saja.</p></div>{NAV}<main class="baca-berita"><h1>{told["title"]}</h1><div class="ringkasan-penulis"><img src=a>{told["people"][3]}</div>{body(told, between=[AD])}</main><div class="newsletter"><p>Dapatkan berita pilihan, setiap hari, langsung di kotak masuk Anda, tanpa biaya.</p></div>{FOOT}')


def quoted(rng, told):
    return page(told, f'{NAV}<div class="content-wrapper"><div class="content article-content"><h1>{told["title"]}</h1><div class="article-body">{body(told, p="<p><span style=font-weight:400>{}</span></p>", h="<h3>{}</h3>", between=[READ_ALSO])}<p>Editor: {told["people"][3]}</p></div></div><div class="right-rail">{teasers(rng, 6, "li", "rail-item", False)}</div></div>{FOOT}')


SHAPES = [semantic, detail, wordpress, breaks, fast, endless, tables, hashed, blog, joomla, consent_first, in_aside, lead_in_header,
          many_comments, many_teasers, microdata, government, divs, unclosed, split, popup, quoted]


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for shape in SHAPES:
        for at in range(3):
            rng = random.Random(f"{shape.__name__} {at}")
            told = story(rng, at + 1)
            name = f"{shape.__name__.replace('_', '-')}-{at + 1}"
            (out / f"{name}.html").write_text(shape(rng, told), encoding="utf-8")
            (out / f"{name}.txt").write_text("\n".join(lines(told)) + "\n", encoding="utf-8")
    print(f"{len(SHAPES) * 3} pages in {out}")


main()
