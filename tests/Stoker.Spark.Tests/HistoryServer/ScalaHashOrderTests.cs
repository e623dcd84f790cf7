using Stoker.Model.Sql;

namespace Stoker.Spark.Tests.HistoryServer;

/// <summary>Orders as real servers printed them.</summary>
public sealed class ScalaHashOrderTests
{
    [Fact]
    public void Of_UpToFourKeys_KeepsThatOfInsertion() => Assert.Equal([9, 3, 7, 1], ScalaHashOrder.Of([9, 3, 9, 7, 1]));

    [Fact]
    public void Of_MoreKeys_IsThatOfTheTrie()
    {
        Assert.Equal([10, 14, 9, 13, 12, 11, 8], ScalaHashOrder.Of(Enumerable.Range(8, 7)));
        Assert.Equal([10, 9, 13, 12, 11, 8], ScalaHashOrder.Of(Enumerable.Range(8, 6)));
    }
}
