using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.WhatIfLab;

/// <summary>
/// Whether curves can be believed, log by log: the model's own answer for the shape of the run beside its replay, no time that rises with executors of a real
/// cluster, no saw-teeth over cores. Needs no second run.
/// </summary>
internal static class Curves
{
    /// <summary>From here on a difference counts: of the run's own shape, of a rise with executors, and of a tooth over cores.</summary>
    private const double MostOff = 0.10, MostRise = 0.03, MostTooth = 0.05;

    private static readonly double[] Steps = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 6, 8, 12, 16];

    /// <summary>Prints a line for each log that has a fault, and how many have.</summary>
    /// <param name="folders">Folders of logs.</param>
    public static void Print(IEnumerable<string> folders)
    {
        var (logs, refused, off, rises, ownMachine, teeth) = (0, 0, 0, 0, 0, 0);
        foreach (var (name, program) in folders.SelectMany(Programs))
        {
            var predictor = new Predictor(program);
            logs++;
            if (predictor.Refusal is not null)
            {
                refused++;
                continue;
            }

            var own = Math.Exp(-predictor.OffsetOf(new ChangeSet { Executors = program.Shape.Executors + 1 })) - 1;
            var (rise, tooth) = (Rise(predictor, program), Tooth(predictor, program));
            var (isOff, isRising, isToothed) = (Math.Abs(own) > MostOff, rise.Size > MostRise, tooth.Size > MostTooth);
            (off, teeth) = (off + (isOff ? 1 : 0), teeth + (isToothed ? 1 : 0));
            (rises, ownMachine) = (rises + (isRising && !program.IsOneMachine ? 1 : 0), ownMachine + (isRising && program.IsOneMachine ? 1 : 0));
            if (isOff || isRising || isToothed)
            {
                Console.WriteLine($"{name} {program.Shape} span {program.SpanMs / 1000:0.0} s{(program.IsOneMachine ? " one machine" : "")}: own shape {100 * own:+0.0;-0.0} %{(isOff ? " OFF" : "")}, rise {100 * rise.Size:0.0} % {rise.Where}{(isRising ? " RISES" : "")}, tooth {100 * tooth.Size:0.0} % {tooth.Where}{(isToothed ? " TOOTH" : "")}");
            }
        }

        Console.WriteLine($"{logs} logs, {refused} refused, {off} with the run's own shape off by more than {100 * MostOff:0} %; times that rise by more than {100 * MostRise:0} % with executors: {rises} of clusters, {ownMachine} on one machine, where the answer says why; {teeth} with teeth above {100 * MostTooth:0} % over cores");
    }

    /// <summary>Prints where the model's own answer for the shape of a run, or that for another number of executors, leaves the replay, stage by stage.</summary>
    public static void PrintOwn(string log, int? executors, int? cores)
    {
        foreach (var (name, program) in Programs(log))
        {
            var shape = program.Shape with { Executors = executors ?? program.Shape.Executors, CoresPerExecutor = cores ?? program.Shape.CoresPerExecutor };
            var work = executors is null ? ChangedWork.Own(program) : ChangedWork.Of(program, shape, new ChangeSet { Executors = executors, CoresPerExecutor = cores }).Work;
            var (replay, own) = (new Scheduler().Run(PlannedWork.AsItWas(program), ClusterTimeline.Of(program.RecordedSlots)), new Scheduler().Run(work, Arrivals.Of(program, shape)));
            Console.WriteLine($"{name} {program.Shape} on {program.Hosts} hosts: log {program.SpanMs:0}, replay {replay.SpanMs:0}, own {own.SpanMs:0} ms");
            for (var each = 0; each < program.Stages.Count; each++)
            {
                var stage = program.Stages[each];
                Console.WriteLine($"stage {stage.Id} n={stage.TaskCount} to {replay.StageEndMs[each]:0} / {own.StageEndMs[each]:0}, at once {stage.AtOnce:0.0}, share {stage.CpuShare:0.00} sure {stage.CpuCertainty:0.00} computes {stage.Computes:0.00}{(stage.RunsPython ? " Python" : "")}, cold {stage.ColdMs:0} {work.ColdMs[each]:0} first {stage.FirstMs:0} {work.FirstMs[each]:0}{(stage.IsFirstTold ? " told" : "")}, driver {100 * stage.DriverShare:0} %, work {stage.WorkMs:0}, paced {stage.PacedMs?.Sum() ?? 0:0}, {stage.Partitions}");
            }
        }
    }

    /// <summary>By how much a shape of more executors takes longer than the best of fewer, the run's own as measured.</summary>
    private static (double Size, string Where) Rise(Predictor predictor, ReplayableProgram program)
    {
        if (program.Shape.Executors == 1)
        {
            return (0, "");
        }

        var (best, rise, where) = (double.PositiveInfinity, 0.0, "");
        foreach (var executors in Steps.Select(step => Math.Max(1, (int)Math.Round(step * program.Shape.Executors))).Distinct())
        {
            if (SpanMs(predictor, program, executors, program.Shape.CoresPerExecutor) is { } span)
            {
                if ((span / best) - 1 > rise)
                {
                    (rise, where) = ((span / best) - 1, $"at {executors}");
                }

                best = Math.Min(best, span);
            }
        }

        return (rise, where);
    }

    /// <summary>By how much a number of cores takes longer than some fewer and some more: a peak between two.</summary>
    private static (double Size, string Where) Tooth(Predictor predictor, ReplayableProgram program)
    {
        var cores = Enumerable.Range(1, Math.Min(12, 4 * program.Shape.CoresPerExecutor)).Select(each => (each, Span: SpanMs(predictor, program, program.Shape.Executors, each))).Where(each => each.Span is not null).ToList();
        var (size, where) = (0.0, "");
        for (var at = 1; at + 1 < cores.Count; at++)
        {
            var (own, before, after) = (cores[at].Span!.Value, cores.Take(at).Min(each => each.Span!.Value), cores.Skip(at + 1).Min(each => each.Span!.Value));
            var tooth = (own / Math.Max(before, after)) - 1;
            if (tooth > size)
            {
                (size, where) = (tooth, $"at {cores[at].each} ({string.Join(' ', cores.Select(each => $"{each.Span / 1000:0.0}"))} s)");
            }
        }

        return (size, where);
    }

    private static double? SpanMs(Predictor predictor, ReplayableProgram program, int executors, int cores)
    {
        var change = new ChangeSet { Executors = executors, CoresPerExecutor = cores };
        return predictor.RefusalOf(change) is not null ? null
            : executors == program.Shape.Executors && cores == program.Shape.CoresPerExecutor ? predictor.Self.ReplayedMs
            : predictor.Predict(change).SpanMs;
    }

    private static IEnumerable<(string Name, ReplayableProgram Program)> Programs(string folder)
    {
        var paths = File.Exists(folder) ? [folder] : Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal).ToArray();
        foreach (var path in paths)
        {
            var programs = new List<(string, ReplayableProgram)>();
            try
            {
                using var resolved = EventLogSources.Resolve(path, new SourceSelection { All = true }, new());
                foreach (var candidate in resolved.Chosen)
                {
                    programs.Add(($"{Path.GetFileName(path)} {Path.GetFileName(candidate.Location)}", ReplayableProgram.Of(EventLogReader.Read(candidate, Environment.ProcessorCount))));
                }
            }
            catch (SourceException error)
            {
                Console.Error.WriteLine($"skipped: {path}: {error.Message}");
            }

            foreach (var program in programs)
            {
                yield return program;
            }
        }
    }
}
