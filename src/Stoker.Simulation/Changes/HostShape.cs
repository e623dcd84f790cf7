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
    /// Hosts of a shape. A cluster of several hosts brings hosts with its executors, as many executors on each as before; one host that ran several
    /// executors, or the one of local mode or of a cluster on one machine, is taken to be all there is.
    /// </summary>
    public static double HostsOf(ReplayableProgram program, ClusterShape shape)
    {
        var perHost = Math.Max(1, program.Shape.Executors / (double)program.Hosts);
        return program.Hosts == 1 && (perHost > 1 || program.IsOneMachine) ? 1 : Math.Max(1, shape.Executors / perHost);
    }
}
