using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Matching;
using Stoker.Model;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Advice.Verification;

/// <summary>Queries of the first run and those of the second that do their work.</summary>
/// <param name="comparison">The runs.</param>
/// <param name="units">Numbers of their units.</param>
internal sealed class UnitPair(RunComparison comparison, IReadOnlyCollection<int> units)
{
    private readonly List<SqlExecution> _before = QueriesOf(comparison.Before.Application, comparison, units, stage => stage.Stage.Before);
    private readonly List<SqlExecution> _after = QueriesOf(comparison.After.Application, comparison, units, stage => stage.Stage.After);

    /// <summary>Whether the second run's read something that the first run's read, or may do so.</summary>
    public bool MayReadAlike
    {
        get
        {
            var (before, after) = (QuerySources.Of(_before), QuerySources.Of(_after));
            return before is null || after is null || before.Overlaps(after);
        }
    }

    /// <summary>
    /// Whether one query became one that gives another number of rows: it does other work beside what a finding asked for. Not known of several queries, nor of those that do not count their rows; and one row may hold
    /// side by side what were several.
    /// </summary>
    public bool HasOtherResult => _before is [var before] && _after is [var after] && QueryResult.RowsOf(before) is { } rows && QueryResult.RowsOf(after) is { } others
        && Math.Min(rows, others) > 1 && Math.Abs(rows - others) > VerificationThresholds.OtherInput * Math.Max(rows, others);

    private static List<SqlExecution> QueriesOf(Application application, RunComparison comparison, IReadOnlyCollection<int> units, Func<StageDifference, StageId?> side)
    {
        var stages = comparison.Stages.Where(stage => units.Contains(stage.UnitNumber)).Select(side).OfType<StageId>().ToHashSet();
        return [.. application.SqlExecutions.Where(execution => execution.Stages.Any(stages.Contains))];
    }
}
