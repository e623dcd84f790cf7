using System.Text;

namespace Stoker.EndToEnd.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("analyze", "--help")]
    [InlineData("help")]
    [InlineData("help", "analyze")]
    [InlineData("completion", "bash")]
    [InlineData("explain")]
    [InlineData("explain", "SKEW001")]
    [InlineData("explain", "py041", "--format", "markdown")]
    [InlineData("analyze", "samples/skewed-join")]
    [InlineData("analyze", "samples/python-udf", "--format", "json")]
    [InlineData("analyze", "samples/python-udf", "--last")]
    [InlineData("analyze", "samples", "--last", "2", "--quiet")]
    [InlineData("analyze", "samples", "--name", "revenue*", "--since", "2026-11-25")]
    public async Task Run_RightCommandLine_0AndNothingOnStandardError(params string[] arguments)
    {
        var answer = await StokerProgram.RunAsync(arguments);

        Assert.Equal("", answer.Error);
        Assert.Equal(0, answer.ExitCode);
        Assert.NotEmpty(answer.Output);
    }

    [Theory]
    [InlineData("There is no option '--formt'.", "analyze", "samples", "--formt", "json")]
    [InlineData("Did you mean --format?", "analyze", "samples", "--formt", "json")]
    [InlineData("Did you mean --no-color?", "analyze", "samples", "--nocolor")]
    [InlineData("Did you mean analyze?", "analyse", "samples")]
    [InlineData("Did you mean: stoker analyze samples", "samples")]
    [InlineData("SOURCE is missing.", "analyze")]
    [InlineData("Did you mean SKEW001?", "explain", "SKEW01")]
    [InlineData("Did you mean withcolumn-in-loop?", "explain", "withcolumns-in-loop")]
    [InlineData("stoker explain lists them all.", "explain", "nothing-like-this-at-all")]
    [InlineData("Formats: text, markdown, html, json, sarif", "analyze", "samples", "--format", "yaml")]
    [InlineData("Formats: text, json, sarif, github.", "lint", "samples", "--format", "markdown")]
    [InlineData("Formats: text, json, sarif.", "rewrite", "samples", "--format", "github")]
    [InlineData("--spark-version takes 3.5 or 4.0 to 4.3", "rewrite", "samples", "--spark-version", "9.9")]
    [InlineData("Versions up to 4.3 are known", "lint", "samples", "--spark-version", "9.9")]
    [InlineData("from 60 to 200", "lint", "samples", "--width", "7")]
    [InlineData("from 60 to 200", "analyze", "samples", "--width", "7")]
    [InlineData("--width cannot be '999999999'.", "analyze", "samples", "--width", "999999999")]
    [InlineData("--width needs a whole number, not 'wide'.", "analyze", "samples", "--width", "wide")]
    [InlineData("Did you mean Europe/Berlin?", "analyze", "samples", "--time-zone", "Europe/Berln")]
    [InlineData("Times are written", "analyze", "samples", "--since", "yesterday")]
    [InlineData("spark.sql.shuffle.partitions is a whole number from 1 to 1000000.", "whatif", "samples/skewed-join", "--set", "spark.sql.shuffle.partitions=-4")]
    [InlineData("spark.executor.memory is a size of at least 450m", "whatif", "samples/skewed-join", "--set", "spark.executor.memory=abc")]
    [InlineData("spark.io.compression.codec is not predicted.", "whatif", "samples/skewed-join", "--set", "spark.io.compression.codec=zstd")]
    [InlineData("spark.speculation is true or false.", "whatif", "samples/skewed-join", "--set", "spark.speculation=maybe")]
    [InlineData("A price is a number from 0 to 1000000, with a point for the decimals", "whatif", "samples/skewed-join", "--core-hour", "NaN")]
    [InlineData("--core-hour cannot be '1,5'.", "whatif", "samples/skewed-join", "--core-hour", "1,5")]
    [InlineData("--core-hour cannot be 'inf'.", "whatif", "samples/skewed-join", "--core-hour", "inf")]
    [InlineData("--gib-hour cannot be '1e308'.", "whatif", "samples/skewed-join", "--gib-hour", "1e308")]
    [InlineData("It is a unit of at most 16 characters", "whatif", "samples/skewed-join", "--core-hour", "1", "--currency", " ")]
    [InlineData("with which Spark does not start", "whatif", "samples/skewed-join", "--set", "spark.dynamicAllocation.minExecutors=9", "--set", "spark.dynamicAllocation.maxExecutors=2")]
    [InlineData("spark.dynamicAllocation.maxExecutors is a whole number from 1 to", "whatif", "samples/skewed-join", "--set", "spark.dynamicAllocation.maxExecutors=0")]
    [InlineData("--jobs cannot be '0'.", "analyze", "samples", "--jobs", "0")]
    [InlineData("There is no such file.", "analyze", "samples", "--config", "nowhere.toml")]
    public async Task Run_WrongCommandLine_2AndTwoLinesThatHelp(string expected, params string[] arguments)
    {
        var answer = await StokerProgram.RunAsync(arguments);

        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        AssertShort(answer);
        Assert.Equal(2, answer.ExitCode);
    }

    [Theory]
    [InlineData("/no/such/folder/report.txt", "The folder /no/such/folder does not exist; create it first.")]
    [InlineData("/tmp", "It is a folder; name a file in it.")]
    [InlineData("/proc/report.txt", "report.txt")]
    public async Task Run_OutputThatCannotBeWritten_3BeforeTheWorkBegins(string file, string why)
    {
        foreach (var command in (string[])["analyze", "advise", "lint"])
        {
            var answer = await StokerProgram.RunAsync(command, "samples", "--output", file);

            Assert.Contains($"{file} cannot be written.", answer.Error, StringComparison.Ordinal);
            Assert.Contains(why, answer.Error, StringComparison.Ordinal);
            Assert.Equal(3, answer.ExitCode);
        }
    }

    [Theory]
    [InlineData("analyze samples/python-udf --output /dev/full")]
    [InlineData("analyze samples/python-udf --format html --output /dev/full")]
    [InlineData("analyze samples/python-udf --format sarif --output /dev/full")]
    [InlineData("whatif samples/python-udf --format json --output /dev/full")]
    [InlineData("advise samples/python-udf --write conf --output /dev/full")]
    [InlineData("compare samples/python-udf samples/python-udf --output /dev/full")]
    [InlineData("verify samples/python-udf samples/python-udf --no-history --output /dev/full")]
    [InlineData("lint samples --output /dev/full")]
    [InlineData("rewrite samples --diff --output /dev/full")]
    [InlineData("explain --output /dev/full")]
    public async Task Run_FullDevice_3AndWhatToDo(string command)
    {
        var answer = await StokerProgram.RunAsync(command.Split(' '));

        Assert.Contains("/dev/full cannot be written.\n        There is no space left on the device; free some, or name a file elsewhere.", answer.Error, StringComparison.Ordinal);
        Assert.Equal(3, answer.ExitCode);
    }

    [Theory]
    [InlineData("stoker analyze samples/python-udf > /dev/full", 3, "No space left on device")]
    [InlineData("stoker analyze samples/python-udf >&-", 3, "Bad file descriptor")]
    [InlineData("stoker explain | head -1 > /dev/null; exit ${PIPESTATUS[0]}", 0, "")]
    public async Task Run_StandardOutputThatIsGone_SaysSoWithoutAFault(string line, int exitCode, string error)
    {
        var answer = await StokerProgram.ShellAsync(line);

        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EmptyOutput_2()
    {
        var answer = await StokerProgram.RunAsync("analyze", "samples/python-udf", "--output", "");

        Assert.Contains("--output cannot be ''.", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, answer.ExitCode);
    }

    [Fact]
    public async Task Analyze_NoSuchFile_3()
    {
        var answer = await StokerProgram.RunAsync("analyze", "/no/such/log");

        Assert.Contains("/no/such/log", answer.Error, StringComparison.Ordinal);
        AssertShort(answer);
        Assert.Equal(3, answer.ExitCode);
    }

    // An application is there, so that something was read: advise has nothing to change, and whatif says why it predicts nothing.
    [Theory]
    [InlineData("advise", "Nothing to change")]
    [InlineData("whatif", "Not predicted. This log stops before its first job. Copy it again when the application has ended.")]
    public async Task Run_LogStopsBeforeItsFirstJob_0AndSaysSo(string command, string expected)
    {
        var log = Encoding.UTF8.GetBytes("{\"Event\":\"SparkListenerLogStart\",\"Spark Version\":\"3.5.0\"}\n{\"Event\":\"SparkListenerApplicationStart\",\"App Name\":\"cut\",\"App ID\":\"app-1\",\"Timestamp\":1000,\"User\":\"spark\"}\n");

        var answer = await StokerProgram.RunAsync([command, "-"], log);

        Assert.Contains(expected, answer.Output, StringComparison.Ordinal);
        Assert.Equal(0, answer.ExitCode);
    }

    [Theory]
    [InlineData("advise")]
    [InlineData("whatif")]
    public async Task Run_EmptyFile_4AndNamesTheFileAndTheRemedy(string command)
    {
        var file = Path.GetTempFileName();
        try
        {
            var answer = await StokerProgram.RunAsync(command, file);

            Assert.Contains($"{file} is empty: it has 0 bytes.\n        Copy the log again", answer.Error, StringComparison.Ordinal);
            Assert.Equal(4, answer.ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Analyze_EscapeSequenceInAName_DoesNotReachTheTerminal()
    {
        var answer = await StokerProgram.RunAsync("analyze", "/no\e[31m/log");

        Assert.Contains("/no[31m/log", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', answer.Error);
        Assert.Equal(3, answer.ExitCode);
    }

    [Fact]
    public async Task Analyze_OneOfTwoSourcesIsMissing_TheOtherIsAnalyzedAnd3()
    {
        var answer = await StokerProgram.RunAsync("analyze", "/no/such/log", "samples/skewed-join");

        Assert.Contains("revenue-by-customer", answer.Output, StringComparison.Ordinal);
        Assert.Equal(3, answer.ExitCode);
    }

    [Fact]
    public async Task Rewrite_OneOfTwoFilesIsMissing_TheOtherIsReadAnd3()
    {
        var answer = await StokerProgram.RunAsync("rewrite", "no-such-file.py", "bench/udf-speed/functions.py");

        Assert.Contains("no-such-file.py: not read", answer.Output, StringComparison.Ordinal);
        Assert.Contains(" in 1 file for Spark", answer.Output, StringComparison.Ordinal);
        Assert.Equal(3, answer.ExitCode);
    }

    [Fact]
    public async Task Lint_OneFileIsPythonTwo_TheOthersAreCheckedAnd3()
    {
        var folder = Directory.CreateTempSubdirectory("stoker-lint");
        try
        {
            var (old, good) = (Path.Combine(folder.FullName, "old.py"), Path.Combine(folder.FullName, "good.py"));
            await File.WriteAllTextAsync(old, "from pyspark import SparkContext\nprint 'rows'\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(good, "from pyspark.sql import SparkSession\nrows = SparkSession.builder.getOrCreate().read.parquet('big').collect()\n", TestContext.Current.CancellationToken);

            var answer = await StokerProgram.RunAsync("lint", folder.FullName);

            Assert.Contains("PY001", answer.Output, StringComparison.Ordinal);
            Assert.EndsWith("1 file could not be read, or not wholly: mend or --exclude.\n", answer.Output, StringComparison.Ordinal);
            Assert.Equal(3, answer.ExitCode);
            Assert.Equal(1, (await StokerProgram.RunAsync("lint", good)).ExitCode);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public async Task Analyze_NoApplicationMatches_4()
    {
        var answer = await StokerProgram.RunAsync("analyze", "samples", "--name", "nothing-like-this");

        AssertShort(answer);
        Assert.Equal(4, answer.ExitCode);
    }

    [Fact]
    public async Task Analyze_NoEvents_4()
    {
        var answer = await StokerProgram.RunAsync(["analyze", "-"], "{\"Event\":\"SomethingElse\"}\n"u8.ToArray());

        AssertShort(answer);
        Assert.Equal(4, answer.ExitCode);
    }

    private static void AssertShort(Answer answer)
    {
        Assert.Equal("", answer.Output);
        Assert.StartsWith("stoker: ", answer.Error, StringComparison.Ordinal);
        Assert.InRange(answer.Error.TrimEnd('\n').Split('\n').Length, 1, 2);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }
}
