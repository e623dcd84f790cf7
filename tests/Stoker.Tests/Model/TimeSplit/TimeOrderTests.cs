using CsCheck;
using Stoker.Model.TimeSplit;

namespace Stoker.Tests.Model.TimeSplit;

/// <summary>Sorting by counting gives what comparing gives.</summary>
public sealed class TimeOrderTests
{
    [Fact]
    public void Sort_OfManyTimes_IsWhatComparingGives() =>
        Gen.Select(Gen.Int[4_000, 6_000], Gen.Int[0, 40], Gen.Long, Gen.ULong).Sample((count, bits, start, seed) =>
        {
            var random = new Random(unchecked((int)seed));
            long[] times = [.. Enumerable.Range(0, count).Select(_ => unchecked((start >> 2) + random.NextInt64(1L << bits)))];
            long[] expected = [.. times.Order()];

            TimeOrder.Sort(times);

            Assert.Equal(expected, times);
        }, iter: 60);

    [Fact]
    public void Sort_OfTheLeastAndTheGreatestTime_DoesNotOverflow()
    {
        long[] times = [.. Enumerable.Repeat(new[] { long.MaxValue, long.MinValue, 0 }, 2_000).SelectMany(three => three)];

        TimeOrder.Sort(times);

        Assert.Equal((long.MinValue, 0, long.MaxValue), (times[0], times[3_000], times[^1]));
    }

    [Fact]
    public void Sort_OfNone_IsNone() => TimeOrder.Sort([]);
}
