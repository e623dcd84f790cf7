using Stoker.Advice.Sizing;
using Stoker.Findings;

namespace Stoker.Advice.Recommendations;

/// <summary>What to change in an application, from its findings. Immutable.</summary>
public sealed record AdvicePlan
{
    /// <summary>Settings that are safe to change together: none can make the job fail or change its results. Ordered by key.</summary>
    public required IReadOnlyList<AdvisedSetting> Settings { get; init; }

    /// <summary>Changes of settings that a person has to decide, ordered by key.</summary>
    public required IReadOnlyList<DeclinedChange> Declined { get; init; }

    /// <summary>Changes of program, data and cluster, the dearest finding first.</summary>
    public required IReadOnlyList<AdvisedCode> Code { get; init; }

    /// <summary>Settings that let the next run tell what this one could not, such as <c>spark.eventLog.logStageExecutorMetrics=true</c>.</summary>
    public required IReadOnlyList<string> Observations { get; init; }

    /// <summary>What executors needed of what they were given; absent when the log does not say what they were given.</summary>
    public ExecutorSizing? Sizing { get; init; }

    /// <summary>Where it ran.</summary>
    public required ClusterManager Cluster { get; init; }

    /// <summary>The findings that the settings answer.</summary>
    public IEnumerable<FindingReference> Answered => Settings.SelectMany(setting => setting.Findings).Distinct();
}
