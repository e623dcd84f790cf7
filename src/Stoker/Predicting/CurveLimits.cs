using Stoker.Simulation.Predictions;

namespace Stoker.Predicting;

/// <summary>What limits a shape, held against the shapes beside it: slots are not what is missing where more of them do not help, and shared CPUs are not where more slots help much.</summary>
internal static class CurveLimits
{
    /// <summary>A time that is shorter by less is within a replay's own grain.</summary>
    private const double Helps = 1.03;

    /// <summary>A time that is shorter by more is a gain that nobody calls none.</summary>
    private const double HelpsMuch = 1.1;

    /// <summary>Slots of which a smaller share is busy are never what is missing.</summary>
    private const double FewBusy = 0.3;

    /// <summary>The runs, with limits that the others bear out.</summary>
    /// <param name="runs">Runs with the same settings.</param>
    public static IEnumerable<PricedRun> Fit(IReadOnlyList<PricedRun> runs) =>
        runs.Select(run => run.Run.Limit switch
        {
            Limit.Slots when !SlotsHelp(run, runs) => LimitedBy(run.Run.LimitBesideSlots, run),
            Limit.HostCpus when run.Run.Utilization >= FewBusy && runs.Any(other => Exceeds(other, run) && HelpsMuch * other.TakesMs <= run.TakesMs) => LimitedBy(Limit.Slots, run),
            _ => run,
        });

    /// <summary>The run as it was, whose own curve nobody asked for: what the curve with other settings shows of its shape holds for it too.</summary>
    /// <param name="run">The run.</param>
    /// <param name="asked">The runs with other settings, with limits that fit.</param>
    public static PricedRun Like(PricedRun run, IReadOnlyList<PricedRun> asked) =>
        run.Run.Limit == Limit.Slots && asked.FirstOrDefault(other => other.Run.Shape == run.Run.Shape) is { } other && other.Run.Limit == run.Run.LimitBesideSlots ? LimitedBy(other.Run.Limit, run) : run;

    private static PricedRun LimitedBy(Limit limit, PricedRun run) => run with { Run = run.Run with { Limit = limit } };

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
