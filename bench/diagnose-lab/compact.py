"""Copies event logs into logs/ small enough to commit, and writes what is true of them to logs/truth.jsonl: compact.py FOLDER ... [--half given dev test fresh] [--limit BYTES]

FOLDER is one of generate.py or of jobs/run_jobs.py. Left out of a log is what the diagnoses do not read: class path, system properties, the text of plans beside their trees, and
accumulables named internal.metrics.*, which repeat the task metrics. Logs above the limit are left out.
"""
import argparse, glob, json, os, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import truth

HERE = os.path.dirname(os.path.abspath(__file__))


def lines(folder):
    files = sorted(path for path in glob.glob(os.path.join(folder, "**"), recursive=True) if os.path.isfile(path) and "appstatus" not in path and not path.endswith(".crc"))
    for path in files:
        data = subprocess.run(["zstd", "-dc", path], capture_output=True, check=True).stdout if path.endswith((".zstd", ".zst")) else open(path, "rb").read()
        yield from data.splitlines()


def slim(line):
    event = json.loads(line)
    if event["Event"] == "SparkListenerEnvironmentUpdate":
        for key in ("Classpath Entries", "System Properties", "Hadoop Properties", "Metrics Properties"):
            event[key] = {}
    for holder in (event.get("Task Info"), event.get("Stage Info")):
        if holder and "Accumulables" in holder:
            holder["Accumulables"] = [item for item in holder["Accumulables"] if not item.get("Name", "").startswith("internal.metrics.")]
    if "sparkPlanInfo" in event and "SaveIntoDataSourceCommand" not in event["physicalPlanDescription"]:  # Of that only the text names the provider.
        event["physicalPlanDescription"] = ""
    if event["Event"] == "SparkListenerTaskStart" and "Task Info" in event:
        event["Task Info"].pop("Accumulables", None)
    return json.dumps(event, separators=(",", ":")).encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--half", nargs="+", choices=["given", "dev", "test", "fresh", "unseen", "second", "third", "fourth", "fifth", "real"])
    parser.add_argument("--limit", type=int, default=100_000)
    arguments = parser.parse_args()
    rows = []
    for run in (run for folder in arguments.folders for run in truth.runs(folder)):
        if arguments.half and run["half"] not in arguments.half:
            continue
        name = f"{run['name']}-{run['variant']}" + ("" if run["half"] == "given" and run["version"] == "4.3" else f"-{run['version']}") + ".zstd"
        if any(row["log"] == name for row in rows):
            continue  # The committed ones may be given too, to keep them.
        path = os.path.join(HERE, "logs", name)
        if not os.path.exists(path):
            text = b"\n".join(slim(line) for line in lines(run["log"])) + b"\n"
            packed = subprocess.run(["zstd", "-19", "-c"], input=text, capture_output=True, check=True).stdout
            if len(packed) > arguments.limit:
                print(f"{name}: {len(packed)} bytes, left out")
                continue
            with open(path, "wb") as file:
                file.write(packed)
        rows.append({**run, "log": name})
    with open(os.path.join(HERE, "logs", "truth.jsonl"), "w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    print(len(rows), "logs,", sum(os.path.getsize(os.path.join(HERE, "logs", name)) for name in os.listdir(os.path.join(HERE, "logs"))), "bytes")


if __name__ == "__main__":
    main()
