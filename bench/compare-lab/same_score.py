"""Counts pairs of bench/diagnose-lab/logs whose answer to "are they runs of one job?" is wrong, and those that are answered with a doubt.

    same_score.py STOKER [--logs ../diagnose-lab/logs] [--random 310 --seed 1]

Without --random: all pairs of one job, rewrites among them; called different is wrong. With it: so many random pairs of logs of two jobs; compared as one without a doubt is wrong.
"""
import argparse, collections, itertools, json, os, random, subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stoker")
    parser.add_argument("--logs", default=os.path.join(HERE, "..", "diagnose-lab", "logs"))
    parser.add_argument("--random", type=int, help="pairs of two jobs instead of all pairs of one")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with open(os.path.join(arguments.logs, "truth.jsonl")) as file:
        rows = [json.loads(row) for row in filter(None, map(str.strip, file))]
    answers = collections.Counter()
    for one, other in strangers(rows, arguments.random, arguments.seed) if arguments.random else runs_of_one(rows):
        done = subprocess.run([arguments.stoker, "compare", *(os.path.join(arguments.logs, run["log"]) for run in (one, other)), "--format", "json"], capture_output=True, text=True)
        if done.stdout:
            likeness = json.loads(done.stdout)["likeness"]
            answer = "two jobs" if likeness["areDifferentJobs"] else "a doubt" if likeness.get("mayBeDifferentJobs") else "one job"
            answers[answer] += 1
            if answer != ("two jobs" if arguments.random else "one job"):
                print(f"{answer}: {one['name']} {one['version']} {one['variant']} -> {other['name']} {other['version']} {other['variant']}, balance {likeness['balance']}")
    print(f"{sum(answers.values())} pairs of {'two jobs' if arguments.random else 'one job'}: " + ", ".join(f"{count} {answer}" for answer, count in answers.most_common()))


def runs_of_one(rows):
    jobs = collections.defaultdict(list)
    for row in rows:
        jobs[row["name"]].append(row)
    for _, runs in sorted(jobs.items()):
        yield from itertools.combinations(runs, 2)


def strangers(rows, count, seed):
    draw = random.Random(seed)
    while count > 0:
        one, other = draw.sample(rows, 2)
        if one["name"] != other["name"]:
            count -= 1
            yield one, other


if __name__ == "__main__":
    main()
