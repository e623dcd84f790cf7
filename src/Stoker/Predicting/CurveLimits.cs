using Stoker.Simulation.Predictions;

namespace Stoker.Predicting;

/// <summary>What limits a shape, held against the shapes beside it: slots are not what is missing where more of them do not help.</summary>
internal static class CurveLimits
{
    /// <summary>A time that is shorter by less is within a replay's own grain.</summary>
    private const double Helps = 1.03;

    /// <summary>The runs, with limits that the others bear out.</summary>
    /// <param name="runs">Runs with the same settings.</param>
    public static IEnumerable<PricedRun> Fit(IReadOnlyList<PricedRun> runs) =>
        runs.Select(run => run.Run.Limit == Limit.Slots && !SlotsHelp(run, runs) ? run with { Run = run.Run with { Limit = run.Run.LimitBesideSlots } } : run);

    /// <summary>The run as it was, whose own curve nobody asked for: what the curve with other settings shows of its shape holds for it too.</summary>
    /// <param name="run">The run.</param>
    /// <param name="asked">The runs with other settings, with limits that fit.</param>
    public static PricedRun Like(PricedRun run, IReadOnlyList<PricedRun> asked) =>
        run.Run.Limit == Limit.Slots && asked.FirstOrDefault(other => other.Run.Shape == run.Run.Shape) is { } other && other.Run.Limit == run.Run.LimitBesideSlots ? run with { Run = run.Run with { Limit = other.Run.Limit } } : run;

    /// <summary>Whether some larger shape is faster, or, of the largest, whether it is faster than those that it exceeds; true where there are none.</summary>
    private static bool SlotsHelp(PricedRun run, IReadOnlyList<PricedRun> runs)
    {
        var larger = runs.Where(other => Exceeds(other, run)).ToList();
        var smaller = runs.Where(other => Exceeds(run, other)).ToList();
        return larger.Count > 0 ? larger.Exists(other => Helps * other.TakesMs <= run.TakesMs) : smaller.TrueForAll(other => Helps * run.TakesMs <= other.TakesMs);
    }

    private static bool Exceeds(PricedRun more, PricedRun less) =>
        more.Run.Shape.Slots > less.Run.Shape.Slots && more.Run.Shape.Executors >= less.Run.Shape.Executors && more.Run.Shape.CoresPerExecutor >= less.Run.Shape.CoresPerExecutor;
}
