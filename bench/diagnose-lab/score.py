"""Scores diagnoses of the lab against its labels (diagnoses.md, section 6).

    score.py OUT RUNNER [--half a|b] [--verbose]

OUT is the folder of generate.py, RUNNER the built Stoker.DiagnoseLab. Prints a line for each run that is wrong and the confusion matrix by id:
right = every label's id at Minor or above, and no other id at Minor or above than those accepted with it. Half a (even runs) is for
calibration, half b for the report.
"""
import argparse, collections, json, os, subprocess

LABEL = {
    "python-udf": [{"PYTHON001", "PYTHON002"}], "python-udf-vectorized": [{"PYTHON003"}], "rdd-python": [{"PYTHON010"}], "group-by-key": [{"SHUF003"}],
    "driver-collect": [{"DRV002"}], "arrow-disabled": [{"PYTHON008"}], "large-task": [{"PYTHON013"}], "tiny-tasks": [{"PART001"}],
    "low-parallelism": [{"PART002"}], "small-files": [{"IO001"}], "spill": [{"MEM001"}], "single-partition-window": [{"PART003"}], "skew": [{"SKEW001"}],
    "broadcast-join": [{"JOIN001"}], "cartesian-join": [{"JOIN002"}], "row-explosion": [{"JOIN003"}], "repeated-shuffle": [{"SHUF001"}],
    "missing-cache": [{"CACHE001"}], "unused-cache": [{"CACHE002"}], "cache-eviction": [{"CACHE003"}], "gc-pressure": [{"MEM002"}],
    "driver-bound": [{"DRV001"}], "redundant-action": [{"DRV005"}], "task-failures": [{"FAIL001"}], "straggler": [{"SCHED002"}],
    "inefficient-format": [{"IO003"}], "streaming-falling-behind": [{"STRM001", "STRM002"}], "idle-executors": [{"EXEC001"}], "executor-oom": [{"MEM003", "MEM004"}],
}
ACCEPTED = {
    "python-udf": "PYTHON014 PYTHON006", "rdd-python": "PYTHON011", "group-by-key": "PYTHON010", "driver-collect": "DRV001", "large-task": "PYTHON011 SCHED009",
    "tiny-tasks": "PART005 SCHED004 CONF001 SHUF009", "small-files": "PART001 IO013 IO014", "spill": "PART004 MEM011 CONF001 MEM002",
    "single-partition-window": "SKEW005 MEM001", "skew": "CONF001 JOIN001 CONF003 MEM001", "broadcast-join": "CONF003", "row-explosion": "JOIN001 CONF003",
    "repeated-shuffle": "CACHE001 JOIN001 CONF001 CONF003", "missing-cache": "DRV005", "cache-eviction": "CACHE005 MEM002 MEM011", "gc-pressure": "MEM001 MEM009",
    "driver-bound": "EXEC001", "redundant-action": "CACHE001", "task-failures": "PYTHON011 FAIL009", "straggler": "PYTHON011 SCHED006",
    "inefficient-format": "IO004", "streaming-falling-behind": "STRM002 STRM001 PART001", "idle-executors": "DRV001 CLUS003",
    "executor-oom": "SKEW004 SKEW005 PART001 FAIL001 FAIL002 MEM002 CONF001",
}
TWIN = {
    ("skewed-join", "aqe"): "JOIN001 CONF003", ("join-explosion", "fixed"): "JOIN001 CONF003", ("repeated-exchange", "fixed"): "JOIN001 CONF003",
    ("gc-pressure", "fixed"): "MEM009", ("driver-idle", "fixed"): "", ("over-provisioned", "fixed"): "DRV001", ("executor-oom", "fixed"): "SKEW004 PART001 CONF001 MEM002 MEM009",
}
ALSO = {("over-provisioned", "bad"): "DRV001"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("runner")
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    runs = []
    for version in ("4.3", "3.5"):
        path = os.path.join(arguments.out, version, "results.jsonl")
        if os.path.exists(path):
            with open(path) as file:
                runs += [json.loads(line) for line in file]
    if arguments.half:
        runs = [run for index, run in enumerate(runs) if index % 2 == (0 if arguments.half == "a" else 1)]
    found = collections.defaultdict(list)
    done = subprocess.run([arguments.runner, *[run["logs"] for run in runs]], capture_output=True, text=True)
    if done.returncode:
        print(done.stderr[-2000:])
    heads = {}
    for row in map(json.loads, done.stdout.splitlines()):
        if "id" in row:
            found[row["log"]].append(row)
        else:
            heads[row["log"]] = row
    hits, misses, alarms, clean = collections.Counter(), collections.Counter(), collections.Counter(), 0
    right = ranked = labelled = 0
    for run in runs:
        rows = found[run["logs"]]
        loud = {row["id"] for row in rows if row["severity"] != "Info"}
        allowed = set(TWIN.get((run["name"], run["variant"]), "").split()) | set(ALSO.get((run["name"], run["variant"]), "").split())
        missing = []
        for label in run["labels"]:
            for ids in LABEL[label]:
                allowed |= ids | set(ACCEPTED.get(label, "").split())
                if loud & ids:
                    hits[label] += 1
                else:
                    misses[label] += 1
                    missing.append(label)
        extra = sorted(loud - allowed)
        for id in extra:
            alarms[id] += 1
        if run["labels"]:
            labelled += 1
            first = next((row["id"] for row in rows if row["rank"] == 1), None)
            wanted = set().union(*[ids for label in run["labels"] for ids in LABEL[label]])
            ranked += first in wanted
        else:
            clean += not extra
        right += not missing and not extra
        if missing or extra or arguments.verbose:
            head = heads.get(run["logs"], {})
            print(f"{run['version']} {run['name']}/{run['variant']} wall {head.get('wallS')} s: missing {missing} extra {extra}")
            for row in rows:
                print("     ", row["severity"], row["id"], row["place"], f"core {row['core']} wall {row['wall']}", f"from {row['cause']}" if row["cause"] else "", row["evidence"][:230])
    print(f"\n{len(runs)} runs, {right} right; {clean} of {len(runs) - labelled} healthy ones silent; label ranked first in {ranked} of {labelled}")
    true, false, missed = sum(hits.values()), sum(alarms.values()), sum(misses.values())
    print(f"recall {true / max(1, true + missed):.3f}  precision {true / max(1, true + false):.3f}")
    for label in sorted(set(hits) | set(misses)):
        print(f"  {label:28} found {hits[label]:3} missed {misses[label]:3}")
    print("  false alarms:", dict(sorted(alarms.items())) or "none")


if __name__ == "__main__":
    main()
