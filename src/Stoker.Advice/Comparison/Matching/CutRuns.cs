namespace Stoker.Advice.Comparison.Matching;

/// <summary>Runs whose log stops before they end: what the other did from there on is no other work.</summary>
internal static class CutRuns
{
    /// <summary>Marks the units that one run has after all those that it shares with the other, where the log of the other stops early.</summary>
    public static IReadOnlyList<MatchedPair<WorkUnit>> Mark(IReadOnlyList<MatchedPair<WorkUnit>> units, ComparedRun before, ComparedRun after)
    {
        var (isBeforeCut, isAfterCut) = (IsCut(before), IsCut(after));
        if (!isBeforeCut && !isAfterCut)
        {
            return units;
        }

        var (lastBefore, lastAfter) = (LastShared(units, unit => unit.Before), LastShared(units, unit => unit.After));
        return
        [
            .. units.Select(unit => unit with
            {
                IsCutShort = (isAfterCut && unit is { Before: { } only, After: null } && only.Position > lastBefore) || (isBeforeCut && unit is { After: { } other, Before: null } && other.Position > lastAfter),
            }),
        ];
    }

    /// <summary>Whether a log stops in the middle of this unit, or before it.</summary>
    public static bool IsCut(MatchedPair<WorkUnit> unit) => unit.IsCutShort || unit is { Before: not null, After.IsFinished: false } or { After: not null, Before.IsFinished: false };

    private static bool IsCut(ComparedRun run) => !run.Application.IsComplete || run.Application.Reading.IsTruncated;

    private static int LastShared(IReadOnlyList<MatchedPair<WorkUnit>> units, Func<MatchedPair<WorkUnit>, WorkUnit?> of) =>
        units.Where(unit => unit is { Before: not null, After: not null }).Select(unit => of(unit)?.Position ?? -1).DefaultIfEmpty(-1).Max();
}
