"""Makes the event logs of the lab: runs every variant of the workloads on real Spark, one at a time.

    generate.py LAB OUT [--versions 4.3 3.5] [--only NAME ...] [--repeat N]

LAB is the folder with workloads.py, job.py and, beside it, spark/env.sh. Logs go to OUT/VERSION/logs/NAME-VARIANT-N, results to
OUT/VERSION/results.jsonl. What is there already is kept. Each run holds the lock /tmp/stoker.spark.lock, since two at once would
measure each other.
"""
import argparse, fcntl, json, os, subprocess, sys, time

ENV = "../spark/env.sh"
LOCK = "/tmp/stoker.spark.lock"
MEMORY = "spark.driver.memory=3g"
CLUSTER = "spark://127.0.0.1:17077"


def bash(version, lab, command, **options):
    script = f'. "{os.path.join(lab, ENV)}" {version} && exec {command}'
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, **options)


def start(version, lab, command, log):
    script = f'. "{os.path.join(lab, ENV)}" {version} && exec {command}'
    return subprocess.Popen(["bash", "-c", script], stdout=log, stderr=subprocess.STDOUT)


class Cluster:
    """A standalone master and one worker with more cores than the machine; only what it started is stopped."""

    def __init__(self, version, lab, out):
        self.log = open(os.path.join(out, "cluster.log"), "a")
        work = os.path.join(out, "work")
        os.makedirs(work, exist_ok=True)
        run = "$SPARK_HOME/bin/spark-class org.apache.spark.deploy"
        self.processes = [start(version, lab, f"{run}.master.Master --host 127.0.0.1 --port 17077 --webui-port 18380", self.log)]
        time.sleep(6)
        self.processes.append(start(version, lab, f"{run}.worker.Worker --host 127.0.0.1 --webui-port 18381 -c 12 -m 8g -d {work} {CLUSTER}", self.log))
        time.sleep(6)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            process.wait(30)
        self.log.close()


def run(version, lab, out, name, variant, number, needs_cluster, extra):
    logs = os.path.join(out, "logs", f"{name}-{variant}-{number}")
    os.makedirs(logs, exist_ok=True)
    # Local mode never retries a task unless the master says how often.
    master = CLUSTER if needs_cluster else f"local[2,{extra['spark.task.maxFailures']}]" if "spark.task.maxFailures" in extra else "local[2]"
    conf = [] if needs_cluster else [MEMORY]
    # A variant's own memory wins: job.py lets the command line override it.
    if "spark.driver.memory" in extra:
        conf = []
    command = f'nice -n 5 python3 "{os.path.join(lab, "job.py")}" {name} {variant} "{logs}" "{master}" ' + " ".join(conf)
    started = time.time()
    if needs_cluster:
        with Cluster(version, lab, out):
            done = bash(version, lab, command, timeout=600)
    else:
        done = bash(version, lab, command, timeout=600)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if not lines:
        print(f"{version} {name} {variant}: no result\n{done.stdout[-600:]}\n{done.stderr[-1200:]}", file=sys.stderr, flush=True)
        return
    result = json.loads(lines[-1][7:])
    result.update({"version": version, "number": number, "logs": logs})
    with open(os.path.join(out, "results.jsonl"), "a") as file:
        file.write(json.dumps(result) + "\n")
    print(f"{version} {name} {variant} {number}: {result['job_s']} s, {time.time() - started:.0f} s in all", flush=True)


def known(out):
    path = os.path.join(out, "results.jsonl")
    if not os.path.exists(path):
        return set()
    with open(path) as file:
        return {(row["name"], row["variant"], row["number"]) for row in map(json.loads, file)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lab")
    parser.add_argument("out")
    parser.add_argument("--versions", nargs="+", default=["4.3", "3.5"])
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--repeat", type=int, default=1)
    arguments = parser.parse_args()
    lab = os.path.abspath(arguments.lab)
    sys.path.insert(0, lab)
    import workloads

    os.environ.setdefault("LAB_DATA", os.path.join(os.path.abspath(arguments.out), "data"))
    with open(LOCK, "w") as lock:
        for number in range(1, arguments.repeat + 1):
            for name, (_, variants) in workloads.WORKLOADS.items():
                if arguments.only and name not in arguments.only:
                    continue
                for version in arguments.versions:
                    out = os.path.join(os.path.abspath(arguments.out), version)
                    os.makedirs(out, exist_ok=True)
                    for variant, (_, conf) in variants.items():
                        if (name, variant, number) in known(out):
                            continue
                        fcntl.flock(lock, fcntl.LOCK_EX)
                        try:
                            if not os.path.exists(os.path.join(os.environ["LAB_DATA"], "wide-parquet", "_SUCCESS")):
                                prepared = bash(arguments.versions[0], lab, f'python3 "{os.path.join(lab, "job.py")}" prepare - /tmp "local[2]" {MEMORY} spark.eventLog.enabled=false', timeout=900)
                                print(prepared.stdout[-300:], flush=True)
                            run(version, lab, out, name, variant, number, name in workloads.NEEDS_CLUSTER, conf)
                        finally:
                            fcntl.flock(lock, fcntl.LOCK_UN)


if __name__ == "__main__":
    main()
