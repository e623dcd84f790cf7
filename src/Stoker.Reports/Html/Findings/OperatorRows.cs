using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Sql;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Charts.Distributions;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Findings;

/// <summary>Rows that an operator of a plan read and gave.</summary>
internal static class OperatorRows
{
    private const int MostInputs = 4;

    /// <summary>The chart; null where the log does not tell rows on both sides.</summary>
    public static LabeledBars? Of(Application application, PlanNodePlace place)
    {
        if (application.FindSqlExecution(place.Execution) is not { } execution || execution.Plan.Graph is not { } graph)
        {
            return null;
        }

        var work = PlanWork.Of(execution);
        if (work.FirstOrDefault(node => node.Node.Id == place.Node) is not { Rows: not null } output)
        {
            return null;
        }

        var inputs = Inputs(graph, work, place.Node);
        return inputs.Count == 0 ? null : new LabeledBars(
            $"Rows of node {Quantity.Count(place.Node)} in SQL {execution.Id}",
            [.. inputs.Take(MostInputs).Select(input => Bar("in", input, ChartRole.Move)), Bar("out", output, ChartRole.Work)]);
    }

    /// <summary>The nearest nodes below that tell their rows, in the order of the plan.</summary>
    private static List<PlanNodeWork> Inputs(PlanGraph graph, IReadOnlyList<PlanNodeWork> work, long node)
    {
        List<PlanNodeWork> inputs = [];
        var sources = graph.Edges.ToLookup(edge => edge.To, edge => edge.From);
        var seen = new HashSet<long> { node };
        var open = new Queue<long>(sources[node]);
        while (open.TryDequeue(out var id))
        {
            if (!seen.Add(id))
            {
                continue;
            }

            if (work[(int)id].Rows is not null)
            {
                inputs.Add(work[(int)id]);
                continue;
            }

            foreach (var source in sources[id])
            {
                open.Enqueue(source);
            }
        }

        return inputs;
    }

    private static (string Label, double Value, string Text, ChartRole Role) Bar(string direction, PlanNodeWork work, ChartRole role) =>
        ($"{direction}: {work.Node.Name} #{work.Node.Id}", work.Rows ?? 0, Quantity.Count(work.Rows ?? 0, "row"), role);
}
