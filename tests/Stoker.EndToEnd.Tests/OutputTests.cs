using System.Text.Json;
using Json.Schema;

namespace Stoker.EndToEnd.Tests;

public sealed class OutputTests
{
    [Fact]
    public async Task Analyze_StandardInput_SameReportAsFromTheFile()
    {
        var file = Directory.GetFiles(StokerProgram.Sample("skewed-join"), "*.lz4").Single();

        var fromFile = await StokerProgram.RunAsync("analyze", file);
        var fromPipe = await StokerProgram.RunAsync(["analyze", "-"], await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

        Assert.Equal(fromFile.Output, fromPipe.Output);
        Assert.Equal(0, fromPipe.ExitCode);
    }

    [Fact]
    public async Task Analyze_IntoAPipe_NoColorAnd100Columns()
    {
        var answer = await StokerProgram.RunAsync("analyze", "samples/skewed-join");

        Assert.DoesNotContain('\e', answer.Output);
        Assert.InRange(answer.Output.Split('\n').Max(line => line.Length), 90, 100);
    }

    [Fact]
    public async Task Analyze_OnATerminal_ColorUnlessNotWanted()
    {
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Skip("SKIPPED: no /usr/bin/script to make a terminal with.");
        }

        var command = string.Join(' ', StokerProgram.Command);
        const string Terminal = "TERM=xterm-256color LANG=C.UTF-8 script -qec";
        var colored = await StokerProgram.ShellAsync($"{Terminal} '{command} analyze samples/skewed-join' /dev/null");
        var plain = await StokerProgram.ShellAsync($"{Terminal} '{command} analyze samples/skewed-join --no-color' /dev/null");
        var noColor = await StokerProgram.ShellAsync($"NO_COLOR=1 {Terminal} '{command} analyze samples/skewed-join' /dev/null");
        var ascii = await StokerProgram.ShellAsync($"TERM=xterm LC_ALL=C script -qec '{command} analyze samples/skewed-join --no-color' /dev/null");

        Assert.Contains("\e[1m", colored.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', plain.Output);
        Assert.DoesNotContain('\e', noColor.Output);
        Assert.True(System.Text.Ascii.IsValid(ascii.Output));
    }

    [Fact]
    public async Task Analyze_ReaderLeavesEarly_NoStackTrace()
    {
        var answer = await StokerProgram.ShellAsync("stoker analyze samples samples samples samples --last 3 --format json | head -c 100 > /dev/null; echo ${PIPESTATUS[0]}");

        Assert.True(answer.Output is "0\n" or "141\n", answer.Output); // done, or ended by SIGPIPE as any Unix program
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_NoRoomOnStandardOutput_SaysSo()
    {
        var answer = await StokerProgram.ShellAsync("stoker analyze samples/skewed-join > /dev/full");

        Assert.Contains("No space left on device", answer.Error, StringComparison.Ordinal);
        Assert.Equal(3, answer.ExitCode);
    }

    [Fact]
    public async Task Analyze_OutputFile_HoldsTheReportAndTheScreenNothing()
    {
        var file = Path.Combine(Path.GetTempPath(), $"stoker-{Guid.NewGuid():N}.md");
        try
        {
            var answer = await StokerProgram.RunAsync("analyze", "samples/skewed-join", "--format", "markdown", "--output", file);

            Assert.Equal("", answer.Output + answer.Error);
            Assert.StartsWith("## revenue-by-customer\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Analyze_Json_FollowsTheSchema()
    {
        var schema = JsonSchema.FromFile(Path.Combine(StokerProgram.Root, "docs", "specs", "analysis-1.schema.json"));

        var answer = await StokerProgram.RunAsync("analyze", "samples/python-udf", "samples/skewed-join", "samples/failing-tasks", "--format", "json");

        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line =>
        {
            using var document = JsonDocument.Parse(line);
            Assert.True(schema.Evaluate(document.RootElement).IsValid);
        });
    }

    [Fact]
    public async Task Analyze_FolderOfMany_TellsOfTheOthersUnlessQuiet()
    {
        var told = await StokerProgram.RunAsync("analyze", "samples");
        var quiet = await StokerProgram.RunAsync("analyze", "samples", "--quiet");

        Assert.StartsWith("stoker: 2 other applications in samples", told.Error, StringComparison.Ordinal);
        Assert.Equal("", quiet.Error);
        Assert.Equal(told.Output, quiet.Output);
    }

    [Fact]
    public async Task Analyze_TimeZone_TimesOfThatZone()
    {
        var answer = await StokerProgram.RunAsync("analyze", "samples/skewed-join", "--time-zone", "Asia/Kolkata");

        Assert.Contains("2026-11-26 05:18:16 +05:30", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_OutputIsTheLog_IsRefusedAndTheLogStays()
    {
        var folder = Directory.CreateTempSubdirectory("stoker-output-");
        var log = Path.Combine(folder.FullName, "app.lz4");
        File.WriteAllText(Path.Combine(folder.FullName, "report.md"), "yesterday");
        File.Copy(Directory.GetFiles(StokerProgram.Sample("skewed-join"), "*.lz4")[0], log);
        var before = await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken);

        var refused = await StokerProgram.RunAsync("analyze", log, "--output", log);
        var failed = await StokerProgram.RunAsync("analyze", Path.Combine(folder.FullName, "nosuch"), "--output", Path.Combine(folder.FullName, "report.md"));

        Assert.Equal((2, 3), (refused.ExitCode, failed.ExitCode));
        Assert.Equal(before, await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken));
        Assert.Equal("yesterday", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report.md"), TestContext.Current.CancellationToken));
        Assert.Equal(2, folder.GetFiles().Length);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Help_OfProgramAndCommands_FitsOneScreen()
    {
        // The program's help is one screen; a command's is its options in groups.
        foreach (var (arguments, most) in ((string[], int)[])[(["--help"], 45), (["analyze", "--help"], 60), (["completion", "--help"], 45)])
        {
            var lines = (await StokerProgram.RunAsync(arguments)).Output.Split('\n');
            Assert.InRange(lines.Length, 5, most);
            Assert.InRange(lines.Max(line => line.Length), 20, 80);
        }
    }

    [Fact]
    public async Task Suggest_BeginningOfACommandLine_CommandsAndOptions()
    {
        Assert.Contains("analyze", (await StokerProgram.RunAsync("[suggest:9]", "stoker an")).Output, StringComparison.Ordinal);
        Assert.Contains("--format", (await StokerProgram.RunAsync("[suggest:20]", "stoker analyze --for")).Output, StringComparison.Ordinal);
        Assert.Contains("markdown", (await StokerProgram.RunAsync("[suggest:24]", "stoker analyze --format ")).Output, StringComparison.Ordinal);
    }
}
