namespace Stoker.Cli;

/// <summary>Exit codes; permanent (docs/guide/exit-codes.md).</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Done, and a threshold that the caller set was met.</summary>
    public const int ThresholdMet = 1;

    /// <summary>The command line or a configuration file is wrong.</summary>
    public const int WrongCommandLine = 2;

    /// <summary>SOURCE or PATH cannot be read.</summary>
    public const int UnreadableSource = 3;

    /// <summary>It was read, but holds nothing to analyze.</summary>
    public const int NothingToAnalyze = 4;

    /// <summary>Stoker's own fault.</summary>
    public const int InternalFault = 5;

    /// <summary>Interrupted, as shells count it: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;
}
