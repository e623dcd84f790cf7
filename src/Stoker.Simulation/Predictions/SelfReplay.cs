namespace Stoker.Simulation.Predictions;

/// <summary>The run replayed on its own cluster: what the replay says against what the log says. A gate for everything else.</summary>
/// <param name="MeasuredMs">Span in the log, in ms.</param>
/// <param name="ReplayedMs">Span of the replay, in ms.</param>
public readonly record struct SelfReplay(double MeasuredMs, double ReplayedMs)
{
    /// <summary>Replayed over measured, less one.</summary>
    public double Error => MeasuredMs > 0 ? (ReplayedMs / MeasuredMs) - 1 : 0;
}
