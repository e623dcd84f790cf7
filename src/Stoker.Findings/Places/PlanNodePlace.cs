using System.Globalization;
using Stoker.Model.Sql;

namespace Stoker.Findings.Places;

/// <summary>An operator of the plan of a SQL execution.</summary>
/// <param name="Execution">The execution.</param>
/// <param name="Node">Spark's number of the node in the graph that the UI draws.</param>
public sealed record PlanNodePlace(ExecutionId Execution, long Node) : Place
{
    /// <inheritdoc/>
    public override string SortKey => string.Create(CultureInfo.InvariantCulture, $"execution {Execution.Value:D10} node {Node:D10}");
}
