"""Tiny exports made by hand, to try the check itself: python handmade.py FOLDER [wrong]

With `wrong` the first mention and the weight of a pair are others: every format must then be found different."""

import csv
import json
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow
import pyarrow.parquet

TEXT = "PDIP 🇮🇩 dan PPP,\nkata Ibu “Ayu\u0301” di Jawa\nBarat\u00a0itu. 👩‍🌾 =PKS\u2028usung"
MENTIONS = [("m1", "PDIP", "party"), ("m2", "PPP", "party"), ("m3", "Ayu\u0301", "candidate"), ("m4", "Jawa\nBarat", "region"),
            ("m5", "Barat", "region"), ("m6", "=PKS", "party")]


def article(wrong: bool) -> dict:
    mentions = []
    for id, text, kind in MENTIONS:
        start = TEXT.index(text)
        mentions.append({"id": id, "start": start, "end": start + len(text), "text": text, "kind": kind})
    if wrong:
        mentions[0].update(start=1, end=4, text=TEXT[1:4])
    backings = [{"party": f"party:{p}", "stance": "member", "mentions": [m]} for p, m in [("pdip", "m1"), ("ppp", "m2")]]
    coalition = {"id": "c1", "region": "region:32", "office": "governor", "year": 2024, "backings": backings, "status": "hoped",
                 "evidence": [{"start": 0, "end": TEXT.index(",")}]}
    return {"id": "000", "text": TEXT, "mentions": mentions, "coalitions": [coalition]}


def utf16(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


def lines(path: Path, rows: list[dict]):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False).replace("\u2028", "\\u2028") + "\n" for row in rows), "utf-8", newline="")


