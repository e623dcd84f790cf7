using Stoker.Analyses;
using Stoker.Cli.Console;
using Stoker.Comparing;
using Stoker.EventLogs.Sources;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;

namespace Stoker.Cli.Commands;

/// <summary>Which of the runs in folders were taken, as the caller is told, or why there are not two.</summary>
internal static class TakenRuns
{
    private const string Choices = "--app, --name, --since or --until";

    /// <summary>Says which application of many was taken, as <c>analyze</c> does: the newest may be another job than the one that was meant.</summary>
    public static void TellOfOthers(ComparisonRequest request, ComparisonResult runs, Clock clock)
    {
        if (request.After is null)
        {
            if (runs.Before.OtherApplications > 0)
            {
                StandardError.Line($"stoker: of {runs.Before.OtherApplications + 2} applications in {request.Before}, A is {Of(runs.Before, clock)} and B is {Of(runs.After, clock)}: the two newest of one name; choose others with --name, --since or --until, or name two logs.");
            }

            return;
        }

        Tell("A", "B", runs.Before, runs.After, clock);
        Tell("B", "A", runs.After, runs.Before, clock);
    }

    /// <summary>What to tell the caller when there are not two runs.</summary>
    public static UserError Missing(ComparisonRequest request, IReadOnlyList<Analysis> found)
    {
        if (found.FirstOrDefault(analysis => !CompareApplications.IsRun(analysis)) is { } empty)
        {
            return SourceErrors.Empty(empty);
        }

        var only = found.Count > 0 ? found[0] : null;
        return only is { OtherApplications: > 0 }
            ? new UserError(
                ExitCode.NothingToAnalyze,
                $"{request.Before} holds {only.OtherApplications + 1} applications, and none beside the newest has its name: {NameOf(only)} ({only.Application.Id}).",
                "Name two logs, the earlier run first, or choose two with --name, --since and --until.")
            : new UserError(ExitCode.NothingToAnalyze, $"{request.Before} holds only one application{(only is null ? "" : $", {only.Application.Id}")}.", "Name two runs, the earlier one first.");
    }

    private static void Tell(string letter, string otherLetter, Analysis taken, Analysis other, Clock clock)
    {
        if (taken.OtherApplications > 0)
        {
            var why = JobName.AreAlike(taken.Application.Name, other.Application.Name) ? "the newest of that name" : $"the newest, since no other one has the name of {otherLetter}";
            StandardError.Line($"stoker: of {taken.OtherApplications + 1} applications in {taken.Source}, {letter} is {Of(taken, clock)}: {why}; choose another one with {Choices}, or name its log.");
        }
    }

    private static string Of(Analysis analysis, Clock clock) => $"{analysis.Application.Id} ({NameOf(analysis)}, {clock.DateAndTime(analysis.Application.StartTime)})";

    private static string NameOf(Analysis analysis) => ApplicationTitle.Of(analysis.Application.Name);
}
