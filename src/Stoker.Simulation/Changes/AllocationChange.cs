using System.Globalization;
using Stoker.Model.Settings;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Changes;

/// <summary>Dynamic allocation as settings ask for it after a change.</summary>
internal static class AllocationChange
{
    public const string Enabled = "spark.dynamicAllocation.enabled";

    /// <summary>From a request to the registration where the log does not tell it: a container of a busy cluster.</summary>
    private const double UnknownRegistrationMs = 10_000;

    /// <summary>Settings that are modelled.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        Enabled,
        "spark.dynamicAllocation.minExecutors",
        "spark.dynamicAllocation.maxExecutors",
        "spark.dynamicAllocation.initialExecutors",
        "spark.dynamicAllocation.executorAllocationRatio",
        "spark.dynamicAllocation.schedulerBacklogTimeout",
        "spark.dynamicAllocation.sustainedSchedulerBacklogTimeout",
        "spark.dynamicAllocation.executorIdleTimeout",
    ];

    /// <summary>Whether a change touches it.</summary>
    public static bool IsAsked(ChangeSet change) => Settings.Any(change.Settings.ContainsKey);

    /// <summary>Whether it is on after a change.</summary>
    public static bool IsOn(ReplayableProgram program, ChangeSet change) =>
        string.Equals(change.Settings.GetValueOrDefault(Enabled) ?? (program.HasDynamicAllocation ? "true" : "false"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Slots that are registered when stages are planned: all, but where executors are asked for as tasks wait. There the number of tasks follows those that were there,
    /// and asks for no more of them, however many there could be.
    /// </summary>
    public static int SlotsPlanned(ReplayableProgram program, ClusterShape shape, ChangeSet change) =>
        program.HasDynamicAllocation && IsOn(program, change) && !IsAsked(change) ? Math.Min(shape.Slots, program.Shape.Slots) : shape.Slots;

    /// <summary>Whether executors come and go otherwise than in the run, or than being there throughout.</summary>
    public static bool IsFollowed(ReplayableProgram program, ClusterShape shape, ChangeSet change) => IsOn(program, change) && (IsAsked(change) || shape != program.Shape);

    /// <summary>How executors come and go after a change, a number of executors being the most of them.</summary>
    /// <param name="program">The program.</param>
    /// <param name="shape">The shape after the change.</param>
    /// <param name="change">The change.</param>
    /// <param name="fittedMs">From a request to the registration where the log does not tell it and its time does; absent where neither does.</param>
    public static (AllocationPolicy Policy, string Note) Of(ReplayableProgram program, ClusterShape shape, ChangeSet change, double? fittedMs)
    {
        var settings = new EffectiveSettings(program.Application);
        var told = RegistrationMs(program);
        var registration = told ?? fittedMs;
        var least = (int)Math.Min(Number("minExecutors") ?? 0, change.Executors ?? int.MaxValue);
        var backlog = Duration("schedulerBacklogTimeout") ?? 1_000;
        IReadOnlyList<double> initial = program.HasDynamicAllocation ? RecordedAllocation.InitialAtMs(program, backlog) : [];
        var policy = new AllocationPolicy
        {
            InitialAtMs = initial,
            SlotsPerExecutor = shape.CoresPerExecutor,
            Least = least,
            Most = (int)Math.Max(Math.Max(least, 1), change.Executors ?? Number("maxExecutors") ?? int.MaxValue),
            Initial = (int)Math.Min(change.Executors ?? int.MaxValue, Math.Max(least, Math.Max(Math.Max(Number("initialExecutors") ?? 0, settings.Number("spark.executor.instances") ?? 0), change.Settings.ContainsKey("spark.dynamicAllocation.initialExecutors") ? 0 : initial.Count))),
            Ratio = double.TryParse(Text("executorAllocationRatio"), NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) ? ratio : 1,
            BacklogMs = backlog,
            SustainedBacklogMs = Duration("sustainedSchedulerBacklogTimeout") ?? backlog,
            IdleMs = program.HasDynamicAllocation && !change.Settings.ContainsKey("spark.dynamicAllocation.executorIdleTimeout") && !RecordedAllocation.GivesBack(program)
                ? double.PositiveInfinity
                : Duration("executorIdleTimeout") ?? 60_000,
            RegistrationMs = registration ?? UnknownRegistrationMs,
        };
        return (policy, string.Create(
            CultureInfo.InvariantCulture,
            $"executors are asked for as tasks wait and come {(registration ?? UnknownRegistrationMs) / 1000:0.#} s later ({(told is not null ? "the median of the run's" : fittedMs is not null ? "which fits the time of the run" : "assumed: the log does not tell")}); those with shuffle data are taken to go when idle"));

        string? Text(string key) => change.Settings.GetValueOrDefault("spark.dynamicAllocation." + key) ?? settings.Find("spark.dynamicAllocation." + key);

        long? Number(string key) => long.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, int.MaxValue) : null;

        double? Duration(string key) => Text(key) is { } text ? EffectiveSettings.ParseDuration(text) : null;
    }

    /// <summary>Median time from request to registration; absent before Spark 3.4 and where nothing was asked for.</summary>
    public static double? RegistrationMs(ReplayableProgram program)
    {
        var delays = program.Application.Executors.Where(executor => executor.RequestTime is not null)
            .Select(executor => (executor.AddTime - executor.RequestTime!.Value).Value).Where(delay => delay >= 0).Order().ToList();
        return delays.Count == 0 ? null : delays[delays.Count / 2];
    }
}
