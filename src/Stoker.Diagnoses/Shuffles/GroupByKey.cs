using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF003: groupByKey sends every value through the shuffle.</summary>
internal static class GroupByKey
{
    public const string Id = "SHUF003";

    public static readonly Diagnosis Diagnosis = new(Id, "groupByKey: no map-side combine", Rank.Plan, Check) { Limits = [ShuffleThresholds.GroupWorkMs, ShuffleThresholds.GroupBytes, ShuffleThresholds.GroupAppShare] };

    private static void Check(Inspection inspection, Report report)
    {
        var appMs = inspection.Stages.Sum(stage => stage.DurationMs);
        var readersOf = inspection.Stages.SelectMany(reader => reader.Stage.Parents.Distinct(), (reader, parent) => (reader, parent)).ToLookup(pair => pair.parent, pair => pair.reader);
        foreach (var stage in inspection.Stages.Where(stage => stage.ShuffleWrittenBytes > 0
            && (stage.Stage.Name.StartsWith("groupByKey at ", StringComparison.Ordinal)
                || (stage.HasPythonRdd && stage.Stage.Name.StartsWith("groupBy at ", StringComparison.Ordinal)) // rdd.groupBy(f) is groupByKey underneath.
                || stage.Stage.Rdds.Any(rdd => rdd.ScopeName == "groupByKey" && rdd.Name.StartsWith("Shuffled", StringComparison.Ordinal)))))
        {
            var readers = readersOf[stage.Stage.Id.Stage].ToList();
            var workMs = stage.DurationMs + readers.Sum(reader => reader.DurationMs);
            var read = stage.InputBytes + stage.ShuffleReadBytes;
            if (stage.ShuffleWrittenBytes < inspection.ValueOf(Id, ShuffleThresholds.GroupBytes) || workMs < inspection.ValueOf(Id, ShuffleThresholds.GroupWorkMs) || (read > 0 && stage.ShuffleWrittenBytes * 2 < read))
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, read > 0 ? Confidence.High : Confidence.Medium);
            suspicion.SameAs = "groupByKey"; // One habit, however many lines.
            suspicion.LeastSeverity = workMs >= inspection.ValueOf(Id, ShuffleThresholds.GroupAppShare) * appMs ? Severity.Minor : null;
            if (read == 0)
            {
                suspicion.Doubt("the stage read nothing that is counted, so that it is not known how far the values would combine");
            }

            suspicion.Prove("shuffleWritten", stage.ShuffleWrittenBytes, EvidenceUnit.Bytes)
                .Prove("taskTime", workMs, EvidenceUnit.CoreMilliseconds)
                .Prove("stage", stage.Stage.Name);
            // PySpark's groupByKey merges the values of a key before it shuffles lists of them: of two quiet twins reduceByKey took 5 % less in one, and more in the other.
            var (low, likely, high) = stage.HasPythonRdd ? (0.02, 0.3, 0.7) : (0.2, 0.5, 0.8);
            suspicion.Remains = stage.HasPythonRdd ? RemainsInPython(stage.ShuffleWrittenBytes, likely * workMs) : null;
            suspicion.ClaimRun(inspection.Ledger, stage, low, likely, high);
            foreach (var reader in readers)
            {
                inspection.Relate(suspicion, reader);
                suspicion.ClaimRun(inspection.Ledger, reader, low, likely, high);
            }

            suspicion.Advise("Combine before the shuffle: reduceByKey or aggregateByKey.", "The values of a key are reduced, not all kept.")
                .Advise("Or use a DataFrame: groupBy().agg() combines by itself.");
            report.Add(suspicion);
        }
    }

    /// <summary>
    /// What remains of the price where PySpark merges the values of a key before it shuffles lists of them: reduceByKey spares what the lists take to be pickled, written, read and merged, and its
    /// function is called for each value all the same. Three pairs of twins: 22 KiB, and nothing to 0.5 s more; 12 MiB and 15 MiB, and two fifths to half of the work less.
    /// </summary>
    /// <param name="bytes">Bytes of the lists.</param>
    /// <param name="priceMs">The price, ms.</param>
    private static Estimate? RemainsInPython(long bytes, double priceMs)
    {
        const double MsOfByte = 0.0005;
        const double Little = 0.15;
        var share = bytes * MsOfByte / Math.Max(1, priceMs);
        return share >= 1 ? null : share < Little ? new Estimate(-0.5, 0, 1) : new Estimate(0, share, 1);
    }
}
