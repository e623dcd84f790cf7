using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN004: a side that is broadcast is so large that the driver takes long to collect, hash and send it.</summary>
internal static class LargeBroadcast
{
    public const string Id = "JOIN004";

    /// <summary>So many times as much as a narrow row may a wide one cost.</summary>
    private const double WideRows = 4;

    private const string Threshold = "spark.sql.autoBroadcastJoinThreshold";

    public static readonly Diagnosis Diagnosis = new(Id, "The broadcast side of a join is too large", Rank.DataShape, Check)
    {
        Limits =
        [
            JoinThresholds.BigBroadcast,
            JoinThresholds.BroadcastMs,
            JoinThresholds.BroadcastShare,
            JoinThresholds.SlowBroadcastBytes,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var broadcast in inspection.Operators.Where(Exchanges.IsBroadcast))
        {
            if (broadcast.Total("data size") is not { } bytes)
            {
                continue;
            }

            var times = new Times(broadcast.TotalMs("time to collect") ?? 0, broadcast.TotalMs("time to build") ?? 0, broadcast.TotalMs("time to broadcast") ?? 0);
            if (bytes >= inspection.ValueOf(Id, JoinThresholds.BigBroadcast) || IsSlow(inspection, broadcast, bytes, times))
            {
                report.Add(Suspect(inspection, broadcast, bytes, times));
            }
        }
    }

    /// <summary>Whether its time shows. Collecting holds the query below it too: of a small result that is what takes long.</summary>
    private static bool IsSlow(Inspection inspection, PlanOperator broadcast, long bytes, Times times)
    {
        var (start, end) = SpanOf(inspection, broadcast);
        return bytes >= inspection.ValueOf(Id, JoinThresholds.SlowBroadcastBytes)
            && times.All >= inspection.ValueOf(Id, JoinThresholds.BroadcastMs)
            && times.All >= inspection.ValueOf(Id, JoinThresholds.BroadcastShare) * (end - start);
    }

    private static (long Start, long End) SpanOf(Inspection inspection, PlanOperator broadcast)
    {
        var execution = broadcast.Plan.Execution;
        return (execution.StartTime?.EpochMilliseconds ?? inspection.Curve.StartMs, execution.EndTime?.EpochMilliseconds ?? inspection.Curve.EndMs);
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator broadcast, long bytes, Times times)
    {
        var suspicion = new Suspicion(broadcast.Place, Confidence.High);
        suspicion.Prove("dataSize", bytes, EvidenceUnit.Bytes, null, new Findings.Evidence.Threshold(JoinThresholds.BigBroadcast.Name, Comparison.AtLeast, inspection.ValueOf(Id, JoinThresholds.BigBroadcast)))
            .Prove("collect", times.CollectMs, EvidenceUnit.Milliseconds)
            .Prove("build", times.BuildMs, EvidenceUnit.Milliseconds)
            .Prove("broadcast", times.SendMs, EvidenceUnit.Milliseconds);
        if (broadcast.OutputRows is { } rows)
        {
            suspicion.Prove("rows", rows, EvidenceUnit.Rows);
        }

        var join = broadcast.Readers.FirstOrDefault();
        if (join is not null)
        {
            suspicion.RelatedPlaces.Add(join.Place);
            foreach (var stage in join.RunStages)
            {
                inspection.Relate(suspicion, stage);
            }
        }

        Claim(inspection, suspicion, broadcast, times);
        Advise(inspection, suspicion, broadcast, bytes);
        return suspicion;
    }

    /// <summary>The driver hashes and sends while no stage of the query runs: of these pauses as much as that takes.</summary>
    private static void Claim(Inspection inspection, Suspicion suspicion, PlanOperator broadcast, Times times)
    {
        var (start, end) = SpanOf(inspection, broadcast);
        var gaps = ExplainedGaps.Within(inspection, start, end).Where(gap => !gap.IsRamp).ToList();
        var share = Math.Min(1, (times.BuildMs + times.SendMs) / Math.Max(1.0, gaps.Sum(gap => (double)gap.Milliseconds)));
        foreach (var gap in gaps)
        {
            suspicion.ClaimGap(gap, share * 0.5, share * 0.8, share);
        }

        suspicion.Remains = RemainsShuffled(inspection, broadcast, gaps.Sum(gap => gap.SlotMs * share * 0.8));
    }

    /// <summary>
    /// What is left of the price once both sides are written, sorted and merged as for a join without a broadcast, at the rates of JOIN001: of narrow rows. Wide ones took up to four
    /// times as long (hash-table-fills-the-heap of bench/diagnose-lab: 400 MB, 3.7 µs a row).
    /// </summary>
    private static Estimate? RemainsShuffled(Inspection inspection, PlanOperator broadcast, double priceMs)
    {
        if (priceMs <= 0 || broadcast.Readers is not [{ Inputs: [var left, var right] } join] || JoinSides.RowsOf(left) is not { } rows || JoinSides.RowsOf(right) is not { } others)
        {
            return null;
        }

        var rowNs = inspection.ValueOf(MissedBroadcast.Id, JoinThresholds.WrittenRowNs) + inspection.ValueOf(MissedBroadcast.Id, JoinThresholds.JoinedRowNs);
        var cost = (rows + others) * rowNs / 1e6 * join.RunStages.Select(MissedBroadcast.Slowdown).DefaultIfEmpty(1).Max() / priceMs;
        return new Estimate(1 - (WideRows * cost), Math.Max(0, 1 - cost), 1);
    }

    private static void Advise(Inspection inspection, Suspicion suspicion, PlanOperator broadcast, long bytes)
    {
        suspicion.Advise("Drop the hint broadcast() and let both sides be shuffled; or keep only the columns and rows of this side that the join needs.");
        var execution = broadcast.Plan.Execution;
        if (inspection.Settings.ByteCount(Threshold, execution) is { } threshold && threshold >= Math.Min(bytes, 200L << 20))
        {
            suspicion.Advise(inspection.Settings.Change(Threshold, "100MB", "Let Spark broadcast small sides only.", execution, "Joins with sides between are shuffled."));
        }
    }

    /// <summary>What the driver spent on a broadcast, ms.</summary>
    private readonly record struct Times(double CollectMs, double BuildMs, double SendMs)
    {
        public double All => CollectMs + BuildMs + SendMs;
    }
}
