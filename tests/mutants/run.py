#!/usr/bin/env python3
"""Takes the guards of `guards.toml` away, one at a time, in a copy of the tree, and runs the test that must fail then.

    tests/mutants/run.py [--look] [WORDS …]

WORDS choose guards by their name. `--look` only sees whether every guard still stands where the table says. The copy is
built in CARGO_TARGET_DIR (default: target/mutants), so that nothing else waits for it. Ends with 1 if a mutant lives.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target/mutants")).resolve()
# A test that goes on for longer hangs, which nobody misses.
PATIENCE = 600


def cargo(tree, arguments, seconds=None):
    """Exit status (None: it hung) and everything that was said."""
    command = ["cargo", "test", "--locked", "--quiet", *arguments]
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET), "CARGO_TERM_COLOR": "never"}
    run = subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", start_new_session=True,
    )
    try:
        said, _ = run.communicate(timeout=seconds)
        return run.returncode, said
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        return None, run.communicate()[0]


def look(guards):
    """Guards that do not stand where the table says, exactly once."""
    def times(guard):
        file = ROOT / guard["file"]
        return file.read_text().count(guard["old"]) if file.exists() else 0

    lost = [guard for guard in guards if times(guard) != 1]
    for guard in lost:
        print(f"{guard['file']}: not there, or not once: {guard['name']}", file=sys.stderr)
    return lost


def copy(tree):
    """What git knows of, as it is now; files that did not change keep their time, so that little is built again."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.split(b"\0")
    for name in filter(None, map(os.fsdecode, names)):
        source, to = ROOT / name, tree / name
        if not source.exists():
            to.unlink(missing_ok=True)
        elif not (to.exists() and to.read_bytes() == source.read_bytes()):
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, to)
            shutil.copymode(source, to)


def split(test):
    """What is built, and which tests of it are run."""
    words = test.split()
    at = 2 if words[0] == "--test" else 1
    return words[:at], words[at:]


def try_one(tree, guard):
    built, tests = split(guard["test"])
    file = tree / guard["file"]
    whole = file.read_text()
    file.write_text(whole.replace(guard["old"], guard["new"]))
    try:
        status, said = cargo(tree, [*built, "--no-run"])
        if status != 0:
            return "DOES NOT BUILD", said
        status, said = cargo(tree, [*built, "--", *tests], PATIENCE)
        return ("caught (it hung)" if status is None else "caught" if status else "NOT CAUGHT"), said
    finally:
        file.write_text(whole)


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    guards = tomllib.loads((HERE / "guards.toml").read_text())["guard"]
    guards = [guard for guard in guards if not words or any(word in guard["name"] for word in words)]
    if look(guards):
        return 2
    if "--look" in sys.argv:
        print(f"{len(guards)} guards stand where the table says")
        return 0
    tree = TARGET / "tree"
    copy(tree)
    # One target after another: what is built for one serves the next.
    guards.sort(key=lambda guard: split(guard["test"])[0])
    logs = TARGET / "said"
    logs.mkdir(exist_ok=True)
    alive, good = 0, set()
    print("| guard | file | test | mutant | seconds |\n|---|---|---|---|---|", flush=True)
    for number, guard in enumerate(guards):
        begun = time.monotonic()
        built, tests = split(guard["test"])
        if guard["test"] not in good:
            status, said = cargo(tree, [*built, "--", *tests], PATIENCE)
            if status != 0 or " 0 passed" in said and said.count("test result") == 1:
                print(f"{guard['test']}: does not pass as it is, or is no test\n{said}", file=sys.stderr)
                return 2
            good.add(guard["test"])
        how, said = try_one(tree, guard)
        (logs / f"{number:02}.txt").write_text(f"{guard['name']}\n{said}")
        alive += not how.startswith("caught")
        seconds = time.monotonic() - begun
        print(f"| {guard['name']} | {guard['file']} | {guard['test']} | {how} | {seconds:.0f} |", flush=True)
    print(f"\n{len(guards)} mutants, {alive} alive")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
