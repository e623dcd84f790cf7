"""Applies `stoker advise` to the faulty jobs of the lab on real Spark: none may fail, none may be slower by more than noise, results must be equal.

    advise_lab.py LAB OUT --stoker "CMD" [--version 4.3] [--only NAME ...] [--repeat 2]

LAB is the folder with workloads.py and, beside it, spark/env.sh. Each faulty job runs once for its log; `stoker advise LOG --write conf` gives the settings. Where there are any, the job
runs as it was and as advised, in turns, --repeat times each. A run does the job twice in one session: once timed, once with every result reduced to a digest (row count and a sum of row
hashes, floating-point numbers to six digits), which must be equal. What is there already in OUT is kept; the table is printed in the end. Runs hold /tmp/stoker.spark.lock, some minutes of them at a time.
"""
import argparse, contextlib, fcntl, json, os, shlex, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../diagnose-lab"))
from generate import CLUSTER, Cluster  # A standalone master and one worker.

LOCK = "/tmp/stoker.spark.lock"
MEMORY = {"spark.driver.memory": "3g"}
NOISE = 0.15  # Runs of one job differ by so much on a machine that others use too.


class Turn:
    """The lock that those who run Spark here share: held for some minutes of runs, and given up between two of them."""

    def __init__(self, seconds):
        self.seconds, self.file, self.since = seconds, None, 0

    def take(self):
        if self.file and time.time() - self.since > self.seconds:
            self.give_up()
        if not self.file:
            self.file = open(LOCK, "w")
            fcntl.flock(self.file, fcntl.LOCK_EX)
            self.since = time.time()

    def give_up(self):
        if self.file:
            self.file.close()
            self.file = None


TURN = Turn(180)


def spark(version, lab, arguments, timeout=150, cluster=None):
    """The RESULT of one program; with the folder of a cluster's files, on a standalone cluster that lives as long as the program."""
    script = f'. "{os.path.join(lab, "../spark/env.sh")}" {version} && exec nice -n 5 python3 ' + " ".join(shlex.quote(argument) for argument in arguments)
    TURN.take()
    try:
        with Cluster(version, lab, cluster) if cluster else contextlib.nullcontext():
            done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return {"error": f"over {timeout} s"}
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    return json.loads(lines[-1][7:]) if lines else {"error": (done.stdout + done.stderr)[-600:]}


def advice(stoker, logs):
    log = next(os.path.join(logs, name) for name in sorted(os.listdir(logs)) if not name.startswith("."))
    done = subprocess.run([*shlex.split(stoker), "advise", log, "--write", "conf", "--quiet"], capture_output=True, text=True, check=True)
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if line and not line.startswith("#"))


def run(arguments, name, variant, conf, master, label):
    """One run, from OUT when it is there."""
    file = os.path.join(arguments.out, f"{name}-{label}.json")
    if os.path.exists(file):
        with open(file) as known:
            return json.load(known)
    logs = os.path.join(arguments.out, "logs", f"{name}-{label}")
    os.makedirs(logs, exist_ok=True)
    words = [os.path.join(HERE, "digest_job.py"), arguments.lab, name, variant, logs, master, json.dumps(conf)]
    result = spark(arguments.version, arguments.lab, words, 240 if master == CLUSTER else 150, arguments.out if master == CLUSTER else None)
    result.update({"logs": logs, "conf": conf})
    with open(file, "w") as out:
        json.dump(result, out)
    print(f"{name} {label}: {result.get('job_s', result.get('error'))}", flush=True)
    return result


def measure(arguments, name, variant, conf, needs_cluster):
    # Local mode never retries a task unless the master says how often.
    master = CLUSTER if needs_cluster else f"local[2,{conf['spark.task.maxFailures']}]" if "spark.task.maxFailures" in conf else "local[2]"
    base = conf if needs_cluster else {**MEMORY, **conf}
    before = [run(arguments, name, variant, base, master, "as-it-was-1")]
    if "error" in before[0]:
        return {"name": name, "failed": before[0]["error"]}
    settings = advice(arguments.stoker, before[0]["logs"])
    row = {"name": name, "settings": settings}
    if not settings:
        return row
    after = [run(arguments, name, variant, {**base, **settings}, master, "as-advised-1")]
    for number in range(2, arguments.repeat + 1):
        before.append(run(arguments, name, variant, base, master, f"as-it-was-{number}"))
        after.append(run(arguments, name, variant, {**base, **settings}, master, f"as-advised-{number}"))
    failed = [result["error"] for result in before + after if "error" in result]
    if failed:
        return {**row, "failed": failed[0]}
    row["before"], row["after"] = (min(result["job_s"] for result in results) for results in (before, after))
    row["equal"] = all(result["digests"] == before[0]["digests"] for result in before + after)
    return row


def table(rows):
    print("\n| job | settings | as it was | as advised | change | results |\n|---|---|---:|---:|---:|---|")
    for row in rows:
        settings = ", ".join(f"{key.removeprefix('spark.')}={value}" for key, value in row.get("settings", {}).items())
        if "failed" in row:
            print(f"| {row['name']} | {settings} | | | | FAILED: {row['failed'][-80:]!r} |")
        elif not settings:
            print(f"| {row['name']} | none: the program has to change | | | | |")
        else:
            change = row["after"] / row["before"] - 1
            print(f"| {row['name']} | {settings} | {row['before']:.1f} s | {row['after']:.1f} s | {change:+.0%}{' SLOWER' if change > NOISE else ''} | {'equal' if row['equal'] else 'DIFFER'} |")
    bad = [row["name"] for row in rows if "failed" in row or not row.get("equal", True) or row.get("after", 0) > row.get("before", 0) * (1 + NOISE)]
    changed = [row for row in rows if "after" in row]
    print(f"\n{len(rows)} jobs, {len(changed)} with settings to change: {len(changed) - len([row for row in changed if row['name'] in bad])} right; wrong: {', '.join(bad) or 'none'}.")
    return 1 if bad else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lab")
    parser.add_argument("out")
    parser.add_argument("--stoker", required=True)
    parser.add_argument("--version", default="4.3")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--repeat", type=int, default=2)
    arguments = parser.parse_args()
    arguments.lab, arguments.out = os.path.abspath(arguments.lab), os.path.join(os.path.abspath(arguments.out), arguments.version)
    os.makedirs(arguments.out, exist_ok=True)
    os.environ.setdefault("LAB_DATA", os.path.join(os.path.dirname(arguments.out), "data"))
    sys.path.insert(0, arguments.lab)
    import workloads

    if not os.path.exists(os.path.join(os.environ["LAB_DATA"], "wide-parquet", "_SUCCESS")):
        print(spark(arguments.version, arguments.lab, [os.path.join(arguments.lab, "job.py"), "prepare", "-", "/tmp", "local[2]", "spark.driver.memory=3g", "spark.eventLog.enabled=false"], 900))
    rows = []
    for name, (_, variants) in workloads.WORKLOADS.items():
        if arguments.only and name not in arguments.only:
            continue
        variant, (_, conf) = next(iter(variants.items()))
        rows.append(measure(arguments, name, variant, conf, name in workloads.NEEDS_CLUSTER))
    TURN.give_up()
    sys.exit(table(rows))


if __name__ == "__main__":
    main()
