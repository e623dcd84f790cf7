namespace Stoker.Model.Streaming;

/// <summary>What to call a streaming query: its name, else its number and what it writes to.</summary>
public static class StreamingQueryTitle
{
    /// <summary>The title of a query, such as <c>query orders</c>, or <c>query 2 (foreachBatch)</c> for one without a name.</summary>
    public static string Of(Application application, StreamingQuery query)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(query);
        if (query.Name is { Length: > 0 } name)
        {
            return "query " + name;
        }

        var number = 1;
        while (number <= application.StreamingQueries.Count && application.StreamingQueries[number - 1].RunId != query.RunId)
        {
            number++;
        }

        var sink = SinkOf(query.Progress.Select(progress => progress.Sink).FirstOrDefault(text => text.Length > 0) ?? "");
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"query {number}{(sink.Length > 0 ? $" ({sink})" : "")}");
    }

    /// <summary>
    /// The sink as a program names it: <c>foreachBatch</c> for <c>ForeachBatchSink</c>, the path of <c>FileSink[/data/out]</c>, <c>console</c> for
    /// <c>org.apache.spark.sql.execution.streaming.ConsoleTable$@4f1</c>.
    /// </summary>
    private static string SinkOf(string description)
    {
        var open = description.IndexOf('[', StringComparison.Ordinal);
        if (open > 0 && description.EndsWith(']') && description.Length - open > 2)
        {
            return description[(open + 1)..^1];
        }

        var plain = description.Split('@')[0].TrimEnd('$');
        plain = plain[(plain.LastIndexOfAny(['.', '$']) + 1)..];
        foreach (var suffix in (ReadOnlySpan<string>)["Sink", "Table"])
        {
            plain = plain.Length > suffix.Length && plain.EndsWith(suffix, StringComparison.Ordinal) ? plain[..^suffix.Length] : plain;
        }

        return plain.Length > 0 ? char.ToLowerInvariant(plain[0]) + plain[1..] : plain;
    }
}
