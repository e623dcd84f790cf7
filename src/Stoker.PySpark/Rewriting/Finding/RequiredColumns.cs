using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>Whether a module may make columns of known types that are NOT NULL: what is computed from those alone is NOT NULL too.</summary>
internal static class RequiredColumns
{
    /// <summary>Functions whose columns are never nullable, among those of which <see cref="FrameSchemas"/> knows the type.</summary>
    private static readonly HashSet<string> NeverNull = new(StringComparer.Ordinal) { "lit", "concat_ws", "rand", "randn", "current_date", "size" };

    /// <summary>Whether anything in the source can lead to such a column.</summary>
    public static bool MayExist(PythonModule module) => module.Nodes.Any(node => node switch
    {
        ConstantExpression { Text: { } text } => text.Contains("not null", StringComparison.OrdinalIgnoreCase),
        CallExpression { Function: NameExpression { Name: var name } } call => NeverNull.Contains(name) || (name == "StructField" && IsRequired(call)),
        CallExpression { Function: AttributeExpression { Name: "cast" or "astype", Value: var inner } } => !IsColumn(inner),
        CallExpression { Function: AttributeExpression { Name: var name } } call => name == "range" || NeverNull.Contains(name) || (name is "StructField" or "add" && IsRequired(call)),
        _ => false,
    });

    private static bool IsRequired(CallExpression field) =>
        field.Arguments.Skip(2).Concat(field.Keywords.Where(keyword => keyword.Name == "nullable").Select(keyword => keyword.Value)).Any(value => value is not ConstantExpression { Kind: ConstantKind.True });

    /// <summary>A cast gives any expression a known type; only of a column itself is it known where NULL comes from.</summary>
    private static bool IsColumn(PythonExpression expression) => expression switch
    {
        CallExpression { Function: NameExpression { Name: "col" or "column" } or AttributeExpression { Name: "col" or "column" } } => true,
        SubscriptExpression or AttributeExpression { Value: NameExpression } => true,
        _ => false,
    };
}
