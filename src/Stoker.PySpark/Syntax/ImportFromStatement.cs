namespace Stoker.PySpark.Syntax;

/// <summary><c>from m import a as b</c>; <see cref="Level"/> counts the leading dots.</summary>
internal sealed class ImportFromStatement : PythonStatement
{
    public required string? Module { get; init; }

    public required IReadOnlyList<ImportAlias> Names { get; init; }

    public required int Level { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Names, into);
    }
}
