"""Compares Tandai's measures of agreement with scikit-learn, krippendorff, nltk and seqeval, to 1e-9.

    pip install scikit-learn krippendorff nltk seqeval statsmodels
    python tests/reference/agreement.py path/to/tandai

It makes a project of random annotations, asks `tandai compare --json` and `--csv`, and computes the same from the tables.
Not part of `cargo test`. Exit status 1 if anything differs.
"""

import csv
import json
import math
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

WORDS = "PKS PSI Golkar usung Andra Soni dan Budi di Lebak Banten Bekasi koalisi resmi kata ketua".split()
KINDS = ["party", "candidate", "region"]
OFFICES = [None, "governor", "regent", "mayor"]
STATUSES = ["confirmed", "exploring", "hoped", "denied", "past"]
PARTIES = ["pks", "psi", "golkar", "pan", "pkb"]


def article(rng):
    return [rng.choice(WORDS) for _ in range(rng.randint(30, 60))]


def spans(rng, words):
    """Mentions that do not overlap, as (first word, word after the last, kind)."""
    found, at = [], 0
    while at < len(words) - 3:
        at += rng.randint(0, 5)
        length = rng.randint(1, 3)
        if at + length <= len(words):
            found.append((at, at + length, rng.choice(KINDS)))
        at += length
    return found


def blur(rng, mentions, words):
    """What another person makes of it."""
    found = []
    for start, end, kind in mentions:
        if rng.random() < 0.15:
            continue
        if rng.random() < 0.2:
            kind = rng.choice(KINDS)
        if rng.random() < 0.2 and end - start > 1:
            end -= 1
        found.append((start, end, kind))
    return found


def statement(rng):
    return {
        "office": rng.choice(OFFICES),
        "status": rng.choice(STATUSES),
        "parties": sorted(rng.sample(PARTIES, rng.randint(1, 4))),
    }


def blur_statement(rng, said):
    said = dict(said, parties=list(said["parties"]))
    if rng.random() < 0.3:
        said["office"] = rng.choice(OFFICES)
    if rng.random() < 0.3:
        said["status"] = rng.choice(STATUSES)
    if rng.random() < 0.4:
        said["parties"] = sorted(rng.sample(PARTIES, rng.randint(1, 4)))
    return said


def line(name, words, mentions, statements):
    offsets, at = [], 0
    for word in words:
        offsets.append((at, at + len(word)))
        at += len(word) + 1
    text = " ".join(words)
    marks = []
    for number, (start, end, kind) in enumerate(mentions):
        marks.append({"id": f"m{number}", "start": offsets[start][0], "end": offsets[end - 1][1], "kind": kind})
    coalitions = []
    for number, said in enumerate(statements):
        # One sentence each, so that only what is to be laid beside one another is.
        start, end = offsets[number * 5][0], offsets[number * 5 + 4][1]
        coalitions.append(
            {
                "id": f"c{number}",
                "region": "region:36.02",
                "office": said["office"],
                "year": 2024,
                "backings": [{"party": f"party:{p}", "stance": "nominating"} for p in said["parties"]],
                "status": said["status"],
                "evidence": [{"start": start, "end": end}],
            }
        )
    return {"id": name, "text": text, "status": "finished", "mentions": marks, "coalitions": coalitions}


