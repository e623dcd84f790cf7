namespace Stoker.Model.Sql;

/// <summary>A node of the graph that the Spark UI draws for a plan.</summary>
/// <param name="Id">Spark's node id within the execution.</param>
/// <param name="Name">Name of the operator.</param>
/// <param name="Description">The operator with its arguments.</param>
/// <param name="Metrics">Its metrics.</param>
/// <param name="Cluster">Id of the whole-stage-codegen cluster that it is in; absent outside of one.</param>
/// <param name="IsCluster">Whether it is such a cluster itself.</param>
/// <param name="Plan">The plan node that it stands for.</param>
public sealed record PlanGraphNode(
    long Id,
    string Name,
    string Description,
    IReadOnlyList<SqlMetric> Metrics,
    long? Cluster,
    bool IsCluster,
    PlanNode Plan);
