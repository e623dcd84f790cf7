"""Runs the jobs of this folder on real Spark, one at a time, and keeps their event logs.

    run_jobs.py OUT [--versions 4.3 3.5] [--half dev test fresh unseen second third fourth fifth sixth real] [--only NAME ...] [--alternate]

Logs go to OUT/VERSION/logs/NAME-VARIANT, what is true of them to OUT/VERSION/results.jsonl. What is there already is kept. Every third run has the
optional metrics on (registry.OPTIONAL), other ones on each version. A batch of runs shares a JVM and holds the lock /tmp/stoker.spark.lock.
"""
import argparse, collections, fcntl, json, os, shlex, shutil, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import registry, python_jobs, shape_jobs, plan_jobs, driver_jobs, file_jobs, cluster_jobs, fresh_plan_jobs, fresh_shape_jobs, fresh_driver_jobs, partition_and_shuffle_jobs, hop_jobs, stream_jobs, unseen_table_jobs, unseen_flow_jobs, unseen_second_jobs, real_plan_jobs, real_cluster_jobs, real_other_jobs, third_code_jobs, third_plan_jobs, third_run_jobs, fourth_table_jobs, fourth_code_jobs, fifth_table_jobs, fifth_code_jobs, sixth_jobs  # noqa: F401, E401

ENV = "/work/shared/spark/env.sh"
CLUSTER = "spark://127.0.0.1:17077"


def bash(version, command, timeout):
    return subprocess.run(["bash", "-c", f'. "{ENV}" {version} && exec {command}'], capture_output=True, text=True, timeout=timeout)


def start(version, command):
    return subprocess.Popen(["bash", "-c", f'. "{ENV}" {version} && exec {command}'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def spec(version, out, index, name, variant):
    """What run_job.py is told of a variant, and whether it has the optional metrics on."""
    job = registry.JOBS[name]
    optional = (index + (version == "3.5")) % 3 == 0
    logs = os.path.join(out, version, "logs", f"{name}-{variant}")
    os.makedirs(logs, exist_ok=True)
    for old in os.listdir(logs):
        shutil.rmtree(os.path.join(logs, old)) if os.path.isdir(os.path.join(logs, old)) else os.remove(os.path.join(logs, old))
    retries = job.variants[variant][2].get("spark.task.maxFailures")
    master = CLUSTER if job.cluster else job.variants[variant][2].get("lab.master") or (f"local[2,{retries}]" if retries else "local[2]")
    return {"name": name, "variant": variant, "logs": logs, "master": master, "optional": optional, "conf": registry.OPTIONAL if optional else {}}


def run(version, out, memory, specs, classes=None):
    # What the JVM of the driver starts with must come with the submit arguments.
    os.environ["PYSPARK_SUBMIT_ARGS"] = f"--driver-memory {memory} {f'--driver-class-path {classes} ' if classes else ''}pyspark-shell"
    try:
        done = bash(version, f'python3 "{HERE}/run_job.py" ' + " ".join(shlex.quote(json.dumps(item)) for item in specs), 420)
        text, error = done.stdout, done.stderr
    except subprocess.TimeoutExpired as timeout:
        text, error = (timeout.stdout or b"").decode(), "more than 420 s"
    results = [json.loads(line[7:]) for line in text.splitlines() if line.startswith("RESULT ")]
    for result in results:
        item = next(item for item in specs if (item["name"], item["variant"]) == (result["name"], result["variant"]))
        result.update({"version": version, "optional": item["optional"], "logs": os.path.relpath(item["logs"], out)})
        with open(os.path.join(out, version, "results.jsonl"), "a") as file:
            file.write(json.dumps(result) + "\n")
        print(f"{version} {result['half']} {result['name']} {result['variant']}: {result['job_s']} s {(result['failed'] or '')[:150]}", flush=True)
    if len(results) < len(specs):
        print(f"{version}: {len(specs) - len(results)} without result: {error[-900:]}", flush=True)


def known(out, version):
    path = os.path.join(out, version, "results.jsonl")
    if not os.path.exists(path):
        return set()
    with open(path) as file:
        return {(row["name"], row["variant"]) for row in map(json.loads, file)}


class Cluster:
    """A standalone master and a worker of two cores or as many as given, or workers of the given cores on hosts of their own; only what it started is stopped."""

    def __init__(self, version, cores=True):
        service = "$SPARK_HOME/bin/spark-class org.apache.spark.deploy"
        self.servers = [start(version, f"{service}.master.Master --host 127.0.0.1 --port 17077 --webui-port 18380")]
        time.sleep(7)
        workers = [("127.0.0.1", 2)] if cores is True else [("127.0.0.1", cores)] if isinstance(cores, int) else [(f"127.0.0.{number + 2}", count) for number, count in enumerate(cores.split(","))]
        for number, (host, count) in enumerate(workers):
            self.servers.append(start(version, f"{service}.worker.Worker --host {host} --webui-port {18381 + number} -c {count} -m 8g -d /tmp/stoker-lab-logs/jobs-work {CLUSTER}"))
        time.sleep(6)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in reversed(self.servers):
            server.terminate()
            server.wait(30)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--versions", nargs="+", default=["4.3", "3.5"])
    parser.add_argument("--half", nargs="*", choices=["dev", "test", "fresh", "unseen", "second", "third", "fourth", "fifth", "sixth", "real"])
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--alternate", action="store_true", help="each job on one version only, in turn")
    parser.add_argument("--batch", type=int, default=6)
    arguments = parser.parse_args()
    for cluster in dict.fromkeys([False, True, *(job.cluster for job in registry.JOBS.values())]):
        for version in arguments.versions:
            os.makedirs(os.path.join(arguments.out, version, "logs"), exist_ok=True)
            groups = collections.defaultdict(list)
            done = known(arguments.out, version)
            for index, (name, job) in enumerate(registry.JOBS.items()):
                if (arguments.half and job.half not in arguments.half) or (arguments.only and name not in arguments.only) or job.cluster != cluster:
                    continue
                if arguments.alternate and (index // 2 + (version == "3.5")) % 2:
                    continue
                for variant, (_, _, conf) in job.variants.items():
                    if (name, variant) not in done:
                        groups[conf.get("spark.driver.memory", "3g"), conf.get("spark.driver.extraClassPath")].append((index, name, variant))
            for (memory, classes), pending in groups.items():
                for at in range(0, len(pending), arguments.batch):
                    with open("/tmp/stoker.spark.lock", "w") as lock:
                        fcntl.flock(lock, fcntl.LOCK_EX)
                        specs = [spec(version, arguments.out, *item) for item in pending[at:at + arguments.batch]]
                        if cluster:
                            with Cluster(version, cluster):
                                run(version, arguments.out, memory, specs, classes)
                        else:
                            run(version, arguments.out, memory, specs, classes)
                    time.sleep(2)


if __name__ == "__main__":
    main()
