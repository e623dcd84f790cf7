namespace Stoker.Findings.Tracing;

/// <summary>A call in Python source that starts Spark jobs, with what a log may show of it.</summary>
public sealed record SourceAction
{
    /// <summary>The file, with forward slashes, relative to where the run started.</summary>
    public required string File { get; init; }

    /// <summary>1-based line of the method's name, which is the line that Spark logs from Python 3.11 on.</summary>
    public required int Line { get; init; }

    /// <summary>1-based first line of the statement: where a chain of calls starts.</summary>
    public required int FirstLine { get; init; }

    /// <summary>1-based last line of the call.</summary>
    public required int LastLine { get; init; }

    /// <summary>The method, such as <c>collect</c> or <c>parquet</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The function or class around it; absent at module level.</summary>
    public string? Symbol { get; init; }

    /// <summary>The call of the function around it from which its frame comes, when several calls give it different frames; absent otherwise.</summary>
    public SourceCaller? Caller { get; init; }

    /// <summary>Whether it is in a loop.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Job descriptions and groups that the program sets before it in the same function, as written; holes of f-strings are <c>*</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Words and numbers of the source that made the frame, in lower case: column names, functions, literals, names of Python functions.</summary>
    public IReadOnlySet<string> Words { get; init; } = new HashSet<string>();

    /// <summary>Names under which the Python functions of the frame are in a plan, such as <c>clean</c> or <c>&lt;lambda&gt;</c>.</summary>
    public IReadOnlySet<string> Functions { get; init; } = new HashSet<string>();
}
