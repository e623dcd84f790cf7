using Stoker.Simulation.Predictions;
using Stoker.Simulation.Scheduling;

namespace Stoker.WhatIfLab;

/// <summary>Prints where the replay of a run on its own cluster leaves the run: each job's end and its stages' against the log.</summary>
internal static class JobErrors
{
    public static void Print(RealRun run)
    {
        var program = run.Program;
        var replay = new Scheduler().Run(PlannedWork.AsItWas(program), ClusterTimeline.Of(program.RecordedSlots));
        var start = program.Application.Jobs.Where(job => job.SubmissionTime is not null).Min(job => job.SubmissionTime!.Value.EpochMilliseconds);
        start = Math.Min(start, program.Application.SqlExecutions.Where(each => each.StartTime is not null).Select(each => each.StartTime!.Value.EpochMilliseconds).DefaultIfEmpty(start).Min());
        for (var each = 0; each < program.Jobs.Count; each++)
        {
            var job = program.Jobs[each];
            var logged = program.Application.FindJob(job.Id)!;
            Console.WriteLine($"job {job.Id,-4} after {(job.After < 0 ? "start" : program.Jobs[job.After].Id.ToString()),-5} gap {job.GapMs,7:0} end gap {job.EndMs,6:0}  log {logged.SubmissionTime!.Value.EpochMilliseconds - start,7} to {(logged.CompletionTime?.EpochMilliseconds ?? 0) - start,7}  replay to {replay.JobEndMs[each],8:0}  "
                + string.Join(" ", job.Stages.Select(stage => $"[{program.Stages[stage].Id} n={program.Stages[stage].TaskCount} submit {program.Stages[stage].SubmitMs:0}+{program.Stages[stage].PrepareMs:0} end {program.Stages[stage].EndMs:0} work {program.Stages[stage].WorkMs:0} cold {program.Stages[stage].ColdMs:0} first {program.Stages[stage].FirstMs:0} driver {100 * program.Stages[stage].DriverShare:0} % to {replay.StageEndMs[stage]:0}]")));
        }
    }
}
