using System.Globalization;
using Stoker.Model.Settings;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Predictions;

/// <summary>What a log, or a change, must be like for an honest answer.</summary>
internal static class Gate
{
    private const double MostUnfinished = 0.05;
    private const double MostLost = 0.20;
    private const double MostSelfError = 0.15;
    private const double MostRatio = 16;

    /// <summary>Tasks of a stage that are replayed at the most.</summary>
    private const int MostTasks = 1_000_000;

    /// <summary>Most that the model's own answer for the shape of the run may be off, in log time: beyond, it does not know what decided the time.</summary>
    private const double MostOffset = 0.3;

    /// <summary>Settings whose effect is modelled.</summary>
    private static readonly HashSet<string> Settings =
    [
        "spark.sql.shuffle.partitions",
        "spark.sql.adaptive.advisoryPartitionSizeInBytes",
        "spark.sql.adaptive.coalescePartitions.minPartitionSize",
        "spark.sql.adaptive.coalescePartitions.parallelismFirst",
        "spark.sql.adaptive.enabled",
        "spark.sql.adaptive.coalescePartitions.enabled",
        "spark.sql.files.maxPartitionBytes",
        "spark.sql.files.minPartitionNum",
        "spark.sql.files.openCostInBytes",
        "spark.default.parallelism",
        "spark.executor.memory",
        "spark.executor.memoryOverhead",
        "spark.executor.memoryOverheadFactor",
        "spark.driver.memory",
        "spark.driver.memoryOverhead",
        "spark.driver.memoryOverheadFactor",
        "spark.memory.fraction",
        .. AllocationChange.Settings,
        .. SkewSplit.Settings,
        .. Speculation.Settings,
    ];

    /// <summary>Settings that can be turned on, but not off.</summary>
    private static readonly string[] TurnOn = ["spark.speculation", "spark.sql.adaptive.skewJoin.enabled"];

    /// <summary>Settings whose effect is modelled, sorted.</summary>
    public static IEnumerable<string> ModelledSettings => Settings.Order(StringComparer.Ordinal);

    public static Refusal? Of(ReplayableProgram program, SelfReplay self)
    {
        if (program.TaskCount == 0 && program.Application.Jobs.Count == 0)
        {
            return program.Application.IsComplete
                ? new Refusal("This application ended without a job.", "Give the log of a run that did its work.")
                : new Refusal("This log stops before its first job.", "Copy it again when the application has ended.");
        }

        if (program.TaskCount == 0)
        {
            return new Refusal("No task ended in this log.", "Give the log of a run that did its work.");
        }

        if (program.UnfinishedShare > MostUnfinished)
        {
            return new Refusal($"{Percent(program.UnfinishedShare)} of its tasks have no end in the log.", program.Application.IsComplete ? "Give the log of a run whose jobs succeeded." : "Give the log of a run that ended.");
        }

        if (program.LostShare > MostLost)
        {
            return new Refusal($"{Percent(program.LostShare)} of the slot time went to attempts whose work was thrown away.", "Cure the failures first; a run without them can be predicted.");
        }

        if (program.Application.StreamingQueries.Count > 0)
        {
            return new Refusal("A streaming query lasts as long as it is let run, whatever the cluster.", "See what analyze says of the time of its batches.");
        }

        if (Math.Abs(self.Error) <= MostSelfError)
        {
            return null;
        }

        var error = $"The replay of the run on its own cluster takes {Percent(Math.Abs(self.Error))} {(self.Error > 0 ? "more" : "less")} than the run did";
        return program.Application.IsComplete
            ? new Refusal(error + ".", "The log lacks what decided its time; another run of the job may have it.")
            : new Refusal(error + ", whose log stops before its end.", "Give the log of a run that ended.");
    }

    /// <summary>Whether the model knows the run's own shape.</summary>
    /// <param name="offset">By how much its replay takes longer than the model's own answer, in log time.</param>
    public static Refusal? Of(double offset) => Math.Abs(offset) <= MostOffset ? null : new Refusal(
        $"For the run's own cluster the model says {Percent(Math.Abs(Math.Exp(-offset) - 1))} {(offset < 0 ? "more" : "less")} than the run took, so it misses what decided the time: executors that came late, went or were lost, or other work on their hosts.",
        "The log of a run whose executors were there throughout may be predicted.");

