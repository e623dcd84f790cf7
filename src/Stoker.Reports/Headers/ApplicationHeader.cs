using System.Globalization;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Headers;

/// <summary>What a report says about an application before anything else.</summary>
internal sealed record ApplicationHeader
{
    private const int LongestTitle = 80;

    public required string Name { get; init; }

    /// <summary>The name as one clean line of a length that a heading or a message bears: names may hold anything, and any amount of it.</summary>
    public string Title => TitleOf(Name);

    /// <summary>Id, with the attempt where there is one.</summary>
    public required string Id { get; init; }

    /// <summary>Version, cluster manager, deploy mode, user: what is known of them, in this order.</summary>
    public required IReadOnlyList<string> Platform { get; init; }

    public required Timestamp Start { get; init; }

    /// <summary>How long it took, in words.</summary>
    public required string Length { get; init; }

    /// <summary>How it ended, in words.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whether something failed, or the end is not known.</summary>
    public required bool IsTroubled { get; init; }

    /// <summary>Executors and their slots, in words; absent when no executor is known.</summary>
    public string? Slots { get; init; }

    public static ApplicationHeader Of(Application application)
    {
        var (outcome, isTroubled) = OutcomeOf(application);
        return new ApplicationHeader
        {
            Name = application.Name.Length > 0 ? application.Name : "application without a name",
            Id = application.AttemptId is { } attempt ? $"{application.Id} attempt {attempt}" : application.Id,
            Platform = [.. PlatformOf(application)],
            Start = application.StartTime,
            Length = application.WallTime is { } wall ? Quantity.Duration(wall) : "duration unknown: its end lies before its start",
            Outcome = outcome,
            IsTroubled = isTroubled,
            Slots = SlotText.Of(application),
        };
    }

    /// <summary>A name of an application as <see cref="Title"/>.</summary>
    public static string TitleOf(string name) => CellWidth.Cut(CellWidth.Clean(name), LongestTitle, "…");

    private static IEnumerable<string> PlatformOf(Application application)
    {
        if (application.SparkVersion.Length > 0)
        {
            yield return "Spark " + application.SparkVersion;
        }

        if (Deployment.Of(application.Settings) is { } deployment)
        {
            yield return deployment.ClusterManager;
            if (deployment.DeployMode is { } mode)
            {
                yield return mode + " mode";
            }
        }

        if (application.User.Length > 0)
        {
            yield return "user " + application.User;
        }
    }

    private static (string Text, bool IsTroubled) OutcomeOf(Application application)
    {
        var failed = application.Jobs.Count(job => job.Status == JobStatus.Failed);
        var running = application.Jobs.Count(job => job.Status == JobStatus.Running);
        var count = application.Jobs.Count;
        var cancelled = application.Jobs.Count(job => job.IsCancelled);
        var jobs = (failed, running) switch
        {
            ( > 0, _) when cancelled == failed => $"{failed} of {Quantity.Count(count, "job")} cancelled",
            ( > 0, _) => $"{failed} of {Quantity.Count(count, "job")} failed",
            (_, > 0) => $"{running} of {Quantity.Count(count, "job")} without an end",
            _ => count == 0 ? "no job" : $"{Quantity.Count(count, "job")} succeeded",
        };
        if (application.EndTime is null)
        {
            return ("no end in the log, " + jobs, true);
        }

        return application.ExitCode is { } code and not 0
            ? ($"failed with exit code {code}, {jobs}", true)
            : ((application.ExitCode is 0 ? "exit code 0, " : "ended, ") + jobs, failed > cancelled);
    }
}
