namespace Stoker.PySpark.Syntax;

/// <summary><c>a: T = value</c>; the value may be missing.</summary>
internal sealed class AnnotatedAssignStatement : PythonStatement
{
    public required PythonExpression Target { get; init; }

    public required PythonExpression Annotation { get; init; }

    public required PythonExpression? Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Target);
        into.Add(Annotation);
        Add(Value, into);
    }
}
