using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Predictions;

/// <summary>
/// How far predictions of each kind missed real runs: the 0.9 quantile of |ln(measured / predicted)| / sigma (conformal). bench/what-if-lab learns it
/// from real pairs of runs and prints it; sigma is the log's own difficulty (<see cref="Sigma"/>).
/// </summary>
internal static class IntervalTable
{
    /// <summary>
    /// Run-to-run noise of a span where no repeats are known, in log time: the same job on the same shape of a shared machine took 29.5 s and 25.4 s.
    /// </summary>
    private const double Noise = 0.08;

    /// <summary>No interval is narrower.</summary>
    private const double LeastHalfWidth = 0.02;

    /// <summary>
    /// Kind of change, quantile. <see cref="ChangeKind.UpTo2"/> and <see cref="ChangeKind.UpTo4"/> are learnt from all pairs of real runs on Spark 4.3.0 of
    /// 2026-11-26, on a machine that other work shared; no pairs are known of the others, which are set 1.3 times wider (docs/internals/what-if.md).
    /// </summary>
    private static readonly (ChangeKind Kind, double Quantile)[] Rows =
    [
        (ChangeKind.None, 3.0),
        (ChangeKind.UpTo2, 3.0),
        (ChangeKind.UpTo4, 4.5),
        (ChangeKind.Beyond, 5.9),
        (ChangeKind.Settings, 5.9),
    ];

    /// <summary>
    /// What a doubling of busy tasks on one host may add or save, in log time: it has the CPUs for them, or it does not, and the log does not tell
    /// (two CPUs: two tasks of Python or JVM work took from 1.0 to 1.7 times as long as one alone).
    /// </summary>
    private const double ContentionPerDoubling = 0.15;

    /// <summary>How hard a question is: the error of the replay itself, noise, unknown CPUs of hosts, and how far remedies are uncertain.</summary>
    public static double Sigma(ReplayableProgram program, SelfReplay self, ClusterShape shape, double relief)
    {
        var (before, after) = (HostShape.SlotsOf(program, program.Shape), HostShape.SlotsOf(program, shape));
        var contention = ContentionPerDoubling * program.BusyShare * Math.Abs(Math.Log2(after / before));
        return Math.Sqrt((self.Error * self.Error) + (Noise * Noise) + (relief * relief) + (contention * contention));
    }

    public static PredictionInterval Around(double spanMs, ChangeKind kind, double sigma)
    {
        var half = Math.Max(Rows.First(row => row.Kind == kind).Quantile * sigma, LeastHalfWidth);
        return new PredictionInterval(spanMs * Math.Exp(-half), spanMs * Math.Exp(half));
    }
}
