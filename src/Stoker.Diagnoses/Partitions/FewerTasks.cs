using System.Globalization;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Partitions;

/// <summary>What gives a stage fewer tasks: the place that sets their number, be it a line of the program or a setting.</summary>
internal static class FewerTasks
{
    private const string Key = "spark.sql.shuffle.partitions";

    /// <summary>Adds what to change.</summary>
    /// <param name="inspection">What is known of the application.</param>
    /// <param name="suspicion">The finding at the stage.</param>
    /// <param name="stage">The stage with too many tasks.</param>
    /// <param name="target">As many tasks as its data and its slots need.</param>
    public static void Advise(Inspection inspection, Suspicion suspicion, StageWork stage, double target)
    {
        // A line keeps its number on other days too: two tasks a slot even out those that last longer.
        var number = TextOf(Math.Max(target, 2 * inspection.SlotsOf(stage)));
        if (stage.ShuffleReadRecords == 0 && stage.ShuffleReadBytes == 0)
        {
            suspicion.Advise($"Make fewer partitions: df.coalesce({TextOf(target)}), or fewer numSlices where the rows are made.");
            return;
        }

        var exchanges = Skew.SkewSearch.ExchangesOf(inspection, stage);
        if (exchanges.FirstOrDefault(Exchanges.IsAskedByNumber) is { } asked)
        {
            suspicion.IsOfCode = true; // Adaptive execution keeps the number.
            suspicion.RelatedPlaces.Add(asked.Place);
            suspicion.Prove("partitioning", Exchanges.KeysOf(asked), asked.Place)
                .Advise($"repartition asks for {Exchanges.PartitionsOf(asked) ?? stage.TaskCount} partitions: ask for {number}{MergedInstead(inspection, asked)}.");
        }
        else if (exchanges.Count == 0 && IsOfRdds(inspection, stage))
        {
            suspicion.IsOfCode = true;
            suspicion.Advise($"The RDD call behind this shuffle makes {stage.TaskCount} partitions: reduceByKey(f, numPartitions={number}), and likewise groupByKey, join and sortBy.");
        }
        else
        {
            suspicion.Advise(SettingOf(inspection, stage, exchanges, TextOf(target))
                ?? new Remedy(RemedyKind.Code, $"{Key} does not make these {stage.TaskCount} partitions: say {number} where the program says how many, in repartition, in bucketBy or as numPartitions."));
        }
    }

    /// <summary>The setting that merges or makes the partitions; null where none does.</summary>
    private static Remedy? SettingOf(Inspection inspection, StageWork stage, IReadOnlyList<PlanOperator> exchanges, string target)
    {
        if (inspection.Settings.IsOn("spark.sql.adaptive.enabled") == false
            && inspection.Settings.Change("spark.sql.adaptive.enabled", "true", "Let adaptive execution merge small partitions.") is { } adaptive)
        {
            return adaptive;
        }

        return exchanges.Any(exchange => exchange.Readers.Any(Exchanges.IsAdaptiveRead)) || inspection.Settings.Find(Key) is not { } set || set == TextOf(stage.TaskCount)
            ? inspection.Settings.Change(Key, target, "Make as many shuffle partitions as the data needs.")
            : null;
    }

    /// <summary>Whether RDD operations made the shuffle: no query is behind it, and no rows of one come out of it (the RDD of a DataFrame).</summary>
    private static bool IsOfRdds(Inspection inspection, StageWork stage) =>
        inspection.PlansOf(stage).Count == 0 && !stage.Stage.Rdds.Any(rdd => rdd.Name == "ShuffledRowRDD");

    /// <summary>What leaves the number to adaptive execution; nothing where that is off.</summary>
    private static string MergedInstead(Inspection inspection, PlanOperator asked)
    {
        if (inspection.Settings.IsOn("spark.sql.adaptive.enabled") == false)
        {
            return "";
        }

        var isRoundRobin = Exchanges.KeysOf(asked).StartsWith("RoundRobin", StringComparison.OrdinalIgnoreCase);
        return $", or {(isRoundRobin ? "use the hint rebalance (since Spark 3.2)" : "name the columns only")} and let adaptive execution merge what is small";
    }

    private static string TextOf(double count) => ((long)Math.Ceiling(count)).ToString(CultureInfo.InvariantCulture);
}
