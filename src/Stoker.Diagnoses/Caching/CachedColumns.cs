using System.Runtime.InteropServices;
using Stoker.Diagnoses.InputOutput;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Work;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Caching;

/// <summary>Which columns a cached relation holds, and which of them any query reads from it.</summary>
/// <param name="Scan">The scan of files that filled it; absent when it was filled by anything else.</param>
/// <param name="Fill">The stages that filled it.</param>
/// <param name="Cached">Columns that it holds.</param>
/// <param name="Used">Columns that the queries read from it, each once.</param>
/// <param name="Readers">Scans of the cached relation.</param>
internal sealed record CachedColumns(TableScan? Scan, IReadOnlyList<StageWork> Fill, int Cached, int Used, IReadOnlyList<PlanOperator> Readers)
{
    private const string Rows = "number of output rows";

    /// <summary>Relations of which every query says what it reads, and the log which stages filled them.</summary>
    public static IReadOnlyList<CachedColumns> Of(Inspection inspection)
    {
        // The plan below a cached relation is the one that filled it, with its metrics, in every query that reads it (trap T21).
        var relations = new Dictionary<AccumulatorId, List<PlanOperator>>();
        foreach (var node in inspection.Operators.Where(node => node.ReadsCache && node.Inputs.Count == 1))
        {
            if (node.Below().Skip(1).Select(below => below.Metric(Rows)).FirstOrDefault(metric => metric is not null) is { } metric)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(relations, metric.Id, out _) ??= []).Add(node);
            }
        }

        List<CachedColumns> found = [];
        foreach (var readers in relations.Values.Where(readers => !readers.Exists(reader => PlanText.IsCut(reader.Text))))
        {
            var pipelines = readers.ConvertAll(reader => PipelineOf(reader.Inputs[0]));
            List<StageWork> fill = [.. pipelines.SelectMany(nodes => nodes).SelectMany(node => node.Stages).Distinct().OrderBy(stage => stage.Index)];
            if (fill.Count > 0 && OutputColumns.Of(readers[0].Inputs[0]) is { } cached)
            {
                var scan = pipelines.Select(nodes => nodes.Find(node => node.Inputs.Count == 0 && node.Stages.Count > 0 && node.Metadata.ContainsKey("ReadSchema"))).FirstOrDefault(node => node is not null);
                var used = readers.SelectMany(read => PlanText.ListOf(read.Text)).Select(PlanText.WithoutIds).ToHashSet(StringComparer.Ordinal);
                found.Add(new CachedColumns(scan is null ? null : new TableScan(scan), fill, cached, used.Count, readers));
            }
        }

        return found;
    }

    /// <summary>The nodes that run in the stage that fills a relation, the last first: what is below a shuffle or broadcast was shuffled already, and other caches are filled by themselves.</summary>
    private static List<PlanOperator> PipelineOf(PlanOperator top)
    {
        List<PlanOperator> nodes = [];
        var open = new Stack<PlanOperator>([top]);
        while (open.TryPop(out var node))
        {
            nodes.Add(node);
            foreach (var input in node.ReadsCache ? [] : node.Inputs.Where(input => !Exchanges.IsShuffle(input) && !Exchanges.IsBroadcast(input)))
            {
                open.Push(input);
            }
        }

        return nodes;
    }
}
