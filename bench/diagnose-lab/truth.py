"""What is true of the runs: labels of the given lab as ids, what is accepted with them, and what the committed and the raw runs are.

Given lab: diagnoses.md, section 6. Own jobs: jobs/registry.py. A run is a dict: half (given, dev or test), version, optional (metrics), name, variant,
expected (a list of "A|B": one of them at Minor or above; "A@info": A at any severity, where the fault costs too little or Spark does not tell its price), also (ids that are true too) and log (a path).
"""
import json, os

LABEL = {
    "python-udf": "PYTHON001|PYTHON002", "python-udf-vectorized": "PYTHON003", "rdd-python": "PYTHON010", "group-by-key": "SHUF003", "driver-collect": "DRV002",
    "arrow-disabled": "PYTHON008", "large-task": "PYTHON013", "tiny-tasks": "PART001", "low-parallelism": "PART002", "small-files": "IO001", "spill": "MEM001",
    "single-partition-window": "PART003", "skew": "SKEW001", "broadcast-join": "JOIN001", "cartesian-join": "JOIN002", "row-explosion": "JOIN003",
    "repeated-shuffle": "SHUF001", "missing-cache": "CACHE001", "unused-cache": "CACHE002", "cache-eviction": "CACHE003", "gc-pressure": "MEM002",
    "driver-bound": "DRV001", "redundant-action": "DRV005", "task-failures": "FAIL001", "straggler": "SCHED002", "inefficient-format": "IO003",
    "streaming-falling-behind": "STRM001|STRM002", "idle-executors": "EXEC001", "executor-oom": "MEM003|MEM004",
}
ACCEPTED = {
    "python-udf": "PYTHON014 PYTHON006", "rdd-python": "PYTHON011", "group-by-key": "PYTHON010", "driver-collect": "DRV001", "large-task": "PYTHON011 SCHED009",
    "tiny-tasks": "PART005 SCHED004 CONF001 SHUF009", "small-files": "PART001 IO013 IO014", "spill": "PART004 MEM011 CONF001 MEM002",
    "single-partition-window": "SKEW005 MEM001", "skew": "CONF001 JOIN001 CONF003 MEM001", "broadcast-join": "CONF003", "row-explosion": "JOIN001 CONF003",
    "repeated-shuffle": "CACHE001 JOIN001 CONF001 CONF003", "missing-cache": "DRV005", "cache-eviction": "CACHE005 MEM002 MEM011", "gc-pressure": "MEM001 MEM009",
    "driver-bound": "EXEC001", "redundant-action": "CACHE001", "task-failures": "PYTHON011 FAIL009", "straggler": "PYTHON011 SCHED006",
    "inefficient-format": "IO004", "streaming-falling-behind": "PART001", "idle-executors": "DRV001 CLUS003",
    "executor-oom": "SKEW004 SKEW005 PART001 FAIL001 FAIL002 MEM002 CONF001",
}
ALSO = {
    ("skewed-join", "aqe"): "JOIN001 CONF003", ("join-explosion", "fixed"): "JOIN001 CONF003", ("repeated-exchange", "fixed"): "JOIN001 CONF003",
    ("gc-pressure", "fixed"): "MEM009", ("over-provisioned", "fixed"): "DRV001", ("over-provisioned", "bad"): "DRV001",
    ("executor-oom", "fixed"): "SKEW004 PART001 CONF001 MEM002 MEM009",
}


