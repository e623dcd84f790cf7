using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Skew;

/// <summary>SKEW005: a window, grouped map or collect_list has a giant group, which adaptive execution cannot split. It explains SKEW001, which has the price.</summary>
internal static class GiantGroup
{
    public const string Id = "SKEW005";

    public static readonly Diagnosis Diagnosis = new(Id, "A window, grouped map or collect_list has a giant group", Rank.DataShape, Check);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            if (stage.ShuffleReadBytes == 0 || SkewSearch.Of(inspection, stage, SkewedShuffle.Id) is not { } spread)
            {
                continue;
            }

            // A stage may read several shuffles: the largest is the one that crowds a task.
            var reader = SkewSearch.ExchangesOf(inspection, stage).MaxBy(exchange => exchange.Total("data size") ?? 0) is { } largest ? Exchanges.ConsumerOf(largest) : null;
            if (!IsWhole(reader) || reader is null)
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.High);
            suspicion.FixedSeverity = Severity.Info;
            suspicion.RelatedPlaces.Add(reader.Place);
            suspicion.Evidence.Add(EvidenceItem.Of("operator", reader.Name, reader.Place));
            suspicion.Evidence.Add(EvidenceItem.Of("largestRead", spread.Slowest.Bytes, EvidenceUnit.Bytes, suspicion.Place));
            var isWindow = reader.Name.StartsWith("Window", StringComparison.Ordinal);
            suspicion.AdviseIf(
                isWindow ? "May the window start anew within each part of the group, or are only its first ranks used?" : "May the group be worked on in parts, or is only a number made of its values?",
                isWindow
                    ? "Add a finer key to partitionBy, or keep only the ranks that are needed by a filter on row_number() (pushed below the shuffle since Spark 3.5)."
                    : "Split the group by a finer key, or use an aggregate that needs no list of all values.");
            report.Add(suspicion);
        }
    }

    private static bool IsWhole(PlanOperator? node) => node is not null
        && (node.Name is "Window" or "ObjectHashAggregate" or "SortAggregate" or "WindowInPandas" or "ArrowWindowPython"
            || node.Name.StartsWith("FlatMapGroups", StringComparison.Ordinal) || node.Name.StartsWith("FlatMapCoGroups", StringComparison.Ordinal));
}
