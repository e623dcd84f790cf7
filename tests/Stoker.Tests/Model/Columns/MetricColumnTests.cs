using CsCheck;
using Stoker.Model.Columns;

namespace Stoker.Tests.Model.Columns;

public sealed class MetricColumnTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(127, 1)]
    [InlineData(-128, 1)]
    [InlineData(128, 2)]
    [InlineData(-32_768, 2)]
    [InlineData(32_768, 4)]
    [InlineData(int.MaxValue, 4)]
    [InlineData(2_147_483_648, 8)]
    [InlineData(long.MinValue, 8)]
    [InlineData(long.MaxValue, 8)]
    public void Freeze_OneValue_TakesTheNarrowestWidth(long value, int bytes)
    {
        var builder = new MetricColumnBuilder(1);
        builder.Append(value);
        var column = builder.Freeze();
        Assert.Equal((1, value, (long)bytes, bytes == 0), (column.Count, column[0], column.MemoryBytes, column.IsConstant));
    }

    [Fact]
    public void Append_ValuesThatAskForMoreAndMoreWidth_KeepsTheEarlierOnes()
    {
        long[] values = [0, 0, 1, -1, 300, -300, 70_000, -70_000, 5_000_000_000, -5_000_000_000, 0, 7];
        var builder = new MetricColumnBuilder(2);
        foreach (var value in values)
        {
            builder.Append(value);
        }

        Assert.Equal(values, builder.Freeze().ToArray());
    }

    [Fact]
    public void Append_NearEqualTimes_TakesTheFirstAsBase()
    {
        var builder = new MetricColumnBuilder(3, baseValue: null);
        builder.Append(1_750_000_000_000);
        builder.Append(1_750_000_000_100);
        builder.Append(1_749_999_999_900);
        var column = builder.Freeze();
        Assert.Equal([1_750_000_000_000, 1_750_000_000_100, 1_749_999_999_900], column.ToArray());
        Assert.Equal(3, column.MemoryBytes);
    }

    [Fact]
    public void Append_AMillionEqualValues_TakesNoMemory()
    {
        var builder = new MetricColumnBuilder(10, baseValue: null);
        for (var row = 0; row < 1_000_000; row++)
        {
            builder.Append(42);
        }

        var column = builder.Freeze();
        Assert.Equal((1_000_000, 0L, 42L, 42_000_000L), (column.Count, column.MemoryBytes, column[999_999], column.Sum()));
    }

    [Fact]
    public void Set_FarRow_LeavesZerosBefore()
    {
        var builder = new MetricColumnBuilder(0);
        builder.Set(5, 9);
        builder.Set(2, -4);
        Assert.Equal([0, 0, -4, 0, 0, 9], builder.Freeze().ToArray());
    }

    [Fact]
    public void Freeze_MoreRowsExpectedThanCame_KeepsNoSpareBytes()
    {
        var builder = new MetricColumnBuilder(100_000);
        builder.Append(5);
        Assert.Equal(1, builder.Freeze().MemoryBytes);
    }

    [Fact]
    public void Item_RowOutside_Throws()
    {
        var builder = new MetricColumnBuilder(1);
        builder.Append(1);
        var column = builder.Freeze();
        Assert.Throws<ArgumentOutOfRangeException>(() => column[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => column[-1]);
    }

    [Fact]
    public void Append_AnyValues_ReadsBackWhatWasWritten() =>
        Gen.Select(Values(), Gen.Bool, Gen.Int[0, 500]).Sample((values, hasBase, expected) =>
        {
            var builder = new MetricColumnBuilder(expected, hasBase ? 0 : null);
            for (var row = 0; row < values.Length; row++)
            {
                builder.Append(values[row]);
                Assert.Equal(values[row], builder[row]);
            }

            var column = builder.Freeze();
            Assert.Equal(values, column.ToArray());
            Assert.Equal(values, Enumerable.Range(0, values.Length).Select(row => column[row]));
            Assert.Equal(values.Aggregate(0L, (sum, value) => unchecked(sum + value)), column.Sum());
        }, iter: 2000, threads: 1);

    [Fact]
    public void Set_AnyRows_EqualsAnArray() =>
        Gen.Select(Gen.Int[0, 2000], Value()).Array[0, 60].Sample(updates =>
        {
            var builder = new MetricColumnBuilder(16);
            var array = new long[updates.Length == 0 ? 0 : updates.Max(update => update.Item1) + 1];
            foreach (var (row, value) in updates)
            {
                builder.Set(row, value);
                array[row] = value;
            }

            Assert.Equal(array, builder.Freeze().ToArray());
        }, iter: 1000, threads: 1);

    /// <summary>Values of all widths, most of them small, as metrics are.</summary>
    private static Gen<long> Value() =>
        Gen.Frequency((5, Gen.Const(0L)), (5, Gen.Long[-200, 200]), (2, Gen.Long[-70_000, 70_000]), (1, Gen.Long[int.MinValue, int.MaxValue]), (1, Gen.Long));

    private static Gen<long[]> Values() => Value().Array[0, 700];
}