def main():
    tandai = sys.argv[1] if len(sys.argv) > 1 else "target/debug/tandai"
    rng = random.Random(13)
    articles, raters = [], ["ani", "budi", "citra"]
    for number in range(40):
        words = article(rng)
        first, said = spans(rng, words), [statement(rng) for _ in range(rng.randint(0, 4))]
        versions = [(first, said)]
        for _ in raters[1:]:
            versions.append((blur(rng, first, words), [blur_statement(rng, one) for one in said]))
        articles.append((f"a{number:03}", words, versions))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        project = folder / "project"
        subprocess.run([tandai, "new", str(project), "--as", "ani"], check=True, stdout=subprocess.DEVNULL)
        for side, rater in enumerate(raters):
            file = folder / f"{rater}.jsonl"
            lines = [json.dumps(line(name, words, *versions[side])) for name, words, versions in articles]
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            run = subprocess.run(
                [tandai, "import", str(project), str(file), "--set", rater], capture_output=True, text=True
            )
            if run.returncode == 2:
                sys.exit(f"import failed: {run.stderr}")
        command = [tandai, "compare", str(project), *raters]
        got = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout)
        subprocess.run([*command, "--csv", str(folder / "csv")], check=True, stdout=subprocess.DEVNULL)
        statements = list(csv.DictReader(open(folder / "csv" / "statements.csv", encoding="utf-8")))

    def labels(words, mentions):
        tags = ["O"] * len(words)
        for start, end, kind in mentions:
            tags[start:end] = [kind] * (end - start)
        return tags

    def iob(words, mentions):
        tags = ["O"] * len(words)
        for start, end, kind in mentions:
            tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
        return tags

    rows = []

    def check(what, ours, theirs, by):
        nonlocal failed
        same = ours is not None and math.isfinite(theirs) and abs(ours - theirs) < 1e-9
        failed += not same
        rows.append((what, f"{ours:.12f}" if ours is not None else "undefined", f"{theirs:.12f}", by, "ok" if same else "DIFFERS"))

    for pair in got["pairs"]:
        sides = [raters.index(pair["first"]), raters.index(pair["second"])]
        name = f"{pair['first']} × {pair['second']}"

        def measure(of, measure, label, field="value"):
            found = [m for m in pair["measures"] if (m["of"], m["measure"], m["label"]) == (of, measure, label)]
            return found[0][field]

        one, other = ([labels(w, v[side][0]) for _, w, v in articles] for side in sides)
        flat = [sum(one, []), sum(other, [])]
        check(f"{name}: κ on tokens", measure("tokens", "kappa", "all"), cohen_kappa_score(*flat), "scikit-learn")
        values = sorted(set(flat[0] + flat[1]))
        data = np.array([[values.index(tag) for tag in side] for side in flat], dtype=float)
        alpha = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
        check(f"{name}: α on tokens", measure("tokens", "alpha", "all"), alpha, "krippendorff")
        gold, predicted = ([iob(w, v[side][0]) for _, w, v in articles] for side in sides)
        for field, function in [("value", f1_score), ("precision", precision_score), ("recall", recall_score)]:
            ours = measure("mentions", "strict_f1", "all", field)
            theirs = function(gold, predicted, mode="strict", scheme=IOB2)
            check(f"{name}: strict {field}", ours, theirs, "seqeval")
        beside = [
            row for row in statements
            if (row["first"], row["second"]) == (pair["first"], pair["second"])
            and row["statement_first"] and row["statement_second"]
        ]
        for label in ["office", "status"]:
            both = [[row[f"{label}_{which}"] for row in beside] for which in ["first", "second"]]
            check(f"{name}: κ on {label}", measure("statements", "kappa", label), cohen_kappa_score(*both), "scikit-learn")
        triples = []
        for number, row in enumerate(beside):
            for which in ["first", "second"]:
                triples.append((which, number, frozenset(row[f"party_{which}"].split("; "))))
        task = AnnotationTask(data=triples, distance=masi_distance)
        check(f"{name}: MASI α", measure("statements", "masi_alpha", "parties"), task.alpha(), "nltk")

    everybody = [sum((labels(w, v[side][0]) for _, w, v in articles), []) for side in range(3)]
    values = sorted(set(sum(everybody, [])))
    data = np.array([[values.index(tag) for tag in side] for side in everybody], dtype=float)
    alpha = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    check("all three: α on tokens", got["group"]["alpha"], alpha, "krippendorff")
    table, _ = aggregate_raters(data.T.astype(int))
    check("all three: Fleiss' κ", got["group"]["fleiss_kappa"], fleiss_kappa(table), "statsmodels")

    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)))
    print(f"{len(rows) - failed} of {len(rows)} the same to 1e-9")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
