namespace Stoker.PySpark.Syntax;

/// <summary><c>assert</c>.</summary>
internal sealed class AssertStatement : PythonStatement
{
    public required PythonExpression Test { get; init; }

    public required PythonExpression? Message { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Test);
        Add(Message, into);
    }
}
