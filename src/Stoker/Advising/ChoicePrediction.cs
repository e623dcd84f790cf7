using Stoker.Simulation.Predictions;

namespace Stoker.Advising;

/// <summary>The run with a choice made, and nothing else of the advice. Times are wall times of the application in ms, its start-up and shutdown as they were.</summary>
/// <param name="MeasuredMs">The run as it was.</param>
/// <param name="PredictedMs">With the choice.</param>
/// <param name="Interval">Where nine of ten runs end.</param>
/// <param name="Confidence">How far to trust it.</param>
/// <param name="CoreMsBefore">Core time for which the cluster was held, ms: executors and driver, 8 GiB of memory as a core, as <c>whatif</c> counts cost.</param>
/// <param name="CoreMsAfter">With the choice.</param>
public sealed record ChoicePrediction(double MeasuredMs, double PredictedMs, PredictionInterval Interval, Confidence Confidence, double CoreMsBefore, double CoreMsAfter);
