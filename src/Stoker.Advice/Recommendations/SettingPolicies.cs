using System.Globalization;
using Stoker.Advice.Sizing;
using Stoker.Model.Settings;
using Stoker.Model.Tasks;

namespace Stoker.Advice.Recommendations;

/// <summary>
/// Decides for each setting whether a proposal is safe: it can neither make a job fail nor change its results, whatever the job does beside what
/// the log shows. What is not known to be safe is left to a person.
/// </summary>
internal static class SettingPolicies
{
    /// <summary>Spark's own default: what is broadcast below it is taken for small everywhere.</summary>
    private const long SafeBroadcast = 10 << 20;

    /// <summary>Most data that a task of a shuffle should read after partitions were made fewer: to here adaptive execution merges by default.</summary>
    private const double MostBytesInTask = 64 << 20;

    /// <summary>Most blocks of a shuffle, map tasks times partitions: the driver knows the size of each.</summary>
    private const long MostBlocks = 50_000_000;

    private const long MostPartitions = 20_000;
    private const long LeastSplit = 16 << 20;
    private const long LeastSkewedBytes = 1 << 20;

    /// <summary>Keys in the order in which they are decided: later ones depend on earlier ones.</summary>
    private static readonly Dictionary<string, Func<AdviceContext, IReadOnlyList<SettingProposal>, SettingVerdict>> Policies = new(StringComparer.Ordinal)
    {
        ["spark.sql.adaptive.enabled"] = Adaptive,
        ["spark.sql.adaptive.skewJoin.enabled"] = PartOfAdaptive,
        ["spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes"] = SkewedBytes,
        ["spark.sql.adaptive.coalescePartitions.enabled"] = PartOfAdaptive,
        ["spark.sql.adaptive.coalescePartitions.minPartitionSize"] = SmallerPartitions,
        ["spark.sql.adaptive.advisoryPartitionSizeInBytes"] = SmallerPartitions,
        ["spark.shuffle.compress"] = (_, proposals) => proposals.All(proposal => proposal.To == "true") ? SettingVerdict.Set("true") : SettingVerdict.Leave("Shuffle blocks several times as large may not fit the disks."),
        ["spark.sql.autoBroadcastJoinThreshold"] = Broadcast,
        ["spark.sql.shuffle.partitions"] = ShufflePartitions,
        ["spark.sql.files.maxPartitionBytes"] = SplitSize,
        ["spark.sql.files.openCostInBytes"] = (context, _) => Repartitioned(context, PartitionMaker.Splits) ?? SettingVerdict.Set("4MB"),
        ["spark.driver.memory"] = Heap,
        ["spark.executor.memory"] = Heap,
        ["spark.executor.memoryOverhead"] = Overhead,
        ["spark.cores.max"] = FewerExecutors,
        ["spark.executor.instances"] = FewerExecutors,
        ["spark.dynamicAllocation.enabled"] = (_, _) => SettingVerdict.Leave("Executors that come and go arrive later and take cached data with them: try it beside the run as it is."),
        ["spark.memory.fraction"] = (_, _) => SettingVerdict.Leave("What it gives to sorts and joins it takes from objects of the program; the log cannot tell these from garbage."),
        ["spark.sql.execution.arrow.pyspark.enabled"] = (_, _) => SettingVerdict.Leave("The frame's types may differ: nulls in whole numbers, dates, nested values. Compare dtypes once, then set it."),
        ["spark.sql.execution.pythonUDF.arrow.enabled"] = (_, _) => SettingVerdict.Leave("A UDF whose result is not of its declared type is converted by other rules. Compare the results once, then set it."),
        ["spark.speculation"] = (_, _) => SettingVerdict.Leave("A task may then run twice: set it only where tasks write to nothing but Spark's own outputs."),
        ["spark.shuffle.service.enabled"] = (_, _) => SettingVerdict.Leave("The cluster must run the shuffle service, or the application does not start."),
        ["spark.decommission.enabled"] = (_, _) => SettingVerdict.Leave("It helps where the cluster gives notice before it takes a machine; a person knows whether it does."),
        ["spark.storage.decommission.enabled"] = (_, _) => SettingVerdict.Leave("It helps where the cluster gives notice before it takes a machine; a person knows whether it does."),
    };

    /// <summary>Orders keys so that what others depend on comes first.</summary>
    public static int OrderOf(string key) => Policies.Keys.TakeWhile(known => known != key).Count();

    /// <summary>The verdict on the proposals for a key.</summary>
    public static SettingVerdict Judge(string key, AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        if (context.Settings.Version is not { } version)
        {
            return SettingVerdict.Leave("The log does not name the version of Spark, so that nobody knows whether it has the setting.");
        }

        if (SettingTable.SinceOf(key) is not { } since || !Policies.TryGetValue(key, out var policy))
        {
            return SettingVerdict.Leave(proposals.Select(proposal => proposal.Remedy.Risk).OfType<string>().FirstOrDefault() is { } risk
                ? $"Somebody has to weigh it. {risk}"
                : "It is not among the settings that are known to be safe.");
        }

        return SettingTable.Exists(key, version) ? policy(context, proposals) : SettingVerdict.Leave($"Spark {version} does not have it; it came with {since}.");
    }

