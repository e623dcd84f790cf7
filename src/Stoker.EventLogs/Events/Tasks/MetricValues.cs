using System.Runtime.CompilerServices;
using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>One value for each <see cref="TaskMetric"/>.</summary>
[InlineArray(TaskMetrics.Count)]
internal struct MetricValues
{
    private long _first;
}
