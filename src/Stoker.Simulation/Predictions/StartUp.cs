using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Predictions;

/// <summary>
/// What an application takes outside its span in another shape. It stays as it was, but for one thing: executors that start on one machine share its CPUs while they do, and a program that waits for
/// all of them begins later where there are more. Measured on two CPUs, from the driver's block manager to the first job: 4.4 s for one executor, 6.2 for two, 10.8 for four, 20 for eight (decision 0081).
/// </summary>
internal static class StartUp
{
    /// <summary>Power of the number of executors by which they come later: what two CPUs showed between any two of one, two, four and eight was 0.5 to 0.9. A machine with CPUs to spare shows none.</summary>
    private const double LeastPower = 0.3, Power = 0.65, MostPower = 0.9;

    /// <summary>Shares of it between which start-up lies in nine of ten runs of one shape: quiet pairs of one program differ by so much.</summary>
    private const double Least = 0.85, Most = 1.2;

    /// <summary>
    /// A program that waited for its executors begins soon after the last of them: within this, and this share of the time they took, since what it does then is slow for the reason that they were.
    /// Measured: 0.8 to 5.5 s after 3.5 to 17 s, at the most 0.53 of them.
    /// </summary>
    private const double SoonMs = 1000, SoonShare = 0.5;

    /// <summary>The time outside the span with as many executors.</summary>
    /// <param name="program">The program.</param>
    /// <param name="shape">Its shape.</param>
    public static OutsideTime In(ReplayableProgram program, ClusterShape shape)
    {
        var (outside, awaited) = (program.StartUpMs + program.ShutDownMs, AwaitedMs(program));
        var ratio = shape.Executors / (double)Math.Max(1, program.Shape.Executors);
        var (one, other) = (With(LeastPower), With(MostPower));
        return new OutsideTime(With(Power), new PredictionInterval(Least * Math.Min(one, other), Most * Math.Max(one, other)));

        double With(double power) => outside + (awaited * (Math.Pow(ratio, power) - 1));
    }

    /// <summary>Time that the program waited for executors which started on one machine, ms; 0 where it waited for none, or for those of other machines.</summary>
    private static double AwaitedMs(ReplayableProgram program)
    {
        if (!program.IsOneMachine || program.IsLocal || program.HasDynamicAllocation)
        {
            return 0;
        }

        var application = program.Application;
        var (start, first) = (application.StartTime.EpochMilliseconds, application.StartTime.EpochMilliseconds + program.StartUpMs);
        var came = application.Executors.Where(executor => !executor.IsDriver && executor.MaxTasks > 0 && executor.AddTime.EpochMilliseconds <= first).Select(executor => executor.AddTime.EpochMilliseconds).ToList();
        if (came.Count == 0)
        {
            return 0;
        }

        var driver = application.Executors.Where(executor => executor.IsDriver).Select(executor => executor.AddTime.EpochMilliseconds).Append(long.MaxValue).Min();
        var from = driver >= start && driver <= came.Max() ? driver : start;
        var took = came.Max() - from;
        return first - came.Max() <= SoonMs + (SoonShare * took) ? took : 0;
    }
}
