using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>How many slots share a host.</summary>
internal static class HostShape
{
    /// <summary>Slots that share a host.</summary>
    public static double SlotsOf(ReplayableProgram program, ClusterShape shape) => shape.Slots / HostsOf(program, shape);

    /// <summary>Executors that share a host.</summary>
    public static double ExecutorsOf(ReplayableProgram program, ClusterShape shape) => shape.Executors / HostsOf(program, shape);

    /// <summary>
    /// Hosts of a shape. Executors bring hosts of the same kind, as many executors on each as before; with fewer executors than one host had, others have the rest of it,
    /// and the share is told. The machine of local mode, or of a cluster on one machine, is all there is.
    /// </summary>
    public static double HostsOf(ReplayableProgram program, ClusterShape shape) =>
        program.IsOneMachine ? 1 : shape.Executors / Math.Max(1, program.Shape.Executors / (double)program.Hosts);
}
