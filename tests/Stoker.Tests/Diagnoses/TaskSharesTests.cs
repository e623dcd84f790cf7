using CsCheck;
using Stoker.Diagnoses.Ledger;

namespace Stoker.Tests.Diagnoses;

public sealed class TaskSharesTests
{
    [Theory]
    [InlineData(0, 10, 5)] // Two at once.
    [InlineData(0, 20, 15)] // And ten of one alone.
    [InlineData(30, 40, 10)]
    [InlineData(5, 15, 7.5)]
    [InlineData(20, 30, 0)] // None ran.
    [InlineData(-100, 1_000, 25)]
    public void OfOne_DividesTheTimeAmongTheTasksThatRan(long from, long to, double one) =>
        Assert.Equal(one, new TaskShares([0, 0, 30], [10, 20, 40]).OfOne(from, to), 6);

    [Fact]
    public void OfOne_OverAllTasks_IsTheTimeInWhichAnyRan() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 30]).Array[1, 30].Sample(tasks =>
        {
            var shares = new TaskShares([.. tasks.Select(task => (long)task.Item1).Order()], [.. tasks.Select(task => (long)task.Item1 + task.Item2).Order()]);
            var any = Enumerable.Range(0, 200).Count(time => tasks.Any(task => task.Item1 <= time && time < task.Item1 + task.Item2));

            Assert.Equal(any, tasks.Sum(task => shares.OfOne(task.Item1, task.Item1 + task.Item2)), 6);
        });
}
