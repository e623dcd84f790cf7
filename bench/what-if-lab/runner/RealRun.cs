using System.Text.Json;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.WhatIfLab;

/// <summary>A run that the collector made: what it was, and its program.</summary>
/// <param name="Corpus">Kind of job: jvm, virtual, tpch, lab.</param>
/// <param name="Application">Job, seed and settings: runs of one are compared with each other.</param>
/// <param name="Inflation">Slot time over the sleeps asked for, where they are known.</param>
/// <param name="Program">The program read from its log.</param>
/// <param name="Predictor">A predictor of it.</param>
internal sealed record RealRun(string Corpus, string Application, double? Inflation, ReplayableProgram Program, Predictor Predictor)
{
    /// <summary>Job and seed, whatever the settings.</summary>
    public required string Job { get; init; }

    /// <summary>Settings of Spark that it was given beside those of all runs.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>CPUs that other work may keep busy during a run that is to tell something.</summary>
    private const double MostOthers = 0.7;

    /// <summary>Slot time of a run over that of its quickest repeat, from which other work must have disturbed it.</summary>
    private const double Disturbed = 1.25;

    /// <summary>Slot time of all its tasks, in seconds.</summary>
    public required double SlotSeconds { get; init; }

    /// <summary>How many runs of the same on the same shape there are, itself among them.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Slot time of its quickest repeat, in seconds.</summary>
    public double LeastSlotSeconds { get; init; } = double.NaN;

    /// <summary>The runs that took about the slot time of their quickest repeat: durations are looked at, never predictions.</summary>
    public static IEnumerable<RealRun> Undisturbed(IReadOnlyList<RealRun> runs)
    {
        foreach (var repeats in runs.GroupBy(run => (run.Corpus, run.Application, run.Program.Shape)))
        {
            var least = repeats.Min(run => run.SlotSeconds);
            foreach (var run in repeats)
            {
                if (run.SlotSeconds <= Disturbed * least)
                {
                    yield return run with { Repeats = repeats.Count(), LeastSlotSeconds = least };
                }
                else
                {
                    Console.Error.WriteLine($"skipped: {run.Corpus} {run.Application} {run.Program.Shape} took {run.SlotSeconds:0.0} s of slots, a repeat {least:0.0}");
                }
            }
        }
    }

    /// <summary>Reads the runs that an index names.</summary>
    public static IEnumerable<RealRun> Read(string index)
    {
        foreach (var line in File.ReadLines(index).Where(line => line.Length > 0))
        {
            var run = JsonDocument.Parse(line).RootElement;
            var log = run.GetProperty("log").GetString()!;
            if (!Path.Exists(log))
            {
                Console.Error.WriteLine($"skipped: {log} is gone");
                continue;
            }

            if (run.TryGetProperty("othersCpus", out var others) && others.GetDouble() > MostOthers)
            {
                Console.Error.WriteLine($"skipped: other work kept {others.GetDouble():0.00} CPUs busy during {log}");
                continue;
            }

            using var resolved = EventLogSources.Resolve(log, SourceSelection.Newest, new());
            var program = ReplayableProgram.Of(EventLogReader.Read(resolved.Chosen[0], Environment.ProcessorCount));
            var settings = run.GetProperty("settings").EnumerateObject().Where(setting => setting.Name is not "repeat" and not "load").Select(setting => $"{setting.Name}={setting.Value}").ToList();
            var name = string.Join(' ', (string[])[Text(run, "dag"), Text(run, "seed"), .. settings]);
            var corpus = run.GetProperty("settings").TryGetProperty("load", out _) ? "busy" : Text(run, "corpus");
            yield return new RealRun(corpus, name, run.TryGetProperty("inflation", out var inflation) ? inflation.GetDouble() : null, program, new Predictor(program))
            {
                Job = string.Join(' ', settings.Where(setting => !setting.StartsWith("spark.", StringComparison.Ordinal)).Prepend(Text(run, "dag") + " " + Text(run, "seed"))),
                SlotSeconds = run.GetProperty("slotSeconds").GetDouble(),
                Settings = run.GetProperty("settings").EnumerateObject().Where(setting => setting.Name.StartsWith("spark.", StringComparison.Ordinal)).ToDictionary(setting => setting.Name, setting => setting.Value.ToString()),
            };
        }
    }

    private static string Text(JsonElement run, string key) => run.TryGetProperty(key, out var value) ? value.ToString() : "";
}
