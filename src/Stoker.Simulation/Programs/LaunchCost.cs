using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>What launching one task costs the driver, which launches one after another.</summary>
internal static class LaunchCost
{
    /// <summary>A starved driver needs no more; what is above is waiting for something else.</summary>
    private const double MostMs = 2;

    private const int FewLaunches = 8;

    /// <summary>Spacing of launches in the first burst of stages, median over stages that filled free slots in one go.</summary>
    public static double Of(Application application, int slots)
    {
        var spacings = new List<double>();
        foreach (var stage in application.Stages)
        {
            var burst = Math.Min(slots, stage.Tasks.Count);
            if (burst < FewLaunches)
            {
                continue;
            }

            var launches = Enumerable.Range(0, stage.Tasks.Count).Select(row => stage.Tasks.LaunchTime(row).EpochMilliseconds).Order().Take(burst).ToArray();
            spacings.Add((launches[^1] - launches[0]) / (double)(burst - 1));
        }

        spacings.Sort();
        return spacings.Count == 0 ? 0.05 : Math.Clamp(spacings[spacings.Count / 2], 0, MostMs);
    }
}
