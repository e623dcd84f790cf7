using System.Text.RegularExpressions;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>Column types that the source declares as DDL text.</summary>
internal static partial class DeclaredSchemas
{
    private static readonly HashSet<string> Numeric = ["tinyint", "byte", "smallint", "short", "int", "integer", "bigint", "long", "float", "double", "decimal"];
    private static readonly HashSet<string> KeepsTypes = ["filter", "where", "orderBy", "sort", "limit", "cache", "persist", "distinct", "dropDuplicates", "alias", "repartition", "coalesce", "csv", "json", "parquet", "load", "format", "option", "options"];

    /// <summary>The type of a column of a frame, in lower case; absent when the source does not say.</summary>
    public static string? TypeOf(LintScope scope, PythonExpression frame, string column)
    {
        foreach (var step in scope.Flow.StepsOf(frame))
        {
            var schema = step switch
            {
                { Name: "createDataFrame", Call: { } call } => LintScope.Argument(call, 1, "schema"),
                { Name: "schema", Call: { Arguments: [var given] } } => given,
                _ => null,
            };
            if (schema is not null)
            {
                return scope.Flow.TextOf(schema) is { } ddl ? TypeIn(ddl, column) : null;
            }

            if (!KeepsTypes.Contains(step.Name))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Text against a number; other pairs are widened without harm.</summary>
    public static bool AreOfDifferentFamilies(string left, string right) =>
        (left == "string" && Numeric.Contains(right)) || (right == "string" && Numeric.Contains(left));

    private static string? TypeIn(string ddl, string column)
    {
        foreach (Match match in Field().Matches(ddl))
        {
            if (match.Groups[1].Value.Equals(column, StringComparison.OrdinalIgnoreCase))
            {
                return match.Groups[2].Value.ToLowerInvariant();
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?:^|,)\s*`?(\w+)`?\s*:?\s+(\w+)")]
    private static partial Regex Field();
}
