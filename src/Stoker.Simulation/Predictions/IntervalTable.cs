using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Predictions;

/// <summary>
/// How far predictions of each kind missed real runs: the 0.9 quantile of |ln(measured / predicted)| / sigma (conformal). bench/what-if-lab learns it
/// from real pairs of runs and prints it; sigma is the log's own difficulty (<see cref="Sigma"/>).
/// </summary>
internal static class IntervalTable
{
    /// <summary>
    /// Run-to-run noise of a span where no repeats are known, in log time; and what local mode adds where tasks compute, since driver, compiler, collector and tasks share one young process. TPC-H on one
    /// shape took 14.3 and 13.8, 16.1 and 14.0, 12.8 and 13.9 s on one machine, and 25.0 to 29.7 and 28.1 to 36.4 s (four runs each) on another, both without other work (decision 0108).
    /// </summary>
    private const double Noise = 0.04, LocalNoise = 0.11;

    /// <summary>
    /// Share by which the driver's own time differs from run to run: until the first task, while it reads classes from disk and compiles, and after it. The start of sleeping programs took 1.5 to 2.3 s on one machine (0112).
    /// </summary>
    private const double StartNoise = 0.2, DriverNoise = 0.08;

    /// <summary>No interval is narrower.</summary>
    private const double LeastHalfWidth = 0.02;

    /// <summary>
    /// Kind of change, quantile. Pairs of quiet runs on Spark 4.3.0 of 2026-11-26 give 1.44 for <see cref="ChangeKind.UpTo2"/> (84 pairs, 38 applications) and 1.48 for
    /// <see cref="ChangeKind.Settings"/> (56 pairs of TPC-H); these have a little room, since machines are rarely as quiet. The others have less than 20 pairs and are
    /// set above what those say: 0.8, and 1.7 beyond four times the slots (docs/internals/what-if.md).
    /// </summary>
    private static readonly (ChangeKind Kind, double Quantile)[] Rows =
    [
        (ChangeKind.None, 2.2),
        (ChangeKind.UpTo2, 1.6),
        (ChangeKind.UpTo4, 1.7),
        (ChangeKind.Beyond, 1.9),
        (ChangeKind.Settings, 1.9),
    ];

    /// <summary>How hard a question is: the error of the replay itself, noise, how busy the machine was, and how far the span moves with what is not known.</summary>
    /// <param name="program">The program.</param>
    /// <param name="self">Its replay on its own cluster.</param>
    /// <param name="spanMs">The span predicted, in ms: the driver's time is the larger part of a shorter one.</param>
    /// <param name="spread">How far the span moves, in log time, with what the log does not tell of the change.</param>
    /// <param name="doubt">What no replay shows of it, in log time.</param>
    public static double Sigma(ReplayableProgram program, SelfReplay self, double spanMs, double spread, double doubt)
    {
        var local = program.IsOneMachine ? LocalNoise * program.ComputeShare : 0;
        var driver = Math.Min(spanMs, (StartNoise * program.FirstLaunchMs) + (DriverNoise * Math.Max(0, program.NoTaskMs - program.FirstLaunchMs))) / Math.Max(1, spanMs);
        return Math.Sqrt((self.Error * self.Error) + (Noise * Noise) + (local * local) + (driver * driver) + (program.Unrest * program.Unrest) + (spread * spread) + (doubt * doubt));
    }

    /// <summary>The same where prices of findings are in it: their bounds hold nine of ten by themselves, so that they are no part of what the quantile widens.</summary>
    /// <param name="kind">Kind of change.</param>
    /// <param name="sigma">How hard the question is without them.</param>
    /// <param name="bounds">How far the span moves, in log time, to the ends of prices.</param>
    public static double With(ChangeKind kind, double sigma, double bounds) => Math.Sqrt((sigma * sigma) + Math.Pow(bounds / QuantileOf(kind), 2));

    public static PredictionInterval Around(double spanMs, ChangeKind kind, double sigma)
    {
        var half = Math.Max(QuantileOf(kind) * sigma, LeastHalfWidth);
        return new PredictionInterval(spanMs * Math.Exp(-half), spanMs * Math.Exp(half));
    }

    private static double QuantileOf(ChangeKind kind) => Rows.First(row => row.Kind == kind).Quantile;
}
