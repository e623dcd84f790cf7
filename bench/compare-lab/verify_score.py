"""Scores `stoker verify` on pairs of real runs: predictions that held, and misses on findings that nothing was done about.

    verify_score.py STOKER [--runs /tmp/stoker-whatif-logs] [--verbose]

RUNS is the folder of bench/what-if-lab/collect.py. Three kinds of pairs: a fault and its healthy twin on the same slots (findings judged), the same program on other slots (whole run judged,
and no finding may be called a miss), other settings on the same slots (whole run or followed advice judged).
"""
import argparse, collections, itertools, json, os, subprocess

HEALTHY = {"fixed", "reduce", "native", "dataframe", "cached", "aqe", "aggregated", "broadcast"}


def kind_of(one, other):
    if one["corpus"] != other["corpus"] or one["dag"] != other["dag"] or one["settings"].get("data") != other["settings"].get("data") or one["settings"].get("load") or other["settings"].get("load"):
        return None
    same_shape, same_settings, same_seed = one["shape"] == other["shape"], one["settings"] == other["settings"], one["seed"] == other["seed"]
    if one["corpus"] == "lab" and same_shape and one["seed"] == "bad" and other["seed"] in HEALTHY:
        return "twin"
    if same_seed and same_settings and not same_shape:
        return "slots"
    if same_seed and same_shape and not same_settings and one["corpus"] == "tpch":
        return "settings"
    return None


def verify(stoker, before, after):
    done = subprocess.run([stoker, "verify", before["log"], after["log"], "--no-history", "--format", "json", "--quiet"], capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stoker")
    parser.add_argument("--runs", default="/tmp/stoker-whatif-logs")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    with open(os.path.join(arguments.runs, "index.jsonl")) as file:
        runs = [json.loads(line) for line in file]
    table = collections.defaultdict(collections.Counter)
    for one, other in itertools.permutations(runs, 2):
        kind = kind_of(one, other)
        if kind is None:
            continue
        code, document = verify(arguments.stoker, one, other)
        counts = table[kind]
        counts["pairs"] += 1
        if document is None:
            counts["failed"] += 1
            continue
        counts["exit 1"] += code == 1
        for name in ("run", "advice"):
            if (part := document.get(name)) and part.get("isInside") is not None:
                counts[f"{name} judged"] += 1
                counts[f"{name} held"] += part["isInside"]
        for change in document["changes"]:
            counts[change["outcome"]] += 1
        if arguments.verbose:
            print(f"{kind} {one['dag']} {one['seed']} {one['shape']} -> {other['seed']} {other['shape']} exit {code}", *(f"{name} {document[name].get('predictedMs', 0) / 1000:.1f} [{document[name].get('lowMs', 0) / 1000:.1f} {document[name].get('highMs', 0) / 1000:.1f}] measured {document[name]['measuredMs'] / 1000:.1f}" for name in ("run", "advice") if document.get(name)))
            for change in document["changes"]:
                by = change.get("judgedBy", "core")
                saving = change[by]
                print(f"    {change['outcome']:18} {'+'.join(change['findings'])[:60]:40} {by} {saving['lowSeconds']:.1f}..{saving['highSeconds']:.1f} measured {saving['measuredSeconds']:.1f} +-{saving['noiseSeconds']:.1f}")
    columns = ["pairs", "exit 1", "run judged", "run held", "advice judged", "advice held", "asPredicted", "lessThanPredicted", "moreThanPredicted", "belowNoise", "stillThere", "untouched", "notComparable", "failed"]
    print("\n| pairs of | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for kind, counts in table.items():
        print(f"| {kind} | " + " | ".join(str(counts[column]) for column in columns) + " |")


if __name__ == "__main__":
    main()
