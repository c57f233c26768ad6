"""Networks against networkx: ties computed from the tables of the same export must have the weights that we write.

python networks.py TANDAI PROJECT SET     exit status 0: all equal; 1: differences; 2: nothing to compare

Statements of one unit share it: the graph of parties and statements is projected by networkx (weights, Jaccard), the other
units and normalisations are computed with pandas from the definitions of the README."""

import itertools
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import networkx
import pandas

NEGATIVE, POSITIVE = {"denied"}, {"confirmed", "exploring"}


def export(tandai: str, project: str, name: str, form: str, out: Path, settings: dict) -> Path:
    options = [word for key, value in settings.items() for word in ("--option", f"{key}={value}")]
    done = subprocess.run([tandai, "export", project, "--set", name, "--format", form, "--out", str(out), *options], capture_output=True, text=True)
    if done.returncode == 2:
        raise RuntimeError(done.stderr)
    return out


def statements(folder: Path) -> pandas.DataFrame:
    s = pandas.read_csv(folder / "statements.csv", dtype={"region_code": str, "province_code": str}, parse_dates=["event_date"])
    s.loc[s.event_date_doubtful == 1, "event_date"] = pandas.NaT
    return s[s.party_id.notna()].drop_duplicates(["statement_id", "party_id"])


def units(s: pandas.DataFrame, unit: str) -> pandas.Series:
    if unit == "race-month":
        month = s.event_date.dt.strftime("%Y-%m").fillna("open")
        race = s.race_id.where(s.race_id.notna(), "open:" + s.statement_id)
        return race + "/" + month
    return s[{"story": "story_id", "article": "article_id", "statement": "statement_id"}[unit]]


def counting(s: pandas.DataFrame, settings: dict) -> pandas.DataFrame:
    statuses = settings.get("statuses", "confirmed,exploring,denied" if settings.get("sign") == "status" else "confirmed")
    wanted = {"confirmed", "exploring", "hoped", "denied", "past"} if statuses == "all" else set(statuses.split(","))
    if settings.get("sign") == "status":
        wanted &= POSITIVE | NEGATIVE
    s = s[s.status.isin(wanted)]
    if "from" in settings:
        s = s[s.event_date >= settings["from"]]
    if "to" in settings:
        s = s[s.event_date <= settings["to"]]
    return s.assign(unit=units(s, settings.get("unit", "story")))


def divided(count: int, a: int, b: int, how: str) -> float:
    by = {"none": 1, "jaccard": a + b - count, "cosine": math.sqrt(a * b), "average-activity": (a + b) / 2}[how]
    return count / by if by else 0.0


def one_mode(s: pandas.DataFrame, settings: dict) -> dict:
    how = settings.get("normalisation", "none")
    activity = s.groupby("party_id").unit.nunique()
    pairs = s.merge(s[["statement_id", "party_id"]], on="statement_id", suffixes=("", "_other"))
    pairs = pairs[pairs.party_id < pairs.party_id_other]
    negative = pairs.status.isin(NEGATIVE) & (settings.get("sign") == "status")
    weights = {}
    for sign, rows in ((1, pairs[~negative]), (-1, pairs[negative])):
        for (a, b), count in rows.groupby(["party_id", "party_id_other"]).unit.nunique().items():
            weights[a, b] = weights.get((a, b), 0.0) + sign * divided(count, activity[a], activity[b], how)
    return weights


def two_mode(s: pandas.DataFrame) -> dict:
    s = s[s.race_id.notna()]
    return {(party, f"race:{race}"): float(count) for (party, race), count in s.groupby(["party_id", "race_id"]).unit.nunique().items()}


