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

    /// <summary>Whether all rows go to one partition.</summary>
    public static bool IsSinglePartition(PlanOperator exchange) =>
        exchange.Text.Contains("SinglePartition", StringComparison.Ordinal) || exchange.Text.Contains("RoundRobinPartitioning(1)", StringComparison.Ordinal);

    /// <summary>The shuffle that feeds a node through nodes with one input; null when something else does.</summary>
    public static PlanOperator? FeedOf(PlanOperator node)
    {
        for (var at = node; ; at = at.Inputs[0])
        {
            if (IsShuffle(at) || IsBroadcast(at))
            {
                return at;
            }

            if (!Passing.Contains(at.Name) || at.Inputs.Count != 1)
            {
                return null;
            }
        }
    }

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
