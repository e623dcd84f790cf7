namespace Stoker.PySpark.Syntax;

/// <summary>One <c>case</c>.</summary>
internal sealed class MatchCase : PythonNode
{
    public required PythonNode Pattern { get; init; }

    public required PythonExpression? Guard { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Pattern);
        Add(Guard, into);
        AddAll(Body, into);
    }
}
