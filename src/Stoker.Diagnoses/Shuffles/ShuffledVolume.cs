using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF008: a query shuffles several times as much as it reads.</summary>
internal static class ShuffledVolume
{
    public const string Id = "SHUF008";

    public static readonly Diagnosis Diagnosis = new(Id, "The shuffled volume is far above the input", Rank.Plan, Check)
    {
        Limits =
        [
            ShuffleThresholds.VolumeRatio,
            ShuffleThresholds.VolumeBytes,
            ShuffleThresholds.SerializedBytesPerMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var plan in inspection.Plans)
        {
            // Stages that another execution ran, and this one skipped, are that one's.
            var stages = plan.Stages.Where(stage => stage.Stage.Jobs.Any(job => plan.Execution.Jobs.Contains(job))).ToList();
            var shuffled = stages.Sum(stage => stage.ShuffleWrittenBytes);
            var read = ReadBytes(plan, stages);
            if (shuffled < inspection.ValueOf(Id, ShuffleThresholds.VolumeBytes) || read == 0 || shuffled < inspection.ValueOf(Id, ShuffleThresholds.VolumeRatio) * read || !ReadsFilesOnly(plan))
            {
                continue;
            }

            report.Add(Suspect(inspection, plan, stages, shuffled, read));
        }
    }

    /// <summary>
    /// What tasks read, or the size of the files where that is more: Spark 4 counts next to nothing where Parquet reads ranges at once (vectored IO), in threads of the file system.
    /// </summary>
    private static long ReadBytes(QueryPlan plan, List<StageWork> stages) => Math.Max(stages.Sum(stage => stage.InputBytes), plan.Operators.Sum(node => node.Total("size of files read") ?? 0));

    /// <summary>Whether all rows come of files: what a cache holds (trap T06) and what is generated (trap T24) has no size that could be compared.</summary>
    private static bool ReadsFilesOnly(QueryPlan plan) => plan.Operators.Where(node => node.Inputs.Count == 0)
        .All(node => node.Name.StartsWith("Scan ", StringComparison.Ordinal) && !node.Name.Contains("ExistingRDD", StringComparison.Ordinal) && node.Metadata.ContainsKey("Location"));

    private static Suspicion Suspect(Inspection inspection, QueryPlan plan, List<StageWork> stages, long shuffled, long read)
    {
        var ratio = shuffled / (double)read;
        var suspicion = new Suspicion(plan.Place, Confidence.Medium);
        suspicion.Doubt("what of the volume is needed cannot be told from the plan");
        suspicion.Prove("inputRead", read, EvidenceUnit.Bytes)
            .Prove("shuffleWritten", shuffled, EvidenceUnit.Bytes)
            .Prove("volumeRatio", ratio, EvidenceUnit.Ratio, null, new Threshold(ShuffleThresholds.VolumeRatio.Name, Comparison.AtLeast, inspection.ValueOf(Id, ShuffleThresholds.VolumeRatio)));
        var largest = plan.Operators.Where(Exchanges.IsShuffle).MaxBy(exchange => exchange.Total("shuffle bytes written") ?? 0);
        if (largest is not null)
        {
            suspicion.RelatedPlaces.Add(largest.Place);
            suspicion.Prove("largestShuffle", largest.Total("shuffle bytes written") ?? 0, EvidenceUnit.Bytes, largest.Place)
                .Prove("partitioning", Exchanges.KeysOf(largest), largest.Place);
        }

        var avoidable = 1 - (1 / ratio);
        foreach (var stage in stages)
        {
            Claim(inspection, suspicion, stage, avoidable);
        }

        Advise(suspicion, plan);
        return suspicion;
    }

    private static void Claim(Inspection inspection, Suspicion suspicion, StageWork stage, double avoidable)
    {
        var rate = inspection.ValueOf(Id, ShuffleThresholds.SerializedBytesPerMs);
        var serialization = Math.Min((stage.ShuffleWrittenBytes + stage.ShuffleReadBytes) / rate, inspection.Ledger.Of(stage, Bucket.Compute));
        foreach (var (bucket, spent) in ((Bucket, double)[])[(Bucket.ShuffleWrite, inspection.Ledger.Of(stage, Bucket.ShuffleWrite)), (Bucket.FetchWait, inspection.Ledger.Of(stage, Bucket.FetchWait)), (Bucket.Compute, serialization)])
        {
            suspicion.Claim(stage, bucket, spent * avoidable * 0.2, spent * avoidable * 0.5, spent * avoidable);
        }

        if (stage.ShuffleWrittenBytes > 0)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
        }

        suspicion.ClaimArea(stage);
    }

    private static void Advise(Suspicion suspicion, QueryPlan plan)
    {
        if (plan.Operators.FirstOrDefault(node => node.Name is "Generate" or "Expand") is { } multiplies)
        {
            suspicion.RelatedPlaces.Add(multiplies.Place);
            if (multiplies.OutputRows is { } rows)
            {
                suspicion.Prove("rowsOut", rows, EvidenceUnit.Rows, multiplies.Place);
            }

            suspicion.Advise(multiplies.Name == "Generate" ? "Join and filter first, and explode what is left; aggregate arrays with higher-order functions without exploding them." : "Take fewer grouping sets or distinct counts at once: each copies the rows.");
        }

        suspicion.Advise("Select the columns that are needed before the first join, and make wide strings or structs after the last one.")
            .Advise("Do joins that drop rows first, and group as early as the question allows.");
    }
}
