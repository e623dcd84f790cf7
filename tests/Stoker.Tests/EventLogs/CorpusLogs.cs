using Stoker.EventLogs.Sources;
using Stoker.Tests.EventLogs.Sources;
using Stoker.Tests.Shared;

namespace Stoker.Tests.EventLogs;

/// <summary>The real logs of the corpus as plain bytes. Tests that ask for them are skipped, loudly, where there is no corpus.</summary>
internal static class CorpusLogs
{
    /// <summary>All event logs, by name, with at most so many plain bytes.</summary>
    public static IEnumerable<(string Name, byte[] Plain)> All(int maximumBytes = int.MaxValue)
    {
        var corpus = SharedFolder.Corpus();
        var rows = File.ReadLines(Path.Combine(corpus, "README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 7 && !cells[8].StartsWith("not an event log", StringComparison.Ordinal))
            .Select(cells => (Name: cells[1], Plain: Number(cells[3])))
            .Where(row => row.Plain is > 0 && row.Plain <= maximumBytes);
        foreach (var (name, _) in rows)
        {
            yield return (name, Read(name));
        }
    }

    /// <summary>One log.</summary>
    public static byte[] Read(string name)
    {
        var path = SharedFolder.Corpus(name.Split('/'));
        var log = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken).Chosen.Single();
        using var feed = log.Open(TestContext.Current.CancellationToken);
        return FeedContent.Read(feed).Bytes;
    }

    /// <summary>The lines of a log, without their line feeds.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] plain)
    {
        for (var start = 0; start < plain.Length;)
        {
            var length = plain.AsSpan(start).IndexOf((byte)'\n');
            length = length < 0 ? plain.Length - start : length;
            yield return plain.AsMemory(start, length);
            start += length + 1;
        }
    }

    private static long? Number(string cell) =>
        long.TryParse(cell, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
