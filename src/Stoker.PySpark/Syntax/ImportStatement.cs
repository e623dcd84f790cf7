namespace Stoker.PySpark.Syntax;

/// <summary><c>import a.b as c</c>.</summary>
internal sealed class ImportStatement : PythonStatement
{
    public required IReadOnlyList<ImportAlias> Names { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Names, into);
    }
}
