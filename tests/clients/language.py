"""Tools of language technology: spaCy, seqeval, cassis, brat, Prodigy's shape, JSON-LD."""

import importlib.util
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from reading import Article, Reading, expected, files, json_lines, tail


def with_spacy(folder: Path, root: Path) -> Reading:
    """Through the loader that the export brings: `docs(folder)` yields a Doc for each article."""
    import spacy

    loader = folder / "load_spacy.py"
    spec = importlib.util.spec_from_file_location("load_spacy", loader)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    articles, problems, examples = [], [], 0
    for doc in module.docs(folder):
        id = doc.user_data["id"]
        spans = list(doc.spans["sc"]) if "sc" in doc.spans else list(doc.ents)
        problems += [f"{id}: spaCy cannot align {span}" for span in doc.user_data.get("misaligned", [])]
        articles.append(Article(id, doc.text, [(s.start_char, s.end_char, s.text, s.label_) for s in spans]))
        # What training does first: E1010 or a warning (W030) would come here.
        from spacy.training import Example, offsets_to_biluo_tags

        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            offsets_to_biluo_tags(doc, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
            Example(doc, doc)
        problems += [f"{id}: {warning.message}" for warning in said]
        examples += 1
    return Reading(f"spaCy {spacy.__version__}", articles, problems, f"{examples} training examples")


def conll_documents(path: Path) -> list[list[list[tuple[str, str]]]]:
    """Documents of sentences of (token, tag)."""
    documents, sentence = [], []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        cells = line.split(" ") if " " in line else line.split("\t")
        if line.startswith("-DOCSTART-"):
            documents.append([])
        elif not line:
            if sentence:
                documents[-1].append(sentence)
            sentence = []
        else:
            sentence.append((cells[0], cells[-1]))
    if sentence:
        documents[-1].append(sentence)
    return documents


def place(tokens: list[str], text: str) -> list[tuple[int, int]]:
    """Where each token stands in the text: each after the one before, with white space only between."""
    places, at = [], 0
    for token in tokens:
        start = text.index(token, at)
        assert not text[at:start].strip(), f"between tokens stands {text[at:start]!r}"
        at = start + len(token)
        places.append((start, at))
    return places


def with_seqeval(folder: Path, root: Path) -> Reading:
    from importlib.metadata import version
    from seqeval.metrics import f1_score
    from seqeval.scheme import IOB2, IOBES, Entities

    want, articles, problems = expected(root), [], []
    documents = [document for path in files(folder, ".conll", ".txt", ".iob", ".bio") for document in conll_documents(path)]
    all_tags = []
    for article, document in zip(want, documents):
        tokens = [token for sentence in document for token, _ in sentence]
        tags = [[tag for _, tag in sentence] for sentence in document]
        all_tags += tags
        scheme = IOBES if any(tag[:2] in {"S-", "E-"} for sentence in tags for tag in sentence) else IOB2
        places = place(tokens, article["text"])
        mentions, before = [], 0
        for sentence, entities in zip(tags, Entities(tags, scheme).entities):
            for entity in entities:
                start, end = places[before + entity.start][0], places[before + entity.end - 1][1]
                mentions.append((start, end, article["text"][start:end], entity.tag))
            before += len(sentence)
        articles.append(Article(article["id"], None, mentions))
    if len(documents) != len(want):
        problems.append(f"{len(documents)} documents of {len(want)}")
    scheme = IOBES if any(tag[:2] in {"S-", "E-"} for tags in all_tags for tag in tags) else IOB2
    if any(tag != "O" for tags in all_tags for tag in tags):
        score = f1_score(all_tags, all_tags, mode="strict", scheme=scheme)
        if score != 1.0:
            problems.append(f"strict F1 of the file against itself is {score}: tags are not {scheme.__name__}")
    return Reading(f"seqeval {version('seqeval')}", articles, problems, f"strict {scheme.__name__}")


def spacy_convert(folder: Path, root: Path) -> Reading:
    import spacy
    from spacy.tokens import DocBin

    want, articles = expected(root), []
    nlp = spacy.blank("xx")
    with tempfile.TemporaryDirectory() as out:
        for path in files(folder, ".conll", ".txt", ".iob", ".bio"):
            command = [sys.executable, "-m", "spacy", "convert", str(path), out, "-c", "ner"]
            done = subprocess.run(command, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
        docs = [doc for file in sorted(Path(out).glob("*.spacy")) for doc in DocBin().from_disk(file).get_docs(nlp.vocab)]
    # spaCy passes over articles without a token.
    want = [article for article in want if article["text"].strip()]
    for article, doc in zip(want, docs):
        places = place([token.text for token in doc], article["text"])
        spans = [(places[e.start][0], places[e.end - 1][1], e.label_) for e in doc.ents]
        mentions = [(start, end, article["text"][start:end], label) for start, end, label in spans]
        articles.append(Article(article["id"], None, mentions))
    read = {article.id for article in articles}
    articles += [Article(article["id"]) for article in expected(root) if not article["text"].strip()]
    return Reading(f"spacy convert {spacy.__version__}", articles, [], f"{len(read)} documents")


def cas_article(id: str, cas, raised) -> tuple[Article, list[str]]:
    mention_types = [t.name for t in cas.typesystem.get_types() if t.name.endswith("Mention")]
    coalition_types = [t.name for t in cas.typesystem.get_types() if t.name.endswith("Coalition")]
    kind = lambda fs: getattr(fs, "label", None) or getattr(fs, "kind", None) or getattr(fs, "value", "")
    mentions = [(fs.begin, fs.end, fs.get_covered_text(), kind(fs)) for t in mention_types for fs in cas.select(t)]
    coalitions = sum(len(list(cas.select(t))) for t in coalition_types)
    return Article(id, cas.sofa_string, mentions, coalitions), [f"{id}: {warning.message}" for warning in raised]


def cassis(folder: Path, xmi: bool) -> Reading:
    import cassis
    from importlib.metadata import version

    articles, problems, paths = [], [], files(folder, ".xmi" if xmi else ".json")
    if xmi:
        with open(next(path for path in files(folder, ".xml")), "rb") as file:
            types = cassis.load_typesystem(file)
    for path in paths:
        with warnings.catch_warnings(record=True) as raised, open(path, "rb") as file:
            warnings.simplefilter("always")
            cas = cassis.load_cas_from_xmi(file, types) if xmi else cassis.load_cas_from_json(file)
        article, said = cas_article(path.stem, cas, raised)
        articles.append(article)
        problems += said
    return Reading(f"dkpro-cassis {version('dkpro-cassis')}", articles, problems)


def brat(folder: Path, root: Path) -> Reading:
    """brat's own `server/src/annotation.py`, from the folder that BRAT_SOURCE names."""
    source = os.environ.get("BRAT_SOURCE")
    if not source:
        raise FileNotFoundError("set BRAT_SOURCE to a folder with brat's source; see README.md")
    sys.path.insert(0, str(Path(source) / "server" / "src"))
    import annotation

    articles, problems = [], []
    for path in files(folder, ".ann"):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        read = annotation.TextAnnotations(text=text, source=path.read_bytes().decode("utf-8"))
        lines = path.read_bytes().decode("utf-8").splitlines()
        problems += [f"{path.name}:{line + 1}: brat cannot read {lines[line]!r}" for line in read.failed_lines]
        problems += [f"{path.name}: {message}" for message in messages(read)]
        events = [event for event in read.get_events() if event.type.lower() == "coalition"]
        triggers = {trigger.id for trigger in read.get_triggers()}
        mentions = []
        for bound in read.get_textbounds():
            if bound.id not in triggers:
                start, end = bound.spans[0][0], bound.spans[-1][1]
                mentions.append((start, end, text[start:end], bound.type))
        articles.append(Article(path.stem, text, mentions, len(events)))
    return Reading("brat annotation.py", articles, problems, source)


def messages(read) -> list[str]:
    said = getattr(getattr(read, "messages", None), "messages", None)
    return [] if said is None else [*said.errors, *said.warnings]


PRODIGY = {
    "text": str, "tokens": list, "spans": list, "relations": list, "answer": str, "meta": dict,
}


def prodigy(folder: Path, root: Path) -> Reading:
    """Prodigy is not free: its documented shape (prodi.gy/docs/api-interfaces) is checked instead."""
    articles, problems = [], []
    for row in (row for path in files(folder, ".jsonl") for row in json_lines(path)):
        id, text = str(row["meta"]["id"]), row["text"]
        wrong = [name for name, type in PRODIGY.items() if name in row and not isinstance(row[name], type)]
        problems += [f"{id}: {name} has another type" for name in wrong]
        if row.get("answer") not in {None, "accept", "reject", "ignore"}:
            problems.append(f"{id}: answer {row['answer']!r}")
        tokens = row.get("tokens", [])
        for number, token in enumerate(tokens):
            if token["id"] != number or text[token["start"] : token["end"]] != token["text"]:
                problems.append(f"{id}: token {number} is {token}")
        mentions = []
        for span in row.get("spans", []):
            first, last = tokens[span["token_start"]], tokens[span["token_end"]]
            if (first["start"], last["end"]) != (span["start"], span["end"]):
                problems.append(f"{id}: tokens {span['token_start']} to {span['token_end']} are not {span}")
            mentions.append((span["start"], span["end"], text[span["start"] : span["end"]], span["label"]))
        for relation in row.get("relations", []):
            if not (0 <= relation["head"] < len(tokens) and 0 <= relation["child"] < len(tokens) and relation["label"]):
                problems.append(f"{id}: relation {relation}")
        articles.append(Article(id, text, mentions, None, len(row.get("relations", []))))
    return Reading("documented shape", articles, problems)


OA = "http://www.w3.org/ns/oa#"
# What the context of the W3C Web Annotation model says of the terms that we use; the real one is fetched from the
# network by a client, which a check must not need.
CONTEXT = {
    "oa": OA, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dcterms": "http://purl.org/dc/terms/",
    "as": "http://www.w3.org/ns/activitystreams#", "id": "@id", "type": "@type", "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "start": "oa:start", "end": "oa:end", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "value": "rdf:value", "format": "dcterms:format", "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "tagging": "oa:tagging", "identifying": "oa:identifying",
    "classifying": "oa:classifying", "describing": "oa:describing", "linking": "oa:linking", "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"}, "first": {"@id": "as:first", "@type": "@id"},
    "total": "as:totalItems", "startIndex": "as:startIndex", "partOf": {"@id": "as:partOf", "@type": "@id"},
    "created": "dcterms:created", "creator": {"@id": "dcterms:creator", "@type": "@id"},
}


def w3c(folder: Path, root: Path) -> Reading:
    """Expanded by a JSON-LD processor: what is not a term of the model vanishes there, so it is read back from that."""
    import json
    from importlib.metadata import version
    from pyld import jsonld

    def loader(url, options=None):
        assert url == "http://www.w3.org/ns/anno.jsonld", f"the context {url} is not that of the Web Annotation model"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}

    text_of = {article["id"]: article["text"] for article in expected(root)}
    articles = {id: Article(id, None, [], 0) for id in text_of}
    problems = []

    def one(value):
        return value[0] if isinstance(value, list) else value

    def annotations(node):
        if isinstance(node, list):
            for item in node:
                yield from annotations(item)
        elif isinstance(node, dict):
            if OA + "Annotation" in node.get("@type", []):
                yield node
            else:
                for value in node.values():
                    yield from annotations(value)

    documents = []
    for path in files(folder, ".json", ".jsonld", ".jsonl"):
        documents += json_lines(path) if path.suffix == ".jsonl" else [json.loads(path.read_bytes())]
    for document in documents:
        for node in annotations(jsonld.expand(document, {"documentLoader": loader})):
            motives = {tail(motive["@id"]) for motive in node.get(OA + "motivatedBy", [])}
            targets = node[OA + "hasTarget"]
            id = tail(one(targets[0][OA + "hasSource"])["@id"])
            # A comment on a whole article is neither.
            if motives == {"commenting"}:
                continue
            if "tagging" not in motives:
                articles[id].coalitions += 1
            for target in targets:
                if "tagging" not in motives and not target.get(OA + "hasSelector"):
                    continue  # a coalition without evidence is said of the whole article
                start = end = exact = None
                for selector in target.get(OA + "hasSelector", []):
                    if OA + "TextPositionSelector" in selector["@type"]:
                        start, end = (one(selector[OA + key])["@value"] for key in ("start", "end"))
                    if OA + "TextQuoteSelector" in selector["@type"]:
                        exact = one(selector[OA + "exact"])["@value"]
                if start is None or text_of[id][start:end] != exact:
                    problems.append(f"{id}: {start} to {end} is not {exact!r}")
                if "tagging" in motives:
                    value = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
                    tags = [one(body[value])["@value"] for body in node[OA + "hasBody"] if value in body]
                    articles[id].mentions.append((start, end, exact, tags[0] if tags else ""))
    return Reading(f"pyld {version('pyld')}", list(articles.values()), problems)
