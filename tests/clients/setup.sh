#!/usr/bin/env bash
# Installs the clients: setup.sh [FOLDER]. Without FOLDER into the user's cache. Prints how to run the check.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/tandai/clients}
python=${PYTHON:-python3}
install() { # environment, requirements
    [ -x "$1/bin/python" ] || "$python" -m venv "$1"
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/$2"
}
install "$folder" requirements.txt
install "$folder/label-studio" requirements-label-studio.txt
install "$folder/doccano" requirements-doccano.txt
# Their databases are made once: minutes for Label Studio.
[ -f "$folder/label-studio/label-studio.sqlite3" ] || "$folder/label-studio/bin/python" "$here/in_label_studio.py" --prepare
[ -f "$folder/doccano/doccano.sqlite3" ] || "$folder/doccano/bin/python" "$here/in_doccano.py" --prepare
echo "$folder/bin/python $here/check.py FOLDER"
