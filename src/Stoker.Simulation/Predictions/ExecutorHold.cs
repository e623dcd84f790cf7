using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Predictions;

/// <summary>For how long executors are held: what a cluster is paid for. In local mode the one executor is the driver, which is there from the start of the application.</summary>
/// <param name="BeforeMs">Time before the span, summed over executors, in ms: from their registration to the first job or SQL execution.</param>
/// <param name="WithinMs">Time within the span, summed.</param>
/// <param name="AtEnd">Executors that are there at the end of the span, and so until the application ends.</param>
public readonly record struct ExecutorHold(double BeforeMs, double WithinMs, double AtEnd)
{
    /// <summary>Time that executors are held, summed, in ms.</summary>
    /// <param name="afterMs">From the end of the span to that of the application.</param>
    public double TotalMs(double afterMs) => BeforeMs + WithinMs + (AtEnd * afterMs);

    /// <summary>Executors of a shape that are there as in the run, or as they came first and then throughout.</summary>
    internal static ExecutorHold Of(ReplayableProgram program, ClusterShape shape, bool isRecorded, double spanMs)
    {
        // Executors that the run kept until its last job ended are kept until another end.
        var lives = isRecorded
            ? program.RecordedSlots.Select(slots => (slots.From, Until: slots.Until < program.SpanMs ? slots.Until : double.PositiveInfinity))
            : Arrivals.TimesOf(program, shape.Executors).Select(from => (From: from, Until: double.PositiveInfinity));
        var (before, within, left) = (0.0, 0.0, 0);
        foreach (var (from, until) in lives)
        {
            before += Math.Min(program.StartUpMs, Math.Max(0, -from));
            within += Math.Max(0, Math.Min(until, spanMs) - Math.Max(0, from));
            left += until > spanMs ? 1 : 0;
        }

        return new ExecutorHold(before, within, left);
    }

    /// <summary>Executors that dynamic allocation asks for; those that the application starts with come as they did in the run.</summary>
    /// <param name="program">The program.</param>
    /// <param name="policy">How they are asked for.</param>
    /// <param name="replay">The replay with them.</param>
    /// <param name="factor">Time as it is predicted over that of the replay.</param>
    internal static ExecutorHold Of(ReplayableProgram program, AllocationPolicy policy, Replay replay, double factor) => new(
        Arrivals.TimesOf(program, policy.Initial).Sum(from => Math.Min(program.StartUpMs, Math.Max(0, -from))),
        (replay.ExecutorMs ?? 0) * factor,
        replay.ExecutorsLeft);
}
