"""Scores diagnoses of the lab against what is true of its runs.

    score.py RUNNER FOLDER ... [--half given dev test] [--verbose] [--only NAME ...] [--small] [--source DIR ...]

RUNNER is the built Stoker.DiagnoseLab, which has no source of the jobs, or the program itself, stoker, which reads it from --source as a user's does. Each FOLDER is one of generate.py, of jobs/run_jobs.py, or logs (the compacted ones). A run is right when each
expected id is there at Minor or above (of ID@info: at all), and nothing else is at Minor or above but what is true too. Prints each run that is wrong, the confusion matrix by
id, and totals by half, Spark version and metrics. Exit code 1 when recall or precision of all is below 0.95.
"""
import argparse, collections, json, os, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import truth


# Applications below this are called small, and findings about speed stay at Info by design (diagnoses.md, trap T01), whatever their fault.
SMALL = 2


class Tally:
    def __init__(self):
        self.found, self.missed, self.false = collections.Counter(), collections.Counter(), collections.Counter()
        self.runs = self.right = self.healthy = self.silent = self.faulty = self.first = 0

    def line(self, title):
        found, missed, false = (sum(counter.values()) for counter in (self.found, self.missed, self.false))
        recall = f"{found / (found + missed):.3f}" if found + missed else "–"
        precision = f"{found / (found + false):.3f}" if found + false else "–"
        return f"| {title} | {self.runs} | {self.right} | {self.silent} of {self.healthy} | {self.first} of {self.faulty} | {found} | {missed} | {false} | {recall} | {precision} |"

    def add(self, run, rows):
        loud = {row["id"] for row in rows if row["severity"] != "Info"}
        told = loud | {row["id"] + "@info" for row in rows}
        wanted = [group.split("|") for group in run["expected"]]
        for group in wanted:
            hit = next((id for id in group if id in told), None)
            (self.found if hit else self.missed)[(hit or group[0]).removesuffix("@info")] += 1
        extra = loud - {id.removesuffix("@info") for group in wanted for id in group} - set(run["also"])
        self.false.update(extra)
        missing = [group[0] for group in wanted if not told & set(group)]
        self.runs += 1
        self.right += not missing and not extra
        if wanted:
            self.faulty += 1
            self.first += next((row["id"] for row in rows if row["rank"] == 1 and row["severity"] != "Info"), None) in {id for group in wanted for id in group}
        else:
            self.healthy += 1
            self.silent += not extra
        return missing, sorted(extra)


def of_runner(runner, logs, _):
    """What the runner says: a head a log, and its findings."""
    done = subprocess.run([runner, *logs], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    found, heads = collections.defaultdict(list), {}
    for row in map(json.loads, done.stdout.splitlines()):
        if "id" in row:
            found[row["log"]].append(row)
        else:
            heads[row["log"]] = row
    return heads, found


def of_program(stoker, logs, source):
    """The same of `stoker analyze`. Its ranked findings come first, in their order; the others name their cause."""
    found, heads = collections.defaultdict(list), {}
    for log in logs:
        done = subprocess.run([stoker, "analyze", log, "--format", "json", *(option for path in source for option in ("--source", path))], capture_output=True, text=True)
        if done.returncode not in (0, 1, 3):
            sys.exit(f"{log}: {done.stderr[-2000:]}")
        answer = json.loads(done.stdout)
        heads[log] = {"wallS": answer["application"].get("wallMs", 0) / 1000}
        for rank, finding in enumerate(answer["findings"], 1):
            cause = finding.get("causedBy")
            evidence = ", ".join(f"{item['name']}={item.get('text', item.get('number'))}" for item in finding["evidence"])
            found[log].append({"id": finding["id"], "severity": finding["severity"].capitalize(), "rank": None if cause else rank, "cause": cause, "place": finding["place"], "core": finding.get("coreMs"), "wall": finding.get("wallMs"), "evidence": evidence})
    return heads, found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runner")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--half", nargs="+", choices=["given", "dev", "test", "fresh", "unseen", "second", "third", "fourth", "fifth", "real"])
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--small", action="store_true", help="count applications below 2 s too")
    parser.add_argument("--source", nargs="*", default=[], help="where the jobs' source is, for stoker itself")
    parser.add_argument("--quiet", action="store_true", help="totals only: for the held-out half")
    arguments = parser.parse_args()
    runs = [run for folder in arguments.folders for run in truth.runs(folder)
            if (not arguments.half or run["half"] in arguments.half) and (not arguments.only or run["name"] in arguments.only)]
    heads, found = (of_program if os.path.basename(arguments.runner) == "stoker" else of_runner)(arguments.runner, [run["log"] for run in runs], arguments.source)
    tallies = collections.defaultdict(Tally)
    small = []
    for run in runs:
        rows = found[run["log"]]
        wall = heads.get(run["log"], {}).get("wallS") or 0
        if wall < SMALL and not arguments.small:
            small.append(f"{run['name']}/{run['variant']} on {run['version']} ({wall:.1f} s)")
            continue
        metrics = "optional metrics" if run["optional"] else "default metrics"
        for key in ("all", run["half"], f"{run['half']}, Spark {run['version']}", f"{run['half']}, {metrics}", f"Spark {run['version']}", metrics):
            missing, extra = tallies[key].add(run, rows)
        if (missing or extra or arguments.verbose) and not arguments.quiet:
            print(f"{run['half']} {run['version']} {run['name']}/{run['variant']} wall {heads.get(run['log'], {}).get('wallS')} s: missing {missing} extra {extra}")
            for row in rows:
                print("     ", row["severity"], row["id"], row["place"], f"core {row['core']} wall {row['wall']}", f"from {row['cause']}" if row["cause"] else "", row["evidence"][:230])
    for text in small:
        print(f"left out: {text}, below {SMALL} s: findings about speed are at most Info by design")
    for (name, variant), reason in truth.ABSENT.items():
        print(f"left out: {name}/{variant}, {reason}")
    if not runs:
        sys.exit("no runs")
    print("\n| runs | number | right | healthy and silent | fault ranked first | found | missed | false alarms | recall | precision |\n|---|---|---|---|---|---|---|---|---|---|")
    for key in sorted(tallies, key=lambda key: (key == "all", key)):
        print(tallies[key].line(key))
    everything = tallies["all"]
    halves = [half for half in ("given", "dev", "test", "fresh") if half in tallies]
    print("\n| id | " + " | ".join(f"{half}: found, missed, false" for half in halves) + " |\n|---" * 1 + "|---" * len(halves) + "|")
    for id in sorted(set(everything.found) | set(everything.missed) | set(everything.false)):
        print(f"| {id} | " + " | ".join(f"{tallies[half].found[id]}, {tallies[half].missed[id]}, {tallies[half].false[id]}" for half in halves) + " |")
    found, missed, false = (sum(counter.values()) for counter in (everything.found, everything.missed, everything.false))
    return 0 if found and found / (found + missed) >= 0.95 and found / (found + false) >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main())
