"""Scores `stoker compare` on pairs of real runs whose difference is known.

    score.py STOKER [--lab /tmp/stoker-lab-logs] [--runs /tmp/stoker-whatif-logs] [--verbose]

LAB is the folder of bench/diagnose-lab/generate.py (a fault and its healthy twin), RUNS that of bench/what-if-lab/collect.py (other shapes, settings, sizes, and the
same job twice). A pair with a known cause is right when that cause, or another that is true as well, has the largest effect on wall time, of all or of those in
the direction of the difference (the host's own noise is a cause too). A pair whose start-up differs by more than
all the rest, and one whose difference is below noise, is counted apart. A pair of the same job is right when the answer is "no real difference" or "the same work at another pace". A pair of two
faults is right when the answer is that they are different jobs, and that answer is wrong for every other pair.
"""
import argparse, collections, itertools, json, os, subprocess

# What a twin changes, as compare names it. Several where more than one is true.
TWINS = {
    ("python-udf", "native"): "otherPlan", ("rdd-python", "dataframe"): "otherWork otherPlan", ("group-by-key", "reduce"): "otherPlan input", ("to-pandas", "arrow"): "driver otherPlan pace",
    ("to-pandas", "aggregated"): "otherPlan driver otherWork input", ("large-closure", "broadcast"): "scheduling pace", ("tiny-tasks", "fixed"): "partitions", ("low-parallelism", "fixed"): "partitions",
    ("small-files", "fixed"): "partitions input otherPlan driver", ("spill", "fixed"): "spill partitions", ("single-partition-window", "fixed"): "partitions skew otherPlan", ("skewed-join", "aqe"): "skew otherPlan",
    ("missing-broadcast", "fixed"): "otherPlan", ("nested-loop-join", "fixed"): "otherPlan", ("join-explosion", "fixed"): "otherPlan input", ("repeated-exchange", "fixed"): "otherPlan otherWork",
    ("missing-cache", "cached"): "otherPlan otherWork", ("unused-cache", "fixed"): "otherPlan otherWork", ("cache-thrash", "fixed"): "cache", ("gc-pressure", "fixed"): "garbageCollection pace otherPlan",
    ("driver-collect", "fixed"): "driver otherPlan otherWork scheduling input", ("driver-idle", "fixed"): "driver", ("redundant-actions", "fixed"): "otherWork otherPlan", ("task-failures", "fixed"): "failures",
    ("straggler", "fixed"): "skew", ("inefficient-format", "fixed"): "otherPlan input otherWork", ("over-provisioned", "fixed"): "slots startup", ("executor-oom", "fixed"): "failures",
}
SAME = {"noRealDifference", "otherPace"}
DIFFERENT = {"differentJobs"}  # Two faults of the lab: no run of one says anything of the other.


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return [json.loads(line) for line in file]


def twins(lab):
    """A fault and its healthy twin, and the same variant on two versions is left out: another version is another program."""
    for version in ("4.3", "3.5"):
        runs = {(r["name"], r["variant"]): r["logs"] for r in rows(os.path.join(lab, version, "results.jsonl"))}
        for (name, variant), causes in TWINS.items():
            if (name, "bad") in runs and (name, variant) in runs:
                yield f"twin {version} {name} -> {variant}", runs[name, "bad"], runs[name, variant], set(causes.split())


def others(lab):
    """Each faulty job with the next of another name."""
    for version in ("4.3", "3.5"):
        bad = sorted({r["name"]: r["logs"] for r in rows(os.path.join(lab, version, "results.jsonl")) if r["variant"] == "bad"}.items())
        for (name, log), (next_name, next_log) in zip(bad, bad[1:]):
            yield f"different {version} {name} -> {next_name}", log, next_log, DIFFERENT


def is_alike(one, other, *but):
    return all(one[k] == other[k] for k in ("corpus", "dag", "seed", "shape") if k not in but)


def settings(run):
    return {k: v for k, v in run["settings"].items() if k.startswith("spark.")}


def loaded(run):
    """Processes beside the run that wanted the same CPUs."""
    return run["settings"].get("load")


def data(run):
    return run["settings"].get("data")


def collected(runs, lab):
    """Same job twice, other shape, other settings, other size of the input."""
    lab2 = {(r["name"], r["variant"]): r["logs"] for r in rows(os.path.join(lab, "4.3", "results.jsonl"))}
    for run in runs:
        if run["corpus"] == "lab" and run["shape"] == "local[2]" and (run["dag"], run["seed"]) in lab2:
            yield f"same {run['dag']} {run['seed']}", lab2[run["dag"], run["seed"]], run["log"], None
    for one, other in itertools.combinations(runs, 2):
        if loaded(one) != loaded(other):
            if is_alike(one, other) and settings(one) == settings(other) and data(one) == data(other):
                yield f"slowed {one['dag']} {one['shape']}", one["log"], other["log"], {"pace", "scheduling", "otherPace"}
        elif is_alike(one, other) and settings(one) == settings(other) and data(one) == data(other):
            yield f"same {one['corpus']} {one['dag']} {one['seed']} {one['shape']}", one["log"], other["log"], None
        elif is_alike(one, other) and settings(one) == settings(other):
            # Larger tables are no longer broadcast: that the plan is another is true as well.
            yield f"input {one['dag']} {data(one) or '0.1'} -> {data(other) or '0.1'}", one["log"], other["log"], {"input", "otherPlan"}
        elif is_alike(one, other) and data(one) == data(other) and one["corpus"] == "tpch":
            yield f"settings {one['dag']} {one['shape']} {short(one)} -> {short(other)}", one["log"], other["log"], {"partitions", "otherPlan", "driver"} if adaptive(one) != adaptive(other) else {"partitions", "otherPlan"}
        elif is_alike(one, other, "shape") and one["shape"] != other["shape"] and settings(one) == settings(other) and data(one) == data(other) and one["settings"].get("repeat") == other["settings"].get("repeat"):
            yield f"slots {one['corpus']} {one['dag']} {one['seed']} {one['shape']} -> {other['shape']}", one["log"], other["log"], {"slots"}


