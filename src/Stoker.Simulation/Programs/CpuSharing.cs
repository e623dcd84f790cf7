namespace Stoker.Simulation.Programs;

/// <summary>
/// By which factor tasks of a stage take longer, or shorter, while another number of tasks shares their host than did in the run on average. Each task runs at its
/// pace while others do; so CPUs that a task leaves go to those that still run, and no time is lost where the number of slots does not divide that of the tasks.
/// </summary>
/// <param name="Stage">The stage.</param>
/// <param name="IsLocal">Whether the driver shares the machine, as in local mode.</param>
/// <param name="Before">Tasks on a host in the run, on average.</param>
/// <param name="Crowding">By how much harder sharing is taken to be for each doubling of the tasks on a host; 1 for as it is known.</param>
internal sealed record CpuSharing(ReplayStage Stage, bool IsLocal, double Before, double Crowding = 1)
{
    /// <summary>The factor; 1 where as many tasks share the host as did.</summary>
    /// <param name="onHost">Tasks on a host, at least 1.</param>
    public double Slowdown(double onHost)
    {
        var stretch = IsLocal ? LocalHost.Stretch(Stage, Before, onHost) : HostCpu.Stretch(Stage.CpuShare, Stage.CpuCertainty, Before, onHost);
        return Crowding > 1 ? stretch * Math.Pow(Crowding, Stage.Computes * Math.Abs(Math.Log2(onHost / Before))) : stretch;
    }
}
