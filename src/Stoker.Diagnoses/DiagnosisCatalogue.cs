using Stoker.Diagnoses.Caching;
using Stoker.Diagnoses.Clusters;
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
        SeveralApplications.Diagnosis,
        DisorderedEvents.Diagnosis,
        DriverGaps.Diagnosis,
        TooFewTasks.Diagnosis,
        SkewedShuffle.Diagnosis,
        UnevenInput.Diagnosis,
        LoadedExecutor.Diagnosis,
        Straggler.Diagnosis,
        SingleTask.Diagnosis,
        TinyTasks.Diagnosis,
        LargePartitions.Diagnosis,
        MisfitPartitionCount.Diagnosis,
        CoalescedUpstream.Diagnosis,
        MergedTooFar.Diagnosis,
        TinyMergedPartitions.Diagnosis,
        CountedByHand.Diagnosis,
        EmptyLastWave.Diagnosis,
        IdleExecutors.Diagnosis,
        LateExecutors.Diagnosis,
        HeldExecutors.Diagnosis,
        ExecutorChurn.Diagnosis,
        WideExecutors.Diagnosis,
        NarrowExecutors.Diagnosis,
        MissingExecutors.Diagnosis,
        UnusableCores.Diagnosis,
        StarvedCpu.Diagnosis,
        AllocationCeiling.Diagnosis,
        FarDriver.Diagnosis,
        LargeLocalJob.Diagnosis,
        WholeCluster.Diagnosis,
        RepeatedAttempt.Diagnosis,
        SlowContainers.Diagnosis,
        SlowProgramStart.Diagnosis,
        UnequalExecutors.Diagnosis,
        LargeResult.Diagnosis,
        RepeatedLineage.Diagnosis,
        LookOnlyActions.Diagnosis,
        RepeatedExchange.Diagnosis,
        UnusedCache.Diagnosis,
        EvictedCache.Diagnosis,
        HeldCache.Diagnosis,
        StorageLevelChoice.Diagnosis,
        RemoteCacheReads.Diagnosis,
        UnreadColumns.Diagnosis,
        GrowingLineage.Diagnosis,
        SmallInputFiles.Diagnosis,
        SmallOutputFiles.Diagnosis,
        TextFormat.Diagnosis,
        InferencePass.Diagnosis,
        UnprunedPartitions.Diagnosis,
        UnpushedFilter.Diagnosis,
        UnusedColumns.Diagnosis,
        UnsplittableFiles.Diagnosis,
        RepeatedScan.Diagnosis,
        OneConnection.Diagnosis,
        ScatteredWrite.Diagnosis,
        FooterReading.Diagnosis,
        SplitSettings.Diagnosis,
        SlowStorage.Diagnosis,
        UnusedBuckets.Diagnosis,
        OneTaskWrite.Diagnosis,
        RowByRowScan.Diagnosis,
        RewrittenTable.Diagnosis,
        LongCondition.Diagnosis,
        FallingBehind.Diagnosis,
        TooManyStatePartitions.Diagnosis,
        GrowingState.Diagnosis,
        StateInHeap.Diagnosis,
        BatchBookkeeping.Diagnosis,
        NarrowSource.Diagnosis,
        TinyBatches.Diagnosis,
        LateRows.Diagnosis,
        DeadQuery.Diagnosis,
        RepeatedBatch.Diagnosis,
        PeriodicBatches.Diagnosis,
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
        PythonMemory.Diagnosis,
        UnusedHeap.Diagnosis,
        FullHeap.Diagnosis,
        OffHeapBuffers.Diagnosis,
        SortFallback.Diagnosis,
        CrowdedOut.Diagnosis,
        SmallSlotMemory.Diagnosis,
        LargePointers.Diagnosis,
        DefaultOverhead.Diagnosis,
        RefusedMemory.Diagnosis,
        DriverMemory.Diagnosis,
        DriverOverload.Diagnosis,
        MissedBroadcast.Diagnosis,
        NestedLoopJoin.Diagnosis,
        RowExplosion.Diagnosis,
        LargeBroadcast.Diagnosis,
        FailedBroadcast.Diagnosis,
        LateFilter.Diagnosis,
        PythonCondition.Diagnosis,
        SortedJoin.Diagnosis,
        FetchWait.Diagnosis,
        SlowWrite.Diagnosis,
        NeedlessRepartition.Diagnosis,
        LostOrder.Diagnosis,
        UnreducedAggregate.Diagnosis,
        ShuffledVolume.Diagnosis,
        TinyBlocks.Diagnosis,
        ExpandedRows.Diagnosis,
        PickledUdf.Diagnosis,
        ArrowRowUdf.Diagnosis,
        VectorizedUdf.Diagnosis,
        PythonHops.Diagnosis,
        UdfFilter.Diagnosis,
        WorkerStart.Diagnosis,
        WholeGroups.Diagnosis,
        WideRows.Diagnosis,
        PythonRddShuffle.Diagnosis,
        NarrowPythonRdd.Diagnosis,
        PandasIndex.Diagnosis,
        WideArrowBatches.Diagnosis,
        GroupByKey.Diagnosis,
        PandasWithoutArrow.Diagnosis,
        LargeClosure.Diagnosis,
        SlowTaskStart.Diagnosis,
        LocalityWait.Diagnosis,
        SlowHost.Diagnosis,
        SlowDispatch.Diagnosis,
        WastedSpeculation.Diagnosis,
        MissingSpeculation.Diagnosis,
        JobsInARow.Diagnosis,
        StarvedJobs.Diagnosis,
        SlowCommit.Diagnosis,
        SlowPlanning.Diagnosis,
        ManyJobs.Diagnosis,
        SlowListing.Diagnosis,
        ResultLimit.Diagnosis,
        PartitionSearch.Diagnosis,
        OpenSession.Diagnosis,
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
