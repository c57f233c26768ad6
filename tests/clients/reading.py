"""What is read: the same few facts from every client, so that they can be compared."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Article:
    """One article as a client gives it back. Offsets are code points."""

    id: str | None
    text: str | None = None
    # (start, end, text, kind in lower case)
    mentions: list[tuple[int, int, str, str]] = field(default_factory=list)
    # None: the format does not carry them
    coalitions: int | None = None
    relations: int | None = None


@dataclass
class Reading:
    client: str
    articles: list[Article]
    problems: list[str] = field(default_factory=list)
    note: str = ""


def expected(folder: Path) -> list[dict]:
    return json_lines(folder / "expected.jsonl")


def json_lines(path: Path) -> list[dict]:
    """Lines end at a line feed only: `str.splitlines` would also end them at U+2028 and others."""
    lines = path.read_bytes().decode("utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def ours(path: Path) -> bool:
    """Files that stand beside an export and are not the export."""
    return path.name in {"manifest.json", "left_out.jsonl", "README.md", "codebook.csv", "codebook.md"}


def files(folder: Path, *endings: str) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in endings and not ours(path)]
    if not found:
        raise FileNotFoundError(f"no {' or '.join(endings)} in {folder}")
    return found


def left_out(folder: Path) -> Counter:
    path = folder / "left_out.jsonl"
    if not path.exists():
        return Counter()
    return Counter((item["what"], str(item["article"]), str(item.get("id", ""))) for item in json_lines(path))


def compare(want: list[dict], reading: Reading, folder: Path) -> tuple[list[str], int]:
    """Differences, and how many items were left out and said so."""
    gone = left_out(folder)
    differences = list(reading.problems)
    want = [article for article in want if not gone[("article", article["id"], "")]]
    got: dict[str, Article] = {}
    for place, article in enumerate(reading.articles):
        id = article.id
        if id is None:
            id = want[place]["id"] if place < len(want) else f"number {place + 1}"
        if id in got:
            differences.append(f"{id}: read twice")
        got[id] = article
    for article in want:
        id = article["id"]
        if id not in got:
            differences.append(f"{id}: the article is missing")
            continue
        have = got.pop(id)
        if have.text is not None and have.text != article["text"]:
            differences.append(f"{id}: the text differs at {first_difference(have.text, article['text'])}")
        wanted = Counter()
        for mention in article.get("mentions", []):
            if not gone[("mention", id, mention.get("id", ""))]:
                span = article["text"][mention["start"] : mention["end"]]
                wanted[(mention["start"], mention["end"], span, mention["kind"].lower())] += 1
        read = Counter((start, end, text, kind.lower()) for start, end, text, kind in have.mentions)
        differences += [f"{id}: not read {mention}" for mention in (wanted - read).elements()]
        differences += [f"{id}: read but not written {mention}" for mention in (read - wanted).elements()]
        if have.coalitions is not None:
            kept = [c for c in article.get("coalitions", []) if not gone[("coalition", id, c.get("id", ""))]]
            if have.coalitions != len(kept):
                differences.append(f"{id}: {have.coalitions} coalitions of {len(kept)}")
    differences += [f"{id}: read but not written" for id in got]
    return differences, sum(gone.values())


def first_difference(a: str, b: str) -> str:
    place = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return f"{place}: {a[place : place + 12]!r} instead of {b[place : place + 12]!r}"


def pairs(want: list[dict]) -> Counter:
    """How many statements name both parties: the network of parties."""
    found = Counter()
    for article in want:
        for coalition in article.get("coalitions", []):
            parties = sorted({backing["party"] for backing in coalition.get("backings", []) if backing.get("party")})
            found.update((a, b) for i, a in enumerate(parties) for b in parties[i + 1 :])
    return found


def tail(iri: str) -> str:
    return re.split(r"[/#:]", iri)[-1]
