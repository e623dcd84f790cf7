using Stoker.Model.Tasks;

namespace Stoker.Model.Stages;

/// <summary>Sums of task metrics, over all attempts of all outcomes, as the stage page of the Spark UI shows them.</summary>
public sealed class StageTotals
{
    private readonly long[] _sums;
    private readonly ulong _present;

    internal StageTotals(long[] sums, ulong present)
    {
        _sums = sums;
        _present = present;
    }

    /// <summary>The sum in the metric's unit; absent when no task logged it.</summary>
    public long? this[TaskMetric metric] => (_present & (1ul << (int)metric)) != 0 ? _sums[(int)metric] : null;
}
