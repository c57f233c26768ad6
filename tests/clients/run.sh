#!/bin/sh
# Exports articles in every format that has a client and lets the clients read them: first the nasty ones beside this
# file, then those of your own files.
#   tests/clients/run.sh TANDAI ENVIRONMENT [ARTICLES.jsonl …]
# TANDAI is the program, ENVIRONMENT the folder that setup.sh made.
set -eu
tandai=$1 environment=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
number=0
for articles in "$here/nasty.jsonl" "$@"; do
    number=$((number + 1))
    project=$work/project-$number exports=$work/exports-$number
    mkdir "$exports"
    "$tandai" new "$project" --name "$(basename "$articles" .jsonl)" --as client >/dev/null
    "$tandai" import "$project" "$articles" --set client --role person
    "$tandai" export "$project" --set client --format tandai --out "$exports/expected.jsonl" >/dev/null
    for format in tables huggingface conll brat label-studio doccano prodigy spacy cas-json cas-xmi w3c graphml edges xlsx webanno; do
        # Every statement once, whatever its status: networks.py tries the other settings.
        case $format in graphml | edges) all="--option statuses=all --option unit=statement" ;; *) all= ;; esac
        # Status 1 tells of things left out; what they are stands beside the export.
        "$tandai" export "$project" --set client --format "$format" $all --out "$exports/$format" >/dev/null || [ $? -eq 1 ]
    done
    echo "== $articles"
    "$environment/bin/python" "$here/check.py" "$exports" || status=1
    "$environment/bin/python" "$here/workbook.py" "$exports" || status=1
    "$environment/bin/python" "$here/recipes.py" "$exports/tables" || status=1
    "$environment/bin/python" "$here/networks.py" "$tandai" "$project" client || [ $? -eq 2 ] || status=1
done
exit $status
