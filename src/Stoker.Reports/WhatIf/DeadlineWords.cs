using Stoker.Model.Units;
using Stoker.Predicting;
using Stoker.Reports.Quantities;
using Stoker.Simulation.Predictions;
using static Stoker.Reports.WhatIf.WhatIfSentences;
using static Stoker.Reports.WhatIf.WhatIfTable;

namespace Stoker.Reports.WhatIf;

/// <summary>Which shape holds a deadline, or why none does.</summary>
internal static class DeadlineWords
{
    /// <summary>The sentence; absent where no deadline was given.</summary>
    public static string? Of(Predicting.WhatIf answer)
    {
        if (answer.Request.Deadline is not { } deadline)
        {
            return null;
        }

        var asked = Quantity.Duration(deadline);
        return !answer.Application.IsComplete ? $"Which shape is done within {asked} cannot be told from part of a run."
            : answer.Cheapest is { } cheapest ? $"{(answer.Request.Prices.AreFree ? "Smallest" : "Cheapest")} of the shapes looked at within {asked}: {Shape(cheapest, answer)}, {Time(cheapest)}{ForCost(cheapest, answer)}{Harm(cheapest)}."
            : (OfOthers(answer, asked) ?? Missed(answer, deadline)) + AsItWas(answer, deadline);
    }

    /// <summary>Where the axis that was left open holds it.</summary>
    private static string? OfOthers(Predicting.WhatIf answer, string asked) => answer.CheapestOfOthers is not { } other ? null
        : $"None of the shapes below holds {asked} in nine of ten runs. {(answer.Request.Cores.Count > 0 ? "With other numbers of executors" : "With other numbers of cores in each executor")} {InFull(other)} would: {Time(other)}{ForCost(other, answer)}{Harm(other)}.";

    /// <summary>Why no shape holds it, and which comes nearest.</summary>
    private static string Missed(Predicting.WhatIf answer, Milliseconds deadline)
    {
        var asked = Quantity.Duration(deadline);
        List<PricedRun> runs = [.. answer.Asked, .. answer.Others];
        if (runs.Count == 0)
        {
            return $"No shape looked at holds {asked} in nine of ten runs.";
        }

        var floor = runs.Min(run => run.Run.FloorMs + run.Run.Outside.Ms);
        var nearest = runs.MinBy(run => run.Run.ApplicationInterval.HighMs)!; // there is one
        return floor > deadline.Value && !answer.IsOneMachine
            ? $"No shape holds {asked}: with a slot for every task it takes {Duration(floor)}."
            : $"No shape looked at holds {asked} in nine of ten runs{Tried(answer)}. Nearest is {(answer.Others.Contains(nearest) ? InFull(nearest) : Shape(nearest, answer))}, {Time(nearest)}{Bound(answer, nearest, floor, deadline)}.";
    }

    /// <summary>What was tried along the axis that was left open.</summary>
    private static string Tried(Predicting.WhatIf answer)
    {
        var isOverExecutors = answer.Request.Cores.Count > 0;
        var tried = answer.Others.Select(run => isOverExecutors ? run.Run.Shape.Executors : run.Run.Shape.CoresPerExecutor).Distinct().Order().ToList();
        return tried.Count == 0 ? "" : isOverExecutors ? $", {Several(tried)} executors among them" : $", executors of {Several(tried)} cores among them";
    }

    private static string Several(List<int> numbers) =>
        numbers.Count == 1 ? Quantity.Count(numbers[0]) : string.Join(", ", numbers.SkipLast(1).Select(number => Quantity.Count(number))) + " and " + Quantity.Count(numbers[^1]);

    /// <summary>How far more slots would take it. One machine has the CPUs that it has: what it takes with one for every task says nothing of more slots on it.</summary>
    private static string Bound(Predicting.WhatIf answer, PricedRun nearest, double floor, Milliseconds deadline) => (answer.IsOneMachine, nearest.Run.Limit) switch
    {
        (true, Limit.HostCpus) => ": all shapes share the CPUs of one machine",
        (true, _) => floor > deadline.Value ? $"; even a machine with a slot and a CPU for every task would take about {Duration(floor)}" : "",
        _ => $"; with a slot for every task it would take {Duration(floor)}",
    };

    /// <summary>The run as it was may hold what it does not hold with what is asked for.</summary>
    private static string AsItWas(Predicting.WhatIf answer, Milliseconds deadline) =>
        answer.Request.ChangesRun && answer.Runs.FirstOrDefault(run => run.IsMeasured) is { } measured && measured.TakesMs <= deadline.Value ? $" The run as it was took {Duration(measured.TakesMs)}, which is in time." : "";

    private static string InFull(PricedRun run) => $"{Quantity.Count(run.Run.Shape.Executors, "executor")} of {Quantity.Count(run.Run.Shape.CoresPerExecutor, "core")}";

    private static string Time(PricedRun run) => $"{Duration(run.TakesMs)} ({Interval(run.Run.ApplicationInterval)})";

    private static string ForCost(PricedRun run, Predicting.WhatIf answer) => answer.Request.Prices.AreFree ? "" : $", {Cost(run.Cost, answer.Request.Prices)}";
}
