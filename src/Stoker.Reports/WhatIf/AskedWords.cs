using System.Globalization;
using Stoker.Predicting;
using Stoker.Reports.Quantities;
using static Stoker.Reports.WhatIf.WhatIfSentences;
using static Stoker.Reports.WhatIf.WhatIfTable;

namespace Stoker.Reports.WhatIf;

/// <summary>What was asked for against the run, where it is one thing: settings on the cluster of the run, dynamic allocation, or another shape.</summary>
internal static class AskedWords
{
    /// <summary>Two times that differ by less are alike.</summary>
    private const double Unseen = 0.01;

    private const string Allocation = "spark.dynamicAllocation.", Most = "spark.dynamicAllocation.maxExecutors";

    /// <summary>The sentence; absent where several shapes were asked for.</summary>
    public static string? Of(Predicting.WhatIf answer)
    {
        if (answer.Runs.FirstOrDefault(run => run.IsMeasured) is not { } measured)
        {
            return null;
        }

        var others = answer.Runs.Where(run => !run.IsMeasured).ToList();
        if (Allocated(answer, others) is { } allocated)
        {
            return OfAllocation(answer, allocated, measured);
        }

        var sameShape = answer.Request.ChangesRun ? others.Find(run => run.Run.Shape == measured.Run.Shape) : null;
        if ((sameShape ?? (others.Count == 1 ? others[0] : null)) is not { } asked)
        {
            return others.Count == 0 && answer.RefusedShapes.Count == 0 ? $"The run itself had {Shape(measured, answer)}: {Duration(measured.TakesMs)}{(answer.Request.Prices.AreFree ? "" : $" for {Cost(measured.Cost, answer.Request.Prices)}")}." : null;
        }

        return IsAlike(asked, measured)
            ? $"{AskedFor(answer)}{Shape(asked, answer)} would take about as long as the run did: {Duration(asked.TakesMs)} ({Interval(asked.Run.ApplicationInterval)}){Spent(asked, measured, answer)}{Harm(asked)}."
            : $"{AskedFor(answer)}{Shape(asked, answer)} would take {Duration(asked.TakesMs)} ({Interval(asked.Run.ApplicationInterval)}{MayNotShow(asked, measured)}) where the run took {Duration(measured.TakesMs)}{Spent(asked, measured, answer)}{Harm(asked)}.";
    }

    /// <summary>The run with as many executors as dynamic allocation may ask for, by what is asked or else what the run had set; absent where settings of it were not asked for, or leave it nothing to do.</summary>
    private static PricedRun? Allocated(Predicting.WhatIf answer, List<PricedRun> others)
    {
        if (!answer.Request.Settings.Keys.Any(key => key.StartsWith(Allocation, StringComparison.Ordinal)))
        {
            return null;
        }

        var set = answer.Request.Settings.GetValueOrDefault(Most) ?? answer.Application.Settings.Find(Most)?.Value;
        var bound = long.TryParse(set, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        var allocated = others.Where(run => run.Run.MostExecutors is not null).OrderBy(run => run.Run.Shape.Executors).ToList();
        return allocated.FindLast(run => run.Run.Shape.Executors <= bound) ?? allocated.FirstOrDefault();
    }

    private static string OfAllocation(Predicting.WhatIf answer, PricedRun asked, PricedRun measured)
    {
        var most = asked.Run.MostExecutors ?? 0;
        var took = IsAlike(asked, measured) ? $"about as long as the run did: {Duration(asked.TakesMs)} ({Interval(asked.Run.ApplicationInterval)})"
            : $"{Duration(asked.TakesMs)} ({Interval(asked.Run.ApplicationInterval)}{MayNotShow(asked, measured)}) where the run took {Duration(measured.TakesMs)}";

        // A bound that was not reached bounds nothing.
        var executors = most < asked.Run.Shape.Executors ? $"executors of {Quantity.Count(asked.Run.Shape.CoresPerExecutor, "core")}" : $"up to {Shape(asked.Run.Shape, answer)}";
        return $"{AskedFor(answer)}dynamic allocation of {executors} would take {took}. At most {Quantity.Count(most, "executor")} {(most == 1 ? "is" : "are")} there at one time, "
            + $"held for {Duration(asked.ExecutorMs)} together instead of {Duration(measured.ExecutorMs)}{Spent(asked, measured, answer)}{Harm(asked)}.";
    }

    private static bool IsAlike(PricedRun asked, PricedRun measured) => Math.Abs((asked.TakesMs / Math.Max(1, measured.TakesMs)) - 1) < Unseen;

    private static string MayNotShow(PricedRun asked, PricedRun measured) => asked.Run.ApplicationInterval.Holds(measured.TakesMs) ? ", so that two runs may not show it" : "";

    private static string Spent(PricedRun asked, PricedRun measured, Predicting.WhatIf answer) =>
        Cost(asked.Cost, answer.Request.Prices) == Cost(measured.Cost, answer.Request.Prices) ? "" : $", for {Cost(asked.Cost, answer.Request.Prices)} instead of {Cost(measured.Cost, answer.Request.Prices)}";

    private static string AskedFor(Predicting.WhatIf answer)
    {
        if (!answer.Request.ChangesRun)
        {
            return "";
        }

        var without = string.Join(" and ", answer.Request.Without);
        return answer.Request.Settings.Count == 0 ? $"Without {without}, " : "With the settings asked for, " + (without.Length > 0 ? $"and without {without}, " : "");
    }
}
