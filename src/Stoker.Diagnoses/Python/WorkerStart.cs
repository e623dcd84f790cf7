using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON006: tasks start Python workers and import modules for a good part of their time, beyond the first ones of each executor.</summary>
internal static class WorkerStart
{
    public const string Id = "PYTHON006";
    private const string Reuse = "spark.python.worker.reuse";
    private const string Daemon = "spark.python.use.daemon";

    /// <summary>What a worker that was started needs at least to import and unpickle, ms: 600 to 1,500 were seen. [derived]</summary>
    private const int LeastInitializeMs = 20;

    private static readonly string[] Switches = [Reuse, Daemon];

    public static readonly Diagnosis Diagnosis = new(Id, "Starting Python costs as much as using it", Rank.Python, Check)
    {
        Limits = [PythonThresholds.StartShare, PythonThresholds.StartTasks, PythonThresholds.MostlyStartShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var off = SwitchedOff(inspection);
        var isMeasured = false;
        foreach (var started in Find(inspection))
        {
            isMeasured = true;
            if (!LargeClosure.Explains(inspection, started))
            {
                CheckStage(inspection, report, started, off);
            }
        }

        if (!isMeasured && off.Count > 0)
        {
            ReportSetting(inspection, report, off);
        }
    }

    /// <summary>Settings that make a worker serve one task only.</summary>
    public static List<string> SwitchedOff(Inspection inspection) => [.. Switches.Where(key => inspection.Settings.IsOn(key) == false)];

    /// <summary>What tasks of Python nodes spent before their worker was ready, where the version logs it (4.0).</summary>
    public static IEnumerable<Started> Find(Inspection inspection)
    {
        foreach (var node in inspection.Operators.Where(PythonNodes.IsPython))
        {
            if (node.Metric("time to start Python workers") is not { } start || node.Metric("time to initialize Python workers") is not { } initialize)
            {
                continue;
            }

            foreach (var stage in node.Stages)
            {
                yield return Starts(inspection, node, stage, start, initialize);
            }
        }
    }

    private static void CheckStage(Inspection inspection, Report report, Started found, List<string> off)
    {
        var (node, stage) = (found.Node, found.Stage);
        var share = found.Milliseconds / (double)Math.Max(1, found.RunMs);
        var limit = inspection.ValueOf(Id, PythonThresholds.StartShare);
        if (found.Tasks < inspection.ValueOf(Id, PythonThresholds.StartTasks) || share < limit)
        {
            return;
        }

        // Switched off, workers that serve one task each are the cause, whatever the function is; and so they are when most of the time is theirs.
        var suspicion = new Suspicion(node.Place, Confidence.High) { Basis = Basis.Measured, StandsAlone = off.Count > 0 || share >= inspection.ValueOf(Id, PythonThresholds.MostlyStartShare) };
        suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
        inspection.Relate(suspicion, stage);
        suspicion.Prove("tasks", found.Tasks, EvidenceUnit.Count)
            .Prove("startTime", found.Milliseconds, EvidenceUnit.CoreMilliseconds)
            .Prove("startShare", share, EvidenceUnit.Ratio, null, new Threshold(PythonThresholds.StartShare.Name, Comparison.AtLeast, limit));
        var claim = Math.Min(found.Milliseconds, inspection.Ledger.Of(stage, Bucket.Python));
        suspicion.Claim(stage, Bucket.Python, claim * 0.7, claim * 0.9, claim).ClaimArea(stage);
        report.Add(Advise(inspection, suspicion, off));
    }

    /// <summary>
    /// Time to start and initialize over the tasks that are not the first ones of an executor. A worker that is used again has no start, and its time to
    /// initialize is mostly how long it had waited for this task; or, with Arrow, it tells how long the task took to reach it as start, and has nothing to
    /// initialize (0 to 12 ms): neither counts.
    /// </summary>
    private static Started Starts(Inspection inspection, PlanOperator node, StageWork stage, SqlMetric start, SqlMetric initialize)
    {
        var tasks = stage.Stage.Tasks;
        if (tasks.SqlMetric(start.Id)?.Values is not { } starts || tasks.SqlMetric(initialize.Id)?.Values is not { } initializes || tasks.Metric(Model.Tasks.TaskMetric.ExecutorRunTime) is not { } run)
        {
            return new Started(node, stage, 0, 0, 0, 0);
        }

        var (count, sum, initialized, runSum) = (0, 0L, 0L, 0L);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.Status(row) != Model.Tasks.TaskAttemptStatus.Success || inspection.WarmUp.Contains(stage, row))
            {
                continue;
            }

            var index = tasks.Index(row);
            runSum += run[row];
            if (index >= 0 && index < starts.Count && starts[index] > 0 && index < initializes.Count && initializes[index] >= LeastInitializeMs)
            {
                count++;
                sum += Math.Min(run[row], starts[index] + initializes[index]);
                initialized += Math.Min(run[row], initializes[index]);
            }
        }

        return new Started(node, stage, count, sum, initialized, runSum);
    }

    private static void ReportSetting(Inspection inspection, Report report, List<string> off)
    {
        var stages = inspection.Stages.Where(stage => stage.HasPythonRdd || stage.PythonMs > 0).ToList();
        var tasks = stages.Sum(stage => stage.TaskCount);
        if (tasks < inspection.ValueOf(Id, PythonThresholds.StartTasks))
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(off[0]), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("no time to start workers is in this log").Prove(off[0], "false").Prove("tasks", tasks, EvidenceUnit.Count, new ApplicationPlace());
        report.Add(Advise(inspection, suspicion, off));
    }

    private static Suspicion Advise(Inspection inspection, Suspicion suspicion, List<string> off)
    {
        foreach (var key in off)
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Let a worker serve many tasks; that is the default.", null, "Leaks of native libraries live longer.", null, new SettingChange(key, "false", "true")));
            suspicion.RelatedPlaces.Add(new SettingPlace(key));
        }

        return suspicion.Advise("Use fewer and longer tasks, and import heavy modules only where they are needed: each new worker imports them all.");
    }

    /// <summary>What the tasks of a node in a stage spent before their worker was ready, beyond the first tasks of each executor.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Stage">The stage.</param>
    /// <param name="Tasks">Tasks that did.</param>
    /// <param name="Milliseconds">Time to start and initialize.</param>
    /// <param name="InitializeMs">The part of it in which the worker unpickled functions and imported modules.</param>
    /// <param name="RunMs">Run time of all tasks.</param>
    internal sealed record Started(PlanOperator Node, StageWork Stage, int Tasks, long Milliseconds, long InitializeMs, long RunMs);
}
