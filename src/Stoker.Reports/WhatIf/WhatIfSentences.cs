using System.Globalization;
using Stoker.Predicting;
using Stoker.Reports.Findings;
using Stoker.Reports.Headers;
using Stoker.Reports.Quality;
using Stoker.Reports.Quantities;
using Stoker.Simulation.Changes;
using static Stoker.Reports.WhatIf.WhatIfTable;

namespace Stoker.Reports.WhatIf;

/// <summary>What the curve says in words; the same for text and Markdown.</summary>
internal static class WhatIfSentences
{
    /// <summary>Refused shapes beyond this many are counted.</summary>
    private const int MostShapes = 3;

    /// <summary>What so many of the shapes say goes without naming them.</summary>
    private const double NearlyAll = 0.9;

    /// <summary>From here on a longer time is more than a replay's own grain.</summary>
    private const double Rising = 1.03;

    /// <summary>Answers, the most asked for first.</summary>
    public static IEnumerable<string> Answers(Predicting.WhatIf answer)
    {
        if (answer.Refusal is { } refusal)
        {
            yield return $"Not predicted. {refusal.Reason} {refusal.Remedy}";
            yield break;
        }

        if (UnfinishedWords.Of(answer.Application) is { } unfinished)
        {
            yield return unfinished;
        }

        if (DeadlineWords.Of(answer) is { } inTime)
        {
            yield return inTime;
        }

        if (AskedWords.Of(answer) is { } asked)
        {
            yield return asked;
        }

        if (answer.FastEnough is { } enough)
        {
            var fastest = answer.Fastest!; // there is one that is fast enough
            yield return fastest == enough
                ? $"Fastest {(answer.Request.ChangesRun ? "with what is asked for" : "of the shapes " + Looked(answer))}: {Shape(enough, answer)}, {Duration(enough.TakesMs)}."
                : $"Beyond {Shape(enough, answer)} less than a tenth is gained: the fastest shape {Looked(answer)} takes {Duration(fastest.TakesMs)}.";
        }

        if (Rise(answer) is { } rise)
        {
            yield return rise;
        }

        if (answer.BestValue is { } best && answer.Asked.Count() > 2)
        {
            yield return $"Best value for its cost, {(answer.IsLocal ? "" : "executors and driver, ")}cores and memory: {Shape(best, answer)}, {Duration(best.TakesMs)} for {Cost(best.Cost, answer.Request.Prices)}{(best == answer.Cheapest ? "" : Harm(best))}.";
        }

        if (answer.SpanMs > 0 && answer.DriverOnlyMs > 0.1 * answer.SpanMs)
        {
            yield return $"{Quantity.Share(answer.DriverOnlyMs, answer.SpanMs)} of the time from the first job to the last no task ran and none waited: the driver was alone, and no cluster shortens that.";
        }

        foreach (var same in answer.RefusedShapes.GroupBy(refused => refused.Refusal))
        {
            // One reason is told once, however many shapes it refuses; where it refuses all, there is nothing to list.
            var shapes = same.Select(refused => Shape(refused.Shape, answer)).ToList();
            var which = answer.Runs.All(run => run.IsMeasured) && shapes.Count == answer.RefusedShapes.Count ? "" : " for " + Listed(shapes);
            yield return $"Not predicted{which}: {same.Key.Reason} {same.Key.Remedy}";
        }
    }

    /// <summary>Where other shapes were looked at too, for a deadline, those of the table are meant.</summary>
    private static string Looked(Predicting.WhatIf answer) => answer.Others.Count > 0 ? "below" : "looked at";

    /// <summary>Why more of the cluster than the fastest shape takes longer, where it does: a larger shape that is slower than a smaller one, but not the last to gain, says nothing of more.</summary>
    private static string? Rise(Predicting.WhatIf answer)
    {
        if (answer.Request.ChangesRun || answer.Fastest is not { } best
            || answer.Runs.FirstOrDefault(run => run.Run.Shape.Slots > best.Run.Shape.Slots && run.TakesMs > Rising * best.TakesMs) is not { } longer)
        {
            return null;
        }

        return answer.IsOneMachine
            ? $"Beyond {Shape(best, answer)} it takes longer, not less: all of them share one machine{(answer.SharedCpus is { } cpus ? string.Create(CultureInfo.InvariantCulture, $", where tasks that computed had {cpus:0.0} CPUs together") : "")}, and each {(answer.IsLocal ? "slot" : "executor and slot")} starts with work of its own."
            : $"{Shape(longer, answer)} would take longer than {Shape(best, answer)}, by what starting slots cost or by how tasks fall on them.";
    }

