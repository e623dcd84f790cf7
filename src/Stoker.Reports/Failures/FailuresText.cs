using Stoker.Model.Stages;
using Stoker.Reports.Costs;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Failures;

/// <summary>What failed, one line a thing: jobs and queries first, then the causes of failed attempts.</summary>
internal static class FailuresText
{
    private const int MostLines = 6;
    private const int LongestCause = 300;
    private const int MostStages = 4;

    /// <summary>Lines of mark and text; the mark is the place, such as <c>job 2</c>.</summary>
    public static IEnumerable<(string Place, string Text)> Lines(FailureOverview failures, Glyphs glyphs)
    {
        var lines = Jobs(failures, glyphs).Concat(Groups(failures, glyphs)).ToList();
        return lines.Count <= MostLines ? lines : lines.Take(MostLines).Append(("", $"and {Quantity.Count(lines.Count - MostLines, "other cause")}"));
    }

    public static void Write(TextOutput output, FailureOverview failures)
    {
        output.Line("Failures", Tone.Strong);
        var lines = Lines(failures, output.Glyphs).ToList();
        var width = lines.Max(line => line.Place.Length);
        foreach (var (place, text) in lines)
        {
            Wrapping.WriteItem(output, new TextLine().Add("  ").Add(place, Tone.Bad).PadTo(2 + width + 2), text);
        }
    }

    private static IEnumerable<(string Place, string Text)> Jobs(FailureOverview failures, Glyphs glyphs)
    {
        foreach (var job in failures.Jobs)
        {
            var name = job.Description ?? job.Name;
            yield return ($"job {job.Id}", $"{(CallSite.Shorten(name) is { Length: > 0 } site ? site : "job")}: {Cause(job.FailureMessage ?? "failed", glyphs)}");
        }

        foreach (var execution in failures.SqlExecutions)
        {
            yield return ($"SQL {execution.Id}", $"{CallSite.Shorten(execution.Description)}: {Cause(execution.ErrorMessage ?? "failed", glyphs)}");
        }

        // A stage that failed for good is told by its job; one that was tried again is told here.
        foreach (var stage in failures.Stages.Where(stage => !failures.Jobs.Any(job => stage.Jobs.Contains(job.Id))))
        {
            yield return ($"stage {stage.Id}", $"tried again: {Cause(stage.FailureReason ?? "failed", glyphs)}");
        }
    }

    private static IEnumerable<(string Place, string Text)> Groups(FailureOverview failures, Glyphs glyphs)
    {
        foreach (var group in failures.Groups)
        {
            var stages = group.Stages.Count == 1 ? $"stage {group.Stages[0]}" : "stages " + Join(group.Stages);
            var verb = group.IsKill ? "killed" : "failed";
            yield return (
                $"{Quantity.Count(group.Attempts, "task")} {verb}",
                $"{CellWidth.Cut(CellWidth.Clean(group.Cause), LongestCause, glyphs.Ellipsis)} ({stages}; {Quantity.Duration(group.LostTime)} of core time lost)");
        }
    }

    private static string Join(IReadOnlyList<StageAttemptId> stages) =>
        string.Join(", ", stages.Take(MostStages)) + (stages.Count > MostStages ? $" and {stages.Count - MostStages} others" : "");

    private static string Cause(string message, Glyphs glyphs) => CellWidth.Cut(CellWidth.Clean(FailureCause.Of(message)), LongestCause, glyphs.Ellipsis);
}
