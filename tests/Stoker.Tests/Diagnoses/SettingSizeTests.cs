using Stoker.Diagnoses;

namespace Stoker.Tests.Diagnoses;

/// <summary>Sizes as a person writes them.</summary>
public sealed class SettingSizeTests
{
    private const long MiB = 1L << 20;

    [Theory]
    [InlineData(22_396, "22g")]
    [InlineData(22_528, "22g")]
    [InlineData(2_049, "3g")]
    [InlineData(2_048, "2g")]
    [InlineData(1_280, "1536m")]
    [InlineData(1_024, "1g")]
    [InlineData(385, "512m")]
    [InlineData(384, "384m")]
    public void Memory_IsWhole(long mebibytes, string text) => Assert.Equal(text, SettingSize.Memory(mebibytes * MiB));

    [Theory]
    [InlineData(10, "10MB", "10MB")]
    [InlineData(13, "16MB", "12MB")]
    [InlineData(49, "50MB", "40MB")]
    [InlineData(97, "100MB", "80MB")]
    [InlineData(900, "1GB", "800MB")]
    [InlineData(2_500, "3GB", "2GB")]
    public void Limit_IsRound(long mebibytes, string least, string most) =>
        Assert.Equal((least, most), (SettingSize.AtLeast(mebibytes * MiB), SettingSize.AtMost(mebibytes * MiB)));

    [Fact]
    public void Limit_IsOneMebibyteAtLeast() => Assert.Equal("1MB", SettingSize.AtMost(1000));
}