    /// <summary>What the numbers rest on.</summary>
    public static IEnumerable<string> Basis(Predicting.WhatIf answer)
    {
        if (answer.SpanMs > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The run replayed on its own cluster takes {Duration(answer.Self.ReplayedMs)} where it took {Duration(answer.Self.MeasuredMs)} from its first job to its last ({Math.Round(100 * answer.Self.Error, 1):+0.0;-0.0;0.0} %).");
        }

        if (QualityNotes.RepeatedLog(answer.Application.Reading) is { } again)
        {
            yield return again;
        }

        if (Cured(answer) is { } cured)
        {
            yield return cured;
        }

        foreach (var note in Notes(answer))
        {
            yield return note;
        }

        if (answer.Runs.Count > 0)
        {
            yield return (answer.Runs.Any(run => Math.Abs(run.Run.Outside.Ms - answer.OutsideMs) > 1) ? "Executors that start on one machine take longer to come where there are more; the rest of start-up and shutdown is taken as it was" : "Start-up and shutdown are taken as they were") + ", a sixth more or less. Other work on the hosts, and more cores on one host than it has, are not in the log and not in the numbers.";
            yield return CostBasis(answer);
        }
    }

    private static string CostBasis(Predicting.WhatIf answer) => answer.Request.Prices switch
    {
        { Currency: null } => "Cost counts a core as 1 and 8 GiB of memory as a core, for the hours that they are held; give --core-hour and --gib-hour for money.",
        { AreFree: true } => "Cores and memory are free here, so no cost is shown; --core-hour and --gib-hour give them prices.",
        var prices => $"Cost is cores and memory of {(answer.IsLocal ? "the driver" : "executors and driver")} for the time that they are held."
            + (prices switch { { CoreHour: 0 } => " Cores are free here; --core-hour gives them a price.", { GiBHour: 0 } => " Memory is free here; --gib-hour gives it a price.", _ => "" }),
    };

    /// <summary>What predictions say of themselves; what only some shapes say, with these shapes: one has more memory for each task, the next has less.</summary>
    private static IEnumerable<string> Notes(Predicting.WhatIf answer)
    {
        List<PricedRun> predicted = [.. answer.Runs.Where(run => !run.IsMeasured)];
        foreach (var same in answer.Runs.SelectMany(run => run.Run.Notes, (run, note) => (Run: run, Note: note)).GroupBy(each => WithoutNumbers(each.Note)))
        {
            List<PricedRun> runs = [.. same.Select(each => each.Run).Distinct()];
            var (from, note) = (predicted.IndexOf(runs[0]), same.First().Note);
            var isAlike = same.All(each => each.Note == note);
            var where = (isAlike && runs.Count >= NearlyAll * predicted.Count) || from < 0 ? ""
                : runs.Count == 1 ? $"{Shape(runs[0], answer)}: "
                : runs.SequenceEqual(predicted.Skip(from)) ? $"From {Shape(runs[0], answer)} on: "
                : $"{Listed([.. runs.Select(run => Shape(run, answer))])}: ";
            var said = isAlike ? note : $"{note} (the numbers are those of {Shape(runs[0], answer)})";
            yield return where.Length > 0 ? $"{where}{said}." : char.ToUpperInvariant(said[0]) + said[1..] + ".";
        }
    }

    /// <summary>Notes that differ only in their numbers, shape by shape, are told once.</summary>
    private static string WithoutNumbers(string note) => string.Concat(note.Where(letter => !char.IsAsciiDigit(letter)));

    private static string Listed(List<string> shapes) =>
        string.Join(", ", shapes.Take(MostShapes)) + (shapes.Count > MostShapes ? $" and {Quantity.Count(shapes.Count - MostShapes)} more" : "");

    /// <summary>The shape of a run; the run as it was is told apart from the same shape with other settings.</summary>
    public static string Shape(PricedRun run, Predicting.WhatIf answer) => Shape(run.Run.Shape, answer) + (run.IsMeasured && answer.Request.ChangesRun ? " as it was" : "");

    public static string Shape(ClusterShape shape, Predicting.WhatIf answer) => IsOverCores(answer)
        ? Quantity.Count(shape.CoresPerExecutor, "core")
        : $"{Quantity.Count(shape.Executors, "executor")} of {Quantity.Count(shape.CoresPerExecutor, "core")}";

    /// <summary>Whether there is one executor in all shapes, so that only its cores tell them apart.</summary>
    public static bool IsOverCores(Predicting.WhatIf answer) =>
        answer.Shape.Executors == 1 && answer.Runs.All(run => run.Run.Shape.Executors == 1) && answer.RefusedShapes.All(refused => refused.Shape.Executors == 1);

    /// <summary>Findings whose cost was taken off, and where they are.</summary>
    private static string? Cured(Predicting.WhatIf answer)
    {
        if (answer.Cured.Count == 0)
        {
            return null;
        }

        var ids = answer.Cured.GroupBy(finding => finding.Id).Select(same => $"{same.Key} ({string.Join(", ", same.Take(MostShapes).Select(finding => PlaceText.Of(finding.Place)))}{(same.Count() > MostShapes ? $" and {Quantity.Count(same.Count() - MostShapes)} more" : "")})");
        return $"What {string.Join(" and ", ids)} {(answer.Cured.Count == 1 ? "costs" : "cost")} was taken off the tasks of the stages concerned, by the price that stoker analyze shows and between its bounds.";
    }

    /// <summary>What may go wrong with a shape that is named as the one to take.</summary>
    public static string Harm(PricedRun run) => run.IsMeasured || run.Run.Harms.Count == 0 ? "" : $". But {run.Run.Harms[0]}";
}
