namespace Stoker.Witnesses;

/// <summary>Which source may be read as a witness of what a log cannot tell. It is parsed, never run, and only when a rule asks for it.</summary>
public sealed record WitnessRequest
{
    /// <summary>Files and folders in which the program is looked for first. Who names them answers for their being what ran.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether the files that the log names are read where they stand on this machine, unless they are newer than the end of the run.</summary>
    public bool ReadsLoggedPaths { get; init; } = true;

    /// <summary>The folder to which <see cref="Paths"/> are relative.</summary>
    public required string Root { get; init; }

    /// <summary>The Python that parses: a name on PATH or a path. Where there is none, nothing is said.</summary>
    public string Interpreter { get; init; } = "python3";
}
