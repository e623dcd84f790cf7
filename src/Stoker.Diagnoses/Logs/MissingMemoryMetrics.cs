using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG005: memory was short, and the log has no measure of it: what took it cannot be told.</summary>
internal static class MissingMemoryMetrics
{
    public const string Id = "LOG005";

    private const string StageMetrics = "spark.eventLog.logStageExecutorMetrics";
    private const string Polling = "spark.executor.metrics.pollingInterval";

    /// <summary>Executor metrics are in logs since this version.</summary>
    private static readonly SparkVersion First = new(3, 0);

    public static readonly Diagnosis Diagnosis = new(Id, "Memory was not measured", Rank.Log, Check) { Limits = [LogThresholds.UnpolledShare, LogThresholds.MemoryGcShare, LogThresholds.MemoryGcMs, LogThresholds.MemorySpill] };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Settings.Version is not { } version || version < First || QuestionOf(inspection) is not { } question)
        {
            return;
        }

        var tasks = inspection.Application.Executors.Sum(executor => (long)executor.CompletedTasks + executor.FailedTasks);
        var unpolled = inspection.Application.Executors.Where(executor => executor.Peaks is not { IsPolled: true }).Sum(executor => (long)executor.CompletedTasks + executor.FailedTasks);
        var limit = inspection.ValueOf(Id, LogThresholds.UnpolledShare);
        if (tasks == 0 || unpolled < limit * tasks)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.Prove("openQuestion", question)
            .Prove("tasksWithoutMeasure", unpolled / (double)tasks, EvidenceUnit.Ratio, null, new Threshold(LogThresholds.UnpolledShare.Name, Comparison.AtLeast, limit));
        suspicion.Advise(inspection.Settings.Change(StageMetrics, "true", "Write the memory peaks of each stage and executor into the log."))
            .Advise(inspection.Settings.Change(Polling, "1s", "Measure every second, so that short tasks are measured too.", risk: "A little time of each executor."));
        report.Add(suspicion);
    }

    /// <summary>What about memory is open in this run; null when nothing is.</summary>
    private static string? QuestionOf(Inspection inspection)
    {
        if (AttemptFailure.Of(inspection).Any(attempt => IsOfMemory(attempt.Cause)) || inspection.Application.Executors.Any(executor => IsOfMemory(LossText.Read(executor.RemoveReason))))
        {
            return "which part of an executor's memory ran out";
        }

        var (run, gc) = (inspection.Stages.Sum(stage => stage.RunMs), inspection.Stages.Sum(stage => stage.GcMs));
        return gc >= inspection.ValueOf(Id, LogThresholds.MemoryGcMs) && gc >= inspection.ValueOf(Id, LogThresholds.MemoryGcShare) * run ? "what fills the heap that is collected so much"
            : inspection.Stages.Sum(stage => stage.DiskSpilledBytes) >= inspection.ValueOf(Id, LogThresholds.MemorySpill) ? "how much more memory would keep tasks from spilling"
            : null;
    }

    private static bool IsOfMemory(LossCause cause) => cause is LossCause.HeapExhausted or LossCause.ContainerKilled;
}
