using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Predictions;

/// <summary>
/// How far predictions of each kind missed real runs: the 0.9 quantile of |ln(measured / predicted)| / sigma (conformal). bench/what-if-lab learns it
/// from real pairs of runs and prints it; sigma is the log's own difficulty (<see cref="Sigma"/>).
/// </summary>
internal static class IntervalTable
{
    /// <summary>Run-to-run noise of a span where no repeats are known, in log time: TPC-H on one shape of a quiet machine took 14.3 and 13.8 s, with 8 partitions 16.1 and 14.0 s.</summary>
    private const double Noise = 0.04;

    /// <summary>No interval is narrower.</summary>
    private const double LeastHalfWidth = 0.02;

    /// <summary>
    /// Kind of change, quantile. Pairs of quiet runs on Spark 4.3.0 of 2026-11-26 give 1.69 for <see cref="ChangeKind.UpTo2"/> (56 pairs, 27 applications); it has
    /// more room, since machines are rarely as quiet. The others have too few quiet pairs, or none, and are set (docs/internals/what-if.md).
    /// </summary>
    private static readonly (ChangeKind Kind, double Quantile)[] Rows =
    [
        (ChangeKind.None, 2.2),
        (ChangeKind.UpTo2, 2.2),
        (ChangeKind.UpTo4, 3.0),
        (ChangeKind.Beyond, 4.0),
        (ChangeKind.Settings, 5.0),
    ];

    /// <summary>How hard a question is: the error of the replay itself, noise, how busy the machine was, and how far the span moves with what is not known.</summary>
    /// <param name="program">The program.</param>
    /// <param name="self">Its replay on its own cluster.</param>
    /// <param name="spread">How far the span moves, in log time, with what the log does not tell of the change.</param>
    public static double Sigma(ReplayableProgram program, SelfReplay self, double spread) =>
        Math.Sqrt((self.Error * self.Error) + (Noise * Noise) + (program.Unrest * program.Unrest) + (spread * spread));

    public static PredictionInterval Around(double spanMs, ChangeKind kind, double sigma)
    {
        var half = Math.Max(Rows.First(row => row.Kind == kind).Quantile * sigma, LeastHalfWidth);
        return new PredictionInterval(spanMs * Math.Exp(-half), spanMs * Math.Exp(half));
    }
}
