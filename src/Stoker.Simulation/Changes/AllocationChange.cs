using System.Globalization;
using Stoker.Model.Settings;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Changes;

/// <summary>Dynamic allocation as settings ask for it after a change.</summary>
internal static class AllocationChange
{
    public const string Enabled = "spark.dynamicAllocation.enabled";

    private const string Least = "spark.dynamicAllocation.minExecutors", Most = "spark.dynamicAllocation.maxExecutors";

    /// <summary>From a request to the registration where the log has no executor that tells it: a container of a busy cluster.</summary>
    private const double UnknownRegistrationMs = 10_000;

    /// <summary>Settings that are modelled.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        Enabled,
        Least,
        Most,
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

    /// <summary>Whether executors come and go otherwise than in the run, or than being there throughout; where the least of them are the most, they do not.</summary>
    public static bool IsFollowed(ReplayableProgram program, ClusterShape shape, ChangeSet change) =>
        IsOn(program, change) && (IsAsked(change) || shape != program.Shape) && Bounds(new EffectiveSettings(program.Application), change) is var (least, most) && least < most;

    /// <summary>
    /// Fewest and most executors at a time. A number of executors is the most of them, and lowers the least that the run had; a setting that the change asks for bounds it.
    /// </summary>
    public static (int Least, int Most) Bounds(EffectiveSettings settings, ChangeSet change)
    {
        var (askedLeast, askedMost) = (Asked(change, Least), Asked(change, Most));
        var least = askedLeast ?? Math.Min(Number(settings.Find(Least)) ?? 0, change.Executors ?? int.MaxValue);
        var most = Math.Min(askedMost ?? int.MaxValue, change.Executors ?? askedMost ?? Number(settings.Find(Most)) ?? int.MaxValue);
        return (least, Math.Max(Math.Max(least, 1), most));
    }

    /// <summary>Fewest and most executors that the settings of a change allow by themselves; absent where it does not ask, and where dynamic allocation is off.</summary>
    public static (int? Least, int? Most) Asked(ReplayableProgram program, ChangeSet change) => IsOn(program, change) ? (Asked(change, Least), Asked(change, Most)) : (null, null);

    /// <summary>Executors of a shape after a change: those asked for, else those of the run within what the change allows.</summary>
    public static int ExecutorsAfter(ReplayableProgram program, ChangeSet change)
    {
        var executors = change.Executors ?? program.Shape.Executors;
        return IsOn(program, change) ? Math.Max(Asked(change, Least) ?? 1, Math.Min(executors, Asked(change, Most) ?? executors)) : executors;
    }

    private static int? Asked(ChangeSet change, string key) => Number(change.Settings.GetValueOrDefault(key));

    private static int? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (int)Math.Min(number, int.MaxValue) : null;

    /// <summary>How executors come and go after a change, a number of executors being the most of them.</summary>
    /// <param name="program">The program.</param>
    /// <param name="shape">The shape after the change.</param>
    /// <param name="change">The change.</param>
    /// <param name="fittedMs">From a request to the registration where the log does not tell it and its time does; absent where neither does.</param>
    public static (AllocationPolicy Policy, string Note) Of(ReplayableProgram program, ClusterShape shape, ChangeSet change, double? fittedMs)
    {
        var settings = new EffectiveSettings(program.Application);
        var (told, fromStart) = (RegistrationMs(program), RegistrationFromStartMs(program));
        var registration = told ?? fittedMs ?? fromStart ?? UnknownRegistrationMs;
        var (least, most) = Bounds(settings, change);
        var backlog = Duration("schedulerBacklogTimeout") ?? 1_000;
        var initial = program.HasDynamicAllocation ? RecordedAllocation.InitialAtMs(program, backlog) : Arrivals.Recorded(program);
        var set = Math.Max(Number(Text("initialExecutors")) ?? 0, Number(settings.Find("spark.executor.instances")) ?? 0);
        var found = program.HasDynamicAllocation && !change.Settings.ContainsKey("spark.dynamicAllocation.initialExecutors") ? initial.Count : 0;
        var policy = new AllocationPolicy
        {
            InitialAtMs = initial.Count > 0 ? initial : [Math.Max(0, registration - program.StartUpMs)],
            SlotsPerExecutor = shape.CoresPerExecutor,
            Least = least,
            Most = most,
            Initial = Math.Min(most, Math.Max(least, Math.Max(set, found))),
            Ratio = double.TryParse(Text("executorAllocationRatio"), NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) ? ratio : 1,
            BacklogMs = backlog,
            SustainedBacklogMs = Duration("sustainedSchedulerBacklogTimeout") ?? backlog,
            IdleMs = program.HasDynamicAllocation && !change.Settings.ContainsKey("spark.dynamicAllocation.executorIdleTimeout") && !RecordedAllocation.GivesBack(program)
                ? double.PositiveInfinity
                : Duration("executorIdleTimeout") ?? 60_000,
            RegistrationMs = registration,
        };
        var basis = told is not null ? "the median of the run's" : fittedMs is not null ? "which fits the time of the run" : fromStart is not null ? "as the run's did after its start" : "assumed: the log does not tell";
        return (policy, string.Create(CultureInfo.InvariantCulture, $"executors are asked for as tasks wait and come {registration / 1000:0.#} s later ({basis}); those with shuffle data are taken to go when idle"));

        string? Text(string key) => change.Settings.GetValueOrDefault("spark.dynamicAllocation." + key) ?? settings.Find("spark.dynamicAllocation." + key);

        double? Duration(string key) => Text(key) is { } text ? EffectiveSettings.ParseDuration(text) : null;
    }

    /// <summary>Median time from request to registration; absent before Spark 3.4 and where nothing was asked for.</summary>
    public static double? RegistrationMs(ReplayableProgram program)
    {
        var delays = program.Application.Executors.Where(executor => executor.RequestTime is not null)
            .Select(executor => (executor.AddTime - executor.RequestTime!.Value).Value).Where(delay => delay >= 0).Order().ToList();
        return delays.Count == 0 ? null : delays[delays.Count / 2];
    }

    /// <summary>
    /// Median time from the start of the application, at which it asks for the executors that it starts with, to their registration; those beyond the most that were there at
    /// one time replaced others, and with dynamic allocation those that came after the first job, or all but the first, may have been asked for later. Absent where no executor is
    /// in the log, and in local mode.
    /// </summary>
    private static double? RegistrationFromStartMs(ReplayableProgram program)
    {
        var start = program.Application.StartTime.EpochMilliseconds;
        var came = program.Application.Executors.Where(executor => executor.MaxTasks > 0 && !executor.IsDriver)
            .Select(executor => Math.Max(0.0, executor.AddTime.EpochMilliseconds - start)).Order().Take(program.Shape.Executors).ToList();
        if (program.HasDynamicAllocation && came.Count > 0)
        {
            came = came.GetRange(0, Math.Max(1, came.Count(delay => delay <= program.StartUpMs)));
        }

        return came.Count == 0 ? null : came[came.Count / 2];
    }
}