    public static Refusal? Of(ReplayableProgram program, ChangeSet change)
    {
        var slots = (change.Executors ?? program.Shape.Executors) * (long)(change.CoresPerExecutor ?? program.Shape.CoresPerExecutor);
        if (slots < 1 || slots > MostRatio * program.Shape.Slots || slots * MostRatio < program.Shape.Slots)
        {
            return new Refusal(
                string.Create(CultureInfo.InvariantCulture, $"{slots} slots are more than {MostRatio} times as many or as few as the {program.Shape.Slots} of the run; no real pair of runs tells how far off such an answer is."),
                "Ask within that range, or give the log of a run nearer to the question.");
        }

        if ((OfAllocation(program, change) ?? OfTaskCounts(program, slots, change)) is { } refusal)
        {
            return refusal;
        }

        var unknown = change.Settings.Keys.Where(key => !Settings.Contains(key)).Order(StringComparer.Ordinal).FirstOrDefault();
        return unknown is null ? OfTurnedOff(program, change) : UnmodelledSettings.Of(unknown, string.Join(", ", ModelledSettings));
    }

    /// <summary>More tasks than a driver holds: nobody runs so many, and replaying them takes for ever.</summary>
    private static Refusal? OfTaskCounts(ReplayableProgram program, long slots, ChangeSet change)
    {
        if (change.Settings.Count == 0)
        {
            return null;
        }

        var counts = new PartitionCounts(program, (int)slots, new ChangedSettings(new EffectiveSettings(program.Application), change));
        var most = program.Stages.Max(stage => (Count: counts.Of(stage), stage.Id));
        return most.Count <= MostTasks ? null : new Refusal(
            string.Create(CultureInfo.InvariantCulture, $"Stage {most.Id.Value} would have more than {MostTasks:N0} tasks, more than a driver keeps track of."),
            "Ask for larger partitions.");
    }

    /// <summary>Executors that there cannot be: in local mode, and outside the bounds of dynamic allocation.</summary>
    private static Refusal? OfAllocation(ReplayableProgram program, ChangeSet change)
    {
        if (program.IsLocal && (change.Executors > 1 || AllocationChange.IsAsked(change)))
        {
            return new Refusal("In local mode there are no executors to have more of: the driver runs the tasks.", "Ask with --cores, or give the log of a run on a cluster.");
        }

        if (!AllocationChange.IsOn(program, change))
        {
            return null;
        }

        var (least, most) = AllocationChange.Asked(program, change);
        var settings = new EffectiveSettings(program.Application);
        var (set, bound) = (least ?? settings.Number("spark.dynamicAllocation.minExecutors") ?? 0, most ?? settings.Number("spark.dynamicAllocation.maxExecutors") ?? int.MaxValue);
        if ((least is not null || most is not null) && set > bound)
        {
            return new Refusal(
                string.Create(CultureInfo.InvariantCulture, $"spark.dynamicAllocation.minExecutors would be {set} and maxExecutors {bound}: Spark does not start with more of the least than of the most."),
                "Ask for both, the least not above the most.");
        }

        return change.Executors > most || change.Executors < least
            ? new Refusal(
                string.Create(CultureInfo.InvariantCulture, $"{change.Executors} executors are {(change.Executors > most ? $"more than spark.dynamicAllocation.maxExecutors={most} allows" : $"fewer than spark.dynamicAllocation.minExecutors={least} keeps")}."),
                "A number of executors is the most that dynamic allocation may ask for: ask within its bounds, or for others.")
            : null;
    }

    /// <summary>What ran with a feature does not show what it would have been without.</summary>
    private static Refusal? OfTurnedOff(ReplayableProgram program, ChangeSet change)
    {
        var before = new EffectiveSettings(program.Application);
        var turnedOff = TurnOn.FirstOrDefault(key => change.Settings.TryGetValue(key, out var text) && bool.TryParse(text, out var on) && !on && before.IsOn(key) == true);
        return turnedOff is null ? null : new Refusal(
            $"{turnedOff} was on: what it did is in the times of the tasks, and the log does not tell what they would be without.",
            "Run the job once without it on the same input: stoker verify BEFORE AFTER says what it did.");
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
