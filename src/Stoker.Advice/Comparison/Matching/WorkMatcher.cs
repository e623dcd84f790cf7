namespace Stoker.Advice.Comparison.Matching;

/// <summary>
/// Finds for each unit and stage of one run that of the other run which does the same. Ids are not used: two sibling stages swapped theirs between
/// two runs of one program.
/// </summary>
internal static class WorkMatcher
{
    /// <summary>Below this likeness two plans have nothing to do with each other. Half of the operators in common.</summary>
    private const double LeastLikeness = 0.5;

    /// <summary>More pairs than this are not compared each with each; then only equal signatures match.</summary>
    private const long MostComparisons = 1_000_000;

    /// <summary>Pairs of units in the order of the first run; those that only the second has come last.</summary>
    public static IReadOnlyList<MatchedPair<WorkUnit>> Match(IReadOnlyList<WorkUnit> before, IReadOnlyList<WorkUnit> after) =>
        Match(before, after, unit => unit.Signature, Likeness, MayReadAlike);

    /// <summary>Whether two units have enough in common to be the same one changed; the only ones of two runs are paired without.</summary>
    public static bool AreAlike(WorkUnit before, WorkUnit after) => Likeness(before, after) >= LeastLikeness;

    /// <summary>The same units, none with another: those of different jobs.</summary>
    public static IReadOnlyList<MatchedPair<WorkUnit>> Apart(IReadOnlyList<MatchedPair<WorkUnit>> pairs) =>
    [
        .. pairs.Where(pair => pair.Before is not null).Select(pair => pair with { After = null, IsSame = false }),
        .. pairs.Where(pair => pair.After is not null).Select(pair => pair with { Before = null, IsSame = false }),
    ];

    /// <summary>Pairs of the stages of two units.</summary>
    public static IReadOnlyList<MatchedPair<StageWork>> Match(WorkUnit before, WorkUnit after)
    {
        // Among stages of one signature the larger of one run goes with the larger of the other; where a log was cut, how large they would have become is not known, and their order tells.
        return before.IsFinished && after.IsFinished
            ? Match(BySize(before), BySize(after), stage => stage.Signature, Likeness, (_, _) => true)
            : Match(before.Stages, after.Stages, stage => stage.Signature, Likeness, (_, _) => true);

        static List<StageWork> BySize(WorkUnit unit) => [.. unit.Stages.OrderByDescending(stage => stage.Figures.Records ?? 0).ThenByDescending(stage => stage.Figures.Tasks).ThenBy(stage => stage.Id)];
    }

    private static List<MatchedPair<T>> Match<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> signature, Func<T, T, double> likeness, Func<T, T, bool> mayGoTogether)
        where T : class
    {
        var partner = new int[before.Count];
        var isTaken = new bool[after.Count];
        var isSame = new bool[before.Count];
        Array.Fill(partner, -1);
        MatchEqual(before, after, signature, partner, isTaken);
        for (var index = 0; index < partner.Length; index++)
        {
            isSame[index] = partner[index] >= 0;
        }

        MatchAlike(before, after, likeness, mayGoTogether, partner, isTaken);
        var pairs = new List<MatchedPair<T>>();
        for (var index = 0; index < before.Count; index++)
        {
            pairs.Add(new(before[index], partner[index] >= 0 ? after[partner[index]] : null, isSame[index]));
        }

        pairs.AddRange(after.Where((_, index) => !isTaken[index]).Select(only => new MatchedPair<T>(null, only, false)));
        return pairs;
    }

    /// <summary>The n-th of a signature goes with the n-th of the same.</summary>
    private static void MatchEqual<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> signature, int[] partner, bool[] isTaken)
    {
        var waiting = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var index = 0; index < after.Count; index++)
        {
            var key = signature(after[index]);
            (waiting.TryGetValue(key, out var queue) ? queue : waiting[key] = new Queue<int>()).Enqueue(index);
        }

        for (var index = 0; index < before.Count; index++)
        {
            if (waiting.TryGetValue(signature(before[index]), out var queue) && queue.TryDequeue(out var found))
            {
                partner[index] = found;
                isTaken[found] = true;
            }
        }
    }

    /// <summary>Of what is left, those that may go together come first, then the most alike; of equally alike ones, those nearest in order.</summary>
    private static void MatchAlike<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, T, double> likeness, Func<T, T, bool> mayGoTogether, int[] partner, bool[] isTaken)
    {
        var left = Enumerable.Range(0, before.Count).Where(index => partner[index] < 0).ToList();
        var right = Enumerable.Range(0, after.Count).Where(index => !isTaken[index]).ToList();
        if ((long)left.Count * right.Count > MostComparisons)
        {
            return;
        }

        var candidates =
            from one in left
            from other in right
            let alike = likeness(before[one], after[other])
            where alike >= LeastLikeness || (left.Count == 1 && right.Count == 1 && before.Count == 1 && after.Count == 1)
            orderby mayGoTogether(before[one], after[other]) descending, alike descending, Math.Abs(one - other), one, other
            select (one, other);
        foreach (var (one, other) in candidates.ToList())
        {
            if (partner[one] < 0 && !isTaken[other])
            {
                partner[one] = other;
                isTaken[other] = true;
            }
        }
    }

    /// <summary>Whether two queries read something in common, as far as both plans name what they read.</summary>
    private static bool MayReadAlike(WorkUnit before, WorkUnit after) => before.Sources is null || after.Sources is null || before.Sources.Overlaps(after.Sources);

    /// <summary>Operators in common, with a bonus for the same place in the program.</summary>
    private static double Likeness(WorkUnit before, WorkUnit after)
    {
        var shared = Jaccard(before.Operators, after.Operators);
        return before.Place.Length > 0 && before.Place == after.Place ? (shared + 1) / 2 : shared;
    }

    private static double Likeness(StageWork before, StageWork after)
    {
        var shared = Jaccard(before.Operators, after.Operators);
        var same = (before.ParentCount == after.ParentCount ? 0.5 : 0) + (before.Place == after.Place ? 0.5 : 0);
        return (0.75 * shared) + (0.25 * same);
    }

    /// <summary>Common elements over all, repeated ones counted as often as they are there; 1 for two empty lists.</summary>
    private static double Jaccard(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in left)
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        var common = 0;
        foreach (var name in right)
        {
            if (counts.TryGetValue(name, out var count) && count > 0)
            {
                counts[name] = count - 1;
                common++;
            }
        }

        var all = left.Count + right.Count - common;
        return all == 0 ? 1 : (double)common / all;
    }
}
