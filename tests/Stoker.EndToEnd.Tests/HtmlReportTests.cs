using Stoker.EndToEnd.Tests.Browser;

namespace Stoker.EndToEnd.Tests;

public sealed class HtmlReportTests
{
    /// <summary>WCAG 2.2, 1.4.3: the least contrast of text of usual size.</summary>
    private const double LeastContrast = 4.5;

    [Theory]
    [InlineData("failing-tasks", 1280, false)]
    [InlineData("failing-tasks", 390, true)]
    [InlineData("python-udf", 390, false)]
    [InlineData("skewed-join", 390, false)]
    [InlineData("skewed-join", 1280, true)]
    [InlineData("skewed-join", 768, false)]
    public async Task Analyze_AsHtml_FitsAndCanBeRead(string sample, int width, bool isDark)
    {
        if (Chromium.Program is null)
        {
            Assert.Skip("SKIPPED: no chromium on this machine, so the layout of the HTML report is not measured; apt-get install chromium.");
        }

        var answer = await StokerProgram.RunAsync("analyze", "samples/" + sample, "--format", "html");
        var measured = await Chromium.MeasureAsync(answer.Output, width, isDark);

        Assert.Equal(width, measured.Width);
        Assert.Equal(isDark, measured.IsDark);
        Assert.InRange(measured.Texts, 200, 5_000);
        Assert.Empty(measured.Overlaps);
        Assert.Empty(measured.Outside);
        Assert.Empty(measured.Wide);
        Assert.InRange(measured.BodyWidth, 1, width);
        Assert.True(measured.LeastContrast >= LeastContrast, $"{measured.LeastContrast:0.00}: {measured.LeastContrastText}");
    }

    [Theory]
    [InlineData("whatif samples/skewed-join", 1280, false)]
    [InlineData("whatif samples/skewed-join", 390, true)]
    [InlineData("whatif samples/python-udf --executors 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16 --core-hour 0.048", 1280, true)]
    [InlineData("advise samples/skewed-join", 390, false)]
    [InlineData("compare samples/skewed-join samples/python-udf", 1280, false)]
    [InlineData("compare samples/skewed-join samples/python-udf", 390, true)]
    [InlineData("verify samples/skewed-join samples/python-udf --no-history", 390, false)]
    public async Task Command_AsHtml_FitsAndCanBeRead(string command, int width, bool isDark)
    {
        if (Chromium.Program is null)
        {
            Assert.Skip("SKIPPED: no chromium on this machine, so the layout of the pages is not measured; apt-get install chromium.");
        }

        var answer = await StokerProgram.RunAsync([.. command.Split(' '), "--format", "html"]);
        var measured = await Chromium.MeasureAsync(answer.Output, width, isDark);

        Assert.Empty(measured.Overlaps);
        Assert.Empty(measured.Outside);
        Assert.Empty(measured.Wide);
        Assert.InRange(measured.BodyWidth, 1, width);
        Assert.True(measured.LeastContrast >= LeastContrast, $"{measured.LeastContrast:0.00}: {measured.LeastContrastText}");
    }

    [Fact]
    public async Task Analyze_SeveralAsHtml_SaysThatItIsOneAFile()
    {
        var answer = await StokerProgram.RunAsync("analyze", "samples", "--last", "2", "--format", "html");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("one application a file", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_AsHtmlIntoAFile_WritesItAndNothingElse()
    {
        var file = Path.Combine(Path.GetTempPath(), $"stoker-{Guid.NewGuid():N}.html");
        try
        {
            var answer = await StokerProgram.RunAsync("analyze", "samples/python-udf", "--format", "html", "--output", file);

            Assert.Equal(0, answer.ExitCode);
            Assert.Equal("", answer.Output);
            Assert.StartsWith("<!DOCTYPE html>\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
