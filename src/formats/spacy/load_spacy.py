"""spaCy documents from the JSON Lines beside this file: `python load_spacy.py [FOLDER] > corpus.spacy`.

Every mention is in doc.spans["sc"]; those that do not overlap, the longest first, are in doc.ents."""
import json
import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span


def docs(folder=Path(__file__).parent, vocab=spacy.blank("id").vocab):
    for row in (json.loads(line) for path in sorted(Path(folder).glob("*.jsonl")) for line in open(path, encoding="utf-8")):
        if "words" not in row:
            continue
        doc = Doc(vocab, words=row["words"], spaces=row["spaces"], user_data={"id": row["id"], "meta": row["meta"]})
        assert doc.text == row["text"], row["id"]
        spans = [Span(doc, s["token_start"], s["token_end"] + 1, s["label"], kb_id=s["kb_id"], span_id=s["id"]) for s in row["spans"]]
        doc.spans["sc"] = spans
        doc.set_ents([spans[number] for number in row["ents"]])
        yield doc


if __name__ == "__main__":
    sys.stdout.buffer.write(DocBin(docs=docs(*sys.argv[1:2]), store_user_data=True).to_bytes())