    /// <summary>Leaves alone what moves rows between partitions where values depend on that; null where none do.</summary>
    private static SettingVerdict? Repartitioned(AdviceContext context, PartitionMaker maker) => context.PartitionDependence.On(maker) is { } expression
        ? SettingVerdict.Leave($"The program uses {expression}, whose values depend on partitions: with other partitions come other results. Set it where that does not matter.")
        : null;

    /// <summary>On by default since 3.2; before, a broadcast that waited behind stages timed out and failed the query (SPARK-33933).</summary>
    private static SettingVerdict Adaptive(AdviceContext context, IReadOnlyList<SettingProposal> proposals) =>
        context.Settings.Version < new SparkVersion(3, 0) ? SettingVerdict.Leave("Before Spark 3.0 it was an experiment.")
        : context.Settings.Version < new SparkVersion(3, 2) ? SettingVerdict.Leave("Before Spark 3.2 it could fail queries whose broadcasts waited (SPARK-33933): try it beside the run as it is.")
        : context.Settings.ByteCount("spark.sql.autoBroadcastJoinThreshold") > SafeBroadcast
            ? SettingVerdict.Leave($"It chooses joins by measured sizes, and spark.sql.autoBroadcastJoinThreshold is {context.Settings.Find("spark.sql.autoBroadcastJoinThreshold")}: more of that size would be broadcast.")
        : Repartitioned(context, PartitionMaker.Shuffles) ?? SettingVerdict.Set("true");

    private static SettingVerdict PartOfAdaptive(AdviceContext context, IReadOnlyList<SettingProposal> proposals) =>
        !context.IsAdaptive ? SettingVerdict.Leave("It has an effect only with adaptive execution on.") : Repartitioned(context, PartitionMaker.Shuffles) ?? SettingVerdict.Set("true");

    /// <summary>Smaller partitions cost tasks and no job its memory; larger ones may.</summary>
    private static SettingVerdict SmallerPartitions(AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        var key = proposals[0].Remedy.Setting?.Key ?? "";
        var least = proposals.Select(proposal => proposal.To).OfType<string>().MinBy(text => EffectiveSettings.ParseBytes(text) ?? long.MaxValue);
        return !context.IsAdaptive ? SettingVerdict.Leave("It has an effect only with adaptive execution on.")
            : least is null || EffectiveSettings.ParseBytes(least) is not > 0 || context.Settings.ByteCount(key) is not { } now || EffectiveSettings.ParseBytes(least) > now
                ? SettingVerdict.Leave("Larger tasks may spill or run out of memory: try it beside the run as it is.")
            : Repartitioned(context, PartitionMaker.Shuffles) ?? SettingVerdict.Set(least);
    }

    /// <summary>A lower limit has more joins split by the same rule; a partition that is no five times the median stays whole whatever the limit.</summary>
    private static SettingVerdict SkewedBytes(AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        if (!context.IsAdaptive || string.Equals(context.After("spark.sql.adaptive.skewJoin.enabled"), "false", StringComparison.OrdinalIgnoreCase))
        {
            return SettingVerdict.Leave("It has an effect only with adaptive execution and its skew joins on.");
        }

        var least = proposals.Select(proposal => proposal.To is { } to ? EffectiveSettings.ParseBytes(to) : null).OfType<long>().DefaultIfEmpty().Min();
        return least < LeastSkewedBytes ? SettingVerdict.Leave("Partitions that small are quickly done, however uneven they are.")
            : Repartitioned(context, PartitionMaker.Shuffles) ?? SettingVerdict.Set($"{least >> 20}MB");
    }

    private static SettingVerdict Broadcast(AdviceContext context, IReadOnlyList<SettingProposal> proposals) =>
        !proposals.Any(proposal => proposal.To is { } to && EffectiveSettings.ParseBytes(to) is > 0 and <= SafeBroadcast)
            ? SettingVerdict.Leave("It would hold for every join, and sizes of compressed files are estimated too low. Mark the one small side: F.broadcast(small).")
        : BroadcastRisk.Of(context.Application, context.Settings) is { } risk ? SettingVerdict.Leave(risk)
        : Repartitioned(context, PartitionMaker.Shuffles) ?? SettingVerdict.Set("10MB");

