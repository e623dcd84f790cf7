namespace Stoker.PySpark.Syntax;

/// <summary>The parameters of a function or lambda.</summary>
internal sealed class FunctionParameters : PythonNode
{
    public required IReadOnlyList<Parameter> PositionalOnly { get; init; }

    public required IReadOnlyList<Parameter> Positional { get; init; }

    public required Parameter? Variadic { get; init; }

    public required IReadOnlyList<Parameter> KeywordOnly { get; init; }

    public required IReadOnlyList<PythonExpression?> KeywordDefaults { get; init; }

    public required Parameter? VariadicKeyword { get; init; }

    public required IReadOnlyList<PythonExpression> Defaults { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(PositionalOnly, into);
        AddAll(Positional, into);
        Add(Variadic, into);
        AddAll(KeywordOnly, into);
        AddAll(KeywordDefaults, into);
        Add(VariadicKeyword, into);
        AddAll(Defaults, into);
    }
}
