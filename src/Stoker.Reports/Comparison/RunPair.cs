using Stoker.Comparing;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Comparison;

/// <summary>Which two runs were compared: what each has of its own, by which it is told from the other, and what both have, once.</summary>
/// <param name="Before">Of A: its length, start, slots and id, and what B does not have.</param>
/// <param name="After">The same of B.</param>
/// <param name="Both">What both have: mostly name, version, cluster manager and outcome.</param>
internal sealed record RunPair(IReadOnlyList<string> Before, IReadOnlyList<string> After, IReadOnlyList<string> Both)
{
    private const int LongestName = 80;

    public static RunPair Of(ComparisonResult result, Clock clock, string ellipsis = "…")
    {
        var (a, b) = (ApplicationHeader.Of(result.Before.Application), ApplicationHeader.Of(result.After.Application));
        var (before, after, both) = (new List<string>(), new List<string>(), new List<string>());

        // Lengths, times and ids tell the runs apart even where they are alike.
        Add(a.Length, b.Length, isOwn: true);
        Add(clock.DateAndTime(a.Start), clock.DateAndTime(b.Start), isOwn: true);
        Add(Name(a), Name(b), isOwn: false);
        for (var part = 0; part < 2; part++)
        {
            Add(a.Platform.ElementAtOrDefault(part), b.Platform.ElementAtOrDefault(part), isOwn: false);
        }

        Add(a.Slots, b.Slots, isOwn: false);
        Add(a.Outcome, b.Outcome, isOwn: false);
        Add(a.Id, b.Id, isOwn: true);
        return new RunPair(before, after, both);

        string Name(ApplicationHeader header) => CellWidth.CutMiddle(CellWidth.Clean(header.Name), LongestName, ellipsis);

        void Add(string? one, string? other, bool isOwn)
        {
            if (!isOwn && one == other)
            {
                AddTo(both, one);
                return;
            }

            AddTo(before, one);
            AddTo(after, other);
        }

        static void AddTo(List<string> facts, string? fact)
        {
            if (!string.IsNullOrEmpty(fact))
            {
                facts.Add(CellWidth.Clean(fact));
            }
        }
    }
}
