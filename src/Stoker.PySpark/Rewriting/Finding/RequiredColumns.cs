using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>Whether a module may make columns that are NOT NULL: what is computed from those alone is NOT NULL too.</summary>
internal static class RequiredColumns
{
    /// <summary>Functions whose columns are never nullable, among those of which the rewriter knows the type.</summary>
    private static readonly HashSet<string> NeverNull = new(StringComparer.Ordinal) { "lit", "concat_ws", "rand", "randn", "current_date", "coalesce", "count", "size", "range", "monotonically_increasing_id", "struct" };

    /// <summary>Whether anything in the source can lead to such a column.</summary>
    public static bool MayExist(PythonModule module) => module.Nodes.Any(node => node switch
    {
        ConstantExpression { Text: { } text } => text.Contains("not null", StringComparison.OrdinalIgnoreCase),
        CallExpression { Function: NameExpression { Name: var name } } call => NeverNull.Contains(name) || (name == "StructField" && IsRequired(call)),
        CallExpression { Function: AttributeExpression { Name: var name } } call => NeverNull.Contains(name) || (name is "StructField" or "add" && IsRequired(call)),
        _ => false,
    });

    private static bool IsRequired(CallExpression field) =>
        field.Arguments.Skip(2).Concat(field.Keywords.Where(keyword => keyword.Name == "nullable").Select(keyword => keyword.Value)).Any(value => value is not ConstantExpression { Kind: ConstantKind.True });
}