    private static SettingVerdict ShufflePartitions(AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        var now = context.Settings.Number("spark.sql.shuffle.partitions") ?? 200;
        var wanted = proposals.Select(proposal => Number(proposal.To)).OfType<long>().ToList();
        if (context.Application.StreamingQueries.Count > 0)
        {
            return SettingVerdict.Leave("A stateful query keeps the number that its checkpoint was made with: set it before the first start, with a new checkpoint.");
        }

        if (Repartitioned(context, PartitionMaker.Shuffles) is { } dependent)
        {
            return dependent;
        }

        if (wanted.Where(number => number > now).DefaultIfEmpty().Max() is > 0 and var more)
        {
            var most = Math.Min(MostPartitions, MostBlocks / Math.Max(1, context.Application.Stages.Select(stage => (long)stage.Tasks.Count).DefaultIfEmpty(1).Max()));
            return most > now ? SettingVerdict.Set(Text(Math.Min(more, most))) : SettingVerdict.Leave("The shuffles have so many blocks already that the driver would need more memory for them.");
        }

        if (wanted.Count == 0 || context.IsAdaptive)
        {
            return SettingVerdict.Leave("Adaptive execution merges small partitions by their measured sizes; fewer would only take its choice away.");
        }

        var largest = context.Application.Stages.Select(stage => (stage.Totals[TaskMetric.ShuffleLocalBytesRead] ?? 0) + (stage.Totals[TaskMetric.ShuffleRemoteBytesRead] ?? 0)).DefaultIfEmpty().Max();
        return SettingVerdict.Set(Text(Math.Min(now, Math.Max(wanted.Max(), (long)Math.Ceiling(largest / MostBytesInTask)))));
    }

    private static SettingVerdict SplitSize(AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        var least = proposals.Select(proposal => proposal.To is { } to ? EffectiveSettings.ParseBytes(to) : null).OfType<long>().DefaultIfEmpty().Min();
        return least >= LeastSplit && Repartitioned(context, PartitionMaker.Splits) is { } dependent ? dependent
            : least >= LeastSplit ? SettingVerdict.Set($"{least >> 20}MB") : SettingVerdict.Leave("Splits that small cost more than they save.");
    }

    /// <summary>More memory keeps every job alive that ran with less, where the machines have it.</summary>
    private static SettingVerdict Heap(AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        if (context.Cluster == ClusterManager.Databricks)
        {
            return SettingVerdict.Leave("There the kind of node decides: choose one with more memory for each core.");
        }

        // A spill alone is answered by more partitions, which cost nothing.
        var values = proposals.Where(proposal => proposal.Finding.Id is "MEM002" or "MEM003" or "MEM004" or "CACHE003").Select(proposal => proposal.To).OfType<string>().ToList();
        if (values.MaxBy(value => EffectiveSettings.ParseBytes(value) ?? 0) is not { } heap)
        {
            if (proposals.All(proposal => proposal.Finding.Id == "MEM006"))
            {
                return SettingVerdict.Leave("It saves memory, not time, and one run's peak is not the next one's: less is never set by itself. Go down in two steps, and look at the peak after each.");
            }

            return SettingVerdict.Leave("More, smaller partitions come first; memory is paid for in every run.");
        }

        var sizing = ExecutorSizing.Of(context.Application, context.Cluster);
        var (now, then) = (sizing?.Heap.Value ?? 0, EffectiveSettings.ParseBytes(heap) ?? 0);
        return MachineMemory.Objection(context, now + (sizing?.Overhead?.Value ?? 0), then + (ExecutorSizing.OverheadOf(context.Settings, context.Cluster, then)?.Value ?? 0)) is { } objection
            ? SettingVerdict.Leave(objection)
            : SettingVerdict.Set(heap, "The machines have that much memory free.");
    }

    private static SettingVerdict Overhead(AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        var sizing = ExecutorSizing.Of(context.Application, context.Cluster);
        var value = proposals.Select(proposal => proposal.To).OfType<string>().MaxBy(text => EffectiveSettings.ParseBytes(text) ?? 0);
        if (value is null || EffectiveSettings.ParseBytes(value) <= (sizing?.Overhead?.Value ?? 0))
        {
            return SettingVerdict.Leave("It is as large already: give executors fewer cores, since each task has its own Python worker.");
        }

        var heap = EffectiveSettings.ParseBytes(context.After("spark.executor.memory") ?? "") ?? 0;
        return MachineMemory.Objection(context, (sizing?.Heap.Value ?? 0) + (sizing?.Overhead?.Value ?? 0), heap + (EffectiveSettings.ParseBytes(value) ?? 0)) is { } objection
            ? SettingVerdict.Leave(objection)
            : SettingVerdict.Set(value, "The machines have that much memory free.");
    }

    private static SettingVerdict FewerExecutors(AdviceContext context, IReadOnlyList<SettingProposal> proposals)
    {
        if (proposals.Where(proposal => proposal.Finding.Id == "EXEC001").Select(proposal => Number(proposal.To)).OfType<long>().DefaultIfEmpty().Max() is var enough && enough <= 0)
        {
            return SettingVerdict.Leave("What the cluster has free is not in the log.");
        }

        if (context.Application.CachedRdds.Count > 0)
        {
            return SettingVerdict.Leave("Cached data would have less room.");
        }

        if (context.Application.StreamingQueries.Count > 0)
        {
            return SettingVerdict.Leave("Another hour of a stream may bring more.");
        }

        if (context.Settings.IsOn("spark.dynamicAllocation.enabled") == true)
        {
            return SettingVerdict.Leave("Dynamic allocation decides how many there are: bound it with spark.dynamicAllocation.maxExecutors.");
        }

        return Repartitioned(context, PartitionMaker.Cores) ?? SettingVerdict.Set(Text(enough));
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
