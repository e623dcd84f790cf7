using Stoker.Findings.Tracing;

namespace Stoker.Advice.SourceJoin;

/// <summary>
/// How much of a plan is what a call of the source says. Words that few calls have tell more than words that many have, so each counts by its rarity among
/// the candidates; a word of the plan that other candidates know and this one does not counts against it.
/// </summary>
internal static class PlanLikeness
{
    /// <summary>Share of a call's words that a plan has at least when it is that call's. A call has words of branches not taken, and of methods that are in no plan.</summary>
    public const double Least = 0.1;

    /// <summary>By how much the best candidate must be better than the next, in words that only it has; less than one such word decides nothing.</summary>
    private const double Margin = 1.0;

    /// <summary>The share of the call's words that are in the plan, 0 to 1; 1 for a call without words.</summary>
    public static double Of(SourceAction action, RunWork work) =>
        action.Words.Count == 0 ? 1 : (double)action.Words.Count(work.Words.Contains) / action.Words.Count;

    /// <summary>The candidates that are as good as the best one; all when there is no plan.</summary>
    public static IReadOnlyList<int> Best(IReadOnlyList<int> candidates, Func<int, SourceAction> actionOf, RunWork work)
    {
        if (work.Words.Count == 0)
        {
            return candidates;
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in candidates.SelectMany(index => WordsOf(actionOf(index))))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        var scored = candidates.Where(index => Of(actionOf(index), work) >= Least)
            .Select(index => (Index: index, Score: ScoreOf(WordsOf(actionOf(index)).ToHashSet(StringComparer.Ordinal), work, counts, candidates.Count)))
            .OrderByDescending(item => item.Score).ToList();
        var margin = MarginOf(candidates, actionOf);
        return [.. scored.TakeWhile(item => item.Score > scored[0].Score - margin).Select(item => item.Index).Order()];
    }

    /// <summary>The callers of one helper are alike, and many: the best must have a word that none of the others has, which weighs the more the more there are.</summary>
    private static double MarginOf(IReadOnlyList<int> candidates, Func<int, SourceAction> actionOf) =>
        candidates.Any(index => actionOf(index).Caller is not null) ? Math.Max(Margin, Math.Log2((candidates.Count + 1.0) / 1.5)) : Margin;

    /// <summary>A plan repeats the numbers of its source, unless they are of a branch that was not taken.</summary>
    private static bool IsLongNumber(string word) => word.Length >= 4 && word.All(char.IsAsciiDigit);

    private static IEnumerable<string> WordsOf(SourceAction action) => action.Words.Concat(action.Functions.Select(name => name.Trim('<', '>')));

    private static double ScoreOf(HashSet<string> words, RunWork work, Dictionary<string, int> counts, int candidates)
    {
        var score = 0.0;
        foreach (var (word, count) in counts)
        {
            var weight = Math.Log2((candidates + 1.0) / (count + 0.5));
            score += (words.Contains(word), work.Words.Contains(word)) switch
            {
                (true, true) => weight,
                (false, true) => -weight,
                (true, false) => IsLongNumber(word) ? -weight / 2 : -weight / 4,
                _ => 0,
            };
        }

        return score;
    }
}
