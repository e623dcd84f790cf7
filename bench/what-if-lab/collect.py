"""Collects real runs with known truth for the simulator, `compare` and `verify`.

    collect.py LAB OUT [--minutes M] [--only CORPUS|DAG ...] [--seed S] [--batch N]

LAB is the folder with virtual.py, tpch.py, job.py and, beside it, spark/env.sh. OUT gets one folder a run and index.jsonl, one line a run:
corpus, dag, seed, shape, executors, cores, settings, log, seconds (measured by the job), sleepSeconds (what its tasks slept, where known), slotSeconds
(task finish - launch, added up), inflation (slotSeconds / sleepSeconds), loadBefore and loadAfter (1 minute), othersCpus (CPUs that other work kept busy while it
ran: above 0.3 the run says little), paceBefore and paceAfter (seconds of a fixed piece of work on each CPU: a virtual machine is not always as fast), spark. What is there is kept, so that
a second call goes on. A batch of runs holds the lock /tmp/stoker.spark.lock; between batches others get their turn. Logs are plain and in one file, so that the truth can be
checked with nothing but Python.
"""
import argparse, ctypes, fcntl, glob, json, os, resource, subprocess, sys, time
import importlib.util

HERE = os.path.dirname(os.path.abspath(__file__))
LOCK = "/tmp/stoker.spark.lock"
MASTER = "spark://127.0.0.1:17177"
PLAIN = {"spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false", "spark.ui.enabled": "false"}
OWN_MEMORY = {"spill", "cache-thrash", "gc-pressure"}  # variants that set it themselves; the command line would win
DAGS = ["chain", "skewed", "driver", "fork", "jobs", "mixed", "many"]


def matrix(seed):
    """All runs with one seed, the most telling first: breadth before depth."""
    rows = []
    add = lambda corpus, dag, seed, shape, **conf: rows.append({"corpus": corpus, "dag": dag, "seed": seed, "shape": shape, "conf": conf})
    cluster = lambda dags, seed, *shapes: [add("virtual", dag, seed, shape) for shape in shapes for dag in dags]
    local = lambda seed, *cores: [add("jvm", dag, seed, f"local[{k}]") for k in cores for dag in DAGS]
    few = [d for d in DAGS if d != "many"]
    add_tpch(add, ("", "2", "3"), ("",))
    for number in range(1, 7):
        for cores in (2, 4, 16):
            add("jvm", "random", f"{seed}{number}", f"local[{cores}]")
    for number in range(1, 5):
        for shape in ("1x2", "2x4", "2x2"):
            add("virtual", "random", f"{seed}{number}", shape)
    add_lab(add)
    cluster(few, seed, "1x2", "2x4", "8x4")
    add_lab(add, repeat="2")
    add_tpch(add, ("4",), ("2",))
    cluster(few, seed, "2x2", "4x2", "4x4")
    local(seed, 4, 8, 2, 16)
    cluster(["many"], seed, "1x2", "2x2")
    return rows


def add_tpch(add, repeats, repeats_of_settings):
    """TPC-H on one core and on two, each several times, since its time differs from run to run; and with other settings."""
    again = lambda repeat: {"repeat": repeat} if repeat else {}
    for repeat in repeats:
        for shape in ("local[2]", "local[1]"):
            add("tpch", "all", "-", shape, **again(repeat))
    for repeat in repeats_of_settings:
        for partitions in ("2", "8", "64", "200"):
            for shape in ("local[2]", "local[1]") if partitions != "200" else ("local[2]",):
                add("tpch", "all", "-", shape, **{"spark.sql.shuffle.partitions": partitions, "spark.sql.adaptive.enabled": "false"}, **again(repeat))


def add_lab(add, **conf):
    """The lab's jobs on one core and on two."""
    for name, variants in {"python-udf": "bad native", "group-by-key": "bad reduce", "skewed-join": "bad aqe", "spill": "bad fixed", "tiny-tasks": "bad fixed",
                           "low-parallelism": "bad fixed", "missing-cache": "bad cached", "single-partition-window": "bad fixed", "repeated-exchange": "bad fixed",
                           "missing-broadcast": "bad fixed"}.items():
        for variant in variants.split():
            for shape in ("local[1]", "local[2]"):
                add("lab", name, variant, shape, **conf)


