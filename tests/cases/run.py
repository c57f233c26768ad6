#!/usr/bin/env python3
"""Runs the inputs that once went wrong (a folder `cases`, by TANDAI_CASES or `shared/cases` above the package) through
one or more builds of the command line, and prints a table: what each did, beside what is right.

    tests/cases/run.py target/debug/tandai [older/tandai ...]

Ends with 1 if the first build gets any of them wrong. Cases of the window alone (keys, screens, clicks) are tests in
`tests/journeys`."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WINDOW = {
    "azerty": "tests/journeys/keyboards.rs",
    "rtl-click-marks-another-word": "src/app/article/bidi.rs",
    "window-larger-than-screen": "src/app/launch.rs",
    "pandas-last": "tests/clients/recipes.py",
}


class Build:
    """One build of the program with a folder of its own for what it makes."""

    def __init__(self, program, room):
        self.program, self.room, self.number = program, Path(room), 0

    def run(self, *words, **more):
        return subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, errors="replace",
                              env={**os.environ, "USER": "annotator"}, timeout=120, **more)

    def new(self, *words):
        self.number += 1
        project = self.room / f"p{self.number}"
        self.run("new", project, "--as", "annotator", *words)
        return project

    def take(self, *files, project=None, extra=()):
        """Imports files: what is in the project then, and what was said."""
        project = project or self.new()
        done = self.run("import", project, "--as", "annotator", *extra, *files)
        return Taken(self, project, done)


class Taken:
    def __init__(self, build, project, done):
        self.build, self.project, self.status = build, project, done.returncode
        self.said = done.stdout + done.stderr

    def texts(self):
        return {path.stem: path.read_text() for path in sorted((self.project / "articles").glob("*.txt"))}

    def meta(self, article):
        return (self.project / "articles" / f"{article}.ron").read_text()

    def field(self, article, name):
        found = re.search(rf'\b{name}: (?:Some\()?"?([^"\n,)]*)', self.meta(article))
        return found.group(1) if found else ""

    def files(self):
        return sorted((self.project / "annotations").glob("*/*.ron"))

    def lines(self):
        """Every article with its marks, set by set."""
        found = []
        sets = sorted({path.parent.name for path in self.files()})
        for name in sets:
            out = self.project.parent / f"{self.project.name}-{name}.jsonl"
            self.build.run("export", self.project, "--as", "annotator", "--set", name, "--format", "tandai",
                           "--out", out, "--force")
            if out.exists():
                found += [(name, json.loads(line)) for line in out.read_text().splitlines()]
        return found

    def marks(self):
        return sorted((mark.get("text", ""), mark["kind"]) for _, line in self.lines() for mark in line["mentions"])

    def coalitions(self):
        return [coalition for _, line in self.lines() for coalition in line["coalitions"]]


def says(*checks):
    wrong = [name for name, good in checks if not good]
    return (not wrong, ", ".join(wrong) or "right")


def case_bom_quote(t, at):
    got = t.take(at / "in.jsonl")
    spans = [(m["start"], m["end"]) for _, line in got.lines() for m in line["mentions"]]
    return says((f"spans {spans}", spans == [(3, 7)]))


def case_brat_discontinuous(t, at):
    got = t.take(at / "in")
    return says(("not told", "in pieces" in got.said), ("status 0", got.status == 1))


def case_brat_two_files(t, at):
    got = t.take(at / "000-introduction.txt", at / "000-introduction.ann", extra=["--label", "Person=party"])
    return says((f"articles {list(got.texts())}", len(got.texts()) == 1), (f"{len(got.marks())} marks", len(got.marks()) == 2))


def case_brat_upper_case(t, at):
    got = t.take(at / "folder")
    # c.ann has no text anywhere, a.ann has no marks.
    return says((f"{len(got.marks())} marks", len(got.marks()) == 2), ("c.ann not told", "c.txt" in got.said),
                (f"articles {list(got.texts())}", {"a", "b", "d"} <= set(got.texts())))


def case_cas_deleted_marks_return(t, at):
    marks = [len(t.take(at / name).marks()) for name in ("unindexed.json", "unindexed.xmi")]
    return says((f"marks {marks}", marks == [1, 1]))


def case_cas_mark_of_no_sofa(t, at):
    checks = []
    for name in ("dup.xmi", "unindexed.json"):
        got = t.take(at / name)
        checks.append((f"{name}: silent", got.status == 1 or len(got.marks()) >= 2))
    return says(*checks)


def case_conflict_copies(t, at):
    project = t.new("--sample")
    folder = next((project / "annotations").iterdir())
    first = sorted(folder.glob("*.ron"))[0]
    shutil.copy(first, first.with_name(first.stem + " (konflik salinan Sri 2024-07-08).ron"))
    shutil.copy(project / "project.ron", project / "project (conflicted copy).ron")
    (project / "annotations" / "sri (1)").mkdir()
    check, recover = t.run("check", project), t.run("recover", project)
    said, offered = check.stdout + check.stderr, recover.stdout + recover.stderr
    return says(("check: salinan", "konflik salinan" in said), ("check: project", "conflicted copy" in said),
                ("check: folder", "sri (1)" in said), ("recover", "konflik salinan" in offered))


def case_conll_in_txt(t, at):
    checks = []
    for path in sorted(at.iterdir()):
        if path.name != "expect.txt":
            got = t.take(path)
            # What the labels mean is not known here: each is told with its count.
            told = "--label" in got.said
            tagged = "\tO" in "".join(got.texts().values()) or " O\n" in "".join(got.texts().values())
            checks.append((f"{path.name}: prose", not tagged and (bool(got.marks()) or told or got.status != 0)))
    return says(*checks)


def case_conll_numbered_germeval(t, at):
    got = t.take(at / "in.conll")
    return says((f"text {list(got.texts().values())}", "Schartau sagte dem" in "".join(got.texts().values())))


def case_conll_numbers_become_words(t, at):
    one = "".join(t.take("--format", "conll", at / "one-token-first.conllu").texts().values()).strip()
    two = "".join(t.take("--format", "conll", at / "range-first.conllu").texts().values()).strip()
    plain = lambda text: re.sub(r"\s+", " ", text)
    return says((repr(one), plain(one) == "Jakarta PKS dan PSI"), (repr(two), plain(two) == "PKS padanya PSI hadir"))


def case_decisions_lost(t, at):
    checks = []
    for name in ("huggingface", "cas-json", "cas-xmi", "tables", "conll", "spacy", "w3c", "webanno", "qdpx"):
        got = t.take(at / "in.jsonl")
        out = t.room / f"lost-{name}"
        done = t.run("export", got.project, "--set", "hana", "--format", name, "--out", out)
        if "invalid value" in done.stderr:
            continue
        listed = [path.read_text() for path in t.room.glob(f"lost-{name}*/**/left_out.jsonl")]
        listed += [path.read_text() for path in t.room.glob(f"lost-{name}*left_out.jsonl")]
        told = "decision" in done.stdout + done.stderr + "".join(listed)
        back = t.new()
        t.run("import", back, out if out.exists() else next(t.room.glob(f"lost-{name}*")))
        carried = sum(path.read_text().count("verdict") for path in (back / "annotations").glob("*/*.ron")) >= 2
        checks.append((f"{name}: gone", told or carried))
    return says(*checks)


def case_folder_says_nothing_of_what_it_skips(t, at):
    got = t.take(at / "folder")
    return says(("status 0", got.status == 1), ("not told", all(word in got.said for word in ("pdf", "docx"))),
                ("named with --json", "passed_over" in t.take(at / "folder", extra=["--json"]).said))


def case_guessed_metadata(t, at):
    got = t.take(at / "in.jsonl")
    dates = {name: got.field(name, "date") for name in "abcd"}
    return says((f"dates {dates}", not any(dates.values())), (f"title {got.field('a', 'title')!r}",
                not got.field("a", "title")), ("a source", not got.field("a", "source")))


def case_html_metadata(t, at):
    one, two, three = t.take(at / "jsonld.html"), t.take(at / "tz.html"), t.take(at / "base.html")
    fields = [one.field("jsonld", name) for name in ("date", "source", "url")]
    base = three.field("base", "date")
    return says((str(fields), fields == ["2024-07-08", "Kabar Kita", "https://kabar.id/a/1"]),
                (f"tz {two.field('tz', 'date')}", two.field("tz", "date") == "2024-07-09" or "2024-07-08T18" in two.said),
                (f"base {base}", not base or "date" in three.meta("base").partition("guessed")[2]))


def case_html_wrong_text(t, at):
    checks = []
    for path in sorted(at.glob("*.html")):
        got = t.take(path)
        text = "".join(got.texts().values())
        wanted = ["Partai Keadilan Sejahtera", "Ketua partai"]
        bad = [word for word in ("cookie", "persetujuan", "consent", "Komentar") if word.lower() in text.lower()]
        checks.append((f"{path.stem}: {bad or 'story lost'}", all(word in text for word in wanted) and not bad))
    return says(*checks)


def case_ids_that_differ_in_case(t, at):
    names = [name.lower() for name in t.take(at / "ids.csv").texts()]
    bad = {"con", "aux", "nul", "prn"} & set(names)
    return says((str(names), len(names) == len(set(names)) == 7 and not bad))


def case_imported_marks_are_invisible(t, at):
    got = t.take(at / "ls.json")
    done = t.run("export", got.project, "--as", "annotator", "--format", "doccano", "--out", t.room / "inv.jsonl")
    said = done.stdout + done.stderr
    return says((f"status {done.returncode}", done.returncode == 1), ("not named", "annotator-1" in said))


def case_invisible_characters_hide_names(t, at):
    got = t.take(at / "shy.txt")
    t.run("extract", got.project, "--anyway")
    found = {re.sub("[\u00ad\u200b-\u200f\u2060\u202a-\u202e\ufeff]", "", words) for words, _ in got.marks()}
    wanted = {"Partai Demokrat", "Partai Golkar", "PKS", "PKB", "PAN", "PDI\u2011P", "PDI\u2013P", "NasDem", "PPP",
              "Kabupaten Lebak"}
    return says((f"missing {sorted(wanted - found)}", wanted <= found))


def case_join_brat_false_coalition(t, at):
    got = t.take(at / "brat")
    words = {words for words, _ in got.marks()}
    parties = [len(coalition["backings"]) for coalition in got.coalitions()]
    return says((str(words), {"PKS", "PSI", "Andra Soni"} <= words), (f"parties {parties}", parties == [1]))


def case_join_brat_second_coalition(t, at):
    got = t.take(at / "brat")
    said = len(got.coalitions()) == 2 or got.status == 1
    return says((f"{len(got.marks())} marks", len(got.marks()) == 4), ("coalition lost", said))


def case_join_doccano_two_annotators(t, at):
    files = (at / "admin.jsonl", at / "budi.jsonl")
    wanted = sorted([("PKS", "party"), ("PKS", "region"), ("PSI", "party"), ("PAN", "party")])
    once = t.take(*files, extra=["--format", "doccano"]).marks()
    twice = t.take(files[1], project=t.take(files[0]).project).marks()
    return says((str(once), once == wanted), ("law", once == twice))


def case_join_prodigy_teach(t, at):
    got = t.take(at / "teach.jsonl")
    words = sorted(words for words, _ in got.marks())
    return says((str(words), words == ["Lebak", "PKS", "PSI"]), ("rejected not named", "reject" in got.said))


def case_label_studio_hypertext(t, at):
    got = t.take(at / "hyper.json")
    text = "".join(got.texts().values())
    return says((repr(text[:40]), "<" not in text), (str(got.marks()), len(got.marks()) == 3 or got.status != 0))


def case_missing_status(t, at):
    first = t.take(at / "in.jsonl").coalitions()[0]
    return says((str(first.get("status")), first.get("status", "open") == "open"),
                (str(first["backings"]), first["backings"][0].get("stance", "open") == "open"))


def case_name_not_utf8(t, at):
    folder = t.room / "names"
    folder.mkdir(exist_ok=True)
    with open(os.fsencode(folder) + b"/latin\xe9.txt", "w") as file:
        file.write("Ummat hadir")
    return says(("not read", len(t.take(folder).texts()) == 1))


def case_null_string(t, at):
    got = t.take(at / "in.jsonl")
    return says(("refused", len(got.coalitions()) == 1 and len(got.marks()) == 1))


def case_own_format_loses_decisions(t, at):
    got = t.take(at / "own.jsonl")
    count = sum(path.read_text().count("verdict") for path in got.files())
    return says((f"{count} decisions", count == 3))


def case_partial_date(t, at):
    found = t.take(at / "in.jsonl").coalitions()
    return says((str(found), bool(found) and found[0].get("date") == "2017"))


def case_same_text_ids(t, at):
    checks = []
    for path in sorted(at.glob("*.jsonl")):
        got = t.take(path)
        words = sorted(words for words, _ in got.marks())
        checks.append((f"{path.stem}: {words}", words == ["PKS", "PSI"] and len(got.coalitions()) == 2))
    return says(*checks)


def case_same_text_two_sources(t, at):
    one, two = t.take(at / "in.csv"), t.take(at / "in.jsonl")
    return says(("csv", len(one.texts()) == 2), ("jsonl", len(two.texts()) == 2 and len(two.marks()) == 2))


def case_set_aside_is_thrown_away(t, at):
    rest = t.room / f"rest{t.number}.jsonl"
    got = t.take(at / "zero.jsonl", extra=["--rejected", rest])
    kept = "".join(path.read_text() for path in got.files()).count('text: ""')
    return says(("nowhere", kept > 0 or rest.exists()), (f"{len(got.marks())} marks", len(got.marks()) == 4))


def case_unrecognised_becomes_prose(t, at):
    checks = []
    for path in sorted(at.iterdir()):
        if path.name == "expect.txt":
            continue
        got = t.take(path)
        text = "".join(got.texts().values()).lstrip()
        raw = text.startswith(("{", "[", "<", "MIME", "From")) or "\tB-" in text
        checks.append((f"{path.name}: raw", not raw and (got.status != 0 or bool(got.texts()))))
    return says(*checks)


def case_webanno_tsv(t, at):
    got = t.take(at / "tsv3_1.tsv", extra=["--label", "PER=candidate", "--label", "LOC=region", "--label", "ORG=party",
                                           "--label", "OTH=party", "--label", "_=party"])
    # It has no layers: three sentences are the whole of it.
    text = "".join(got.texts().values())
    return says((repr(text), [line for line in text.splitlines() if line] == ["This is line 1.", "This is line 3.",
                                                                             "This is line 4."]))


def cases():
    told = os.environ.get("TANDAI_CASES")
    above = [Path(told)] if told else [up / "shared/cases" for up in Path(__file__).resolve().parents]
    return next((path for path in above if path.is_dir()), None)


def main():
    programs, folder = sys.argv[1:], cases()
    if not programs or not folder:
        sys.exit(__doc__ if not programs else "no folder of cases: name it with TANDAI_CASES")
    wrong = 0
    print(f"| case | {' | '.join(programs)} |\n|---|{'---|' * len(programs)}")
    for at in sorted(path for path in folder.iterdir() if path.is_dir()):
        check = globals().get("case_" + at.name.replace("-", "_"))
        cells = []
        for number, program in enumerate(programs):
            if check is None:
                cells.append(f"a test: {WINDOW.get(at.name, 'NONE')}")
                wrong += at.name not in WINDOW
                continue
            with tempfile.TemporaryDirectory() as room:
                try:
                    good, what = check(Build(os.path.abspath(program), room), at)
                except (OSError, KeyError, IndexError, ValueError, subprocess.SubprocessError) as error:
                    good, what = False, f"{type(error).__name__}: {error}"
            wrong += not good and number == 0
            cells.append("right" if good else f"**wrong**: {what}".replace("|", "\\|").replace("\n", " "))
        print(f"| {at.name} | {' | '.join(cells)} |", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
