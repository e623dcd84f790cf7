using Stoker.Model.Columns;
using Stoker.Model.Tasks;

namespace Stoker.Model.Sql;

/// <summary>
/// What the tasks of one stage attempt reported for one SQL metric, by task index. An index that never reported holds 0, as in the History
/// Server (SQLAppStatusListener.scala), and counts as a value.
/// </summary>
/// <param name="Values">Value by task index; indices at or after its count hold 0.</param>
/// <param name="TaskCount">Number of task indices of the stage as planned when its job started.</param>
/// <param name="Maximum">The largest value that any attempt reported, also one that a later attempt replaced.</param>
/// <param name="MaximumTask">The first task that reported <paramref name="Maximum"/>.</param>
public sealed record SqlMetricValues(MetricColumn Values, int TaskCount, long Maximum, TaskId MaximumTask);