class Cluster:
    """A standalone master and one worker with more cores than the machine; only what it started is stopped."""

    def __init__(self, lab, out):
        self.log = open(os.path.join(out, "cluster.log"), "a")
        work = os.path.join(out, "work")
        os.makedirs(work, exist_ok=True)
        run = "$SPARK_HOME/bin/spark-class org.apache.spark.deploy"
        start = lambda command: subprocess.Popen(["bash", "-c", f'. "{lab}/../spark/env.sh" 4.3 && export SPARK_DAEMON_MEMORY=512m && exec {command}'], stdout=self.log, stderr=subprocess.STDOUT)
        self.processes = [start(f"{run}.master.Master --host 127.0.0.1 --port 17177 --webui-port 18480")]
        time.sleep(6)
        self.processes.append(start(f"{run}.worker.Worker --host 127.0.0.1 --webui-port 18481 -c 32 -m 24g -d {work} {MASTER}"))
        time.sleep(6)

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait(30)
        self.log.close()


def command(row, lab, logs, out):
    """The shell command of one run."""
    conf = {**PLAIN, **{k: v for k, v in row["conf"].items() if k.startswith("spark.")}}
    corpus, dag, seed, shape = row["corpus"], row["dag"], row["seed"], row["shape"]
    if corpus == "virtual":
        executors, cores = map(int, shape.split("x"))
        conf.update({"spark.executor.cores": cores, "spark.cores.max": executors * cores})
        words = [f"{HERE}/jvm_sleeps.py", dag, seed, logs, MASTER, "spark.lab.sleep=python"] if dag == "random" else [f"{lab}/virtual.py", dag, seed, logs, MASTER]
    elif corpus == "jvm":
        words = [f"{HERE}/jvm_sleeps.py", dag, seed, logs, shape]
    elif corpus == "tpch":
        conf["spark.driver.memory"] = "3g"
        words = [f"{lab}/tpch.py", os.path.join(out, f"tpch-{row['conf'].get('data', '0.1')}"), logs, shape, dag]
    else:
        if dag not in OWN_MEMORY:
            conf["spark.driver.memory"] = "3g"
        words = [f"{lab}/job.py", dag, seed, logs, shape]
    return " ".join(f'"{w}"' for w in ["python3", *words, *(f"{k}={v}" for k, v in conf.items())])


def prepare(row, lab, out):
    """Writes the data that a run reads, once."""
    if row["corpus"] == "tpch":
        scale = row["conf"].get("data", "0.1")
        folder = os.path.join(out, f"tpch-{scale}")
        if not os.path.exists(os.path.join(folder, "lineitem")):
            bash(lab, f'exec python3 "{lab}/tpch_data.py" "{folder}" {scale}')
    elif row["corpus"] == "lab":
        if not os.path.exists(os.path.join(os.environ["LAB_DATA"], "wide-parquet", "_SUCCESS")):
            bash(lab, f'exec python3 "{lab}/job.py" prepare - /tmp "local[2]" spark.driver.memory=3g spark.eventLog.enabled=false')


def bash(lab, script):
    return subprocess.run(["bash", "-c", f'. "{lab}/../spark/env.sh" 4.3 && {script}'], capture_output=True, text=True, timeout=900)


def slot_seconds(path):
    """Finish - launch of every task attempt, added up."""
    total = 0
    with open(path) as file:
        for line in file:
            if line.startswith('{"Event":"SparkListenerTaskEnd"'):
                task = json.loads(line)["Task Info"]
                total += task["Finish Time"] - task["Launch Time"]
    return round(total / 1000, 3)


