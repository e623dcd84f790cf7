using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.Streaming;
using Stoker.Model.Units;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>STRM003 on queries of which only the state is known.</summary>
public sealed class GrowingStateTests
{
    [Fact]
    public void Fires_when_every_batch_leaves_more_rows()
    {
        // 25 batches, 2,000 rows more each: a straight line to 50,000, twice what there was half way.
        var finding = Assert.Single(Findings(Enumerable.Range(1, 25).Select(batch => batch * 2_000L)));

        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Equal(25, finding.Evidence.Single(item => item.Name == "batches").Number);
        Assert.Equal(50_000, finding.Evidence.Single(item => item.Name == "lastStateRows").Number);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "growthFit").Number ?? 0, 6);
    }

    [Fact]
    public void Stays_silent_when_the_watermark_lets_rows_go() =>
        Assert.Empty(Findings(Enumerable.Range(1, 25).Select(batch => (batch * 2_000L) - (batch % 5 == 0 ? 3_000 : 0))));

    [Fact]
    public void Stays_silent_when_the_state_fills_up() =>
        Assert.Empty(Findings(Enumerable.Range(1, 25).Select(batch => Math.Min(batch, 13) * 2_000L)));

    [Theory]
    [InlineData("symmetricHashJoin", 8, null)]
    [InlineData("dedupe", 19, null)]
    [InlineData("stateStoreSave", 20, null)]
    [InlineData("symmetricHashJoin", 20, "2026-11-26T13:16:27.901Z")]
    public void Fires_when_there_are_enough_batches(string name, int batches, string? watermark) =>
        Assert.Single(Findings(Enumerable.Range(1, batches).Select(batch => batch * 2_000L), name, watermark));

    [Theory]
    [InlineData("symmetricHashJoin", 7, null)]
    [InlineData("stateStoreSave", 19, null)] // Its keys may run out.
    [InlineData("symmetricHashJoin", 19, "2026-11-26T13:16:27.901Z")] // The watermark may yet let rows go.
    public void Stays_silent_when_there_are_too_few_batches(string name, int batches, string? watermark) =>
        Assert.Empty(Findings(Enumerable.Range(1, batches).Select(batch => batch * 2_000L), name, watermark));

    [Fact]
    public void Stays_silent_when_row_counts_are_switched_off() =>
        Assert.Empty(Findings(Enumerable.Repeat(0L, 25)));

    [Fact]
    public void Fires_when_some_batches_tell_no_number_of_rows() =>
        Assert.Single(Findings(Enumerable.Range(1, 30).Select(batch => batch % 6 == 0 ? (long?)null : batch * 2_000L)));

    private static IReadOnlyList<Finding> Findings(IEnumerable<long> stateRows, string name = "dedupe", string? watermark = null) =>
        Findings(stateRows.Select(rows => (long?)rows), name, watermark);

    private static IReadOnlyList<Finding> Findings(IEnumerable<long?> stateRows, string name = "dedupe", string? watermark = null) =>
        [.. Diagnoser.Diagnose(WithState(stateRows, name, watermark)).Findings.Where(finding => finding.Id == "STRM003")];

    private static Application WithState(IEnumerable<long?> stateRows, string name, string? watermark) => new ApplicationSketch().Executor("1", 2, 0).Build() with
    {
        StreamingQueries =
        [
            new StreamingQuery
            {
                Id = "q",
                RunId = "r",
                Progress =
                [
                    .. stateRows.Select((rows, batch) => new StreamingProgress
                    {
                        BatchId = batch,
                        Time = ApplicationSketch.Start + new Milliseconds(batch * 1_000),
                        Sources = [new StreamingSource("rate", 100, 100, 200)],
                        EventTime = watermark is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["watermark"] = watermark },
                        StateOperators = [new StreamingStateOperator(name, rows, 100, null, null, null)],
                    }),
                ],
            },
        ],
    };
}
