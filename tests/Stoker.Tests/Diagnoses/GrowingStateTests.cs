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

    [Fact]
    public void Stays_silent_when_there_are_19_batches() =>
        Assert.Empty(Findings(Enumerable.Range(1, 19).Select(batch => batch * 2_000L)));

    [Fact]
    public void Stays_silent_when_row_counts_are_switched_off() =>
        Assert.Empty(Findings(Enumerable.Repeat(0L, 25)));

    [Fact]
    public void Fires_when_some_batches_tell_no_number_of_rows() =>
        Assert.Single(Findings(Enumerable.Range(1, 30).Select(batch => batch % 6 == 0 ? (long?)null : batch * 2_000L)));

    private static IReadOnlyList<Finding> Findings(IEnumerable<long> stateRows) => Findings(stateRows.Select(rows => (long?)rows));

    private static IReadOnlyList<Finding> Findings(IEnumerable<long?> stateRows) =>
        [.. Diagnoser.Diagnose(WithState(stateRows)).Findings.Where(finding => finding.Id == "STRM003")];

    private static Application WithState(IEnumerable<long?> stateRows) => new ApplicationSketch().Executor("1", 2, 0).Build() with
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
                        StateOperators = [new StreamingStateOperator("dedupe", rows, 100, null, null, null)],
                    }),
                ],
            },
        ],
    };
}
