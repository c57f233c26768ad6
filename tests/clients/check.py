"""Loads exports with the clients that researchers use and compares every mention: see README.md.

python check.py FOLDER [FORMAT …]     exit status 0: all equal; 1: differences; 2: nothing to check"""

import json
import subprocess
import sys
import traceback
from pathlib import Path

import language
import tables
from reading import Article, Reading, compare, expected, files, json_lines

HERE = Path(__file__).resolve().parent


def elsewhere(script: str, environment: str):
    """A client whose needs do not go together with the others'."""

    def read(folder: Path, root: Path) -> Reading:
        python = Path(sys.prefix) / environment / "bin" / "python"
        if not python.exists():
            raise FileNotFoundError(f"{environment} is not installed: setup.sh installs it")
        done = subprocess.run([str(python), str(HERE / script), str(folder.resolve())], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-1500:])
        said = json.loads(done.stdout)
        articles = [Article(a["id"], a["text"], [tuple(m) for m in a["mentions"]], None, a["relations"]) for a in said["articles"]]
        reading = Reading(said["client"], articles, said["problems"])
        written = relations_written(folder)
        read_back = sum(article.relations for article in articles)
        if written != read_back:
            reading.problems.append(f"{read_back} relations of {written}")
        return reading

    return read


def relations_written(folder: Path) -> int:
    if any(path.name != "left_out.jsonl" for path in folder.rglob("*.jsonl")):
        return sum(len(row.get("relations", [])) for path in files(folder, ".jsonl") for row in json_lines(path))
    tasks = [task for path in files(folder, ".json") for task in json.loads(path.read_bytes())]
    results = [said["result"] for task in tasks for said in [*task.get("annotations", []), *task.get("predictions", [])]]
    return sum(region["type"] == "relation" for result in results for region in result)


# Format → clients. A network is compared by its pairs of parties.
CLIENTS = {
    "tables": [tables.with_pandas, tables.with_duckdb],
    "huggingface": [tables.with_datasets, tables.parquet_with_duckdb],
    "conll": [language.with_seqeval, language.spacy_convert],
    "brat": [language.brat],
    "label-studio": [elsewhere("in_label_studio.py", "label-studio")],
    "doccano": [elsewhere("in_doccano.py", "doccano")],
    "prodigy": [language.prodigy],
    "spacy": [language.with_spacy],
    "cas-json": [lambda folder, root: language.cassis(folder, xmi=False)],
    "cas-xmi": [lambda folder, root: language.cassis(folder, xmi=True)],
    "w3c": [language.w3c],
    "graphml": [tables.graphml],
    "edges": [tables.edges],
}
NETWORKS = {"graphml", "edges"}
MOST_SHOWN = 20


def rows(root: Path, formats: list[str]):
    want = expected(root)
    for format in formats:
        folder = root / format
        for read in CLIENTS[format]:
            try:
                reading = read(folder, root)
            except Exception as error:
                at = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{Path(at.filename).name}:{at.lineno}"
                yield [format, "–", "–", "–", "–", "not read"], [f"{type(error).__name__}, {where}: {error}"]
                continue
            differences, gone = (reading.problems, 0) if format in NETWORKS else compare(want, reading, folder)
            articles, count = reading.articles, lambda all: str(sum(all)) if all else "–"
            carried = [a.coalitions for a in articles if a.coalitions is not None]
            relations = [a.relations for a in articles if a.relations is not None]
            together = count(carried) if carried else f"{sum(relations)} relations" if relations else "–"
            said = ", ".join(filter(None, [f"{len(differences)}", f"left out {gone}" if gone else "", reading.note]))
            numbers = ["–", "–"] if format in NETWORKS else [str(len(articles)), str(sum(len(a.mentions) for a in articles))]
            yield [format, reading.client, *numbers, together, said], differences


def main() -> int:
    if len(sys.argv) < 2 or not (Path(sys.argv[1]) / "expected.jsonl").exists():
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(sys.argv[1]).resolve()
    unknown = [format for format in sys.argv[2:] if format not in CLIENTS]
    formats = sys.argv[2:] or [format for format in CLIENTS if (root / format).is_dir()]
    if unknown or not formats:
        print(f"no such format: {', '.join(unknown)}" if unknown else f"no format's folder in {root}", file=sys.stderr)
        return 2
    want = expected(root)
    mentions = sum(len(article.get("mentions", [])) for article in want)
    coalitions = sum(len(article.get("coalitions", [])) for article in want)
    print("| format | client and version | articles | mentions | coalitions / relations | differences |\n|---|---|---:|---:|---:|---|")
    print(f"| *expected* | | {len(want)} | {mentions} | {coalitions} | |", flush=True)
    different = {}
    for cells, differences in rows(root, formats):
        print("| " + " | ".join(cells) + " |", flush=True)
        if differences:
            different.setdefault(f"{cells[0]}, {cells[1]}", []).extend(differences)
    for where, differences in different.items():
        print(f"\n{where}: {len(differences)}")
        for difference in differences[:MOST_SHOWN]:
            print(f"  {difference}")
        if len(differences) > MOST_SHOWN:
            print(f"  … and {len(differences) - MOST_SHOWN} more")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
