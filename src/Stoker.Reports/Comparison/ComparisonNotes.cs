using Stoker.Advice.Comparison;
using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Reports.Quality;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Comparison;

/// <summary>What limits how far a comparison can be trusted.</summary>
internal static class ComparisonNotes
{
    public static IReadOnlyList<string> Of(ComparisonResult result)
    {
        var comparison = result.Comparison;
        var notes = new List<string>();
        Add(notes, "A", result.Before);
        Add(notes, "B", result.After);
        var (before, after) = (result.Before.Application, result.After.Application);
        if (before.Id.Length > 0 && (before.Id, before.AttemptId, before.StartTime) == (after.Id, after.AttemptId, after.StartTime) && (before.LastEventTime == after.LastEventTime || !before.IsComplete || !after.IsComplete))
        {
            notes.Add($"Both logs are of one run, {before.Id}: it is compared with itself.");
        }

        if (before.SparkVersion != after.SparkVersion && before.SparkVersion.Length > 0 && after.SparkVersion.Length > 0)
        {
            notes.Add($"Spark {before.SparkVersion} and Spark {after.SparkVersion}: plans, defaults and metrics may differ for that reason alone.");
        }

        if (after.StartTime < before.StartTime && after.StartTime.EpochMilliseconds > 0)
        {
            notes.Add("B began before A: if B was meant to be the earlier run, give them the other way round.");
        }

        if (SameWork(comparison) is { } same)
        {
            notes.Add(same);
        }

        // The same work at another pace says so in its first sentence.
        if (CpuWait.OfRuns(comparison) is { } wait && !(comparison.Verdict == ComparisonVerdict.OtherPace && PaceWords.WaitOf(comparison) is not null))
        {
            var held = PaceWords.Held(wait);
            notes.Add($"{char.ToUpperInvariant(held[0])}{held[1..]}: {(wait.Factor > 1 ? "B" : "A")} waited for CPUs that other programs had. Another run on a quiet machine would tell more.");
        }

        if (!before.Settings.IsKnown || !after.Settings.IsKnown)
        {
            notes.Add("A log without settings: they could not be compared.");
        }

        return notes;
    }

    /// <summary>How much of the work does the same in both, where that is little and the first sentence does not say it.</summary>
    private static string? SameWork(RunComparison comparison)
    {
        var share = comparison.Likeness.SameWork;
        var isSaid = comparison.AreDifferentJobs || comparison.Likeness.MayBeDifferentJobs || ContrastWords.SayOtherWork(comparison);
        return isSaid || comparison.Contrasts.All(contrast => contrast.Name != QuantityName.OtherWorkShare) ? null
            : $"{(share < 0.005 ? "None" : "Only " + Quantity.Share(share, 1))} of their task time is in stages that do the same in both; the rest is another plan{(comparison.Verdict == ComparisonVerdict.CutShort ? ", work that only one run did, or comes after the end of a log" : " or work that only one run did")}.";
    }

    private static void Add(List<string> notes, string letter, Analysis analysis)
    {
        if (analysis.Application.Reading.IsTruncated || !analysis.Application.IsComplete)
        {
            notes.Add($"{letter} has no end in its log: its wall time is that up to the last event.");
        }

        if (QualityNotes.RepeatedLog(analysis.Application.Reading) is { } again)
        {
            notes.Add($"{letter}: {again}");
        }

        if (analysis.Application.Reading.IsCompacted)
        {
            notes.Add($"{letter} is a compacted log: early jobs are gone, and compare as work that only one run did.");
        }
    }
}
