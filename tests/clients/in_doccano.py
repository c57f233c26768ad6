"""Runs in doccano's own environment: `in_doccano.py EXPORT`, or `--prepare` once.

Starts its Django without a server, makes a project that allows overlapping spans and relations, lets its importer read
our file, and prints as JSON what its database holds afterwards."""

import json
import os
import shutil
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

PREPARED = Path(sys.prefix) / "doccano.sqlite3"


def start(database: Path):
    sys.path.insert(0, os.path.dirname(find_spec("backend").origin))
    os.environ.update(
        DATABASE_URL=f"sqlite:///{database}", DJANGO_SETTINGS_MODULE="config.settings.development",
        DOCCANO_HOME=str(database.parent), HOME=str(database.parent),
    )
    import django

    django.setup()


def prepare(database: Path):
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.sqlite3"
        start(made)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from django.db import connections

        connections.close_all()
        shutil.copy(made, database)


def check(export: Path) -> dict:
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import RELATION_EXTRACTION, create_file_format
    from data_import.pipeline.readers import FileName
    from django.contrib.auth.models import User
    from examples.models import Example
    from projects.models import ProjectType, SequenceLabelingProject

    user = User.objects.create_user("sri")
    project = SequenceLabelingProject.objects.create(
        name="Tandai", description="Tandai", project_type=ProjectType.SEQUENCE_LABELING, created_by=user,
        allow_overlapping=True, use_relation=True,
    )
    paths = [path for path in sorted(export.rglob("*.jsonl")) if path.name != "left_out.jsonl"]
    names = [FileName(str(path), path.name, path.name) for path in paths]
    # In its window the encoding is chosen; UTF-8 is what it offers first.
    data = load_dataset(RELATION_EXTRACTION, create_file_format("JSONL"), names, project, encoding="utf_8")
    data.save(user)
    problems = [str(error.dict()) for error in data.errors]
    articles = []
    for example in Example.objects.order_by("id"):
        text = example.text
        spans = [[s.start_offset, s.end_offset, text[s.start_offset : s.end_offset], s.label.text] for s in example.spans.all()]
        articles.append({"id": str(example.meta.get("id")), "text": text, "mentions": spans, "relations": example.relations.count()})
    return {"client": f"doccano {version('doccano')}", "articles": articles, "problems": problems}


if __name__ == "__main__":
    if sys.argv[1] == "--prepare":
        prepare(PREPARED)
    else:
        out, sys.stdout = sys.stdout, sys.stderr
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "used.sqlite3"
            shutil.copy(PREPARED, database)
            start(database)
            json.dump(check(Path(sys.argv[1])), out, ensure_ascii=False)
