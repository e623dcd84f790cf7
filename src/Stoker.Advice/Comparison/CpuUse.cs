namespace Stoker.Advice.Comparison;

/// <summary>How much of the time for which a stage's tasks computed they had a CPU.</summary>
/// <param name="ComputeMs">Run time without garbage collection, Python workers, waiting for shuffles and writing them, ms.</param>
/// <param name="CpuMs">CPU time of the same tasks, ms.</param>
public readonly record struct CpuUse(double ComputeMs, double CpuMs);
