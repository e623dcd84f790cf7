namespace Stoker.EndToEnd.Tests;

public sealed class GateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-gate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("info", 1)]
    [InlineData("critical", 0)]
    [InlineData("never", 0)]
    public async Task Analyze_FailOn_1WhereAFindingIsThatSevere(string severity, int exitCode)
    {
        var answer = await StokerProgram.RunAsync("analyze", "samples/python-udf", "--fail-on", severity, "--quiet");

        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Equal("", answer.Error);
    }

    [Fact]
    public async Task Analyze_BaselineOfItself_NothingIsNew()
    {
        var known = Path.Combine(_folder, "known.json");
        Assert.Equal(0, (await StokerProgram.RunAsync("analyze", "samples/python-udf", "--format", "json", "--output", known)).ExitCode);

        var answer = await StokerProgram.RunAsync("analyze", "samples/python-udf", "--baseline", known, "--fail-on", "info");

        Assert.Equal(0, answer.ExitCode);
        Assert.Matches("[0-9]+ findings? of the baseline not shown", answer.Output);
    }

    [Fact]
    public async Task Analyze_Configuration_DisablesFailsAndAccepts()
    {
        var config = Path.Combine(_folder, ".stoker.toml");
        await File.WriteAllTextAsync(config, "[diagnose]\nfail-on = \"info\"\n[[diagnose.accept]]\nid = \"PYTHON002\"\nreason = \"native form does not exist\"\n[[diagnose.accept]]\nid = \"SKEW001\"\nuntil = 2020-01-01\n", TestContext.Current.CancellationToken);

        var answer = await StokerProgram.RunAsync("analyze", "samples/python-udf", "--config", config, "--format", "json");

        Assert.Contains("was accepted until 2020-01-01 and counts again", answer.Error, StringComparison.Ordinal);
        Assert.Contains("SKEW001 is accepted without a reason", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("PYTHON002 is accepted without a reason", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\"title\": \"Arrow-optimised", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"native form does not exist\"", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analyze", "samples/python-udf")]
    [InlineData("lint", "samples")]
    public async Task Any_WrongConfiguration_2WithFileAndLine(params string[] command)
    {
        var config = Path.Combine(_folder, "own.toml");
        await File.WriteAllTextAsync(config, "[diagnose]\nthreshold = 1\n", TestContext.Current.CancellationToken);

        var answer = await StokerProgram.RunAsync([.. command, "--config", config]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Equal("", answer.Output);
        Assert.Contains("own.toml:2: There is no key 'threshold' in [diagnose]. Did you mean thresholds?", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_NoSuchBaseline_2()
    {
        var answer = await StokerProgram.RunAsync("analyze", "samples/python-udf", "--baseline", Path.Combine(_folder, "nothing.json"));

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("nothing.json", answer.Error, StringComparison.Ordinal);
    }
}
