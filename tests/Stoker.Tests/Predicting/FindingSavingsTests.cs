using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Predicting;
using Stoker.Simulation.Programs;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Predicting;

public sealed class FindingSavingsTests
{
    [Fact]
    public void Of_TwoOccurrencesInALoopOfNamedQueries_SavesBoth()
    {
        // Two stages of 10 s on the one slot, 10 s of their 20 s too many: each is 5 s shorter, and what comes after each begins 5 s earlier.
        var saving = SavingOf(new Cost(new Estimate(8, 10, 12), new Estimate(8, 10, 12), Basis.Estimated))!;

        Assert.Equal(SavingBasis.Replayed, saving.Basis);
        Assert.Equal(10, saving.ExpectedSeconds, 0.05);
        Assert.Equal(8, saving.LowSeconds, 0.05);
        Assert.Equal(12, saving.HighSeconds, 0.05);
    }

    [Fact]
    public void Of_CostBeyondTheTasksOfItsStages_IsThePrice()
    {
        // They held the slot for 20 s: 25 s of cost are not all theirs.
        var saving = SavingOf(new Cost(new Estimate(20, 25, 30), new Estimate(20, 25, 30), Basis.Estimated))!;

        Assert.Equal(new FindingSaving(20, 25, 30, SavingBasis.Priced), saving);
    }

    [Fact]
    public void Of_ReplayThatContradictsThePrice_IsAbsent() =>
        Assert.Null(SavingOf(new Cost(new Estimate(8, 10, 12), new Estimate(13, 14, 15), Basis.Estimated)));

    [Fact]
    public void Of_ShareOfAllSlotTime_IsTakenFromFirstTasksToo()
    {
        // On one slot 10, 4, 4 and 4 s, 6 s of the first for code that is not compiled yet. Half of all that is 11 s, and not half of 4 × 4 s.
        var application = new ApplicationSketch { EndMs = 22_000 }.Executor("1", 1, 0)
            .Job(1, "count", 0, 22_000, [new("1", 0, 10_000), new("1", 10_000, 4_000), new("1", 14_000, 4_000), new("1", 18_000, 4_000)]).Build();
        var finding = new Finding
        {
            Id = "PYTHON002",
            Severity = Severity.Major,
            Confidence = Confidence.High,
            Place = new StagePlace(new StageAttemptId(new StageId(1), 0)),
            Cost = new Cost(new Estimate(11, 11, 11), new Estimate(5, 11, 15), Basis.Estimated),
        };

        var saving = FindingSavings.Of(ReplayableProgram.Of(application), [finding], cancellationToken: TestContext.Current.CancellationToken).Of(finding)!; // It has a price.

        Assert.Equal((SavingBasis.Replayed, 11.0), (saving.Basis, Math.Round(saving.ExpectedSeconds, 2)));
    }

    [Fact]
    public void Of_OneThreadOrMore_IsTheSame()
    {
        var program = ReplayableProgram.Of(Loop());
        List<Finding> findings =
        [
            .. Enumerable.Range(1, 4).Select(stage => Wasteful(stage, new Cost(new Estimate(1, stage, 9), new Estimate(1, stage, 9), Basis.Estimated))),
            Wasteful(1, new Cost(new Estimate(30, 31, 32), new Estimate(30, 31, 32), Basis.Estimated)), // more than its stage held: its price
            Wasteful(2, new Cost(new Estimate(4, 5, 6), new Estimate(13, 14, 15), Basis.Estimated)), // contradicted
            Wasteful(3, new Cost(new Estimate(1, 2, 3), new Estimate(1, 2, 3), Basis.Estimated)) with { Id = "SKEW001" },
        ];

        var (serial, parallel) = (FindingSavings.Of(program, findings, jobs: 1, TestContext.Current.CancellationToken), FindingSavings.Of(program, findings, jobs: 4, TestContext.Current.CancellationToken));

        Assert.Equal(findings.Select(serial.Of), findings.Select(parallel.Of));
        Assert.Equal([SavingBasis.Replayed, SavingBasis.Replayed, SavingBasis.Replayed, SavingBasis.Replayed, SavingBasis.Priced, null], findings.Take(6).Select(finding => serial.Of(finding)?.Basis));
        Assert.Equal([1.0, 2.0, 3.0, 4.0], findings.Take(4).Select(finding => Math.Round(serial.Of(finding)!.ExpectedSeconds, 2))); // each has a price
    }

    private static Finding Wasteful(int stage, Cost cost) => new()
    {
        Id = "MEM001",
        Severity = Severity.Minor,
        Confidence = Confidence.High,
        Place = new StagePlace(new StageAttemptId(new StageId(stage), 0)),
        Cost = cost,
    };

    /// <summary>A finding of both turns of the first query, where a loop runs two queries twice, each under its name.</summary>
    private static FindingSaving? SavingOf(Cost cost)
    {
        var finding = new Finding
        {
            Id = "MEM001",
            Severity = Severity.Minor,
            Confidence = Confidence.High,
            Place = new StagePlace(new StageAttemptId(new StageId(1), 0)),
            RelatedPlaces = [new StagePlace(new StageAttemptId(new StageId(3), 0))],
            Cost = cost,
        };
        return FindingSavings.Of(ReplayableProgram.Of(Loop()), [finding], cancellationToken: TestContext.Current.CancellationToken).Of(finding);
    }

    private static Application Loop()
    {
        var sketch = new ApplicationSketch { EndMs = 40_000 }.Executor("1", 1, 0);
        for (var turn = 0; turn < 4; turn++)
        {
            var from = 10_000 * turn;
            sketch.Job(turn + 1, "count", from, from + 10_000, [new("1", from, 10_000)], group: turn % 2 == 0 ? "q1" : "q2");
        }

        return sketch.Build();
    }
}
