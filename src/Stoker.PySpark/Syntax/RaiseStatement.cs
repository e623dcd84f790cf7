namespace Stoker.PySpark.Syntax;

/// <summary><c>raise</c>.</summary>
internal sealed class RaiseStatement : PythonStatement
{
    public required PythonExpression? Exception { get; init; }

    public required PythonExpression? Cause { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        Add(Exception, into);
        Add(Cause, into);
    }
}
