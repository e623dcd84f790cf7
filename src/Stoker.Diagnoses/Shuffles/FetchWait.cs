using System.Globalization;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF002: tasks wait for shuffle data from other machines.</summary>
internal static class FetchWait
{
    public const string Id = "SHUF002";

    public static readonly Diagnosis Diagnosis = new(Id, "Tasks wait for shuffle data", Rank.Plan, Check)
    {
        Limits =
        [
            ShuffleThresholds.MinStageWorkMs,
            ShuffleThresholds.FetchWaitShare,
            ShuffleThresholds.FetchWaitMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal)
        {
            return; // Trap T03: there is nobody to fetch from.
        }

        foreach (var stage in inspection.Stages.Where(stage => Is(inspection, stage)))
        {
            report.Add(Suspect(inspection, stage));
        }
    }

    private static bool Is(Inspection inspection, StageWork stage) =>
        stage.RunMs >= inspection.ValueOf(Id, ShuffleThresholds.MinStageWorkMs)
        && stage.FetchWaitMs >= inspection.ValueOf(Id, ShuffleThresholds.FetchWaitMs)
        && stage.FetchWaitMs >= inspection.ValueOf(Id, ShuffleThresholds.FetchWaitShare) * stage.RunMs;

    private static Suspicion Suspect(Inspection inspection, StageWork stage)
    {
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.Doubt("whether the network, the disks or busy executors held the blocks back is not in the log");
        suspicion.Basis = Basis.Measured;
        suspicion.Prove("fetchWait", stage.FetchWaitMs, EvidenceUnit.CoreMilliseconds)
            .Prove("fetchWaitShare", stage.FetchWaitMs / (double)Math.Max(1, stage.RunMs), EvidenceUnit.Ratio, null, new Threshold(ShuffleThresholds.FetchWaitShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, ShuffleThresholds.FetchWaitShare)))
            .Prove("shuffleRead", stage.ShuffleReadBytes, EvidenceUnit.Bytes);
        var totals = stage.Stage.Totals;
        if (totals[TaskMetric.ShuffleRemoteBytesRead] is { } remote && stage.ShuffleReadBytes > 0)
        {
            suspicion.Prove("remoteShare", Math.Min(1, remote / (double)stage.ShuffleReadBytes), EvidenceUnit.Ratio);
        }

        var blocks = (totals[TaskMetric.ShuffleRemoteBlocksFetched] ?? 0) + (totals[TaskMetric.ShuffleLocalBlocksFetched] ?? 0);
        if (blocks > 0)
        {
            suspicion.Prove("meanBlock", stage.ShuffleReadBytes / (double)blocks, EvidenceUnit.Bytes);
        }

        if (totals[TaskMetric.ShuffleRemoteRequestsDuration] is > 0 and var requests)
        {
            suspicion.Prove("remoteRequests", requests, EvidenceUnit.CoreMilliseconds);
        }

        var wait = inspection.Ledger.Of(stage, Bucket.FetchWait);
        suspicion.Claim(stage, Bucket.FetchWait, wait * 0.4, wait * 0.7, wait).ClaimArea(stage);
        return Advise(inspection, suspicion);
    }

    private static Suspicion Advise(Inspection inspection, Suspicion suspicion)
    {
        const string InFlight = "spark.reducer.maxSizeInFlight";
        suspicion.Advise("Shuffle less: drop columns before the join or aggregation, filter earlier, broadcast small sides.");
        if (inspection.Settings.ByteCount(InFlight) is { } bytes and < 96L << 20)
        {
            var to = (bytes * 2 >> 20).ToString(CultureInfo.InvariantCulture) + "m";
            suspicion.Advise(inspection.Settings.Change(InFlight, to, "Let each task ask for more data at once.", risk: "As much more memory for each task."));
        }

        if (inspection.Settings.IsOn("spark.shuffle.compress") == false)
        {
            suspicion.Advise(inspection.Settings.Change("spark.shuffle.compress", "true", "Send shuffle data compressed."));
        }

        return suspicion.Advise("Fewer, larger executors keep more of a shuffle on one machine; an external shuffle service keeps garbage collection of the executors out of it.");
    }
}
