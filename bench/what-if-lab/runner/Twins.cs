using System.Text.Json;
using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Simulation.Programs;

namespace Stoker.WhatIfLab;

/// <summary>
/// Each faulty run beside its healthy twin: what the findings of its fault say that the remedy saves, and what the twin saved. Rests on the prices of
/// findings, not on the simulator.
/// </summary>
internal static class Twins
{
    /// <summary>A span varies by this share from run to run (half of a 90 % interval); a saving has that of two.</summary>
    private const double Noise = 0.06;

    /// <summary>Prints a table of pairs and how many hold.</summary>
    /// <param name="truth">truth.jsonl of the diagnosis lab: name, variant, expected ids, log beside it.</param>
    /// <param name="index">index.jsonl of quiet runs, whose logs of the same names go first; null for the logs beside the truth.</param>
    public static void Print(string truth, string? index)
    {
        var rows = File.ReadLines(truth).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var runs = index is null ? Given(truth, rows) : Quiet(index, rows);
        Console.WriteLine($"{"fault",-26}{"run",-10}{"ids",-22}{"bad s",8}{"twin s",8}{"saved s",9}{"low",8}{"price",8}{"high",8}  sign interval");
        var (pairs, signs, holds) = (0, 0, 0);
        foreach (var (name, label, bad, expected, fixes) in runs)
        {
            var application = Read(bad);
            var span = ReplayableProgram.Of(application).SpanMs / 1000;
            var healthy = fixes.Select(Read).MinBy(fix => ReplayableProgram.Of(fix).SpanMs)!;
            var twin = ReplayableProgram.Of(healthy).SpanMs / 1000;

            // What the twin still has, it did not save.
            var kept = Diagnoser.Diagnose(healthy).Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
            var found = Diagnoser.Diagnose(application).Findings
                .Where(finding => expected.Contains(finding.Id) && !kept.Contains(finding.Id) && finding.Cost?.WallSeconds is not null && finding.Groups.Count == 0).ToList();
            if (found.Count == 0)
            {
                Console.WriteLine($"{name,-26}{label,-10}{string.Join(" ", expected),-22}{span,8:0.0}{twin,8:0.0}{span - twin,9:0.0}  no price");
                continue;
            }

            var (low, price, high) = (found.Sum(each => each.Cost!.WallSeconds!.Value.Low), found.Sum(each => each.Cost!.WallSeconds!.Value.Expected), Math.Min(span, found.Sum(each => each.Cost!.WallSeconds!.Value.High)));
            var noise = Noise * Math.Sqrt((span * span) + (twin * twin));
            var (saved, isSmall) = (span - twin, price < noise && Math.Abs(span - twin) < noise);
            var sign = isSmall || Math.Sign(saved) == Math.Sign(price);
            var held = low - noise <= saved && saved <= high + noise;
            (pairs, signs, holds) = (pairs + 1, signs + (sign ? 1 : 0), holds + (held ? 1 : 0));
            Console.WriteLine($"{name,-26}{label,-10}{string.Join(" ", found.Select(each => each.Id).Distinct()),-22}{span,8:0.0}{twin,8:0.0}{saved,9:0.0}{low,8:0.0}{price,8:0.0}{high,8:0.0}  {(isSmall ? "noise" : sign ? "right" : "WRONG")} {(held ? "holds" : saved < low ? "saves less" : "saves more")}");
        }

        Console.WriteLine($"{pairs} pairs: sign right (or both below noise) in {signs}, saving inside the interval (noise of two runs allowed) in {holds}");
    }

    private static IEnumerable<(string Name, string Label, string Bad, HashSet<string> Expected, List<string> Fixes)> Given(string truth, List<JsonElement> rows)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(truth))!;
        foreach (var group in rows.GroupBy(row => (Text(row, "name"), Text(row, "version"))))
        {
            var fixes = group.Where(row => row.GetProperty("expected").GetArrayLength() == 0).Select(row => Path.Combine(folder, Text(row, "log"))).ToList();
            foreach (var bad in group.Where(row => fixes.Count > 0 && Text(row, "variant") == "bad"))
            {
                yield return (group.Key.Item1, group.Key.Item2, Path.Combine(folder, Text(bad, "log")), Expected(bad), fixes);
            }
        }
    }

    private static IEnumerable<(string Name, string Label, string Bad, HashSet<string> Expected, List<string> Fixes)> Quiet(string index, List<JsonElement> rows)
    {
        var runs = File.ReadLines(index).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement).Where(run => Text(run, "corpus") == "lab").ToList();
        foreach (var group in runs.GroupBy(run => (Text(run, "dag"), Text(run, "shape"))))
        {
            var bad = group.LastOrDefault(run => Text(run, "seed") == "bad");
            var truth = rows.FirstOrDefault(row => Text(row, "name") == group.Key.Item1 && Text(row, "variant") == "bad");
            var fixes = group.Where(run => Text(run, "seed") != "bad").Select(run => Text(run, "log")).ToList();
            if (bad.ValueKind == JsonValueKind.Object && truth.ValueKind == JsonValueKind.Object && fixes.Count > 0)
            {
                yield return (group.Key.Item1, group.Key.Item2, Text(bad, "log"), Expected(truth), fixes);
            }
        }
    }

    private static HashSet<string> Expected(JsonElement row) => [.. row.GetProperty("expected").EnumerateArray().SelectMany(ids => ids.GetString()!.Split('|'))];

    private static Application Read(string log)
    {
        using var resolved = EventLogSources.Resolve(log, SourceSelection.Newest, new());
        return EventLogReader.Read(resolved.Chosen[0], Environment.ProcessorCount);
    }

    private static string Text(JsonElement row, string key) => row.TryGetProperty(key, out var value) ? value.ToString() : "";
}
