using System.Diagnostics;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.WhatIfLab;

/// <summary>Time and memory of reading a program out of a log, and of one shape.</summary>
internal static class Speed
{
    public static void Print(string log)
    {
        using var resolved = EventLogSources.Resolve(log, SourceSelection.Newest, new());
        var application = EventLogReader.Read(resolved.Chosen[0], Environment.ProcessorCount);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var program = ReplayableProgram.Of(application);
        var built = clock.Elapsed;
        var predictor = new Predictor(program);
        Console.WriteLine($"{program.TaskCount} tasks on {program.Shape}: program read in {built.TotalSeconds:0.00} s, {(GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Math.Max(1, program.TaskCount):0.0} B a task; self-replay {100 * predictor.Self.Error:+0.0;-0.0} %");
        var work = PlannedWorkOf(program);
        foreach (var factor in (double[])[0.25, 0.5, 1, 2, 4])
        {
            var slots = Math.Max(1, (int)(program.Shape.Slots * factor));
            var scheduler = new Simulation.Scheduling.Scheduler();
            _ = scheduler.Run(work, Simulation.Scheduling.ClusterTimeline.Steady(slots));
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            clock.Restart();
            _ = scheduler.Run(work, Simulation.Scheduling.ClusterTimeline.Steady(slots));
            var elapsed = clock.Elapsed;
            Console.WriteLine($"{slots} slots: scheduled in {elapsed.TotalMilliseconds:0} ms, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Math.Max(1, program.TaskCount):0.000} B a task");
        }

        var paced = ChangedWork.Own(program);
        var timeline = Simulation.Scheduling.ClusterTimeline.Steady(program.Shape.Slots);
        clock.Restart();
        _ = new Simulation.Scheduling.Scheduler().Run(paced, timeline);
        Console.WriteLine($"{program.Shape.Slots} slots, {(paced.Sharing is null ? "no task shared CPUs" : $"{paced.Sharing.Count(sharing => sharing is not null)} stages at the pace of the moment")}: scheduled in {clock.Elapsed.TotalMilliseconds:0} ms");
        var change = new ChangeSet { Executors = program.Shape.Executors * 2 };
        if (predictor.RefusalOf(change) is { } refusal)
        {
            Console.WriteLine($"refused: {refusal.Reason}");
            return;
        }

        clock.Restart();
        var predicted = predictor.Predict(change);
        Console.WriteLine($"{predicted.Shape}: {predicted.SpanMs / 1000:0} s predicted, with floor and baselines, in {clock.Elapsed.TotalMilliseconds:0} ms");
    }

    private static Simulation.Scheduling.PlannedWork PlannedWorkOf(ReplayableProgram program) => Simulation.Scheduling.PlannedWork.AsItWas(program);
}
