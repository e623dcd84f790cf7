namespace Stoker.Diagnoses.Plans;

/// <summary>What the plan says of shuffles and broadcasts.</summary>
internal static class Exchanges
{
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "AQEShuffleRead", "CustomShuffleReader", "Sort", "Project", "Filter", "InputAdapter", "ReusedExchange", "ShuffleQueryStage", "BroadcastQueryStage",
    };

    /// <summary>Whether a node is a shuffle.</summary>
    public static bool IsShuffle(PlanOperator node) => node.Name is "Exchange" or "ShuffleExchange";

    /// <summary>Whether a node is a broadcast.</summary>
    public static bool IsBroadcast(PlanOperator node) => node.Name == "BroadcastExchange";

    /// <summary>Whether a node reads what adaptive execution made of a shuffle.</summary>
    public static bool IsAdaptiveRead(PlanOperator node) => node.Name is "AQEShuffleRead" or "CustomShuffleReader";

    /// <summary>The partitioning in <c>Exchange hashpartitioning(k#1, 200), ENSURE_REQUIREMENTS, …</c>, without expression ids.</summary>
    public static string KeysOf(PlanOperator exchange)
    {
        var text = PlanText.WithoutIds(exchange.Text);
        var start = text.IndexOf(' ', StringComparison.Ordinal) + 1;
        var end = text.IndexOf("), ", StringComparison.Ordinal);
        return end > start ? text[start..(end + 1)] : text[start..].Split(',')[0];
    }

    /// <summary>The columns of <c>hashpartitioning(a, b, 200)</c> as arguments of PySpark, <c>"a", "b"</c>; null where one is no plain column.</summary>
    public static string? ColumnsOf(PlanOperator exchange)
    {
        const string Hash = "hashpartitioning(";
        var keys = KeysOf(exchange);
        if (!keys.StartsWith(Hash, StringComparison.Ordinal) || !keys.EndsWith(')'))
        {
            return null;
        }

        var columns = PlanText.SplitTopLevel(keys[Hash.Length..^1]).SkipLast(1).ToList();
        return columns.Count > 0 && columns.TrueForAll(column => column.All(letter => char.IsLetterOrDigit(letter) || letter == '_')) ? PlanText.Quoted(columns) : null;
    }

    /// <summary>Whether all rows go to one partition.</summary>
    public static bool IsSinglePartition(PlanOperator exchange) =>
        exchange.Text.Contains("SinglePartition", StringComparison.Ordinal) || exchange.Text.Contains("RoundRobinPartitioning(1)", StringComparison.Ordinal);

    /// <summary>Whether the program asked for a shuffle with repartition. Before Spark 3.1 the plan only says whether it asked for a number.</summary>
    public static bool IsAsked(PlanOperator exchange) => exchange.Text.Contains("REPARTITION_BY_", StringComparison.Ordinal) || exchange.Text.Contains("), false, ", StringComparison.Ordinal);

    /// <summary>Whether it asked for a number of partitions, which adaptive execution keeps.</summary>
    public static bool IsAskedByNumber(PlanOperator exchange) => exchange.Text.Contains("REPARTITION_BY_NUM", StringComparison.Ordinal) || exchange.Text.Contains("), false, ", StringComparison.Ordinal);

    /// <summary>Into how many partitions a shuffle is written: the last number of <c>hashpartitioning(k, 200)</c>; null where it says none.</summary>
    public static int? PartitionsOf(PlanOperator exchange)
    {
        var keys = KeysOf(exchange);
        var end = keys.LastIndexOf(')');
        var start = end < 0 ? -1 : keys.LastIndexOfAny(['(', ' '], end);
        return start >= 0 && int.TryParse(keys.AsSpan(start + 1, end - start - 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    /// <summary>The shuffle that feeds a node through nodes with one input; null when something else does.</summary>
    public static PlanOperator? FeedOf(PlanOperator node) => FeedOf(node, throughAggregates: false);

    /// <summary>The same also through aggregates, which leave no more than the shuffle holds.</summary>
    public static PlanOperator? BoundOf(PlanOperator node) => FeedOf(node, throughAggregates: true);

    private static PlanOperator? FeedOf(PlanOperator node, bool throughAggregates)
    {
        for (var at = node; ; at = at.Inputs[0])
        {
            if (IsShuffle(at) || IsBroadcast(at))
            {
                return at;
            }

            if (!(Passing.Contains(at.Name) || (throughAggregates && at.Name.EndsWith("Aggregate", StringComparison.Ordinal))) || at.Inputs.Count != 1)
            {
                return null;
            }
        }
    }

    /// <summary>Whether a node only passes rows on, sorted or not.</summary>
    public static bool IsPassing(PlanOperator node) => Passing.Contains(node.Name);

    /// <summary>What works on the rows of a shuffle: the first node above it that does more than pass them on.</summary>
    public static PlanOperator? ConsumerOf(PlanOperator exchange)
    {
        var at = exchange.Readers.FirstOrDefault();
        while (at is not null && Passing.Contains(at.Name) && at.Readers.Count > 0)
        {
            at = at.Readers[0];
        }

        return at;
    }
}
