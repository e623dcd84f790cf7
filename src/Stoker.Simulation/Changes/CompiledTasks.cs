namespace Stoker.Simulation.Changes;

/// <summary>
/// What a task costs beside its work falls with the tasks that its JVM ran before: the JVM compiles code by how often it ran, and starting, ending and reporting a task is
/// the same code for all. Medians of tasks with next to nothing to do, in eleven quiet runs of 100 to 4,000 tasks: 25 ms around the 20th task, 15 around the 150th, 11 around the 300th,
/// 8 around the 600th, 6 around the 1,200th, 4.5 around the 2,400th (docs/internals/what-if.md).
/// </summary>
internal static class CompiledTasks
{
    /// <summary>What the first tasks cost beyond those of an old JVM, as a multiple of these; and after how many tasks half of it is gone.</summary>
    private const double Young = 6, Half = 150;

    /// <summary>What a task costs beside its work in an old JVM that has the CPU for itself, ms; of two at once each costs twice as much.</summary>
    public const double OldMs = 2;

    /// <summary>Mean cost of the tasks that a JVM runs after so many and up to so many, as a multiple of that in an old JVM.</summary>
    public static double Factor(double from, double to) => to - from < 1e-6
        ? 1 + (Young / (1 + (from / Half)))
        : 1 + (Young * Half * Math.Log((Half + to) / (Half + from)) / (to - from));

    /// <summary>
    /// What a task of each stage costs beside its work, as a multiple of that in an old JVM, and by which factor it costs more or less when the stages have other numbers of tasks; in the
    /// order of the stages. JVMs are taken to be as many as before: what more executors do to first uses is told elsewhere.
    /// </summary>
    /// <param name="before">Tasks of each stage as they were.</param>
    /// <param name="after">As they will be.</param>
    /// <param name="executors">JVMs that share them.</param>
    public static (double Before, double Ratio)[] Of(IReadOnlyList<int> before, IReadOnlyList<int> after, int executors)
    {
        var factors = new (double Before, double Ratio)[before.Count];
        var (ranBefore, ranAfter) = (0.0, 0.0);
        for (var stage = 0; stage < factors.Length; stage++)
        {
            var (endBefore, endAfter) = (ranBefore + (before[stage] / (double)executors), ranAfter + (after[stage] / (double)executors));
            var own = Factor(ranBefore, endBefore);
            factors[stage] = (own, before[stage] == after[stage] ? 1 : Factor(ranAfter, endAfter) / own);
            (ranBefore, ranAfter) = (endBefore, endAfter);
        }

        return factors;
    }
}
