using Stoker.Reports.Headers;

namespace Stoker.Tests.Reports.Headers;

public sealed class ApplicationHeaderTests
{
    [Theory]
    [InlineData(60_000, 60_000L, "1 min 00 s")]
    [InlineData(0, 0L, "0 ms")]
    [InlineData(-53, null, "duration unknown: its end lies before its start")]
    public void Length_IsUnknown_WhenTheEndLiesBeforeTheStart(int endMs, long? wallMs, string expected)
    {
        var application = new ApplicationSketch { EndMs = endMs }.Build();

        Assert.Equal(wallMs, application.WallTime?.Value);
        Assert.Equal(expected, ApplicationHeader.Of(application).Length);
    }
}
