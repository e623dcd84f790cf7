using Stoker.Diagnoses.Caching;
using Stoker.Diagnoses.Configuration;
using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Executors;
using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.InputOutput;
using Stoker.Diagnoses.Joins;
using Stoker.Diagnoses.Logs;
using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Partitions;
using Stoker.Diagnoses.Python;
using Stoker.Diagnoses.Scheduling;
using Stoker.Diagnoses.Shuffles;
using Stoker.Diagnoses.Skew;
using Stoker.Diagnoses.Streaming;

namespace Stoker.Diagnoses;

/// <summary>Every rule there is, in the order of the build (diagnoses.md 5.16), which is also the order within a rank.</summary>
public static class DiagnosisCatalogue
{
    internal static IReadOnlyList<Diagnosis> Rules { get; } =
    [
        UnfinishedLog.Diagnosis,
        MissingHistory.Diagnosis,
        DamagedLog.Diagnosis,
        DroppedEvents.Diagnosis,
        DisagreeingClocks.Diagnosis,
        MissingMemoryMetrics.Diagnosis,
        CutPlans.Diagnosis,
        HiddenSettings.Diagnosis,
        VendorEngine.Diagnosis,
        HugeLog.Diagnosis,
        DriverGaps.Diagnosis,
        TooFewTasks.Diagnosis,
        SkewedShuffle.Diagnosis,
        UnevenInput.Diagnosis,
        Straggler.Diagnosis,
        SingleTask.Diagnosis,
        TinyTasks.Diagnosis,
        IdleExecutors.Diagnosis,
        LateExecutors.Diagnosis,
        LargeResult.Diagnosis,
        RepeatedLineage.Diagnosis,
        LookOnlyActions.Diagnosis,
        RepeatedExchange.Diagnosis,
        UnusedCache.Diagnosis,
        EvictedCache.Diagnosis,
        SmallInputFiles.Diagnosis,
        SmallOutputFiles.Diagnosis,
        TextFormat.Diagnosis,
        InferencePass.Diagnosis,
        FallingBehind.Diagnosis,
        TooManyStatePartitions.Diagnosis,
        GrowingState.Diagnosis,
        AdaptiveOff.Diagnosis,
        PartOfAdaptiveOff.Diagnosis,
        BroadcastOff.Diagnosis,
        RetiredSettings.Diagnosis,
        SettingWithoutEffect.Diagnosis,
        UnsafeAllocation.Diagnosis,
        JavaSerialization.Diagnosis,
        CompressionOff.Diagnosis,
        ContradictingMemory.Diagnosis,
        DisorderedTimeouts.Diagnosis,
        FewInitialPartitions.Diagnosis,
        MisspelledSetting.Diagnosis,
        CodegenOff.Diagnosis,
        UnsafeSpeculation.Diagnosis,
        UnsplitJoin.Diagnosis,
        FewKeys.Diagnosis,
        GiantGroup.Diagnosis,
        FailingTasks.Diagnosis,
        FailedJob.Diagnosis,
        HeartbeatLost.Diagnosis,
        BadHost.Diagnosis,
        DeniedCommits.Diagnosis,
        PythonFailures.Diagnosis,
        FullDisk.Diagnosis,
        RepeatedQuery.Diagnosis,
        ExcludedExecutors.Diagnosis,
        TooLargeToSend.Diagnosis,
        ApplicationFailed.Diagnosis,
        CancelledWork.Diagnosis,
        HeapExhausted.Diagnosis,
        ContainerKilled.Diagnosis,
        FetchFailures.Diagnosis,
        RepeatedMapWork.Diagnosis,
        TakenExecutors.Diagnosis,
        SpillToDisk.Diagnosis,
        GarbageCollection.Diagnosis,
        MissedBroadcast.Diagnosis,
        NestedLoopJoin.Diagnosis,
        RowExplosion.Diagnosis,
        PickledUdf.Diagnosis,
        ArrowRowUdf.Diagnosis,
        VectorizedUdf.Diagnosis,
        PythonRddShuffle.Diagnosis,
        GroupByKey.Diagnosis,
        PandasWithoutArrow.Diagnosis,
        LargeClosure.Diagnosis,
        SlowTaskStart.Diagnosis,
        SlowCommit.Diagnosis,
        SlowPlanning.Diagnosis,
        ManyJobs.Diagnosis,
        SlowListing.Diagnosis,
    ];

    /// <summary>Ids with their titles, ordered by id.</summary>
    public static IReadOnlyList<DiagnosisTitle> Titles { get; } = [.. Rules.Select(rule => new DiagnosisTitle(rule.Id, rule.Title)).OrderBy(title => title.Id, StringComparer.Ordinal)];

    /// <summary>The thresholds of an id, in the order in which the rule lists them; empty when it has none or there is no such id.</summary>
    public static IReadOnlyList<DiagnosisThreshold> ThresholdsOf(string id) =>
        [.. (Rules.FirstOrDefault(rule => rule.Id == id)?.Limits ?? []).Select(limit => new DiagnosisThreshold(limit.Name, limit.Default, limit.Unit))];

    /// <summary>The page of an id as Markdown; null when there is no such id.</summary>
    public static string? PageOf(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var stream = typeof(DiagnosisCatalogue).Assembly.GetManifestResourceStream($"pages/{id}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
