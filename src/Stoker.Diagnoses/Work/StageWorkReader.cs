using System.Buffers;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.TimeSplit;

namespace Stoker.Diagnoses.Work;

/// <summary>Sums the tasks of a stage attempt, a metric column at a time.</summary>
internal static class StageWorkReader
{
    /// <summary>The stage attempts that ran a task, in the order of the model.</summary>
    public static StageWork[] Read(Application application, TimeBreakdown time)
    {
        StageAttempt[] ran = [.. application.Stages.Where(stage => stage.Tasks.Count > 0)];
        var stages = new StageWork[ran.Length];

        // Each stage is a sum of its own, so that the order in which threads take them does not show.
        Parallel.For(0, ran.Length, index => stages[index] = Read(ran[index], index, application, time));
        return stages;
    }

    private static StageWork Read(StageAttempt stage, int index, Application application, TimeBreakdown time)
    {
        var tasks = stage.Tasks;
        var (firstLaunch, lastLaunch, lastFinish, lastTaskLaunch) = (long.MaxValue, long.MinValue, long.MinValue, 0L);
        for (var row = 0; row < tasks.Count; row++)
        {
            var launch = tasks.LaunchTime(row).EpochMilliseconds;
            var finish = launch + tasks.Duration(row).Value;
            firstLaunch = Math.Min(firstLaunch, launch);
            lastLaunch = Math.Max(lastLaunch, launch);
            if (finish > lastFinish)
            {
                (lastFinish, lastTaskLaunch) = (finish, launch);
            }
        }

        var start = Math.Min(stage.SubmissionTime?.EpochMilliseconds ?? firstLaunch, firstLaunch);
        var isOpen = stage.Status is StageStatus.Active or StageStatus.Pending;
        var work = new StageWork
        {
            Index = index,
            Stage = stage,
            StartMs = start,
            EndMs = Math.Max(start, stage.CompletionTime?.EpochMilliseconds ?? (isOpen ? Math.Max(lastFinish, EndOfJobs(application, stage)) : lastFinish)),
            LastLaunchMs = lastLaunch,
            LastTaskLaunchMs = lastTaskLaunch,
            HasPythonRdd = stage.Rdds.Any(rdd => rdd.Name is "PythonRDD" or "PairwiseRDD"),
        };
        Sum(work, tasks);
        SetPython(work, time.TaskTimeOf(stage));
        return work;
    }

    /// <summary>When the last job of a stage ended that does not tell its own end: the log lost the event. The last time in the log while a job runs.</summary>
    private static long EndOfJobs(Application application, StageAttempt stage)
    {
        long? last = null;
        foreach (var job in stage.Jobs)
        {
            if (application.FindJob(job)?.CompletionTime is not { } end)
            {
                return application.EndOrLastEventTime.EpochMilliseconds;
            }

            last = Math.Max(last ?? 0, end.EpochMilliseconds);
        }

        return last ?? application.EndOrLastEventTime.EpochMilliseconds;
    }

    private static void SetPython(StageWork work, CoreSplit? split)
    {
        if (split is null)
        {
            return;
        }

        // Without CPU time the bound is all of the run time, which says nothing.
        work.IsPythonBounded = split.IsPythonBound;
        work.PythonMs = Math.Min((split.IsPythonBound && work.CpuMs == 0 ? split.PythonAtLeast : split.Python).Value, work.RunMs);
    }

    private static void Sum(StageWork work, TaskTable tasks)
    {
        var used = ArrayPool<bool>.Shared.Rent(tasks.Count);
        TaskUse.Mark(work.Stage, used);
        long durations = 0, longest = 0, lost = 0, delay = 0, fetchResult = 0;
        var count = 0;
        for (var row = 0; row < tasks.Count; row++)
        {
            var duration = Math.Max(0, tasks.Duration(row).Value);
            if (!used[row])
            {
                lost += duration;
                continue;
            }

            count++;
            durations += duration;
            longest = Math.Max(longest, duration);
            delay += tasks.SchedulerDelay(row).Value;
            fetchResult += tasks.GettingResultTime(row).Value;
        }

        (work.TaskCount, work.DurationMs, work.LongestMs, work.LostMs) = (count, durations, longest, lost);
        (work.SchedulerDelayMs, work.GettingResultMs) = (delay, fetchResult);
        SumMetrics(work, new UsedColumns(tasks, used));
        ArrayPool<bool>.Shared.Return(used);
    }

    private static void SumMetrics(StageWork work, UsedColumns columns)
    {
        work.DeserializeMs = columns.Sum(TaskMetric.ExecutorDeserializeTime);
        work.ResultSerializationMs = columns.Sum(TaskMetric.ResultSerializationTime);
        work.RunMs = columns.Sum(TaskMetric.ExecutorRunTime);
        work.CpuMs = columns.Sum(TaskMetric.ExecutorCpuTime) / 1_000_000;
        work.FetchWaitMs = columns.Sum(TaskMetric.ShuffleFetchWaitTime);
        work.ShuffleWriteMs = columns.Sum(TaskMetric.ShuffleWriteTime) / 1_000_000;
        work.InputBytes = columns.Sum(TaskMetric.InputBytesRead);
        work.InputRecords = columns.Sum(TaskMetric.InputRecordsRead);
        work.ShuffleReadBytes = columns.Sum(TaskMetric.ShuffleRemoteBytesRead) + columns.Sum(TaskMetric.ShuffleLocalBytesRead);
        work.ShuffleReadRecords = columns.Sum(TaskMetric.ShuffleRecordsRead);
        work.ShuffleWrittenBytes = columns.Sum(TaskMetric.ShuffleBytesWritten);
        work.ShuffleWrittenRecords = columns.Sum(TaskMetric.ShuffleRecordsWritten);
        work.OutputBytes = columns.Sum(TaskMetric.OutputBytesWritten);
        work.ResultBytes = columns.Sum(TaskMetric.ResultSize);
        work.MemorySpilledBytes = columns.Sum(TaskMetric.MemoryBytesSpilled);
        work.DiskSpilledBytes = columns.Sum(TaskMetric.DiskBytesSpilled);
        columns.SumJointly(work);
    }
}