# What turned out to be true too of runs of the dev half, with the reason.
CORRECTED = {
    ("looks-after-each-step", "bad"): "SHUF001",  # the looks shuffle what the write shuffles again
    ("ids-by-collect", "fixed"): "JOIN001",  # its semi join shuffles 324 MB to meet 34 MB
    ("union-in-a-loop", "bad"): "PART002",  # Spark keeps a union of single partitions in one task
    # The loop asks the same question three times.
    ("pandas-between", "bad"): "SHUF001 CACHE001",
    ("pandas-between", "fixed"): "SHUF001 CACHE001",
    # AQE is off in both: 200 tasks of some 20 ms, 27 % of the healthy twin.
    ("dimension-behind-filter", "bad"): "PART001",
    ("dimension-behind-filter", "fixed"): "PART001",
    # The same of the third set, which ran while twenty processes shared two cores.
    ("in-the-best-customers", "bad"): "PART001",  # AQE is off in both: 200 tasks of 19 and 88 ms
    ("in-the-best-customers", "fixed"): "PART001",
    ("huge-advisory-size", "bad"): "DRV001",  # the first run of its JVM: 28 of 71 s before its query
    ("repartitioned-by-hand", "bad"): "DRV001",  # the first run of its JVM: importing pandas took the driver 11 of 56 s on a busy machine
    # The third set, on two cores with a load of 10 to 20.
    ("running-total-in-pandas", "bad"): "DRV001",  # the first run of its JVM: 20 of 64 s before its query, importing pandas
    ("six-for-a-small-model", "bad"): "EXEC002",  # executors came after 17 of 57 s
    ("six-for-a-small-model", "fixed"): "EXEC002",  # and after 10 of 27 s
    ("history-as-one-text", "bad"): "FAIL003",  # five fetches failed where the dead executors had been
    ("history-as-one-text", "fixed"): "CACHE001",  # its two queries both hash all events: 16.7 core-s the second time
    # The fourth set, on two cores with a load of 12 to 16.
    ("orders-by-store-and-channel", "fixed"): "DRV001 IO002",  # overwriting what the faulty run wrote, the driver deletes 6,400 files first, 23 of 51 s; 400 files of 309 KB are small too
    ("one-day-after-the-other", "bad"): "CACHE001",  # nine queries read the whole table, each for a day: in one query, as the twin does it, that is 11 core-s less
    ("flaky-gateway", "fixed"): "PYTHON003",
    ("flaky-gateway", "bad"): "PYTHON003",  # the function hashes row by row in pandas: 81 % of the time in tasks
    # The fifth set, quiet.
    ("parts-for-training", "cached"): "IO002",  # what is cached keeps the 200 shuffle partitions: each table is written as 200 files of 12 to 31 KB
}
# A label that named the wrong part of the fault, with what the log shows instead.
RELABELLED = {
    ("six-for-a-small-model", "bad"): ["DRV001|EXEC001"],  # tasks use four of the six slots at once: they idle for the driver, 14 of 57 s
    ("huge-advisory-size", "bad"): ["PART007|MEM001"],  # AQE merged everything into one partition, which takes 15 s; that it spills costs 2.5 s of them
}
# A label whose fault did not happen in the run: nothing in the log can show it. Checked by hand; the score names them.
ABSENT = {
    ("executor-oom", "bad"): "no executor died and no task failed: 512 MB were enough",
    ("cached-python-records", "bad"): "the heap held all of the cache: no task computed a partition again",
    ("first-two-million", "bad"): "the task behind the limit ran for 1 of 38 s",
    ("two-shops-then-a-join", "bad"): "on two slots the task of the guests (27 s) is the even share (24.5 s): 4 % of the run",
    ("robots-among-users", "bad"): "on two slots the task of the robots (34.5 s) is the even share (32.1 s): 3 % of the run",
    ("carts-as-objects", "bad"): "garbage collection takes 14 % of the task time, in the twin with the large heap 9 %: 2 of 30 s",
    ("twenty-megabytes", "bad"): "Spark took the dimension for small and broadcast it by itself",
}


def given(folder):
    """Runs of generate.py."""
    for row in rows(folder):
        if (row["name"], row["variant"]) in ABSENT:
            continue
        also = " ".join(ACCEPTED.get(label, "") for label in row["labels"]) + " " + ALSO.get((row["name"], row["variant"]), "")
        yield {"half": "given", "version": row["version"], "optional": True, "name": row["name"], "variant": row["variant"],
               "expected": [LABEL[label] for label in row["labels"]], "also": also.split(), "log": row["logs"]}


def own(folder):
    """Runs of jobs/run_jobs.py, judged by what was said of them when they ran and by CORRECTED."""
    for row in rows(folder):
        if (row["name"], row["variant"]) in ABSENT:
            continue
        row["expected"] = RELABELLED.get((row["name"], row["variant"]), row["expected"])
        row["also"] += CORRECTED.get((row["name"], row["variant"]), "").split()
        keep = ("half", "version", "optional", "name", "variant", "expected", "also")
        yield {**{key: row[key] for key in keep}, "log": os.path.join(folder, row["logs"])}


def committed(folder):
    """Runs whose compacted logs are beside this script: logs/truth.jsonl."""
    with open(os.path.join(folder, "truth.jsonl")) as file:
        for row in map(json.loads, file):
            yield {**row, "log": os.path.join(folder, row["log"])}


def rows(folder):
    for version in ("4.3", "3.5"):
        path = os.path.join(folder, version, "results.jsonl")
        if os.path.exists(path):
            with open(path) as file:
                yield from map(json.loads, file)


def runs(folder):
    """All runs in a folder, whichever script made it."""
    if os.path.exists(os.path.join(folder, "truth.jsonl")):
        return list(committed(folder))
    first = next(rows(folder), None)
    return [] if first is None else list(given(folder) if "labels" in first else own(folder))
