"""Joins the lab's source with the logs of its jobs and counts the jobs that were joined with the right function.

    python3 bench/lint-join/score.py 'dotnet artifacts/bin/Stoker.Cli/debug/Stoker.Cli.dll' WORKLOADS.py LOGS...

LOGS are folders with one folder a run, named <workload>-<variant>-<n>; the function of a workload is its name with underscores. No log names a
function: the truth is the name of the folder, which stoker never sees. (Workload and application share the name, but stoker joins by call sites and
plans only.)
"""
import json, os, shlex, subprocess, sys

stoker, source, *roots = sys.argv[1:]
totals = {}
for root in roots:
    for run in sorted(os.listdir(root)):
        name = run.rsplit("-", 2)[0].replace("-", "_")
        out = subprocess.run([*shlex.split(stoker), "lint", source, "--log", os.path.join(root, run), "--format", "json", "--fail-on", "never"], capture_output=True, text=True)
        if out.returncode != 0:
            print(run, "failed:", out.stderr.strip()[:200]); continue
        report = json.loads(out.stdout)["run"]
        for call in report["calls"]:
            lines = call["lines"]
            # A helper's own name ends the symbol of a nested function.
            right = [line for line in lines if name in (line.get("symbol", "").split(".")[0], line.get("caller", {}).get("symbol", "").split(".")[0])]
            verdict = "right" if len(right) == len(lines) else "among candidates" if right else "WRONG"
            key = (call["basis"], verdict)
            totals[key] = totals.get(key, 0) + len(call["jobs"])
            if verdict != "right":
                print(f"{run}: jobs {call['jobs']} {call['basis']} {verdict}: {[(line.get('symbol'), line['line'], line['method']) for line in lines]}")
        totals[("not joined", "")] = totals.get(("not joined", ""), 0) + report["otherJobs"]
        if sum(group["coreMs"] for group in report["groups"]) > report["coreMs"]:
            print(run, "GROUPS EXCEED THE RUN")
        if report["otherJobs"]:
            print(f"{run}: {report['otherJobs']} jobs not joined")
for key, jobs in sorted(totals.items()):
    print(f"{jobs:6} jobs  {' '.join(key)}")
