using Stoker.Advice.Comparison;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Advice.Verification;

/// <summary>
/// Bytes that stages wrote for shuffles in both runs. Other load on a machine changes no byte of the same work: where they are others, the program is another one, though each stage has its counterpart (groupByKey that
/// became aggregateByKey, say).
/// </summary>
/// <param name="Before">In the first run.</param>
/// <param name="After">In the second.</param>
public readonly record struct ShuffleChange(Bytes Before, Bytes After)
{
    /// <summary>Compression and hash seeds move some percent. [derived]</summary>
    private const double Least = 1.25;

    private const long LeastBytes = 1 << 20;

    /// <summary>The change; absent where there is none to speak of, or the logs do not tell.</summary>
    internal static ShuffleChange? Of(IReadOnlyList<StageDifference> measured, RunComparison comparison)
    {
        var before = Written(comparison.Before.Application, measured.Select(stage => stage.Stage.Before));
        var after = Written(comparison.After.Application, measured.Select(stage => stage.Stage.After));
        return Math.Max(before, after) >= LeastBytes && Math.Max(before, after) > Least * Math.Min(before, after) ? new ShuffleChange(new Bytes(before), new Bytes(after)) : null;
    }

    private static long Written(Application application, IEnumerable<StageId?> stages) =>
        stages.OfType<StageId>().Distinct().SelectMany(application.FindStages).Sum(stage => stage.Totals[TaskMetric.ShuffleBytesWritten] ?? 0);
}
