using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>What remains to be run: statements from a place on, then what follows them. A marker instead of statements ends a try or a loop turn.</summary>
internal sealed record Continuation(IReadOnlyList<PythonStatement> Body, int At, Continuation? Next)
{
    /// <summary>At the end of a try's body: its scope ends.</summary>
    public bool EndsTry { get; init; }

    /// <summary>At the end of a loop's turn: the loop.</summary>
    public LoopTurn? Turn { get; init; }

    public static Continuation Of(IReadOnlyList<PythonStatement> body, Continuation? next = null) => new(body, 0, next);

    public Continuation Behind => this with { At = At + 1 };
}
