using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>Whether the name of a column shows: a UDF's column is named after its call, a native one after its expression.</summary>
internal static class ColumnNames
{
    /// <summary>Methods of frames and writers whose arguments name no column of the result.</summary>
    private static readonly HashSet<string> Nameless = new(StringComparer.Ordinal)
    {
        "withColumn", "withColumns", "filter", "where", "orderBy", "sort", "sortWithinPartitions", "repartition", "repartitionByRange", "join", "partitionBy", "over", "observe",
    };

    /// <summary>True where the column gets another name, or none that anyone sees.</summary>
    public static bool AreHidden(PythonModule module, PythonExpression call)
    {
        PythonNode child = call;
        for (var at = call.Parent; at is not null; child = at, at = at.Parent)
        {
            switch (at)
            {
                case AttributeExpression { Name: "alias" or "name" }:
                    return true;
                case CallExpression { Function: AttributeExpression { Name: var method } function } when function != child && Nameless.Contains(method) && !IsOfFunctions(module, function):
                    return true;
                case CallExpression outer when outer.Function != child && !IsOfFunctions(module, outer.Function) && outer.Function is not AttributeExpression { Name: "when" or "otherwise" or "isin" or "between" or "eqNullSafe" }:
                    return false;
                case PythonStatement:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>True where the call is the whole of a column, not a part of a longer expression.</summary>
    public static bool IsWhole(PythonModule module, PythonExpression call) => call.Parent switch
    {
        CallExpression outer => outer.Function != call && !IsOfFunctions(module, outer.Function),
        ListExpression or TupleExpression or StarredExpression or KeywordArgument or PythonStatement or ListComprehension or GeneratorExpression => true,
        _ => false,
    };

    private static bool IsOfFunctions(PythonModule module, PythonExpression function) =>
        UdfFinder.Dotted(module, function) is { } dotted && dotted.StartsWith("pyspark.sql.functions.", StringComparison.Ordinal);
}
