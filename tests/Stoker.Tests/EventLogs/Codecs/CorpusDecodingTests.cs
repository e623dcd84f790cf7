using System.Globalization;
using Stoker.EventLogs.Sources;
using Stoker.Tests.EventLogs.Sources;
using Stoker.Tests.Shared;

namespace Stoker.Tests.EventLogs.Codecs;

public class CorpusDecodingTests
{
    [Fact]
    public void TryFill_EveryLogOfTheCorpus_GivesAsManyBytesAsItsTableSays()
    {
        var corpus = SharedFolder.Corpus();
        var rows = File.ReadLines(Path.Combine(corpus, "README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 4 && long.TryParse(cells[2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _))
            .Select(cells => (Log: cells[1], Stored: Number(cells[2]), Plain: Number(cells[3])))
            .ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var path = Path.Combine([corpus, .. row.Log.Split('/')]);
            var candidate = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken).Chosen.Single();
            using var feed = candidate.Open(TestContext.Current.CancellationToken);
            var content = FeedContent.Read(feed, threads: 2);
            Assert.Equal((row.Log, row.Stored, row.Plain), (row.Log, content.InputBytes, content.Bytes.LongLength));
            Assert.Empty(content.Issues);
            Assert.Equal(row.Stored, feed.TotalInputBytes);
        }
    }

    private static long Number(string cell) => long.Parse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
