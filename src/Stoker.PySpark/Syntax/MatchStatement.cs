namespace Stoker.PySpark.Syntax;

/// <summary><c>match</c> (3.10+).</summary>
internal sealed class MatchStatement : PythonStatement
{
    public required PythonExpression Subject { get; init; }

    public required IReadOnlyList<MatchCase> Cases { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Subject);
        AddAll(Cases, into);
    }
}
