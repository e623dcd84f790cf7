namespace Stoker.EndToEnd.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public async Task Analyze_CtrlCWhileStandardInputStaysOpen_130WithinAMoment()
    {
        // The shell starts the program in the background with SIGINT at its default, even where this test runs with it ignored (nohup, a job of a script), waits for it to read, and interrupts it.
        var command = string.Join(' ', StokerProgram.Command);
        var answer = await StokerProgram.ShellAsync($"""
            set -m
            fifo=$(mktemp -u); mkfifo $fifo
            env --default-signal=INT {command} analyze - < $fifo & program=$!
            exec 9> $fifo
            head -c 1000 samples/failing-tasks/*.snappy >&9
            sleep 1
            kill -INT $program
            wait $program
            echo $?
            rm -f $fifo
            """);

        Assert.Equal("130\n", answer.Output);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }
}
