using Stoker.Model.TimeSplit;

namespace Stoker.Reports.Contracts;

/// <summary>Makes the parts of <c>stoker/analysis/1</c> that say where time went.</summary>
internal static class TimeDocuments
{
    public static TimeDocument Of(ScopeTime time) => new()
    {
        Wall = new WallDocument
        {
            TotalMs = time.Wall.Total.Value,
            DriverOnlyMs = time.Wall.DriverOnly.Value,
            WaitingForExecutorsMs = time.Wall.WaitingForExecutors.Value,
            PartlyIdleMs = time.Wall.PartlyIdle.Value,
            BusyMs = time.Wall.Busy.Value,
        },
        Core = new CoreDocument
        {
            TotalMs = time.Core.Total.Value,
            SchedulerDelayMs = time.Core.SchedulerDelay.Value,
            DeserializationMs = time.Core.Deserialization.Value,
            PythonMs = time.Core.Python.Value,
            PythonAtLeastMs = time.Core.IsPythonBound ? time.Core.PythonAtLeast.Value : null,
            PythonIsBound = time.Core.IsPythonBound,
            GcMs = time.Core.GarbageCollection.Value,
            ShuffleReadWaitMs = time.Core.ShuffleReadWait.Value,
            ShuffleWriteMs = time.Core.ShuffleWrite.Value,
            ComputeMs = time.Core.Compute.Value,
            ResultSerializationMs = time.Core.ResultSerialization.Value,
            GettingResultMs = time.Core.GettingResult.Value,
            FailedAttemptsMs = time.Core.FailedAttempts.Value,
            OtherWorkMs = time.Core.OtherWork.Value,
            IdleMs = time.Core.Idle.Value,
        },
    };

    public static TimeDocument? OfKnown(ScopeTime? time) => time is null ? null : Of(time);

    public static IReadOnlyList<PathSegmentDocument> Of(CriticalPath path) =>
    [
        .. path.Segments.Select(segment => new PathSegmentDocument
        {
            Cause = AnalysisDocuments.Camel(segment.Cause.ToString()),
            StartTime = segment.Start.ToString(),
            WallMs = segment.Duration.Value,
            Job = segment.Job?.Value,
            Stage = segment.Stage?.Stage.Value,
            StageAttempt = segment.Stage?.Attempt,
            Task = segment.Task?.Value,
        }),
    ];
}
