#!/usr/bin/env python3
"""Coalition statements by a language model on this machine, for `tandai extract --with`.

    tandai extract PROJECT --with "python3 examples/llm_frames.py --url http://127.0.0.1:8080/v1 --model NAME"

Speaks to any endpoint that is OpenAI-compatible (llama.cpp's server, Ollama). The model must quote the article for every
slot of a statement; a slot whose quote does not stand in the article, word by word, is dropped, and the statement's note
says which and why. Python's standard library only; no key is read or stored.
"""
import argparse
import json
import re
import sys
import urllib.error
import urllib.request

ASK = """You read an Indonesian news article and list its statements about electoral coalitions in regional elections
(Pilkada). A statement: one or more parties back, or are said to back, one ticket in one race. Answer with JSON only:
{"statements": [{"region": QUOTE, "office": "governor|regent|mayor", "head": QUOTE, "deputy": QUOTE,
"parties": [{"quote": QUOTE, "stance": "nominating|supporting|member"}],
"status": "confirmed|exploring|hoped|denied|past", "speaker": QUOTE, "evidence": QUOTE}]}
QUOTE is copied from the article letter by letter, or null. "evidence" is the whole sentence. No statement: an empty list.
Presidential elections, results and surveys make no statements."""

OFFICES = {"governor", "regent", "mayor"}
STANCES = {"nominating", "supporting", "member"}
STATUSES = {"confirmed", "exploring", "hoped", "denied", "past"}


def place_of(quote, text, near=None):
    """Where a quote stands in the text, in code points: inside the evidence if it is there, else first."""
    if not isinstance(quote, str) or not quote.strip():
        return None
    quote = quote.strip()
    if near is not None:
        at = text.find(quote, near[0], near[1])
        if at >= 0:
            return at, at + len(quote)
    at = text.find(quote)
    return None if at < 0 else (at, at + len(quote))


def record(found, kind, mentions):
    """Adds a mention once; its id."""
    start, end = found
    for mention in mentions:
        if (mention["start"], mention["end"], mention["kind"]) == (start, end, kind):
            return mention["id"]
    mentions.append({"id": f"m{len(mentions) + 1}", "start": start, "end": end, "kind": kind, "by": "llm"})
    return mentions[-1]["id"]


def frames(answer, text):
    """The mentions and coalitions of a model's answer, as far as their quotes stand in the article."""
    mentions, coalitions = [], []
    statements = answer.get("statements") if isinstance(answer, dict) else None
    for number, said in enumerate(statements or [], 1):
        if not isinstance(said, dict):
            continue
        dropped = []
        evidence = place_of(said.get("evidence"), text)
        if evidence is None:
            continue  # Nothing in the article shows it.

        def slot(name, kind):
            quote = said.get(name)
            if quote in (None, ""):
                return None
            found = place_of(quote, text, evidence)
            if found is None:
                dropped.append(f"{name} “{quote}” is not in the article")
                return None
            return record(found, kind, mentions)

        coalition = {"id": f"y{number}", "evidence": [{"start": evidence[0], "end": evidence[1]}], "by": "llm"}
        for name, kind in (("region", "region"), ("head", "candidate"), ("deputy", "candidate")):
            mention = slot(name, kind)
            if mention:
                coalition[f"{name}_mentions"] = [mention]
        backings = []
        for party in said.get("parties") or []:
            party = party if isinstance(party, dict) else {"quote": party}
            found = place_of(party.get("quote"), text, evidence)
            if found is None:
                dropped.append(f"party “{party.get('quote')}” is not in the article")
                continue
            stance = party.get("stance") if party.get("stance") in STANCES else "nominating"
            backings.append({"mentions": [record(found, "party", mentions)], "stance": stance})
        if not backings:
            continue
        coalition["backings"] = backings
        if said.get("office") in OFFICES:
            coalition["office"] = said["office"]
        coalition["status"] = said["status"] if said.get("status") in STATUSES else "confirmed"
        speaker = place_of(said.get("speaker"), text)
        if speaker:
            coalition["speaker"] = text[speaker[0]:speaker[1]]
        elif said.get("speaker"):
            dropped.append(f"speaker “{said['speaker']}” is not in the article")
        if dropped:
            coalition["note"] = "dropped: " + "; ".join(dropped)
        coalitions.append(coalition)
    return mentions, coalitions


def ask(url, model, text, seconds):
    """The model's answer as JSON; the first {...} of what it says."""
    body = {"model": model, "temperature": 0, "messages": [{"role": "system", "content": ASK}, {"role": "user", "content": text}],
            "response_format": {"type": "json_object"}}
    request = urllib.request.Request(f"{url.rstrip('/')}/chat/completions", json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=seconds) as response:
        said = json.load(response)["choices"][0]["message"]["content"]
    found = re.search(r"\{.*\}", said, re.S)
    return json.loads(found.group(0)) if found else {}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", default="http://127.0.0.1:8080/v1", help="the endpoint on this machine")
    options.add_argument("--model", default="local", help="the model's name there")
    options.add_argument("--seconds", type=float, default=300, help="how long one article may take")
    options = options.parse_args()
    for line in sys.stdin:
        article = json.loads(line)
        try:
            mentions, coalitions = frames(ask(options.url, options.model, article["text"], options.seconds), article["text"])
        except (urllib.error.URLError, OSError, ValueError, KeyError, IndexError, TypeError) as error:
            # An article without an answer is named by Tandai and stays as it was.
            print(f"{article['id']}: {error}", file=sys.stderr, flush=True)
            continue
        print(json.dumps({"id": article["id"], "mentions": mentions, "coalitions": coalitions}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
