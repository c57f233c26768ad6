"""Tables, Parquet and networks: pandas, DuckDB, datasets, networkx."""

import csv
import itertools
import json
import tempfile
from pathlib import Path

from reading import Article, Reading, expected, files, pairs

TABLES = ["articles", "mentions", "entities", "coalitions", "backings", "evidence", "statements", "race_party", "dyads", "panel"]


def plain(folder: Path):
    """Cells as they were before a spreadsheet-safe apostrophe."""
    manifest = folder / "manifest.json"
    safe = manifest.exists() and json.loads(manifest.read_text("utf-8")).get("spreadsheet_safe")
    return lambda cell: cell[1:] if safe and cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r'") else cell


def rows_to_articles(tables: dict[str, list[dict]], folder: Path, want: list[dict]) -> tuple[list[Article], list[str]]:
    clean, problems = plain(folder), []
    text_of = {article["id"]: article["text"] for article in want}
    articles = {}
    for row in tables["articles"]:
        text = clean(row["text"]) if row["text"] else None
        articles[str(row["article_id"])] = Article(str(row["article_id"]), text, [], 0)
    for row in tables["mentions"]:
        mention = (int(row["start"]), int(row["end"]), clean(row["text"]), row["kind"])
        articles[str(row["article_id"])].mentions.append(mention)
    for row in tables["coalitions"]:
        articles[str(row["article_id"])].coalitions += 1
    for row in tables["evidence"]:
        text = text_of.get(str(row["article_id"]), "")[int(row["start"]) : int(row["end"])]
        if text != clean(row["text"]):
            problems.append(f"{row['statement_id']}: evidence {clean(row['text'])!r} is {text!r} in the text")
    backings = sum(len(c.get("backings", [])) for a in want for c in a.get("coalitions", []))
    for name in ["backings", "statements"]:
        if len(tables[name]) != backings:
            problems.append(f"{name}: {len(tables[name])} rows of {backings}")
    statements = {row["statement_id"] for row in tables["coalitions"]}
    entities = {row["entity_id"] for row in tables["entities"]}
    for name in ["backings", "statements", "evidence"]:
        problems += [f"{name}: {row['statement_id']} joins nothing" for row in tables[name] if row["statement_id"] not in statements]
    for row in tables["backings"]:
        if row["party_id"] and row["party_id"] not in entities:
            problems.append(f"backings: {row['party_id']} joins nothing")
    return list(articles.values()), problems


def headers(folder: Path, header_of) -> list[str]:
    """The codebook beside the tables names their columns, in order."""
    import csv

    with open(folder / "codebook.csv", encoding="utf-8", newline="") as file:
        book = list(csv.DictReader(file))
    problems = []
    for name in TABLES:
        columns = [row["column"] for row in book if row["table"] == name]
        if columns != header_of(name):
            problems.append(f"{name}.csv: the columns are not those of the codebook")
    return problems


def with_pandas(folder: Path, root: Path) -> Reading:
    import pandas

    frames = {name: pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False) for name in TABLES}
    tables = {name: frame.to_dict("records") for name, frame in frames.items()}
    articles, problems = rows_to_articles(tables, folder, expected(root))
    problems += headers(folder, lambda name: list(frames[name].columns))
    # As a person reads them, types guessed: the recipes of the codebook.
    s = pandas.read_csv(folder / "statements.csv", dtype={"region_code": str, "province_code": str}, parse_dates=["event_date"])
    dyads = s.merge(s[["statement_id", "party_id", "stance", "slot"]], on="statement_id", suffixes=("", "_other"))
    dyads = dyads[dyads.party_id < dyads.party_id_other]
    return Reading(f"pandas {pandas.__version__}", articles, problems, f"{len(dyads)} dyads")


