using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>How many slots share a host.</summary>
internal static class HostShape
{
    /// <summary>Executors on a host of their own stay so; those that shared hosts, and the slots of local mode, share as many hosts as they did.</summary>
    public static double SlotsOf(ReplayableProgram program, ClusterShape shape) =>
        program.Hosts >= program.Shape.Executors && !IsLocal(program) ? shape.CoresPerExecutor : shape.Slots / (double)program.Hosts;

    /// <summary>Local mode: the driver runs the tasks.</summary>
    private static bool IsLocal(ReplayableProgram program) => program.Application.Executors.Any(executor => executor.IsDriver && executor.MaxTasks > 0);
}
