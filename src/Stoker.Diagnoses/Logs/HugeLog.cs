using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG009: the log is huge for the tasks that it tells of.</summary>
internal static class HugeLog
{
    public const string Id = "LOG009";

    public static readonly Diagnosis Diagnosis = new(Id, "The log is huge for what it tells", Rank.Log, Check) { Limits = [LogThresholds.LargeLog, LogThresholds.BytesByTask] };

    private static void Check(Inspection inspection, Report report)
    {
        var reading = inspection.Application.Reading;
        var tasks = inspection.Application.TaskAttemptCount;
        var byTask = reading.PlainBytes / (double)Math.Max(1, tasks);
        var least = inspection.ValueOf(Id, LogThresholds.LargeLog);
        if (reading.PlainBytes < least || byTask < inspection.ValueOf(Id, LogThresholds.BytesByTask))
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.Prove("plainBytes", reading.PlainBytes, EvidenceUnit.Bytes, null, new Threshold(LogThresholds.LargeLog.Name, Comparison.AtLeast, least))
            .Prove("bytesByTask", byTask, EvidenceUnit.Bytes, null, new Threshold(LogThresholds.BytesByTask.Name, Comparison.AtLeast, inspection.ValueOf(Id, LogThresholds.BytesByTask)));
        var updates = reading.Events.Where(item => item.Name.Contains("SQLAdaptive", StringComparison.Ordinal)).Sum(item => item.Count);
        var blocks = reading.Events.Where(item => item.Name.EndsWith("BlockUpdated", StringComparison.Ordinal)).Sum(item => item.Count);
        suspicion.Prove("planUpdates", updates, EvidenceUnit.Count).Prove("blockUpdates", blocks, EvidenceUnit.Count);
        suspicion.Advise(inspection.Settings.Change("spark.eventLog.includeTaskMetricsAccumulators", "false", "Write each task's metrics once, not a second time as accumulators."));
        if (reading.InputBytes >= reading.PlainBytes)
        {
            suspicion.Advise(inspection.Settings.Change("spark.eventLog.compress", "true", "Compress the log: it shrinks to a twentieth or so."));
        }

        if (blocks > tasks)
        {
            suspicion.Advise(inspection.Settings.Change("spark.eventLog.logBlockUpdates.enabled", "false", "Leave block updates out, once the question about the cache is answered."));
        }

        suspicion.Advise(inspection.Settings.Change("spark.eventLog.rolling.enabled", "true", "Write files of a limited size, which can be read and removed one by one."));
        report.Add(suspicion);
    }
}
