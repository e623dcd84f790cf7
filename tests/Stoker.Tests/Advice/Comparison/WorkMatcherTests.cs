using Stoker.Advice.Comparison.Matching;
using static Stoker.Tests.Advice.Comparison.WorkSketches;

namespace Stoker.Tests.Advice.Comparison;

public sealed class WorkMatcherTests
{
    [Fact]
    public void Match_SiblingStagesThatSwappedIds_GoTogetherBySize()
    {
        // The parents of one join exchanged ids between two runs: only their sizes tell which is which.
        var before = Unit("Q1", [], Stage(1, Even(100, 24, 4, records: 24)), Stage(2, Even(100, 40, 4, records: 40)));
        var after = Unit("Q1", [], Stage(1, Even(100, 40, 4, records: 40)), Stage(2, Even(100, 24, 4, records: 24)));

        var pairs = WorkMatcher.Match(before, after);

        Assert.All(pairs, pair => Assert.True(pair.IsSame));
        Assert.Equal([(1, 2), (2, 1)], pairs.Select(pair => (pair.Before!.Id.Value, pair.After!.Id.Value)).Order());
    }

    [Fact]
    public void Match_StagesOfALogThatWasCut_GoTogetherByTheirOrder()
    {
        // The second stage had read 40 rows of its 100 when the log ended: it is the second all the same, and no smaller one than the first.
        var before = Unit("Q1", [], Stage(1, Even(100, 60, 4, records: 60)), Stage(2, Even(100, 100, 4, records: 100)));
        var after = Unit("Q1", [], Stage(1, Even(100, 60, 4, records: 60)), Stage(2, Even(100, 40, 4, records: 40))) with { IsFinished = false };

        Assert.Equal([(1, 1), (2, 2)], WorkMatcher.Match(before, after).Select(pair => (pair.Before!.Id.Value, pair.After!.Id.Value)).Order());
        Assert.Equal([(1, 1), (2, 2)], WorkMatcher.Match(after, before).Select(pair => (pair.Before!.Id.Value, pair.After!.Id.Value)).Order());
    }

    [Fact]
    public void Match_UnitsInAnotherOrder_GoTogetherBySignature()
    {
        var pairs = WorkMatcher.Match([Unit("Q1", ["Scan"]), Unit("Q2", ["Sort"])], [Unit("Q2", ["Sort"]), Unit("Q1", ["Scan"])]);

        Assert.Equal([("Q1", "Q1", true), ("Q2", "Q2", true)], pairs.Select(pair => (pair.Before!.Place, pair.After!.Place, pair.IsSame)));
    }

    [Fact]
    public void Match_AnotherPlanOfOneQuery_GoTogetherButAreNotTheSame()
    {
        // 3 of 5 operators in common (0.6), and the same place: 0.8.
        var pairs = WorkMatcher.Match([Unit("Q1", ["Aggregate", "Scan", "Scan", "SortMergeJoin"])], [Unit("Q1", ["Aggregate", "BroadcastHashJoin", "Scan", "Scan"])]);

        var pair = Assert.Single(pairs);
        Assert.Equal(("Q1", "Q1", false), (pair.Before!.Place, pair.After!.Place, pair.IsSame));
    }

    [Fact]
    public void Match_UnitsWithNothingInCommon_StayAlone()
    {
        var pairs = WorkMatcher.Match([Unit("a", ["Scan"]), Unit("b", ["Sort"])], [Unit("a", ["Scan"]), Unit("c", ["Window"])]);

        Assert.Equal([("a", "a"), ("b", null), (null, "c")], pairs.Select(pair => (pair.Before?.Place, pair.After?.Place)));
    }

    [Fact]
    public void Match_OneUnitMoreOfASignature_IsTheOneWithoutPartner()
    {
        var pairs = WorkMatcher.Match([Unit("a", ["Scan"])], [Unit("a", ["Scan"]), Unit("a", ["Scan"])]);

        Assert.Equal(2, pairs.Count);
        Assert.Null(pairs[1].Before);
    }
}
