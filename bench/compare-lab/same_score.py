"""Counts pairs of one job in bench/diagnose-lab/logs, rewrites among them, that `stoker compare` takes for different jobs: each is wrong.

    same_score.py STOKER [--logs ../diagnose-lab/logs]
"""
import argparse, collections, itertools, json, os, subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stoker")
    parser.add_argument("--logs", default=os.path.join(HERE, "..", "diagnose-lab", "logs"))
    arguments = parser.parse_args()
    jobs = collections.defaultdict(list)
    with open(os.path.join(arguments.logs, "truth.jsonl")) as file:
        for row in filter(None, map(str.strip, file)):
            row = json.loads(row)
            jobs[row["name"]].append(row)
    pairs = wrong = 0
    for name, runs in sorted(jobs.items()):
        for one, other in itertools.combinations(runs, 2):
            done = subprocess.run([arguments.stoker, "compare", *(os.path.join(arguments.logs, run["log"]) for run in (one, other)), "--format", "json"], capture_output=True, text=True)
            if done.stdout:
                pairs += 1
                if json.loads(done.stdout)["verdict"] == "differentJobs":
                    wrong += 1
                    print(f"{name} {one['version']} {one['variant']} -> {other['version']} {other['variant']}: called different jobs")
    print(f"{wrong} of {pairs} pairs of one job are called different")


if __name__ == "__main__":
    main()
