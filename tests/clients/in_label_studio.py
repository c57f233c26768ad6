"""Runs in Label Studio's own environment: `in_label_studio.py EXPORT`, or `--prepare DATABASE` once.

Starts its Django without a server, makes a project with our labelling config, posts our file to its import address,
and prints as JSON what its database holds afterwards."""

import json
import os
import shutil
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

PREPARED = Path(sys.prefix) / "label-studio.sqlite3"


def start(database: Path):
    sys.path.insert(0, os.path.dirname(find_spec("label_studio").origin))
    os.environ.update(
        DJANGO_DB="sqlite", DJANGO_SETTINGS_MODULE="core.settings.label_studio", DATABASE_NAME=str(database),
        LABEL_STUDIO_BASE_DATA_DIR=str(database.parent), HOME=str(database.parent), COLLECT_ANALYTICS="false",
        LATEST_VERSION_CHECK="false", SENTRY_DSN="", FRONTEND_SENTRY_DSN="", LOG_LEVEL="ERROR", DEBUG="false",
    )
    import django

    django.setup()


def prepare(database: Path):
    """Its migrations take minutes: once an environment."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.sqlite3"
        start(made)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from django.db import connections

        connections.close_all()
        shutil.copy(made, database)


def check(export: Path) -> dict:
    from organizations.models import Organization
    from rest_framework.test import APIClient
    from tasks.models import Task
    from users.models import User
    from label_studio_sdk.label_interface import LabelInterface

    config = next(path for path in sorted(export.rglob("*.xml"))).read_text("utf-8")
    paths = [path for path in sorted(export.rglob("*.json")) if path.name != "manifest.json"]
    problems, interface = [], LabelInterface(config)
    interface.validate()
    user = User.objects.create_user(email="sri@example.org", password="x")
    user.active_organization = Organization.create_organization(created_by=user, title="Tandai")
    user.save()
    client = APIClient()
    client.force_authenticate(user)
    made = client.post("/api/projects", {"title": "Tandai", "label_config": config}, format="json")
    assert made.status_code == 201, made.content.decode()
    for path in paths:
        tasks = json.loads(path.read_bytes())
        for task in tasks:
            for said in [*task.get("annotations", []), *task.get("predictions", [])]:
                wrong = interface._validate_object(said, return_errors=True)
                problems += [f"{task['data'].get('id')}: {error}" for error in wrong]
        answer = client.post(f"/api/projects/{made.json()['id']}/import", tasks, format="json")
        if answer.status_code != 201:
            problems.append(f"{path.name}: {answer.content.decode()[:500]}")
    articles = []
    for task in Task.objects.order_by("id"):
        said = [a.result for a in task.annotations.all()] + [p.result for p in task.predictions.all()]
        regions = [region for result in said for region in result if region["type"] != "relation"]
        mentions = []
        for region in regions:
            value = region["value"]
            text = task.data["text"][value["start"] : value["end"]]
            if text != value.get("text", text):
                problems.append(f"{task.data['id']}: {value} covers {text!r}")
            mentions.append([value["start"], value["end"], text, value["labels"][0]])
        relations = sum(region["type"] == "relation" for result in said for region in result)
        articles.append({"id": str(task.data["id"]), "text": task.data["text"], "mentions": mentions, "relations": relations})
    client_name = f"label-studio {version('label-studio')}"
    return {"client": client_name, "articles": articles, "problems": problems}


if __name__ == "__main__":
    if sys.argv[1] == "--prepare":
        prepare(PREPARED)
    else:
        # Its start prints much; the answer stands alone on standard output.
        out, sys.stdout = sys.stdout, sys.stderr
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "used.sqlite3"
            shutil.copy(PREPARED, database)
            start(database)
            json.dump(check(Path(sys.argv[1])), out, ensure_ascii=False)
