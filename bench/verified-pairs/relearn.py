"""What the predictions that `stoker verify` kept came to, kind by kind: the table from which intervals can be learnt again.

    relearn.py [verified.jsonl ...] [--export FILE]

Reads lines of `stoker/verified-pair/1` (docs/specs/verification-1.md); without a file, ~/.local/share/stoker/verified.jsonl. For each kind and amount: how many pairs, how many the
interval held (noise taken into account), the mean width of the interval, the bias, and q90, the 0.9 quantile of |ln(measured / predicted)| with its finite-sample correction, which is
the half width that would have held. A kind needs 9 pairs before q90 means anything: below that it is printed as "-".

The second table has the rows of src/Stoker.Simulation/Predictions/IntervalTable.cs: the same quantile of |ln(measured / predicted)| / sigma over all pairs of a row, beside what the source holds, how many pairs each of the
two holds, and how many the learnt one holds when each application is left out in turn. A row with fewer than 20 pairs, or of fewer than 3 applications, or with one that has more than half of the pairs, keeps its value.

--export writes the pairs without names and ids of applications, to be sent to somebody else.
"""
import argparse, collections, json, math, os, re, sys

LEAST_OF_ROW, LEAST_APPLICATIONS = 20, 3
LEAST = 9  # The 0.9 quantile of n values with its correction is the largest of them until n = 9.
PRIVATE = ("application", "beforeId", "afterId")


def pairs(files):
    for file in files:
        with open(file) as lines:
            for line in lines:
                try:
                    pair = json.loads(line)
                except ValueError:
                    continue
                if pair.get("schema") == "stoker/verified-pair/1":
                    yield pair


def held(pair):
    return pair["lowSeconds"] - pair["noiseSeconds"] <= pair["measuredSeconds"] <= pair["highSeconds"] + pair["noiseSeconds"]


def quantile(errors, share=0.9):
    rank = math.ceil((len(errors) + 1) * share)
    return sorted(errors)[rank - 1] if len(errors) >= LEAST and rank <= len(errors) else None


def score(pair):
    return abs(math.log(pair["measuredSeconds"] / pair["expectedSeconds"])) / pair["sigma"]


def rows(known):
    """The rows of the table of intervals, learnt from these pairs."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/Stoker.Simulation/Predictions/IntervalTable.cs")
    with open(source) as file:
        shipped = {name[0].lower() + name[1:]: float(value) for name, value in re.findall(r"\(ChangeKind\.(\w+), ([0-9.]+)\)", file.read())}
    groups = collections.defaultdict(list)
    for pair in known:
        if pair.get("sigma") and pair["measuredSeconds"] > 0 and pair["expectedSeconds"] > 0:
            groups[pair["intervalRow"]].append(pair)
    print("\n| row | pairs | applications | in the source | held | learnt | held | left out |\n|---|---:|---:|---:|---:|---:|---:|---:|")
    for row, value in shipped.items():
        group = groups.get(row, [])
        applications = collections.Counter(pair.get("application", "?") for pair in group)
        is_mixed = len(applications) >= LEAST_APPLICATIONS and max(applications.values()) <= len(group) / 2
        learnt = quantile([score(pair) for pair in group]) if len(group) >= LEAST_OF_ROW and is_mixed else None
        share = lambda limit, pairs: f"{sum(score(pair) <= limit for pair in pairs) / len(pairs):.0%}" if pairs and limit else "-"
        out = [score(pair) <= (quantile([score(other) for other in group if other.get("application") != pair.get("application")]) or 0) for pair in group] if learnt else []
        print(f"| {row} | {len(group)} | {len(applications)} | {value} | {share(value, group)} | {'keeps it' if learnt is None else f'{learnt:.2f}'} | {share(learnt, group)} | {f'{sum(out) / len(out):.0%}' if out else '-'} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--export")
    arguments = parser.parse_args()
    home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    known = list(pairs(arguments.files or [os.path.join(home, "stoker", "verified.jsonl")]))
    if arguments.export:
        with open(arguments.export, "w") as out:
            for pair in known:
                out.write(json.dumps({key: value for key, value in pair.items() if key not in PRIVATE}) + "\n")
    kinds = collections.defaultdict(list)
    for pair in known:
        kinds[pair["kind"], pair["amount"]].append(pair)
    print("| kind | amount | pairs | held | width | bias | q90 |\n|---|---|---:|---:|---:|---:|---:|")
    for (kind, amount), group in sorted(kinds.items(), key=lambda each: (-len(each[1]), each[0])):
        ratios = [math.log(pair["measuredSeconds"] / pair["expectedSeconds"]) for pair in group if pair["measuredSeconds"] > 0 and pair["expectedSeconds"] > 0]
        width = sum((pair["highSeconds"] - pair["lowSeconds"]) / pair["expectedSeconds"] for pair in group if pair["expectedSeconds"] > 0) / len(group)
        q90 = quantile([abs(ratio) for ratio in ratios])
        bias = f"{math.expm1(sum(ratios) / len(ratios)):+.0%}" if ratios else "-"
        print(f"| {kind} | {amount} | {len(group)} | {sum(map(held, group)) / len(group):.0%} | {width:.0%} | {bias} | {'-' if q90 is None else f'{q90:.2f}'} |")
    rows(known)
    print(f"\n{len(known)} pairs, {sum(map(held, known))} held.", file=sys.stderr)


if __name__ == "__main__":
    main()
