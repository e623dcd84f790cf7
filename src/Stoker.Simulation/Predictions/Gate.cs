using System.Globalization;
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

    /// <summary>Settings whose effect is modelled.</summary>
    private static readonly HashSet<string> Settings =
    [
        "spark.sql.shuffle.partitions",
        "spark.sql.adaptive.advisoryPartitionSizeInBytes",
        "spark.sql.adaptive.coalescePartitions.minPartitionSize",
        "spark.sql.adaptive.coalescePartitions.parallelismFirst",
        "spark.sql.files.maxPartitionBytes",
        "spark.executor.memory",
        "spark.driver.memory",
        "spark.memory.fraction",
        .. AllocationChange.Settings,
    ];

    /// <summary>Settings whose effect is modelled, sorted.</summary>
    public static IEnumerable<string> ModelledSettings => Settings.Order(StringComparer.Ordinal);

    public static Refusal? Of(ReplayableProgram program, SelfReplay self)
    {
        if (program.TaskCount == 0)
        {
            return new Refusal("No task ended in this log.", "Give the log of a run that did its work.");
        }

        if (program.UnfinishedShare > MostUnfinished)
        {
            return new Refusal($"{Percent(program.UnfinishedShare)} of its tasks have no end in the log.", "Give the log of a run that ended.");
        }

        if (program.LostShare > MostLost)
        {
            return new Refusal($"{Percent(program.LostShare)} of the slot time went to attempts whose work was thrown away.", "Cure the failures first; a run without them can be predicted.");
        }

        if (program.Application.StreamingQueries.Count > 0)
        {
            return new Refusal("A streaming query lasts as long as it is let run, whatever the cluster.", "See what analyze says of the time of its batches.");
        }

        return Math.Abs(self.Error) > MostSelfError
            ? new Refusal($"The replay of the run on its own cluster takes {Percent(Math.Abs(self.Error))} {(self.Error > 0 ? "more" : "less")} than the run did.", "The log lacks what decided its time; another run of the job may have it.")
            : null;
    }

    public static Refusal? Of(ReplayableProgram program, ChangeSet change)
    {
        var slots = (change.Executors ?? program.Shape.Executors) * (long)(change.CoresPerExecutor ?? program.Shape.CoresPerExecutor);
        if (slots < 1 || slots > MostRatio * program.Shape.Slots || slots * MostRatio < program.Shape.Slots)
        {
            return new Refusal(
                string.Create(CultureInfo.InvariantCulture, $"{slots} slots are more than {MostRatio} times as many or as few as the {program.Shape.Slots} of the run; no real pair of runs tells how far off such an answer is."),
                "Ask within that range, or give the log of a run nearer to the question.");
        }

        var unknown = change.Settings.Keys.Where(key => !Settings.Contains(key)).Order(StringComparer.Ordinal).FirstOrDefault();
        return unknown is null ? null : new Refusal($"What {unknown} would do cannot be told from a log.", $"Modelled are {string.Join(", ", ModelledSettings)}.");
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