def busy_seconds():
    """CPU time of the whole machine since it started."""
    user, nice, system, _, _, irq, softirq, steal = map(int, open("/proc/stat").readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def pace():
    """Seconds that the same work takes on each CPU at once: whether the machine itself is as fast as at other times."""
    work = "import time; t = time.perf_counter(); x = 0\nfor i in range(4_000_000): x += i * i % 7\nprint(time.perf_counter() - t)"
    probes = [subprocess.Popen([sys.executable, "-c", work], stdout=subprocess.PIPE, text=True) for _ in range(os.cpu_count())]
    return round(sum(float(probe.communicate()[0]) for probe in probes) / len(probes), 3)


def adopt():
    """Makes this program the parent of what its children leave behind (the JVM of a PySpark driver), so that their CPU time is known when they end."""
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap():
    """Takes notice of adopted children that ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def own_seconds(cluster):
    """CPU time of what this program started: ended children, and the cluster with its ended children."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = usage.ru_utime + usage.ru_stime
    for process in cluster.processes if cluster else []:
        total += sum(map(int, open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def key(row):
    conf = "-".join(f"{k.split('.')[-1]}={v}" for k, v in sorted(row["conf"].items()))
    return "-".join(filter(None, [row["corpus"], row["dag"], row["seed"], row["shape"].replace("[", "").replace("]", ""), conf]))


def collect(row, lab, out, sleeps, cluster):
    logs = os.path.join(out, "logs", key(row))
    os.makedirs(logs, exist_ok=True)
    before, paced = os.getloadavg()[0], pace()
    started, busy, own = time.time(), busy_seconds(), own_seconds(cluster)
    # A slowed run: other processes want the same CPUs all the time.
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(int(row["conf"].get("load", "0")))]
    try:
        done = bash(lab, "exec " + command(row, lab, logs, out))
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
    time.sleep(1)  # the worker reaps its executors, and the driver's JVM ends
    reap()
    others = (busy_seconds() - busy - (own_seconds(cluster) - own)) / (time.time() - started)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if not lines:
        print(f"{key(row)}: no result\n{done.stdout[-500:]}\n{done.stderr[-1500:]}", file=sys.stderr, flush=True)
        return None
    result = json.loads(lines[-1][7:])
    log = max(glob.glob(os.path.join(logs, f"{result['app']}*")), key=os.path.getmtime)
    executors, cores = (1, int(row["shape"][6:-1])) if row["shape"].startswith("local") else map(int, row["shape"].split("x"))
    entry = {"corpus": row["corpus"], "dag": row["dag"], "seed": row["seed"], "shape": row["shape"], "executors": executors, "cores": cores,
             "settings": row["conf"], "log": log, "seconds": result["job_s"], "slotSeconds": slot_seconds(log), "loadBefore": round(before, 2),
             "loadAfter": round(os.getloadavg()[0], 2), "othersCpus": round(others, 2), "paceBefore": paced, "paceAfter": pace(), "spark": "4.3.0"}
    if row["corpus"] in ("virtual", "jvm"):
        entry["sleepSeconds"] = round(sleeps(row["dag"], row["seed"]), 3)
        entry["inflation"] = round(entry["slotSeconds"] / entry["sleepSeconds"], 3)
    with open(os.path.join(out, "index.jsonl"), "a") as index:
        index.write(json.dumps(entry) + "\n")
    took = time.time() - started
    print(f"{time.strftime('%H:%M:%S')} {key(row)}: {entry['seconds']} s, inflation {entry.get('inflation', '-')}, load {entry['loadBefore']}, others {entry['othersCpus']} CPUs, pace {entry['paceBefore']} to {entry['paceAfter']}, {took:.0f} s in all", flush=True)
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lab")
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, default=45, help="after which no other run begins")
    parser.add_argument("--only", nargs="*", help="corpora or DAGs")
    parser.add_argument("--batch", type=int, default=1, help="runs before others get their turn")
    parser.add_argument("--seed", default="s", help="of what sleeps: another one, other durations and other random programs")
    arguments = parser.parse_args()
    lab, out = os.path.abspath(arguments.lab), os.path.abspath(arguments.out)
    os.makedirs(out, exist_ok=True)
    os.environ.setdefault("LAB_DATA", "/tmp/stoker-lab-logs/data")
    sys.path.insert(0, HERE)
    sleeps = truth()
    adopt()
    index = os.path.join(out, "index.jsonl")
    known = {key({**row, "conf": row["settings"]}) for row in map(json.loads, open(index))} if os.path.exists(index) else set()
    rows = [row for row in matrix(arguments.seed) if key(row) not in known and (not arguments.only or {row["corpus"], row["dag"]} & set(arguments.only))]
    until, cluster = time.time() + arguments.minutes * 60, None
    with open(LOCK, "w") as lock:
        try:
            for number, row in enumerate(rows):
                if number % arguments.batch == 0:
                    fcntl.flock(lock, fcntl.LOCK_UN)
                    time.sleep(2)
                    fcntl.flock(lock, fcntl.LOCK_EX)
                if time.time() > until:
                    break
                prepare(row, lab, out)
                if row["corpus"] == "virtual" and cluster is None:
                    cluster = Cluster(lab, out)
                elif row["corpus"] != "virtual" and cluster is not None:
                    cluster = cluster.stop()
                collect(row, lab, out, sleeps, cluster)
        finally:
            if cluster is not None:
                cluster.stop()


def truth():
    """sleeps() of jvm_sleeps.py without importing PySpark."""
    source = open(os.path.join(HERE, "jvm_sleeps.py")).read().replace("from pyspark.sql import SparkSession, functions as F\n", "")
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("jvm_sleeps", None))
    exec(source, module.__dict__)
    return module.sleeps


if __name__ == "__main__":
    main()
