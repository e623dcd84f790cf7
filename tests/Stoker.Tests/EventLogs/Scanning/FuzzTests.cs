using System.Text;
using Stoker.Fuzz;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>A short run of the fuzzer, the same each time; the long one is bench/Stoker.Fuzz (docs/internals/fuzzing.md).</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Step_SmallLog_FindsNothing() => Check(new FuzzRun([.. Seeds.OfLog(SmallLog.Bytes)], seed: 1), inputs: 8_000);

    [Fact]
    public void Step_LinesOfTheCorpus_FindsNothing()
    {
        var seeds = CorpusLogs.All(maximumBytes: 300_000).SelectMany(log => Seeds.OfLog(log.Plain));
        Check(new FuzzRun([.. seeds], seed: 2), inputs: 8_000);
    }

    private static void Check(FuzzRun run, int inputs)
    {
        while (run.Inputs < inputs)
        {
            run.Step();
        }

        Assert.True(run.FastLines > inputs / 20, $"{run.FastLines} of {inputs} inputs were task lines that the fast reader read.");
        Assert.True(run.Findings.Count == 0, string.Join('\n', run.Findings.Take(3).Select(finding => $"{finding.Trouble}\n{Encoding.UTF8.GetString(finding.Input)}")));
    }
}
