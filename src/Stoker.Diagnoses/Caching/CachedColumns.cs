using Stoker.Diagnoses.InputOutput;
using Stoker.Diagnoses.Plans;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Caching;

/// <summary>Which columns a cached relation holds, and which of them any query reads from it.</summary>
/// <param name="Scan">The scan of files that filled it.</param>
/// <param name="Cached">Columns that it holds.</param>
/// <param name="Used">Columns that the queries read from it, each once.</param>
/// <param name="Readers">Scans of the cached relation.</param>
internal sealed record CachedColumns(TableScan Scan, int Cached, int Used, IReadOnlyList<PlanOperator> Readers)
{
    /// <summary>Relations filled from files, of which every query says what it reads.</summary>
    public static IReadOnlyList<CachedColumns> Of(Inspection inspection)
    {
        // The plan below a cached relation is the one that filled it, with its metrics, in every query that reads it (trap T21).
        var readers = new Dictionary<AccumulatorId, List<PlanOperator>>();
        foreach (var node in inspection.Operators.Where(node => node.ReadsCache))
        {
            foreach (var metric in node.Below().Where(below => below.Inputs.Count == 0).Select(below => below.Metric("number of output rows")).OfType<SqlMetric>())
            {
                (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(readers, metric.Id, out _) ??= []).Add(node);
            }
        }

        List<CachedColumns> found = [];
        foreach (var scan in readers.Count == 0 ? [] : TableScan.Of(inspection).DistinctBy(scan => scan.Node.Metric("number of output rows")?.Id))
        {
            if (scan.Node.Metric("number of output rows") is { } metric && readers.GetValueOrDefault(metric.Id) is { } reads && CachedCount(reads[0], scan) is { } cached)
            {
                var used = reads.SelectMany(read => PlanText.ListOf(read.Text)).Select(PlanText.WithoutIds).ToHashSet(StringComparer.Ordinal);
                if (!reads.Exists(read => PlanText.IsCut(read.Text)))
                {
                    found.Add(new CachedColumns(scan, cached, used.Count, reads));
                }
            }
        }

        return found;
    }

    /// <summary>Columns of the node right under the cached relation; absent where its text does not list them.</summary>
    private static int? CachedCount(PlanOperator reader, TableScan scan)
    {
        var top = reader.Inputs.FirstOrDefault()?.Nearest(node => node.Name is not ("ColumnarToRow" or "InputAdapter" or "AdaptiveSparkPlan" or "Filter" or "Coalesce"));
        return top?.Metric("number of output rows")?.Id == scan.Node.Metric("number of output rows")?.Id ? scan.Columns?.Count + scan.PartitionColumns.Count
            : top?.Name == "Project" && top.Inputs.Count == 1 ? PlanText.CountOf(PlanText.ListOf(top.Text))
            : top is not null && top.Name.StartsWith("Scan ", StringComparison.Ordinal) && top.Metadata.ContainsKey("ReadSchema") ? new TableScan(top).Columns?.Count
            : null;
    }
}
