namespace Stoker.Simulation.Predictions;

/// <summary>Time of the application before its first job or SQL execution and after its last: start-up, executors that come, shut-down. Milliseconds.</summary>
/// <param name="Ms">As expected.</param>
/// <param name="Interval">Where it lies in nine of ten runs.</param>
public readonly record struct OutsideTime(double Ms, PredictionInterval Interval);
