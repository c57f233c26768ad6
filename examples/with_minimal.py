#!/usr/bin/env python3
"""The smallest program for `tandai extract --with "python3 examples/with_minimal.py"`: it marks every “PKS”."""
import json
import sys

for line in sys.stdin:
    article = json.loads(line)
    text = article["text"]
    found = [{"start": at, "end": at + 3, "kind": "party", "text": "PKS", "score": 0.9}
             for at in range(len(text) - 2) if text[at:at + 3] == "PKS"]
    print(json.dumps({"id": article["id"], "mentions": found}), flush=True)