def dump(path: Path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8", newline="")


def label(mention: dict) -> str:
    return mention["kind"].upper()


def brat(folder: Path, a: dict):
    folder.mkdir(parents=True)
    (folder / f"{a['id']}.txt").write_bytes(a["text"].encode())
    rows = []
    for number, m in enumerate(a["mentions"], 1):
        pieces, start = [], m["start"]
        for piece in m["text"].split("\n"):
            pieces.append((start, start + len(piece)))
            start += len(piece) + 1
        places = ";".join(f"{s} {e}" for s, e in pieces)
        rows.append(f"T{number}\t{m['kind'].title()} {places}\t" + m["text"].replace("\n", " "))
    for c in a["coalitions"]:
        shown = c["evidence"][0]
        rows.append(f"T9\tCoalition {shown['start']} {shown['end']}\t{a['text'][shown['start'] : shown['end']]}")
        rows += ["E1\tCoalition:T9 Member:T1 Member2:T2", "A1\tStatus E1 Hoped", "N1\tReference T1 Tandai:party:pdip\tPDIP", "#1\tAnnotatorNotes T1\tcatatan"]
    (folder / f"{a['id']}.ann").write_bytes("".join(row + "\n" for row in rows).encode())


def cas(root: Path, a: dict):
    string = {"%NAME": "label", "%RANGE": "uima.cas.String"}
    types = {
        "tandai.Mention": {"%NAME": "tandai.Mention", "%SUPER_TYPE": "uima.tcas.Annotation", "label": string},
        "tandai.Coalition": {"%NAME": "tandai.Coalition", "%SUPER_TYPE": "uima.tcas.Annotation", "parties": {"%NAME": "parties", "%RANGE": "tandai.Mention[]"}},
    }
    at = lambda offset: utf16(a["text"], offset)
    structures = [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": a["text"]}]
    for number, m in enumerate(a["mentions"], 2):
        structures.append({"%ID": number, "%TYPE": "tandai.Mention", "@sofa": 1, "begin": at(m["start"]), "end": at(m["end"]), "label": label(m)})
    members = [fs["%ID"] for fs in structures[1:]]
    for c in a["coalitions"]:
        shown = c["evidence"][0]
        structures.append({"%ID": 90, "%TYPE": "tandai.Coalition", "@sofa": 1, "begin": at(shown["start"]), "end": at(shown["end"]), "@parties": 91})
        structures.append({"%ID": 91, "%TYPE": "tandai.Mention[]", "%ELEMENTS": [2, 3]})
        members.append(90)
    dump(root / "cas-json" / f"{a['id']}.json", {"%TYPES": types, "%FEATURE_STRUCTURES": structures, "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}}})
    xmi = ['<?xml version="1.0" encoding="UTF-8"?>', '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tandai="http:///tandai.ecore" xmi:version="2.0">', '<cas:NULL xmi:id="0"/>']
    for fs in structures[1:]:
        if fs["%TYPE"] == "tandai.Mention":
            xmi.append(f'<tandai:Mention xmi:id="{fs["%ID"]}" sofa="1" begin="{fs["begin"]}" end="{fs["end"]}" label="{fs["label"]}"/>')
        elif fs["%TYPE"] == "tandai.Coalition":
            xmi.append(f'<tandai:Coalition xmi:id="90" sofa="1" begin="{fs["begin"]}" end="{fs["end"]}" parties="2 3"/>')
    quoted = escape(a["text"], {'"': "&quot;", "\n": "&#10;"})
    xmi += [f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="{quoted}"/>', f'<cas:View sofa="1" members="{" ".join(map(str, members))}"/>', "</xmi:XMI>"]
    folder = root / "cas-xmi"
    folder.mkdir(exist_ok=True)
    (folder / f"{a['id']}.xmi").write_text("\n".join(xmi), "utf-8", newline="")
    feature = lambda name, range, more="": f"<featureDescription><name>{name}</name><description/><rangeTypeName>{range}</rangeTypeName>{more}</featureDescription>"
    type = lambda name, features: f"<typeDescription><name>{name}</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>{features}</features></typeDescription>"
    described = type("tandai.Mention", feature("label", "uima.cas.String")) + type("tandai.Coalition", feature("parties", "uima.cas.FSArray", "<elementType>tandai.Mention</elementType>"))
    (folder / "TypeSystem.xml").write_text(f'<?xml version="1.0" encoding="UTF-8"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>{described}</types></typeSystemDescription>', "utf-8")


def label_studio(folder: Path, articles: list[dict]):
    tasks = []
    for a in articles:
        region = lambda m: {"id": m["id"], "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": m["start"], "end": m["end"], "text": m["text"], "labels": [label(m)]}}
        result = [region(m) for m in a["mentions"]]
        result += [{"type": "relation", "from_id": "m2", "to_id": "m1", "direction": "right", "labels": ["ally"]} for _ in a["coalitions"]]
        tasks.append({"data": {"id": a["id"], "text": a["text"]}, "annotations": [{"result": result}]})
    dump(folder / "tasks.json", tasks)
    labels = "".join(f'<Label value="{kind}"/>' for kind in ["PARTY", "CANDIDATE", "REGION"])
    (folder / "config.xml").write_text(f'<View><Relations><Relation value="ally"/></Relations><Labels name="label" toName="text">{labels}</Labels><Text name="text" value="$text"/></View>')


def tokens(a: dict) -> list[dict]:
    """A token ends at white space and at every border of a mention."""
    borders = {m[side] for m in a["mentions"] for side in ("start", "end")}
    found, start = [], None
    for at, c in enumerate(a["text"] + " "):
        if start is not None and (c.isspace() or at in borders):
            found.append({"text": a["text"][start:at], "start": start, "end": at, "id": len(found)})
            start = None
        if start is None and not c.isspace():
            start = at
    return found


def token_formats(root: Path, articles: list[dict]):
    conll, prodigy, spacy = [], [], []
    for a in articles:
        toks = tokens(a)
        first, last = {t["start"]: t["id"] for t in toks}, {t["end"]: t["id"] for t in toks}
        spans = [{"start": m["start"], "end": m["end"], "token_start": first[m["start"]], "token_end": last[m["end"]], "label": label(m)} for m in a["mentions"]]
        relations = [{"head": last[a["mentions"][1]["end"]], "child": 0, "label": "ally"} for _ in a["coalitions"]]
        prodigy.append({"text": a["text"], "tokens": toks, "spans": spans, "relations": relations, "answer": "accept", "meta": {"id": a["id"]}})
        tags = ["O"] * len(toks)
        for span in (span for span in spans if a["text"][span["start"] : span["end"]] != "Barat"):
            for token in range(span["token_start"], span["token_end"] + 1):
                tags[token] = ("B-" if token == span["token_start"] else "I-") + span["label"]
        conll += ["-DOCSTART- -X- O O", ""] + [f"{t['text']} X X {tag}" for t, tag in zip(toks, tags)] + [""]
        spacy.append({"id": a["id"], "text": a["text"], "tokens": [[t["start"], t["end"]] for t in toks], "spans": [[s["start"], s["end"], s["label"]] for s in spans]})
    lines(root / "prodigy" / "prodigy.jsonl", prodigy)
    lines(root / "spacy" / "articles.jsonl", spacy)
    (root / "spacy" / "load_spacy.py").write_text(LOADER)
    (root / "conll").mkdir()
    (root / "conll" / "articles.conll").write_text("\n".join(conll) + "\n", "utf-8")
    lines(root / "conll" / "left_out.jsonl", [{"article": "000", "id": "m5", "reason": "lies in m4", "what": "mention"}])


LOADER = '''import json
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.util import filter_spans


def docs(folder=Path(__file__).parent, nlp=None):
    """A Doc for each article: all mentions in doc.spans["sc"], those that do not overlap in doc.ents."""
    nlp = nlp or spacy.blank("id")
    for line in (Path(folder) / "articles.jsonl").read_bytes().split(b"\\\\n"):
        if line:
            row = json.loads(line)
            words, spaces, at = [], [], 0
            for start, end in [*row["tokens"], [len(row["text"])] * 2]:
                gap = row["text"][at:start]
                if words and gap.startswith(" "):
                    spaces[-1], gap = True, gap[1:]
                for word in filter(None, [gap, row["text"][start:end]]):
                    words.append(word)
                    spaces.append(False)
                at = end
            doc = Doc(nlp.vocab, words=words, spaces=spaces)
            spans = [doc.char_span(start, end, label=label) for start, end, label in row["spans"]]
            doc.user_data = {"id": row["id"], "misaligned": [s for s, d in zip(row["spans"], spans) if d is None]}
            doc.spans["sc"] = [span for span in spans if span is not None]
            doc.ents = filter_spans(doc.spans["sc"])
            yield doc
'''.replace("\\\\n", "\\n")


def parquet(folder: Path, articles: list[dict]):
    (folder / "data").mkdir(parents=True)
    t = pyarrow
    span = t.struct([("id", t.string()), ("start", t.int64()), ("end", t.int64()), ("text", t.string()), ("label", t.string()), ("entity", t.string())])
    coalition = t.struct([("id", t.string()), ("region", t.string()), ("status", t.string())])
    schema = t.schema([("id", t.string()), ("text", t.string()), ("spans", t.list_(span)), ("coalitions", t.list_(coalition))])
    rows = [{"id": a["id"], "text": a["text"], "spans": [{**m, "label": label(m)} for m in a["mentions"]], "coalitions": a["coalitions"]} for a in articles]
    for part, own in [("train", rows[:1]), ("test", rows[1:])]:
        pyarrow.parquet.write_table(t.Table.from_pylist(own, schema), folder / "data" / f"{part}-00000-of-00001.parquet")
    (folder / "README.md").write_text("---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*.parquet\n  - split: test\n    path: data/test-*.parquet\n---\n")


def w3c(folder: Path, articles: list[dict]):
    def note(a, id, motive, start, end, body):
        exact = a["text"][start:end]
        selectors = [{"type": "TextPositionSelector", "start": start, "end": end}, {"type": "TextQuoteSelector", "exact": exact, "prefix": a["text"][max(0, start - 8) : start], "suffix": a["text"][end : end + 8]}]
        return {"@context": "http://www.w3.org/ns/anno.jsonld", "id": f"urn:tandai:{a['id']}:{id}", "type": "Annotation", "motivation": motive, "body": body, "target": {"source": f"urn:tandai:article:{a['id']}", "selector": selectors}}
    rows = []
    for a in articles:
        rows += [note(a, m["id"], "tagging", m["start"], m["end"], [{"type": "TextualBody", "purpose": "tagging", "value": label(m)}]) for m in a["mentions"]]
        rows += [note(a, c["id"], "describing", c["evidence"][0]["start"], c["evidence"][0]["end"], {"type": "TextualBody", "purpose": "describing", "value": json.dumps(c)}) for c in a["coalitions"]]
    lines(folder / "annotations.jsonl", rows)


def csv_tables(folder: Path, articles: list[dict], book: Path | None):
    """The codebook's columns, from the program's own codebook.csv where it is given."""
    folder.mkdir()
    columns: dict[str, list[str]] = {}
    if book:
        (folder / "codebook.csv").write_bytes(book.read_bytes())
        for row in csv.DictReader(open(book, encoding="utf-8", newline="")):
            columns.setdefault(row["table"], []).append(row["column"])
    rows = {name: [] for name in ["articles", "mentions", "entities", "coalitions", "backings", "evidence", "statements"]}
    for a in articles:
        own = {"article_id": a["id"], "set": "sri"}
        rows["articles"].append({**own, "text": a["text"]})
        for m in a["mentions"]:
            text = ("'" if m["text"][0] in "=+-@" else "") + m["text"]
            rows["mentions"].append({**own, **m, "mention_id": m["id"], "text": text})
        for c in a["coalitions"]:
            key = {**own, "statement_id": f"{a['id']}/sri/{c['id']}", "coalition_id": c["id"]}
            rows["coalitions"].append({**key, **c})
            for place, b in enumerate(c["backings"], 1):
                rows["entities"].append({"entity_id": b["party"], "kind": "party"})
                for name in ["backings", "statements"]:
                    rows[name].append({**key, "backing": place, "party_id": b["party"], "stance": b["stance"], "race_id": "32-governor-2024", "event_date": "2024-07-08", "region_code": "32", "province_code": "32"})
            for place, e in enumerate(c["evidence"], 1):
                rows["evidence"].append({**key, "evidence": place, **e, "text": a["text"][e["start"] : e["end"]]})
    for name, own in rows.items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns.get(name) or sorted({key for row in own for key in row}), extrasaction="ignore")
            writer.writeheader()
            writer.writerows(own)
    dump(folder / "manifest.json", {"spreadsheet_safe": True})


def main():
    root, wrong = Path(sys.argv[1]), "wrong" in sys.argv[2:]
    book = next((Path(word) for word in sys.argv[2:] if word.endswith(".csv")), None)
    right = [article(False), {"id": "001", "text": "Tanpa partai.", "mentions": [], "coalitions": []}]
    articles = [article(wrong), right[1]]
    lines(root / "expected.jsonl", right)
    for a in articles:
        if a["id"] == "000":
            brat(root / "brat", a)
        else:
            (root / "brat" / f"{a['id']}.txt").write_text(a["text"])
            (root / "brat" / f"{a['id']}.ann").write_text("")
        cas(root, a)
    label_studio(root / "label-studio", articles)
    entities = lambda a: [{"id": n, "start_offset": m["start"], "end_offset": m["end"], "label": label(m)} for n, m in enumerate(a["mentions"])]
    relations = lambda a: [{"id": 0, "from_id": 1, "to_id": 0, "type": "ally"} for _ in a["coalitions"]]
    lines(root / "doccano" / "doccano.jsonl", [{"id": a["id"], "text": a["text"], "entities": entities(a), "relations": relations(a)} for a in articles])
    token_formats(root, articles)
    parquet(root / "huggingface", articles)
    w3c(root / "w3c", articles)
    csv_tables(root / "tables", articles, book)
    (root / "graphml").mkdir()
    weight = 2 if wrong else 1
    (root / "graphml" / "parties.graphml").write_text(f'<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="int"/><graph edgedefault="undirected"><node id="party:pdip"/><node id="party:ppp"/><edge source="party:pdip" target="party:ppp"><data key="w">{weight}</data></edge></graph></graphml>')
    (root / "edges").mkdir()
    (root / "edges" / "edges.csv").write_text(f"source,target,weight\nparty:pdip,party:ppp,{weight}\n")


if __name__ == "__main__":
    main()