def adaptive(run):
    """Adaptive execution costs the driver time: it plans again after each stage."""
    return settings(run).get("spark.sql.adaptive.enabled", "true")


def short(run):
    return ",".join(f"{k.split('.')[-1]}={v}" for k, v in sorted(settings(run).items())) or "defaults"


def judge(document, causes):
    """Whether the answer is right, and the cause that it names first."""
    if causes == DIFFERENT and document["likeness"].get("mayBeDifferentJobs"):
        return None, "a doubt"  # Said first, with the comparison below it.
    if causes == DIFFERENT or document["verdict"] in DIFFERENT:
        return causes == DIFFERENT and document["verdict"] in DIFFERENT, document["verdict"]
    difference = document["wallDifferenceMs"]
    startup = next((cause["wallMs"] for cause in document["causes"] if cause["cause"] == "startup"), 0)
    if causes and "startup" not in causes and abs(startup) > abs(difference - startup):
        # The JVM started while other programs ran: the answer is right, and says nothing about the cause that the pair is for.
        return None, "startup"
    named = max(document["causes"], key=lambda cause: cause["wallMs"] * (1 if difference > 0 else -1), default=None)
    first = named["cause"] if named else "none"
    if causes is None:
        return document["verdict"] in SAME, document["verdict"] if document["verdict"] in SAME else first
    if document["verdict"] == "noRealDifference":
        # A change that moves the time by less than noise cannot be told by its time.
        return None, "noRealDifference"
    largest = max(document["causes"], key=lambda cause: abs(cause["wallMs"]))["cause"]
    if document["verdict"] == "otherPace" and "otherPace" in causes:
        return True, "otherPace"
    return document["verdict"] != "otherPace" and bool({first, largest} & causes), first if document["verdict"] != "otherPace" else f"otherPace ({first})"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stoker")
    parser.add_argument("--lab", default="/tmp/stoker-lab-logs")
    parser.add_argument("--runs", default="/tmp/stoker-whatif-logs")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--kind", help="only pairs of this kind: twin, different, same, slowed, input, settings, slots")
    arguments = parser.parse_args()
    pairs = [*twins(arguments.lab), *others(arguments.lab), *collected(rows(os.path.join(arguments.runs, "index.jsonl")), arguments.lab)]
    table = collections.defaultdict(lambda: [0, 0, 0, 0.0, 0])
    for name, before, after, causes in pairs:
        kind = name.split()[0]
        if arguments.kind and kind != arguments.kind:
            continue
        done = subprocess.run([arguments.stoker, "compare", before, after, "--format", "json"], capture_output=True, text=True)
        if done.returncode:
            print(f"{name}: exit code {done.returncode}\n{done.stderr}")
            table[kind][1] += 1
            continue
        document = json.loads(done.stdout)
        for key, total in (("wallMs", document["wallDifferenceMs"]), ("coreMs", document["coreDifferenceMs"])):
            assert sum(cause[key] for cause in document["causes"]) == total, f"{name}: causes do not add up to the difference of {key}"
        right, first = judge(document, causes)
        table[kind][2 if right is None else 0 if right else 1] += 1
        unexplained = next((abs(c["wallMs"]) for c in document["causes"] if c["cause"] == "unexplained"), 0)
        table[kind][3] += unexplained / max(1, document["before"]["wallMs"], document["after"]["wallMs"])
        table[kind][4] += causes is None and document["verdict"] == "noRealDifference"
        if arguments.verbose or right is False:
            a, b = document["before"]["wallMs"] / 1000, document["after"]["wallMs"] / 1000
            tops = ", ".join(f"{c['cause']} {c['wallMs'] / 1000:+.1f}" for c in sorted(document["causes"], key=lambda c: -abs(c["wallMs"]))[:4])
            print(f"{ {True: 'right', False: 'WRONG', None: 'small'}[right]}  {name}: {a:.1f} -> {b:.1f} s, band {document['noiseBandMs'] / 1000:.1f}; {tops}; wanted {' '.join(sorted(causes)) if causes else 'same'}")
    print(f"\n{'kind':10} {'pairs':>5} {'right':>5} {'wrong':>5} {'apart':>11} {'precision':>9} {'mean unexplained of wall':>25}")
    for kind, (right, wrong, small, unexplained, none) in table.items():
        count = right + wrong + small
        print(f"{kind:10} {count:5} {right:5} {wrong:5} {small:11} {right / max(1, right + wrong):9.2f} {unexplained / max(1, count):24.1%}" + (f"   of which no real difference {none}" if kind == "same" else ""))


if __name__ == "__main__":
    main()
