"""Learns how far savings of twins lie from prices, by family: the rows of PriceSpread.cs.

    twin_score.py STOKER --json lab.jsonl ; twin_score.py STOKER --runs QUIET --json quiet.jsonl
    price_spread.py lab.jsonl quiet.jsonl

STOKER is to be built with an empty table (one row, "" 1 1), else its own widening is learnt. A row is what was measured over what was expected, as far as noise does not explain it. Learnt are
the shares that hold 95 of 100 of them on each side; a family of fewer than three jobs has at least those of all families together. "left out" is the share of a job's pairs that the shares of all other jobs hold,
learnt in the same way. Groups of findings count for the family of the one that
decides how they are measured.
"""
import collections, json, math, sys

LEAST_JOBS = 3
JUDGED = ("asPredicted", "lessThanPredicted", "moreThanPredicted")
FAMILIES = [
    ("waiting slots", ("PART002", "PART003", "PART006", "PART007", "PART009", "PART010", "SKEW", "IO008")),
    ("stragglers", ("SCHED002",)),
    ("the driver", ("DRV001", "DRV002", "DRV004", "DRV006", "DRV007", "DRV008", "DRV009", "PYTHON008", "IO011")),
    ("idle executors", ("EXEC",)),
    ("lost work", ("FAIL", "MEM003", "MEM004")),
    ("repeated lineages", ("CACHE001",)),
    ("repeated shuffles", ("SHUF001",)),
    ("looks and inference", ("DRV005", "IO004")),
    ("needless caches", ("CACHE002",)),
    ("tiny tasks and files", ("PART001", "IO001", "IO002", "SHUF009")),
    ("text formats", ("IO003",)),
    ("Python", ("PYTHON",)),
    ("missed broadcasts", ("JOIN001",)),
    ("other joins", ("JOIN",)),
    ("memory", ("MEM",)),
    ("others", ("",)),
]


def family(ids):
    for name, starts in FAMILIES:
        if any(each.startswith(start) for each in ids.split("+") for start in starts):
            return name


def needs(row):
    """The most that the low end and the least that the high end may be, as shares of what was expected."""
    expected = max(row["expectedSeconds"], 1e-9)
    return (row["measured"] + row["noise"]) / expected, (row["measured"] - row["noise"]) / expected


def learn(rows):
    """
    Each side beyond what all but one in twenty need, as conformal prediction takes it. What cost time is missed or said by the rule itself (its Remains), and teaches nothing of the low end.
    """
    lows, highs = sorted(low for low, _ in map(needs, rows) if low > 0), sorted(high for _, high in map(needs, rows))
    beyond = int(len(rows) / 20)
    return min([1.0, *lows[beyond:beyond + 1]]), max(1.0, highs[-1 - beyond])


def learn_apart(job, own, rows):
    """The shares that all other jobs teach: those of the family, or of all families where fewer than three jobs of it are left."""
    others = [row for row in own if row["job"] != job]
    return learn(others if len({row["job"] for row in others}) >= LEAST_JOBS else [row for row in rows if row["job"] != job])


def ends(row, low, high):
    expected = row["expectedSeconds"]
    return min(row["low"], expected * low), max(row["high"], expected * high)


def holds(row, low=1.0, high=1.0):
    least, most = ends(row, low, high)
    return row["measured"] + row["noise"] >= least and row["measured"] - row["noise"] <= most


def width(row, low=1.0, high=1.0):
    least, most = ends(row, low, high)
    return (most - least) / 2 / max(row["expectedSeconds"], 1e-9)


def main():
    rows = [row for path in sys.argv[1:] for row in map(json.loads, open(path)) if row["outcome"] in JUDGED]
    groups = collections.defaultdict(list)
    for row in rows:
        groups[family(row["ids"])].append(row)
    total = collections.Counter()
    print("| family | jobs | judged | held by what the log says | least | most | held | left out | half-width before | after |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, _ in FAMILIES:
        if not (own := groups.get(name)):
            continue
        low, high = learn(own)
        if len({row["job"] for row in own}) < LEAST_JOBS:
            pooled = learn(rows)
            low, high = min(low, pooled[0]), max(high, pooled[1])
        out = [row for job in {row["job"] for row in own} for learnt in [learn_apart(job, own, rows)] for row in own if row["job"] == job and holds(row, *learnt)]
        counts = (len(own), sum(holds(row) for row in own), sum(holds(row, low, high) for row in own), len(out))
        total.update(judged=counts[0], before=counts[1], after=counts[2], out=counts[3], width=sum(width(row, low, high) for row in own), narrow=sum(map(width, own)))
        print(f"| {name} | {len({row['job'] for row in own})} | {counts[0]} | {counts[1]} | {low:.2f} | {high:.2f} | {counts[2]} | {counts[3]} | {sum(map(width, own)) / len(own):.0%} | {sum(width(row, low, high) for row in own) / len(own):.0%} |")
    n = total["judged"]
    print(f"| all | {len({row['job'] for row in rows})} | {n} | {total['before']} ({total['before'] / n:.0%}) | | | {total['after']} ({total['after'] / n:.0%}) | {total['out']} ({total['out'] / n:.0%}) | {total['narrow'] / n:.0%} | {total['width'] / n:.0%} |")


if __name__ == "__main__":
    main()