def with_duckdb(folder: Path, root: Path) -> Reading:
    import duckdb

    db, tables, heads = duckdb.connect(), {}, {}
    for name in TABLES:
        got = db.execute("SELECT * FROM read_csv(?, all_varchar=true, header=true)", [str(folder / f"{name}.csv")])
        heads[name] = [column[0] for column in got.description]
        tables[name] = [dict(zip(heads[name], ["" if c is None else c for c in row])) for row in got.fetchall()]
    articles, problems = rows_to_articles(tables, folder, expected(root))
    problems += headers(folder, lambda name: heads[name])
    return Reading(f"DuckDB {duckdb.__version__}", articles, problems)


def huggingface_rows(rows) -> list[Article]:
    articles = []
    for row in rows:
        mentions = [(s["start"], s["end"], s["text"], s["label"]) for s in row["spans"] or []]
        wrong = [m for m in mentions if row["text"][m[0] : m[1]] != m[2]]
        assert not wrong, f"{row['id']}: the text at {wrong[0]} is another"
        articles.append(Article(str(row["id"]), row["text"], mentions, len(row["coalitions"] or [])))
    return articles


def with_datasets(folder: Path, root: Path) -> Reading:
    import datasets

    datasets.disable_progress_bars()
    # A cache of its own: the user's would answer for an earlier export at the same place.
    with tempfile.TemporaryDirectory() as cache:
        loaded = datasets.load_dataset(str(folder), cache_dir=cache, keep_in_memory=True)
        articles = huggingface_rows(row for part in loaded.values() for row in part)
        problems, known = names(folder, cache)
    note = ", ".join(f"{name} {len(part)}" for name, part in loaded.items()) + f", names {known}"
    return Reading(f"datasets {datasets.__version__}", articles, problems, note)


def names(folder: Path, cache: str) -> tuple[list[str], int]:
    """The entities beside the data, as `datasets` has them and as they stand in the file; codes such as 08 are text."""
    import datasets

    table = folder / "names.csv"
    if not table.exists():
        return [], 0
    with table.open(encoding="utf-8", newline="") as file:
        want = list(csv.DictReader(file))
    text = datasets.Features({column: datasets.Value("string") for column in want[0]})
    loaded = datasets.load_dataset("csv", data_files=str(table), features=text, cache_dir=cache, keep_in_memory=True)
    got = [{column: value or "" for column, value in row.items()} for row in loaded["train"]]
    return [f"names: {one} instead of {other}" for one, other in itertools.zip_longest(got, want) if one != other], len(got)


def parquet_with_duckdb(folder: Path, root: Path) -> Reading:
    import duckdb

    got = duckdb.execute("SELECT * FROM read_parquet(?)", [[str(path) for path in files(folder, ".parquet")]])
    names = [column[0] for column in got.description]
    return Reading(f"DuckDB {duckdb.__version__}", huggingface_rows(dict(zip(names, row)) for row in got.fetchall()))


def network(graph, want: list[dict], client: str) -> Reading:
    """Parties and pairs are compared, not articles; the weight is the number of statements that name both."""
    wanted = {pair: count for pair, count in pairs(want).items()}
    got = {tuple(sorted((a, b))): int(float(data.get("weight", 1))) for a, b, data in graph.edges(data=True)}
    problems = [f"{pair}: weight {got.get(pair)} instead of {wanted.get(pair)}" for pair in sorted(set(got) | set(wanted)) if got.get(pair) != wanted.get(pair)]
    return Reading(client, [], problems, f"{graph.number_of_nodes()} parties, {graph.number_of_edges()} pairs")


def graphml(folder: Path, root: Path) -> Reading:
    import networkx

    graph = networkx.read_graphml(files(folder, ".graphml")[0])
    return network(graph, expected(root), f"networkx {networkx.__version__}")


def edges(folder: Path, root: Path) -> Reading:
    import networkx
    import pandas

    frame = pandas.read_csv(files(folder, ".csv")[0], keep_default_na=False)
    graph = networkx.from_pandas_edgelist(frame, "source", "target", edge_attr=True)
    return network(graph, expected(root), f"networkx {networkx.__version__}, pandas {pandas.__version__}")
