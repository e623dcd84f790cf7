using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Changes;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Comparison;

/// <summary>The numbers, stage, hosts and settings that show a cause, in words.</summary>
internal static class EvidenceWords
{
    /// <summary>Settings beyond this many are counted; the table of settings has them all.</summary>
    private const int MostSettings = 2;

    private const int MostOperators = 4;

    private const int LongestValue = 40;

    /// <summary>Letters that are left of what two long values begin with.</summary>
    private const int Context = 8;

    public static string Of(CauseEffect effect, RunComparison comparison, string arrow)
    {
        var parts = new List<string>();
        if (effect.OperatorsBefore.Count > 0)
        {
            parts.Add("only A: " + string.Join(", ", effect.OperatorsBefore.Take(MostOperators)));
        }

        if (effect.OperatorsAfter.Count > 0)
        {
            parts.Add("only B: " + string.Join(", ", effect.OperatorsAfter.Take(MostOperators)));
        }

        parts.AddRange(effect.Evidence.Select(quantity => OfCluster(quantity, comparison, arrow) ?? Of(quantity, arrow)).OfType<string>().Where(part => part.Length > 0));
        if (effect.Hosts.Count > 0)
        {
            parts.Add("host " + string.Join(", ", effect.Hosts.Take(3)));
        }

        if (effect.Stage is { } stage)
        {
            parts.Add("most in " + Of(stage, arrow));
        }

        parts.AddRange(effect.Settings.Take(MostSettings).Select(setting => Values(setting.Before, setting.After) is var (before, after) ? $"{setting.Key} {before} {arrow} {after}" : ""));
        if (effect.Settings.Count > MostSettings)
        {
            parts.Add(Quantity.Count(effect.Settings.Count - MostSettings, "more setting"));
        }

        return string.Join("; ", parts);
    }

    public static string Of(StagePair stage, string arrow) => stage switch
    {
        { Before: { } before, After: { } after } => before == after ? $"stage {before}" : $"stage {before} {arrow} {after}",
        { Before: { } before } => $"stage {before} of A",
        _ => $"stage {stage.After} of B",
    };

    /// <summary>Two values of a setting; of long ones that begin alike, what follows.</summary>
    public static (string Before, string After) Values(string? before, string? after)
    {
        if (before is null || after is null || Math.Max(before.Length, after.Length) <= LongestValue)
        {
            return (Value(before), Value(after));
        }

        var alike = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count() - Context;
        return alike <= Context ? (Value(before), Value(after)) : (Value("..." + before[alike..]), Value("..." + after[alike..]));
    }

    public static string Value(string? value) => value is null ? "unset" : value.Length == 0 ? "empty" : Terminal.CellWidth.Cut(Terminal.CellWidth.Clean(value), LongestValue, "...");

    /// <summary>Executors and their slots, where a run was in local mode, which has none of either; null elsewhere, and empty where it is said with the other.</summary>
    private static string? OfCluster(ComparedQuantity quantity, RunComparison comparison, string arrow)
    {
        if (quantity.Name is not (QuantityName.Executors or QuantityName.SlotsOfExecutor) || ClusterChange.Of(comparison.Before, comparison.After) is not { } change || (change.ExecutorsBefore > 0 && change.ExecutorsAfter > 0))
        {
            return null;
        }

        return (change.ExecutorsBefore, change.ExecutorsAfter) is (0, 0)
            ? (quantity.Name == QuantityName.Executors ? "" : $"cores of local mode {Tenths(change.SlotsBefore)} {arrow} {Tenths(change.SlotsAfter)}")
            : (quantity.Name == QuantityName.SlotsOfExecutor ? "" : $"slots {Slots(change.ExecutorsBefore, change.TotalBefore)} {arrow} {Slots(change.ExecutorsAfter, change.TotalAfter)}");

        static string Slots(double executors, double slots) => $"{Tenths(slots)} {(executors > 0 ? $"of {Tenths(executors)} executor{(executors == 1 ? "" : "s")}" : "of local mode")}";
    }

    /// <summary>Both values; nothing where they are written alike, except for the CPU time, which tells why tasks took longer by not going with them.</summary>
    private static string? Of(ComparedQuantity quantity, string arrow)
    {
        var (word, format) = Unit(quantity.Name);
        var (before, after) = (format(quantity.Before), format(quantity.After));
        return before != after ? $"{word} {before} {arrow} {after}" : quantity.Name == QuantityName.CpuMs ? $"{word} {before} in both" : null;
    }

    private static (string Word, Func<double, string> Format) Unit(QuantityName name) => name switch
    {
        QuantityName.RowsRead => ("rows", Count),
        QuantityName.BytesRead => ("read", Size),
        QuantityName.Tasks => ("tasks", Count),
        QuantityName.FilesRead => ("files", Count),
        QuantityName.Slots => ("slots while it ran", Tenths),
        QuantityName.LongestTaskMs => ("longest task", Duration),
        QuantityName.MeanTaskMs => ("mean task", Duration),
        QuantityName.SpilledBytes => ("spilled", Size),
        QuantityName.GarbageCollectionMs => ("GC", Duration),
        QuantityName.ShuffleMs => ("shuffle", Duration),
        QuantityName.FailedMs => ("lost", Duration),
        QuantityName.CpuMs => ("CPU", Duration),
        QuantityName.TaskMs => ("task time", Duration),
        QuantityName.CacheMisses => ("tasks without a block", Count),
        QuantityName.AtOnce => ("tasks at once on a host", Tenths),
        QuantityName.Executors => ("executors", Tenths),
        QuantityName.SlotsOfExecutor => ("slots per executor", Tenths),
        QuantityName.LaunchMs => ("task overhead", Duration),
        QuantityName.BehindOthersMs => ("behind other stages", Duration),
        QuantityName.WaitingForLaunchMs => ("waiting for launch", Duration),
        QuantityName.CacheRecords => ("records read through the cache", Count),
        QuantityName.ShuffleWrittenBytes => ("written for shuffles", Size),
        QuantityName.ShuffleReadBytes => ("read from shuffles", Size),
        QuantityName.Queries => ("queries and jobs only there", Count),
        _ => ("stages", Count),
    };

    private static string Tenths(double value) => value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);

    private static string Count(double value) => Quantity.Count((long)value);

    private static string Size(double value) => Quantity.Size(new Bytes((long)value));

    private static string Duration(double value) => Quantity.Duration(new Milliseconds((long)value));
}
