"""Lints checkouts of public PySpark repositories and prints one row for each: what README.md tabulates.

    python3 bench/lint-repos/count.py 'dotnet artifacts/bin/Stoker.Cli/debug/Stoker.Cli.dll' CHECKOUT...

A checkout is a folder named owner+name with the files of one commit (git archive). False positives are judged by hand and listed in
false-positives.tsv: repository, rule, place, why. A line there that no finding matches any more is said to be fixed.
"""
import collections, json, os, shlex, subprocess, sys

stoker, *checkouts = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
judged = [line.rstrip("\n").split("\t") for line in open(os.path.join(here, "false-positives.tsv")) if line.strip() and not line.startswith("#")]
total = collections.Counter()
print("| repository | lines | Spark files | findings | of them info | false positives |\n|---|---:|---:|---:|---:|---:|")
for path in checkouts:
    name = os.path.basename(path.rstrip("/")).replace("+", "/")
    out = subprocess.run([*shlex.split(stoker), "lint", ".", "--format", "json", "--fail-on", "never"], capture_output=True, text=True, cwd=path)
    report = json.loads(out.stdout)
    places = {(finding["id"], f"{finding['place']['file']}:{finding['place']['line']}") for finding in report["findings"]}
    false = [row for row in judged if row[0] == name and (row[1], row[2]) in places]
    info = sum(finding["severity"] == "info" for finding in report["findings"])
    row = dict(lines=report["lines"], spark=report["sparkFiles"], findings=len(report["findings"]), info=info, false=len(false))
    total.update(row)
    print(f"| {name} | {row['lines']:,} | {row['spark']} | {row['findings']} | {row['info']} | {row['false']} |")
    for fixed in (row for row in judged if row[0] == name and (row[1], row[2]) not in places):
        print(f"fixed: {fixed[1]} {fixed[2]}", file=sys.stderr)
print(f"| all | {total['lines']:,} | {total['spark']} | {total['findings']} | {total['info']} | {total['false']} ({100 * total['false'] / max(1, total['findings']):.1f} %) |")
