using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Tests.Reports;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(12, "12 ms")]
    [InlineData(999, "999 ms")]
    [InlineData(1_000, "1.0 s")]
    [InlineData(3_449, "3.4 s")]
    [InlineData(59_949, "59.9 s")]
    [InlineData(59_950, "1 min 00 s")]
    [InlineData(125_400, "2 min 05 s")]
    [InlineData(3_599_499, "59 min 59 s")]
    [InlineData(3_599_500, "1 h 00 min")]
    [InlineData(3_720_000, "1 h 02 min")]
    [InlineData(359_940_000, "99 h 59 min")]
    [InlineData(359_999_000, "4 d 04 h")] // 99 h 59 min 59 s rounds to 100 h
    [InlineData(482_400_000, "5 d 14 h")]
    [InlineData(-3_449, "-3.4 s")]
    public void Duration_AnyLength_TwoUnitsAtMost(long ms, string expected) => Assert.Equal(expected, Quantity.Duration(new Milliseconds(ms)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(640, "640 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 KiB")] // 0.98 KiB
    [InlineData(1_536, "1.5 KiB")]
    [InlineData(102_400, "100 KiB")]
    [InlineData(1_048_576, "1.0 MiB")]
    [InlineData(13_207_024_435, "12.3 GiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    [InlineData(-1_536, "-1.5 KiB")]
    public void Size_AnySize_ThreeDigitsAtMost(long bytes, string expected) => Assert.Equal(expected, Quantity.Size(new Bytes(bytes)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1_204, "1,204")]
    [InlineData(9_999_999, "9,999,999")]
    [InlineData(13_500_000, "13.5 M")]
    [InlineData(25_000_000_000, "25.0 G")]
    public void Count_AnyNumber_ThousandsApart(long count, string expected) => Assert.Equal(expected, Quantity.Count(count));

    [Theory]
    [InlineData(0, 10, "0 %")]
    [InlineData(1, 1000, "<1 %")]
    [InlineData(42, 100, "42 %")]
    [InlineData(999, 1000, ">99 %")]
    [InlineData(10, 10, "100 %")]
    [InlineData(1, 0, "0 %")]
    public void Share_PartOfWhole_NeverHidesALittle(double part, double whole, string expected) => Assert.Equal(expected, Quantity.Share(part, whole));

    [Fact]
    public void DateAndTime_BerlinInWinterAndSummer_ShowsTheOffset()
    {
        var clock = Clock.In(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal("2026-03-01 15:05:11 +01:00", clock.DateAndTime(new Timestamp(1_772_373_911_000)));
        Assert.Equal("2026-07-01 02:00:00 +02:00", clock.DateAndTime(new Timestamp(1_782_864_000_000)));
        Assert.Equal("2026-03-01 14:05:11 UTC", Clock.Utc.DateAndTime(new Timestamp(1_772_373_911_000)));
    }

    [Theory]
    [InlineData(1_000, 3_000, "1.0 s to 3.0 s")]
    [InlineData(22_410, 22_440, "about 22.4 s")]
    public void Between_EndsThatReadAlike_AreSaidOnce(long low, long high, string expected) => Assert.Equal(expected, Quantity.Between(new Milliseconds(low), new Milliseconds(high)));
}