def by_networkx(s: pandas.DataFrame, how: str) -> dict:
    """The same for statements as units, by networkx's own projections, which refuse a graph of nothing."""
    if s.empty:
        return {}
    graph = networkx.Graph()
    graph.add_nodes_from(s.party_id.unique(), bipartite=0)
    graph.add_edges_from(zip(s.party_id, "statement " + s.statement_id))
    parties = set(s.party_id)
    if how == "jaccard":
        projected = networkx.bipartite.overlap_weighted_projected_graph(graph, parties, jaccard=True)
    else:
        projected = networkx.bipartite.weighted_projected_graph(graph, parties)
    weight = {tuple(sorted((a, b))): data["weight"] for a, b, data in projected.edges(data=True)}
    if how == "cosine":
        weight = {(a, b): w / math.sqrt(graph.degree(a) * graph.degree(b)) for (a, b), w in weight.items()}
    return weight


def difference(said: str, got: dict, want: dict) -> list[str]:
    wrong = [f"{said}: {key} weighs {got.get(key)}, not {want.get(key)}" for key in sorted(set(got) | set(want)) if abs(got.get(key, math.inf) - want.get(key, -math.inf)) > 1e-9]
    return wrong


def main(tandai: str, project: str, name: str) -> int:
    problems, compared, ties = [], 0, 0
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        s = statements(export(tandai, project, name, "tables", work / "tables", {}))
        if s.empty:
            print("no statement with a party")
            return 2
        windows = [{}, {"from": "2024-07-01", "to": "2024-08-31"}]
        signs = [{}, {"sign": "status"}, {"statuses": "all"}]
        grid = itertools.product(["story", "article", "statement", "race-month"], signs, windows, ["none", "jaccard", "cosine", "average-activity"])
        for number, (unit, sign, window, how) in enumerate(grid):
            settings = {"unit": unit, "normalisation": how, **sign, **window}
            said = ", ".join(f"{key}={value}" for key, value in settings.items())
            folder = export(tandai, project, name, "graphml", work / f"g{number}", settings)
            graph = networkx.read_graphml(next(folder.glob("*.graphml")))
            got = {tuple(sorted((a, b))): float(data["weight"]) for a, b, data in graph.edges(data=True)}
            chosen = counting(s, settings)
            problems += difference(said, got, one_mode(chosen, settings))
            if unit == "statement" and "sign" not in settings and how != "average-activity":
                problems += difference(f"networkx, {said}", got, by_networkx(chosen, how))
            recorded = json.loads((folder / "manifest.json").read_text("utf-8"))["settings"]
            if any(recorded[key] != value for key, value in settings.items() if value != "all"):
                problems.append(f"{said}: the manifest says {recorded}")
            compared, ties = compared + 1, ties + len(got)
        for unit in ["story", "article", "statement", "race-month"]:
            settings = {"unit": unit, "mode": "race", "statuses": "all"}
            folder = export(tandai, project, name, "edges", work / f"e-{unit}", settings)
            frame = pandas.read_csv(next(folder.glob("*.csv")))
            got = {(a, b): float(w) for a, b, w in zip(frame.source, frame.target, frame.weight)}
            want = two_mode(counting(s, settings))
            problems += difference(f"two modes, {unit}", got, want)
            # What networkx makes of our two modes is what the tables say of races that two parties share.
            projected = networkx.bipartite.weighted_projected_graph(networkx.from_pandas_edgelist(frame, "source", "target"), set(frame.source)) if len(frame) else networkx.Graph()
            shared = {tuple(sorted((a, b))): float(data["weight"]) for a, b, data in projected.edges(data=True)}
            races = s[s.race_id.notna()].groupby("party_id").race_id.agg(set)
            common = {(a, b): float(len(races[a] & races[b])) for a, b in itertools.combinations(sorted(races.index), 2) if races[a] & races[b]}
            problems += difference(f"projection of two modes, {unit}", shared, common)
            compared, ties = compared + 1, ties + len(got)
    print(f"{compared} networks with {ties} ties, networkx {networkx.__version__}: {len(problems)} differences")
    print("\n".join(problems[:20]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
