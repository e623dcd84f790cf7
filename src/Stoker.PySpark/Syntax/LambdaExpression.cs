namespace Stoker.PySpark.Syntax;

/// <summary><c>lambda a: b</c>.</summary>
internal sealed class LambdaExpression : PythonExpression
{
    public required FunctionParameters Parameters { get; init; }

    public required PythonExpression Body { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Parameters);
        into.Add(Body);
    }
}
