using Stoker.Advice.Comparison.Changes;
using Stoker.Advice.Comparison.Identity;
using Stoker.Model.Units;

namespace Stoker.Advice.Comparison;

/// <summary>Two runs of one job: what took more or less time, and why. Differences are second minus first.</summary>
public sealed record RunComparison
{
    /// <summary>The first run.</summary>
    public required ComparedRun Before { get; init; }

    /// <summary>The second run.</summary>
    public required ComparedRun After { get; init; }

    /// <summary>What it comes to.</summary>
    public required ComparisonVerdict Verdict { get; init; }

    /// <summary>Wall times that differ by less are no real difference: what two runs of one job differ by in 95 of 100 cases.</summary>
    public required Milliseconds NoiseBand { get; init; }

    /// <summary>Standard deviation of one run, as a share of its wall time, that the band rests on.</summary>
    public required double Noise { get; init; }

    /// <summary>Wall time of the first run.</summary>
    public required Milliseconds WallBefore { get; init; }

    /// <summary>Wall time of the second run.</summary>
    public required Milliseconds WallAfter { get; init; }

    /// <summary>Core time of the first run, idle slots included.</summary>
    public required Milliseconds CoreBefore { get; init; }

    /// <summary>Core time of the second run, idle slots included.</summary>
    public required Milliseconds CoreAfter { get; init; }

    /// <summary>What each cause adds, the largest part of the wall time first, the unexplained rest last. They add up to both differences.</summary>
    public required IReadOnlyList<CauseEffect> Causes { get; init; }

    /// <summary>What the runs differ in beside their wall time, as far as it is worth a sentence: core time, spill, failures, other stages.</summary>
    public IReadOnlyList<ComparedQuantity> Contrasts { get; init; } = [];

    /// <summary>Stages whose time changed, the largest change first.</summary>
    public required IReadOnlyList<StageDifference> Stages { get; init; }

    /// <summary>Settings that the runs do not share, without bookkeeping; empty also when a log has no settings.</summary>
    public required IReadOnlyList<SettingDifference> Settings { get; init; }

    /// <summary>Share of the task time of both runs in queries and jobs that have a counterpart, from 0 to 1.</summary>
    public required double MatchedShare { get; init; }

    /// <summary>What speaks for one job, and what against.</summary>
    public required JobLikeness Likeness { get; init; }

    /// <summary>Whether the runs have so little in common that they are not runs of one job. Nothing is matched then: all work is work that only one did.</summary>
    public bool AreDifferentJobs => Likeness.AreDifferentJobs;

    /// <summary>Share of the task time of the first run in stages that changed most for their input, from 0 to 1.</summary>
    public double OtherInputShare => Stages.Sum(stage => (double)stage.TaskBefore.Value) is var all and > 0
        ? Stages.Where(stage => stage.MainCause == DifferenceCause.Input).Sum(stage => (double)stage.TaskBefore.Value) / all
        : 0;

    /// <summary>Of <see cref="WallDifference"/>, what neither log stopped before.</summary>
    public Milliseconds SharedDifference => WallDifference - new Milliseconds(Causes.Where(cause => cause.Cause == DifferenceCause.CutShort).Sum(cause => cause.Wall.Value));

    /// <summary>Wall time that the second run took more.</summary>
    public Milliseconds WallDifference => WallAfter - WallBefore;

    /// <summary>Core time that the second run took more.</summary>
    public Milliseconds CoreDifference => CoreAfter - CoreBefore;
}
