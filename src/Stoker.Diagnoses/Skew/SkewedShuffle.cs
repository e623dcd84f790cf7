using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Skew;

/// <summary>SKEW001: one shuffle partition holds far more data than the rest.</summary>
internal static class SkewedShuffle
{
    public const string Id = "SKEW001";

    public static readonly Diagnosis Diagnosis = new(Id, "One shuffle partition holds far more data than the rest", Rank.DataShape, Check)
    {
        Limits =
        [
            .. SkewSearch.Limits,
        ],
    };

    private const string SkewedBytes = "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes";
    private const long DefaultSkewedBytes = 256L << 20;

    /// <summary>A size from which adaptive execution should call partitions skewed, so that the largest one is split.</summary>
    public static string SkewedFrom(long largestBytes) => SettingSize.AtMost(largestBytes / 3);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            if (stage.ShuffleReadRecords + stage.ShuffleReadBytes == 0 || SkewSearch.Of(inspection, stage, Id) is not { } spread)
            {
                continue;
            }

            var exchanges = SkewSearch.ExchangesOf(inspection, stage);
            if (exchanges.Any(exchange => exchange.Readers.Any(IsSplit)))
            {
                continue;
            }

            var suspicion = SkewSearch.Suspect(inspection, stage, spread, Id);
            var reader = SkewSearch.Relate(suspicion, exchanges);
            AddRemedies(inspection, suspicion, reader, spread.Slowest.Bytes);
            report.Add(suspicion);
        }
    }

    /// <summary>Whether adaptive execution has split the skewed partitions already.</summary>
    internal static bool IsSplit(PlanOperator node) => Exchanges.IsAdaptiveRead(node) && node.Text.Contains("skewed", StringComparison.Ordinal);

    private static void AddRemedies(Inspection inspection, Suspicion suspicion, PlanOperator? reader, long largestBytes)
    {
        var isJoin = reader is not null && reader.Name.Contains("Join", StringComparison.Ordinal);
        var execution = reader?.Plan.Execution;

        // It splits partitions of joins alone: all rows of a group must meet in one task, whatever the setting.
        suspicion.IsOfCode = !isJoin;

        // Adaptive execution leaves partitions below its threshold alone, however uneven they are.
        var isBelow = largestBytes < (inspection.Settings.ByteCount(SkewedBytes, execution) ?? DefaultSkewedBytes);
        var megabytes = SkewedFrom(largestBytes);
        if (isJoin && inspection.Settings.IsOn("spark.sql.adaptive.enabled", execution) == false)
        {
            var why = "Let adaptive execution split skewed join partitions" + (isBelow ? $"; it takes {SkewedBytes}={megabytes} too, since it leaves smaller ones than its limit alone." : ".");
            suspicion.Advise(inspection.Settings.Change("spark.sql.adaptive.enabled", "true", why, execution));
            suspicion.Advise(isBelow ? inspection.Settings.Change(SkewedBytes, megabytes, "Call partitions of this size skewed: adaptive execution leaves smaller ones than its limit alone.", execution) : null);
        }
        else if (isJoin && isBelow)
        {
            suspicion.Advise(inspection.Settings.Change(SkewedBytes, megabytes, "Let adaptive execution split partitions of this size: it leaves smaller ones than its limit alone.", execution));
        }

        suspicion.Remedies.Add(new Remedy(
            RemedyKind.Code,
            isJoin
                ? "Salt the hot key on both sides: df.withColumn(\"salt\", (F.rand() * 16).cast(\"int\")) and the other side crossed with the 16 salts; or join null and default keys apart."
                : reader is null
                ? "Spread the hot key: aggregate in two steps, first by key and a salt, F.rand() * 16 cast to int, then by key alone; in a join, salt both sides or join null and default keys apart."
                : "Aggregate in two steps: first by key and a salt, F.rand() * 16 cast to int, then by key alone.",
            "The key is hot by nature; first look whether null or a default value is the hot key."));
    }
}
