using Stoker.Model;

namespace Stoker.Advice.Comparison.Changes;

/// <summary>Whether the second run had other slots than the first.</summary>
internal static class ClusterDifference
{
    public static bool Is(ComparedRun before, ComparedRun after) => ShapeOf(before.Application) != ShapeOf(after.Application);

    /// <summary>Whether the second run had fewer slots; not told where allocation is dynamic.</summary>
    public static bool IsSmaller(ComparedRun before, ComparedRun after)
    {
        var (one, other) = (ShapeOf(before.Application), ShapeOf(after.Application));
        return one.Executors * other.Executors > 0 && other.Executors * other.Slots < one.Executors * one.Slots;
    }

    /// <summary>Executors that can run tasks and slots of the largest. Those that came as replacements or on demand are not told apart: where allocation is dynamic, the bounds are what is compared.</summary>
    private static (int Executors, int Slots, string? Bound) ShapeOf(Application application)
    {
        var executors = application.Executors.Where(executor => executor.MaxTasks > 0).ToList();
        var slots = executors.Select(executor => executor.MaxTasks).DefaultIfEmpty().Max();
        return application.Settings.Find("spark.dynamicAllocation.enabled") is { Value: "true" }
            ? (0, slots, application.Settings.Find("spark.dynamicAllocation.maxExecutors")?.Value)
            : (executors.Count(executor => executor.RemoveTime is null), slots, null);
    }
}
