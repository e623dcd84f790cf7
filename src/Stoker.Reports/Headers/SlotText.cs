using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Headers;

/// <summary>Executors in words: how many, and how many tasks each could run at once.</summary>
internal static class SlotText
{
    public static string? Of(Application application)
    {
        var workers = application.Executors.Where(executor => !executor.IsDriver).ToList();
        if (workers.Count == 0)
        {
            return application.Executors.FirstOrDefault(executor => executor.IsDriver && SlotsOf(executor) > 0) is { } driver
                ? Quantity.Count(SlotsOf(driver), "slot") + " in the driver"
                : null;
        }

        var sizes = workers.Select(SlotsOf).Distinct().Order().ToList();
        var size = sizes is [0] ? "" : sizes.Count == 1 ? $" of {Quantity.Count(sizes[0], "slot")}" : $" of {sizes[0]} to {sizes[^1]} slots";
        return Quantity.Count(workers.Count, "executor") + size;
    }

    private static int SlotsOf(Executor executor) => executor.MaxTasks > 0 ? executor.MaxTasks : executor.TotalCores;
}
