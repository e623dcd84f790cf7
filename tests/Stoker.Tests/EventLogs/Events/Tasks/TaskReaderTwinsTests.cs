using Stoker.Fuzz;

namespace Stoker.Tests.EventLogs.Events.Tasks;

/// <summary>The fast reader of task lines against the correct one, on every task line of the corpus.</summary>
public sealed class TaskReaderTwinsTests
{
    /// <summary>Of the lines that Spark wrote, how many the fast reader has to read: the rest are failures and named accumulators.</summary>
    private const double FastShare = 0.85;

    [Fact]
    public void TryRead_EveryTaskLineOfTheCorpus_ReadsWhatTheCorrectReaderReads()
    {
        var twins = new TaskTwins();
        long lines = 0;
        foreach (var (name, plain) in CorpusLogs.All())
        {
            foreach (var line in CorpusLogs.Lines(plain).Where(line => TaskTwins.IsTaskLine(line.Span)))
            {
                lines++;
                if (twins.ReadFast(line.Span) is { } fast)
                {
                    Assert.Equal((name, twins.ReadSlow(line.Span)), (name, fast));
                }
            }
        }

        Assert.True(lines > 50_000, $"{lines} lines");
        Assert.True(twins.FastLines > lines * FastShare, $"{twins.FastLines} of {lines} lines were read fast.");
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("space")]
    [InlineData("quotes")]
    [InlineData("fractions")]
    [InlineData("escapes")]
    [InlineData("all")]
    public void Read_LinesWrittenInAnotherWay_SayTheSame(string way)
    {
        var shuffle = new JsonShuffle(new Random(42))
        {
            ShufflesKeys = way is "keys" or "all",
            AddsSpace = way is "space" or "all",
            QuotesNumbers = way is "quotes" or "all",
            AddsFractions = way is "fractions" or "all",
            EscapesText = way is "escapes" or "all",
        };
        var twins = new TaskTwins();
        foreach (var (name, plain) in CorpusLogs.All(maximumBytes: 2 << 20))
        {
            // Every eleventh line: rewriting is slow, and lines repeat.
            foreach (var line in CorpusLogs.Lines(plain).Where(line => TaskTwins.IsTaskLine(line.Span)).Where((_, index) => index % 11 == 0))
            {
                var rewritten = shuffle.Rewrite(line);
                var expected = twins.ReadSlow(line.Span);
                if (HasNamedAccumulators(expected))
                {
                    // Values of accumulators that the program named are kept as the text that stands there.
                    continue;
                }

                Assert.Equal(name + Sorted(expected), name + Sorted(twins.ReadSlow(rewritten)));
                if (twins.ReadFast(rewritten) is { } fast)
                {
                    Assert.Equal((name, twins.ReadSlow(rewritten)), (name, fast));
                }
            }
        }
    }

    private static bool HasNamedAccumulators(string? text) => text is not null && text.Contains("named NamedUpdate", StringComparison.Ordinal);

    private static string? Sorted(string? text) => text?.Replace("error ", "\nerror ", StringComparison.Ordinal);
}
