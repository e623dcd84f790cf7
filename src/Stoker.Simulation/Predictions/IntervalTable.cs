using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Predictions;

/// <summary>
/// How far predictions of each kind missed real runs: the 0.9 quantile of |ln(measured / predicted)| / sigma (conformal). bench/what-if-lab learns it
/// from real pairs of runs and prints it; sigma is the log's own difficulty (<see cref="Sigma"/>).
/// </summary>
internal static class IntervalTable
{
    /// <summary>
    /// Run-to-run noise of a span where no repeats are known, in log time. In local mode, where driver, compiler and tasks share a process, TPC-H on one shape of a quiet
    /// machine took 14.3 and 13.8 s, with 8 partitions 16.1 and 14.0 s, on one slot 12.8 and 13.9 s.
    /// </summary>
    private const double Noise = 0.04, LocalNoise = 0.07;

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
    /// <param name="spread">How far the span moves, in log time, with what the log does not tell of the change.</param>
    /// <param name="doubt">What no replay shows of it, in log time.</param>
    public static double Sigma(ReplayableProgram program, SelfReplay self, double spread, double doubt)
    {
        var noise = program.IsLocal ? LocalNoise : Noise;
        return Math.Sqrt((self.Error * self.Error) + (noise * noise) + (program.Unrest * program.Unrest) + (spread * spread) + (doubt * doubt));
    }

    public static PredictionInterval Around(double spanMs, ChangeKind kind, double sigma)
    {
        var half = Math.Max(Rows.First(row => row.Kind == kind).Quantile * sigma, LeastHalfWidth);
        return new PredictionInterval(spanMs * Math.Exp(-half), spanMs * Math.Exp(half));
    }
}
