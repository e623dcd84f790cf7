namespace Stoker.Model.Sql;

/// <summary>Rows flow along an edge from a node to the one that reads it.</summary>
/// <param name="From">Id of the node that produces rows.</param>
/// <param name="To">Id of the node that reads them.</param>
public readonly record struct PlanGraphEdge(long From, long To);
