"""Holds what findings of the fault say of each pair of bench/diagnose-lab/logs against its healthy twin, as `stoker verify` judges it.

    twin_score.py STOKER [--logs ../diagnose-lab/logs] [--runs INDEX_FOLDER] [--fresh JOBS_FOLDER] [--verbose] [--json FILE]

A pair is a run with a fault (something is expected of it) and a variant of the same job and version of Spark of which nothing is expected. Of several
such variants each is a pair. With --fresh the pairs are those of ../diagnose-lab/jobs/run_jobs.py. With --runs the pairs are those of bench/what-if-lab/collect.py, recorded while nothing else ran. Judged is every change
that `verify` calls as predicted, less or more than predicted; what is still there, untouched, below noise, what noise or load keeps from being told and what is not comparable is counted apart.
"""
import argparse, collections, glob, json, os, subprocess

JUDGED = ("asPredicted", "lessThanPredicted", "moreThanPredicted")

# Healthy, but not the same program without the fault: it does other work by design (rdd-distinct-and-sort: half a million rows of an RDD, whose number no log has, and five million with their hashes).
NO_TWINS = {("model-closure", "heavy"), ("rdd-distinct-and-sort", "dataframe")}


def pairs_of_lab(folder):
    return pairs_of([{**row, "log": os.path.join(folder, row["log"])} for row in (json.loads(line) for line in open(os.path.join(folder, "truth.jsonl")) if line.strip())])


def pairs_of_fresh(folder):
    return pairs_of([{**row, "log": os.path.join(folder, row["logs"])} for path in glob.glob(os.path.join(folder, "*", "results.jsonl")) for row in map(json.loads, open(path))])


def pairs_of(rows):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row["name"], row["version"]].append(row)
    for (name, version), runs in sorted(groups.items()):
        for bad in (run for run in runs if run["expected"]):
            for healthy in (run for run in runs if not run["expected"] and (name, run["variant"]) not in NO_TWINS):
                yield f"{name} {version} {bad['variant']}->{healthy['variant']}", name, bad, bad["log"], healthy["log"]


def pairs_of_runs(folder, truth):
    expected = {(row["name"], row["variant"]): row for row in (json.loads(line) for line in open(os.path.join(truth, "truth.jsonl")) if line.strip()) if row["version"] == "4.3"}
    runs = [run for run in (json.loads(line) for line in open(os.path.join(folder, "index.jsonl")) if line.strip()) if run["corpus"] == "lab" and (run["dag"], run["seed"]) in expected]
    for bad in (run for run in runs if expected[run["dag"], run["seed"]]["expected"]):
        for healthy in (run for run in runs if run["dag"] == bad["dag"] and run["shape"] == bad["shape"] and not expected[run["dag"], run["seed"]]["expected"]):
            yield f"{bad['dag']} quiet {bad['shape']}", bad["dag"], expected[bad["dag"], bad["seed"]], bad["log"], healthy["log"]


def verify(stoker, before, after):
    done = subprocess.run([stoker, "verify", before, after, "--no-history", "--format", "json", "--quiet"], capture_output=True, text=True)
    return json.loads(done.stdout) if done.stdout else None


def is_expected(change, row):
    wanted = {one for each in row["expected"] for one in each.split("|")}
    return bool(wanted & set(change["findings"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stoker")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--logs", default=os.path.join(here, "..", "diagnose-lab", "logs"))
    parser.add_argument("--runs")
    parser.add_argument("--fresh")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--json", help="every change, a line each")
    arguments = parser.parse_args()
    pairs = pairs_of_runs(arguments.runs, arguments.logs) if arguments.runs else pairs_of_fresh(arguments.fresh) if arguments.fresh else pairs_of_lab(arguments.logs)
    outcomes, counts, widths, factors, lines, by_id = collections.Counter(), collections.Counter(), [], [], [], collections.defaultdict(collections.Counter)
    for name, job, row, before, after in pairs:
        document = verify(arguments.stoker, before, after)
        counts["pairs"] += 1
        if document is None or not document.get("changes"):
            counts["nothing judged"] += 1
            if arguments.verbose:
                print(f"{name}: nothing ({'no answer' if document is None else document.get('comparison', {}).get('verdict') or document.get('verdict')})")
            continue
        if arguments.verbose:
            print(f"{name}: pace {document.get('paceFactor', 1):.2f}")
        for change in document["changes"]:
            by = change.get("judgedBy", "core")
            saving = change[by]
            outcome = change["outcome"]
            outcomes[outcome] += 1
            ids = "+".join(sorted(set(change["findings"])))
            by_id[ids][outcome] += 1
            mark = "*" if is_expected(change, row) else " "
            line = {"pair": name, "job": job, "ids": ids, "expected": mark == "*", "by": by, "outcome": outcome, **{key: saving[key + "Seconds"] for key in ("low", "expected", "high", "measured", "noise")}}
            lines.append({**line, "expectedSeconds": saving["expectedSeconds"]})
            if outcome in JUDGED:
                counts["judged"] += 1
                counts["sign right"] += saving["measuredSeconds"] + saving["noiseSeconds"] > 0
                counts["inside"] += outcome == "asPredicted"
                counts["strictly inside"] += saving["lowSeconds"] <= saving["measuredSeconds"] <= saving["highSeconds"]
                widths.append((saving["highSeconds"] - saving["lowSeconds"]) / 2 / max(1e-9, saving["expectedSeconds"]))
            if arguments.verbose:
                print(f"   {mark}{outcome:18} {ids[:44]:44} {by:4} {saving['lowSeconds']:7.2f} {saving['expectedSeconds']:7.2f} {saving['highSeconds']:7.2f}  measured {saving['measuredSeconds']:7.2f} +-{saving['noiseSeconds']:.2f}")
    if arguments.json:
        with open(arguments.json, "w") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    print("\n| pairs | nothing judged | judged | sign right | as predicted | without noise | mean half-width of the price | still there | below noise | cannot be told | untouched | not comparable |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    print(f"| {counts['pairs']} | {counts['nothing judged']} | {counts['judged']} | {counts['sign right']} | {counts['inside']} ({counts['inside'] / max(1, counts['judged']):.0%}) | {counts['strictly inside']} | {sum(widths) / max(1, len(widths)):.0%} | {outcomes['stillThere']} | {outcomes['belowNoise']} | {outcomes['withinNoise'] + outcomes['otherLoad']} | {outcomes['untouched']} | {outcomes['notComparable']} |")
    print("\n| findings | as predicted | less | more |\n|---|---:|---:|---:|")
    for ids, each in sorted(by_id.items()):
        if any(each[outcome] for outcome in JUDGED):
            print(f"| {ids} | {each['asPredicted']} | {each['lessThanPredicted']} | {each['moreThanPredicted']} |")


if __name__ == "__main__":
    main()
