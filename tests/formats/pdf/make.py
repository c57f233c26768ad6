"""Makes the cases of this folder: invented news as PDFs of several kinds. Needs reportlab, pillow and pypdf (pip).

    python3 make.py
"""

import io
import random
import textwrap
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

WIDTH, HEIGHT = A4
HERE = Path(__file__).parent
STORY = [
    "Partai Beringin Muda dan Partai Sawah menandatangani naskah kerja sama untuk pemilihan bupati Karangjati di aula "
    "hotel tua dekat pasar, Senin pagi. Kedua ketua cabang datang bersama bakal calon bupati, Surya Wardani, yang "
    "selama dua periode memimpin dinas pertanian di kabupaten tetangga.",
    "Ketua cabang Partai Sawah, Lintang Prabawa, menyebut kesepakatan itu sudah dibahas sejak Maret dalam tujuh "
    "pertemuan tertutup. Ia mengatakan undang-undang mengizinkan partai-partai kecil bergabung asalkan jumlah kursinya "
    "mencukupi.",
    "Partai Gerakan Kota belum menentukan sikap. Sekretarisnya, Ratna Kusumo, meminta waktu sampai akhir pekan untuk "
    "berbicara dengan pengurus pusat di ibu kota provinsi. Menurut dia, ada dua nama lain yang juga ditimbang.",
    "Komisi pemilihan membuka pendaftaran pada 27 Agustus. Pasangan yang tidak memenuhi syarat kursi masih dapat "
    "memperbaiki berkasnya selama tiga hari.",
]


def save(case, pdf):
    folder = HERE / case
    folder.mkdir(exist_ok=True)
    (folder / "in.pdf").write_bytes(pdf)


def drawn(draw, size=A4, **properties):
    """What is drawn on one page."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=size, invariant=1)
    for name, value in properties.items():
        getattr(page, f"set{name}")(value)
    draw(page)
    page.save()
    return out.getvalue()


def paper():
    """Two columns over several pages, with a header, a number and paragraphs that go on in the next column."""
    dice = random.Random(7)
    names = ["Lebak Sari", "Karangjati", "Muara Teduh", "Sumber Rejo", "Tanjung Awan", "Bukit Randu"]

    def paragraph(at):
        story = STORY[at % 4].replace("Karangjati", dice.choice(names))
        return f"Bagian {at + 1}. {story}"

    def margin(page, document):
        page.setFont("Helvetica", 8)
        page.drawString(60, HEIGHT - 30, f"Harian Karangjati | Senin, 8 Juli 2024 | {document.page}")
        page.drawCentredString(WIDTH / 2, 25, str(document.page))

    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title="Dua partai bersepakat", author="Wira Laksana", invariant=1)
    column = (WIDTH - 134) / 2 + 12
    frames = [Frame(60, 50, column, HEIGHT - 110, id="left"), Frame(62 + column, 50, column, HEIGHT - 110, id="right")]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=margin))
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY, firstLineIndent=12)
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=16, leading=20, spaceAfter=8)
    document.build([Paragraph("Dua partai bersepakat", head)] + [Paragraph(paragraph(at), body) for at in range(44)])
    return out.getvalue()


def parted(text, width):
    """Lines of so many letters, words parted at their ends as narrow columns part them."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        room = width - len(line) - 2
        if len(longer) <= width:
            line = longer
        elif len(word) > 8 and room >= 4 and "-" not in word:
            lines.append(f"{line} {word[:room]}-")
            line = word[room:]
        else:
            lines.append(line)
            line = word
    return lines + [line]


def across(page):
    """A page that is drawn line by line over both columns."""
    page.setFont("Helvetica-Bold", 18)
    page.drawString(60, HEIGHT - 80, "Dua partai bersepakat di Karangjati")
    page.setFont("Times-Roman", 10)
    lines = parted(" ".join(STORY), 34)
    half = (len(lines) + 1) // 2
    for row in range(half):
        for column, line in enumerate(lines[row::half]):
            page.drawString(60 + 180 * column, HEIGHT - 110 - 12 * row, line)


def turned(page):
    """Upright letters on a page that lies on its side; a line that climbs beside them."""
    page.rotate(90)
    page.setFont("Times-Roman", 11)
    for row, line in enumerate(textwrap.wrap(" ".join(STORY[:2]), 80)):
        page.drawString(60, -80 - 13 * row, line)
    page.rotate(-90)
    page.drawString(60, 30, "Foto: Warta")


def letters(page):
    """A capital over three lines, bold letters that are drawn twice, a note, ligatures, and a word that may have a hyphen."""
    page.setFont("Times-Bold", 44)
    page.drawString(60, HEIGHT - 130, "P")
    page.setFont("Times-Roman", 11)
    for row, line in enumerate(textwrap.wrap(STORY[0][1:], 60)):
        page.drawString(92 if row < 3 else 60, HEIGHT - 104 - 13 * row, line)
    for shift in (0, 0.3):
        page.drawString(60 + shift, HEIGHT - 190, "Jumlah kursi: belalai, bulldozer, 1100.")
    page.drawString(60, HEIGHT - 220, "Syarat itu diubah tahun lalu")
    width = page.stringWidth("Syarat itu diubah tahun lalu", "Times-Roman", 11)
    page.setFont("Times-Roman", 7)
    page.drawString(60 + width, HEIGHT - 216, "2")
    page.setFont("Times-Roman", 11)
    page.drawString(60 + width + 6, HEIGHT - 220, "oleh komisi, dan partai bolak-")
    page.drawString(60, HEIGHT - 233, "balik menemui tim bakal calon.")


def scanned(page):
    """A picture of a page."""
    page.drawImage(ImageReader(Image.new("L", (30, 40), 200)), 0, 0, WIDTH, HEIGHT)


def locked(pdf, password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, "pemilik", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


save("paper", paper())
save("across", drawn(across, Title="Dua partai bersepakat", Author="Wira Laksana"))
save("turned", drawn(turned, (HEIGHT, WIDTH)))
save("letters", drawn(letters))
save("scanned", drawn(scanned))
save("locked", locked(drawn(turned), "rahasia"))
save("locked-for-change", locked(drawn(across), ""))
save("cut", drawn(letters)[:700])
