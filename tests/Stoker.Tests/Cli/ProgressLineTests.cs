using Stoker.Analyses;
using Stoker.Cli.Console;

namespace Stoker.Tests.Cli;

public sealed class ProgressLineTests
{
    private const long GiB = 1L << 30;

    [Fact]
    public void Text_KnownTotal_ShareRateAndTimeLeft() =>
        Assert.Equal(
            "reading app-1.zstd  1.0 GiB of 4.0 GiB  25 %  512 MiB/s  6.0 s left", // 3 GiB left at 0.5 GiB/s
            ProgressLine.Text(new ReadingProgress("/logs/app-1.zstd", GiB, 4 * GiB), TimeSpan.FromSeconds(2)));

    [Fact]
    public void Text_StandardInput_BytesAndRate() =>
        Assert.Equal("reading -  1.0 GiB  512 MiB/s", ProgressLine.Text(new ReadingProgress("-", GiB, null), TimeSpan.FromSeconds(2)));
}
