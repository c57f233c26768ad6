"""Runs the recipes of codebook.md as they stand there (pandas, DuckDB, and R where it is installed with dplyr) and compares
what comes out: with one another, statement by statement, and with our own race_party.csv and dyads.csv.

python recipes.py TABLES     exit status 0: all equal; 1: differences"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path


def recipes(folder: Path) -> dict[str, str]:
    return dict(re.findall(r"```(python|r|sql)\n(.*?)```", (folder / "codebook.md").read_text("utf-8"), re.DOTALL))


def key(value) -> str:
    return "" if value is None or value != value else str(value)


def with_pandas(code: str) -> tuple[dict, dict]:
    names: dict = {}
    exec(code, names)
    latest, together = names["latest"], names["together"].reset_index()
    # A row is one statement as a whole.
    words = {(r.race_key, r.party_id): (r.statement_id, key(r.status), key(r.note), key(r.head_id)) for r in latest.itertuples()}
    return words, {(r.party_id, r.party_id_other): (r.stories, r.races) for r in together.itertuples()}


def with_duckdb(code: str) -> tuple[dict, dict]:
    import duckdb

    db = duckdb.connect()
    db.execute(code)
    latest = db.execute("SELECT race_key, party_id, statement_id, status, note, head_id FROM latest").fetchall()
    together = db.execute("SELECT party_id, party_id_other, stories, races FROM together").fetchall()
    return {(r[0], r[1]): tuple(key(cell) for cell in r[2:]) for r in latest}, {(r[0], r[1]): (r[2], r[3]) for r in together}


def with_r(code: str) -> tuple[dict, dict]:
    import csv
    import io

    more = "\nwrite.csv(latest[c('race_key','party_id','statement_id','status','note','head_id')], stdout(), row.names=FALSE, na='')\ncat('----\\n')\nwrite.csv(together, stdout(), row.names=FALSE)\n"
    done = subprocess.run(["Rscript", "-e", "suppressMessages({" + code.split("\n")[0] + "})\n" + code + more], capture_output=True, text=True, check=True)
    one, two = done.stdout.split("----\n")
    latest = {(r["race_key"], r["party_id"]): (r["statement_id"], r["status"], r["note"], r["head_id"]) for r in csv.DictReader(io.StringIO(one))}
    return latest, {(r["party_id"], r["party_id_other"]): (int(r["stories"]), int(r["races"])) for r in csv.DictReader(io.StringIO(two))}


def ours() -> tuple[dict, dict]:
    import pandas

    races = pandas.read_csv("race_party.csv")
    races = races[races.last_date.notna()]
    return {(r.race_key, r.party_id): (key(r.status), r.contradicts) for r in races.itertuples()}, {}


def main(folder: Path) -> int:
    os.chdir(folder)
    code, problems, said = recipes(Path(".")), [], []
    runs = {"pandas": with_pandas(code["python"]), "DuckDB": with_duckdb(code["sql"])}
    if shutil.which("Rscript"):
        runs["R"] = with_r(code["r"])
    first = runs["pandas"]
    for client, result in runs.items():
        for what, mine, theirs in (("latest", first[0], result[0]), ("together", first[1], result[1])):
            problems += [f"{client}, {what}: {k} is {theirs.get(k)}, pandas {mine.get(k)}" for k in set(mine) | set(theirs) if mine.get(k) != theirs.get(k)]
        said.append(f"{client} {len(result[0])} last words, {len(result[1])} pairs")
    own, _ = ours()
    # Where statements of the last day disagree, ours is the firmest and the cell is marked: those are told apart.
    problems += [f"race_party: {k} is {own.get(k)}, pandas {first[0].get(k)}" for k in set(own) | set(first[0]) if k not in own or k not in first[0] or (own[k][0] != first[0][k][1] and not own[k][1])]
    print("; ".join(said) + f"; {len(problems)} differences")
    print("\n".join(problems[:20]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
