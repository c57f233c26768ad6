"""How much of an article is taken from a saved page, and how much beside it: Tandai, Readability and trafilatura in one run.

    python3 measure.py TANDAI FOLDER [FOLDER …] [--held-back] [--worst N] [--node FOLDER]

FOLDER holds NAME.html and NAME.txt (as make.py writes them), or NAME/source.html and NAME/expected.html (as the tests of
mozilla/readability have them). Words are counted as often as they stand there: precision is the share of the words taken
that belong to the article, recall the share of the article’s words that were taken; the mean over the pages is printed.

Every third page of Readability’s, by the sum of the letters of its name, is held back: with --held-back those alone are
measured, so that nothing is mended by looking at them. A page that Tandai refuses is named and counts as nothing taken; the mean
over the others is printed as well. --worst N lists the pages on which Tandai did worst.

Needs trafilatura and lxml (pip), and, in the folder that --node names, @mozilla/readability and jsdom (npm). A program that is not
there is left out, and that is said.
"""

import argparse
import collections
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

READABILITY = """
const { Readability } = require("@mozilla/readability");
const { JSDOM, VirtualConsole } = require("jsdom");
const fs = require("fs");
const found = {};
for (const name of fs.readdirSync(process.argv[2])) {
  if (!name.endsWith(".html")) continue;
  try {
    const page = fs.readFileSync(process.argv[2] + "/" + name, "utf8");
    const dom = new JSDOM(page, { url: "http://fakehost/test/page.html", virtualConsole: new VirtualConsole() });
    const article = new Readability(dom.window.document).parse();
    found[name.slice(0, -5)] = article ? article.content : "";
  } catch (error) {
    found[name.slice(0, -5)] = "";
  }
}
process.stdout.write(JSON.stringify(found));
"""

BLOCKS = {"p", "div", "br", "li", "ul", "ol", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
          "figure", "figcaption", "section", "article", "header", "footer", "dt", "dd", "dl", "hr", "img", "video", "iframe"}


def words_of_html(html):
    import lxml.html

    def add(element, out):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript"):
            return
        block = element.tag in BLOCKS
        out.append(" " if block else "")
        out.append(element.text or "")
        for child in element:
            add(child, out)
            out.append(child.tail or "")
        out.append(" " if block else "")

    out = []
    if html.strip():
        add(lxml.html.fromstring(html), out)
    return words("".join(out))


def words(text):
    return collections.Counter(re.findall(r"\w+", text.casefold()))


def pages_of(folder):
    """Name, page, words of the article, and whether it may be held back."""
    for page in sorted(folder.glob("*.html")):
        yield page.stem, page.read_bytes(), words(page.with_suffix(".txt").read_text(encoding="utf-8")), False
    for page in sorted(folder.glob("*/source.html")):
        expected = words_of_html((page.parent / "expected.html").read_text(encoding="utf-8"))
        yield page.parent.name, page.read_bytes(), expected, sum(map(ord, page.parent.name)) % 3 == 0


def tandai(program, room):
    out = room.parent / "out.jsonl"
    run = subprocess.run([program, "convert", room, "--from", "html", "--to", "tandai", out], capture_output=True, text=True)
    if not out.exists():
        sys.exit(f"tandai wrote nothing: {run.stderr[-500:]}")
    refused = re.findall(r"/([^/:]+)\.html: not imported: (.*?)\.", run.stderr)
    for name, why in refused:
        print(f"  refused: {name}: {why}")
    lines = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    return {Path(line["import"]["file"]).stem: words(line["text"]) for line in lines}


def readability(room, node):
    script = room.parent / "readability.js"
    script.write_text(READABILITY)
    run = subprocess.run(["node", script, room], capture_output=True, text=True, env={"NODE_PATH": str(Path(node) / "node_modules"), "PATH": "/usr/bin:/bin:/usr/local/bin"})
    if run.returncode:
        raise RuntimeError(run.stderr[-300:])
    return {name: words_of_html(html) for name, html in json.loads(run.stdout).items()}


def trafilatura(room):
    import trafilatura as program

    def text(page):
        return program.extract(page.read_bytes(), include_comments=False) or ""

    return {page.stem: words(text(page)) for page in room.glob("*.html")}


def score(taken, expected):
    both = sum((taken & expected).values())
    return both / max(1, sum(taken.values())), both / max(1, sum(expected.values()))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("tandai")
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--held-back", action="store_true")
    options.add_argument("--worst", type=int, default=0)
    options.add_argument("--node", default=".")
    options = options.parse_args()
    for folder in options.folders:
        pages = [page for page in pages_of(folder) if page[3] == options.held_back or not any(p[3] for p in pages_of(folder))]
        with tempfile.TemporaryDirectory() as room:
            room = Path(room) / "pages"
            room.mkdir()
            for name, page, _, _ in pages:
                (room / f"{name}.html").write_bytes(page)
            print(f"{folder}: {len(pages)} pages")
            for program, read in [("tandai", lambda: tandai(options.tandai, room)), ("readability", lambda: readability(room, options.node)),
                                  ("trafilatura", lambda: trafilatura(room))]:
                try:
                    found = read()
                except (ImportError, OSError, RuntimeError) as error:
                    print(f"  {program:12} left out: {str(error).strip().splitlines()[-1]}")
                    continue
                scores = {name: score(found.get(name, collections.Counter()), expected) for name, _, expected, _ in pages}
                mean = [sum(part) / max(1, len(scores)) for part in zip(*scores.values())]
                print(f"  {program:12} precision {mean[0]:.3f}  recall {mean[1]:.3f}")
                read_ones = [scores[name] for name in scores if name in found]
                if len(read_ones) < len(scores):
                    mean = [sum(part) / max(1, len(read_ones)) for part in zip(*read_ones)]
                    print(f"  {program:12} precision {mean[0]:.3f}  recall {mean[1]:.3f} on the {len(read_ones)} that it took")
                if program == "tandai":
                    worst = sorted(scores.items(), key=lambda item: min(item[1]))[: options.worst]
                    for name, (precision, recall) in worst:
                        print(f"      {name:45} {precision:.2f} {recall:.2f}")


main()
