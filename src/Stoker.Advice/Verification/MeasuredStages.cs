using Stoker.Advice.Comparison;
using Stoker.Model;
using Stoker.Model.Stages;

namespace Stoker.Advice.Verification;

/// <summary>By which stages of two runs the saving of a finding is measured.</summary>
internal sealed class MeasuredStages
{
    private readonly RunComparison _comparison;
    private readonly HashSet<int> _rewritten;
    private readonly Dictionary<StageId, (long StartMs, long EndMs)> _before;
    private readonly Dictionary<StageId, (long StartMs, long EndMs)> _after;

    /// <param name="comparison">The runs.</param>
    public MeasuredStages(RunComparison comparison)
    {
        _comparison = comparison;
        _before = SpansOf(comparison.Before.Application);
        _after = SpansOf(comparison.After.Application);

        // A query or job that only one run has was replaced by those that only the other has, or by nothing.
        var units = comparison.Stages.GroupBy(stage => stage.UnitNumber).ToList();
        var (gone, come) = (units.Where(unit => unit.All(stage => stage.Stage.After is null)).Select(unit => unit.Key).ToList(), units.Where(unit => unit.All(stage => stage.Stage.Before is null)).Select(unit => unit.Key).ToList());
        var alike = come.Where(unit => new UnitPair(comparison, [.. gone, unit]).MayReadAlike).ToList();
        come = alike.Count > 0 ? alike : come;
        _rewritten = gone.Count > 0 && come.Count > 0 ? [.. gone, .. come] : [];
    }

    /// <summary>
    /// Stages of the first run with their counterparts. Where the plan is another, all stages of the query, since work moved between them; where a query has no counterpart and the second run has
    /// queries without one, all such of both runs, since the program was written anew. A new query that reads nothing of what those read did not replace them where another one does.
    /// </summary>
    public HashSet<StageDifference> Of(HashSet<StageId> stages)
    {
        var own = _comparison.Stages.Where(stage => stage.Stage.Before is { } id && stages.Contains(id)).ToList();
        var units = own.Where(stage => !stage.IsSame).Select(stage => stage.UnitNumber).ToHashSet();
        if (units.Overlaps(_rewritten))
        {
            units.UnionWith(_rewritten);
        }

        return [.. own.Concat(_comparison.Stages.Where(stage => units.Contains(stage.UnitNumber)))];
    }

    /// <summary>Whether stages that ran one after another run at the same time now.</summary>
    public bool RunNowBesideEachOther(IEnumerable<StageDifference> some, IReadOnlyCollection<StageDifference> others) => some.Any(one => others.Any(other =>
        one.Stage is { Before: { } before, After: { } after } && other.Stage is { Before: { } otherBefore, After: { } otherAfter }
        && !Overlap(_before, before, otherBefore) && Overlap(_after, after, otherAfter)));

    /// <summary>Whether half of the shorter one lies in the longer one.</summary>
    private static bool Overlap(Dictionary<StageId, (long StartMs, long EndMs)> spans, StageId one, StageId other)
    {
        var (a, b) = (spans[one], spans[other]);
        var common = Math.Min(a.EndMs, b.EndMs) - Math.Max(a.StartMs, b.StartMs);
        return common > 0 && common * 2 >= Math.Min(a.EndMs - a.StartMs, b.EndMs - b.StartMs);
    }

    private static Dictionary<StageId, (long StartMs, long EndMs)> SpansOf(Application application)
    {
        var spans = new Dictionary<StageId, (long StartMs, long EndMs)>();
        foreach (var attempt in application.Stages)
        {
            var start = (attempt.FirstTaskLaunchTime ?? attempt.SubmissionTime)?.EpochMilliseconds ?? 0;
            var end = Math.Max(start, attempt.CompletionTime?.EpochMilliseconds ?? start);
            spans[attempt.Id.Stage] = spans.TryGetValue(attempt.Id.Stage, out var known) ? (Math.Min(known.StartMs, start), Math.Max(known.EndMs, end)) : (start, end);
        }

        return spans;
    }
}
