using System.Globalization;

namespace Stoker.Simulation.Changes;

/// <summary>Executors and what each of them is given.</summary>
/// <param name="Executors">Number of executors; 1 in local mode, where it is the driver.</param>
/// <param name="CoresPerExecutor">Slots of each: cores over <c>spark.task.cpus</c>.</param>
/// <param name="MemoryGiB">Container memory of each, heap and overhead, in GiB; absent when unknown.</param>
public readonly record struct ClusterShape(int Executors, int CoresPerExecutor, double? MemoryGiB = null)
{
    /// <summary>Tasks that can run at once.</summary>
    public int Slots => Executors * CoresPerExecutor;

    /// <summary>As <c>8 x 4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Executors} x {CoresPerExecutor}");
}
