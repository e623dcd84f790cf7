using Stoker.Simulation.Predictions;

namespace Stoker.Predicting;

/// <summary>A predicted run and what its cluster costs.</summary>
/// <param name="Run">The run.</param>
/// <param name="ApplicationMs">From the start of the application to its end, start-up and shutdown as in the log, in ms.</param>
/// <param name="Cost">Cost of cores and memory of executors and driver while they are held.</param>
/// <param name="IsMeasured">Whether this is the shape that the log measured.</param>
public sealed record PricedRun(PredictedRun Run, double ApplicationMs, double Cost, bool IsMeasured)
{
    /// <summary>Time that is shown, in ms, and that all sentences are about: as measured for the run itself, else as predicted.</summary>
    public required double TakesMs { get; init; }

    /// <summary>Time that executors are held, summed over them, from their registration until they go or the application ends, in ms.</summary>
    public required double ExecutorMs { get; init; }
}
