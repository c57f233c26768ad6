#!/usr/bin/env python3
"""How fast spaCy's PhraseMatcher finds names: beside the built-in extractor, over the same texts with the same names.

    phrase_matcher.py NAMES.txt ARTICLES.jsonl

NAMES.txt has a name a line, ARTICLES.jsonl a {"text": ...} a line. Prints one JSON object: bytes, matches, and the
seconds of CPU for tokenising and matching (spaCy must tokenise before it can match) and for matching alone.
`cargo bench --no-default-features --bench extract` writes both files and calls this where TANDAI_SPACY names a Python
that has spaCy (pip install spacy), so that all figures come from one run.
"""

import json
import sys
import time

import spacy
from spacy.matcher import PhraseMatcher


def main(names_file, articles_file):
    language = spacy.blank("id")
    matcher = PhraseMatcher(language.vocab)
    with open(names_file, encoding="utf-8") as file:
        names = sorted({line.strip() for line in file if line.strip()})
    matcher.add("NAME", list(language.tokenizer.pipe(names)))
    with open(articles_file, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    size = sum(len(text.encode("utf-8")) for text in texts)
    for text in texts[:20]:
        matcher(language.make_doc(text))
    begun = time.process_time()
    docs = [language.make_doc(text) for text in texts]
    tokenised = time.process_time()
    matches = sum(len(matcher(doc)) for doc in docs)
    done = time.process_time()
    print(json.dumps({
        "version": spacy.__version__, "names": len(names), "bytes": size, "matches": matches,
        "all": done - begun, "matching": done - tokenised,
    }))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
