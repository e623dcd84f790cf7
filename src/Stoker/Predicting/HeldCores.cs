using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>
/// Core time for which a cluster is held, in ms, as <c>whatif</c> counts cost where no price is given: executors from their registration until they go, the driver throughout, 8 GiB of memory as a core.
/// </summary>
/// <param name="program">The program.</param>
internal sealed class HeldCores(ReplayableProgram program)
{
    private const double MsPerHour = 3_600_000;

    private readonly ClusterCost _cost = new(program, Prices.Relative);

    /// <summary>That of the run.</summary>
    public double OfRun => MsPerHour * _cost.OfRun(program.StartUpMs + program.SpanMs + program.ShutDownMs);

    /// <summary>That of a predicted run.</summary>
    public double Of(PredictedRun run) => MsPerHour * _cost.Of(run, run.ApplicationMs);
}
