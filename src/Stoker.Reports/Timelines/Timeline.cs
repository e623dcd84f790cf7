using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Reports.Timelines;

/// <summary>How many slots were busy and how many there were, over the wall time of an application in equal steps.</summary>
public sealed record Timeline
{
    /// <summary>Start of the first step.</summary>
    public required Timestamp Start { get; init; }

    /// <summary>Length of all steps together.</summary>
    public required Milliseconds Length { get; init; }

    /// <summary>Mean number of running task attempts in each step.</summary>
    public required IReadOnlyList<double> Busy { get; init; }

    /// <summary>Mean number of slots in each step; empty when the log does not tell executors' sizes and none were inferred.</summary>
    public required IReadOnlyList<double> Slots { get; init; }

    /// <summary>Jobs with their place.</summary>
    public required IReadOnlyList<JobSpan> Jobs { get; init; }

    /// <summary>
    /// The most slots of any step, rounded up. Where none are known it is the most busy ones: a finish that the driver saw late can make a slot
    /// look doubly busy, which known slots rule out.
    /// </summary>
    public int Peak => (int)Math.Ceiling((Slots.Count > 0 ? Slots : Busy).DefaultIfEmpty().Max() - 1e-6);

    /// <summary>Lays an application out on a number of steps.</summary>
    /// <param name="application">The application.</param>
    /// <param name="steps">How many.</param>
    /// <param name="time">Its time split, for the slots of executors that do not tell them, so that the drawing has those that core time counts; absent for known ones only.</param>
    public static Timeline Of(Application application, int steps, TimeBreakdown? time = null)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var start = application.StartTime.EpochMilliseconds;
        var length = Math.Max(1, application.EndOrLastEventTime.EpochMilliseconds - start);
        var busy = new StepSums(start, length, steps);
        foreach (var stage in application.Stages)
        {
            var tasks = stage.Tasks;
            for (var row = 0; row < tasks.Count; row++)
            {
                var launch = tasks.LaunchTime(row).EpochMilliseconds;
                busy.Add(launch, launch + tasks.Duration(row).Value, 1);
            }
        }

        var slots = new StepSums(start, length, steps);
        if (time is { AreSlotsInferred: true })
        {
            foreach (var (at, change) in time.SlotChanges)
            {
                slots.Add(at.EpochMilliseconds, start + length, change);
            }
        }
        else
        {
            foreach (var executor in application.Executors.Where(executor => executor.MaxTasks > 0))
            {
                slots.Add(executor.AddTime.EpochMilliseconds, executor.RemoveTime?.EpochMilliseconds ?? (start + length), executor.MaxTasks);
            }
        }

        return new Timeline
        {
            Start = application.StartTime,
            Length = new Milliseconds(length),
            Busy = busy.Means(),
            Slots = time is { AreSlotsInferred: true } || application.Executors.Any(executor => executor.MaxTasks > 0) ? slots.Means() : [],
            Jobs = [.. application.Jobs.Where(job => job.SubmissionTime is not null).Select(job => Span(job, application))],
        };
    }

    private static JobSpan Span(Job job, Application application)
    {
        var start = job.SubmissionTime ?? application.StartTime;
        return new JobSpan(job.Id, start - application.StartTime, (job.CompletionTime ?? application.EndOrLastEventTime) - start, job.Status == JobStatus.Failed);
    }
}
