using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <content>Frames that are made of data or read.</content>
internal sealed partial class FrameSchemas
{
    private ImmutableDictionary<string, SparkType>? Created(CallExpression call)
    {
        var schema = call.Arguments.Count > 1 ? call.Arguments[1] : call.Keywords.FirstOrDefault(keyword => keyword.Name == "schema")?.Value;
        if (schema is null)
        {
            return null;
        }

        if (new TypeSource(Scope.Around(module, call)).TryColumns(schema) is { } columns)
        {
            return Of(columns);
        }

        var data = call.Arguments.Count > 0 ? call.Arguments[0] : null;
        data = data is NameExpression name ? (IsMutated(name) ? null : AssignedBefore(name)) : data;
        var names = schema switch { ListExpression list => list.Elements, TupleExpression tuple => tuple.Elements, _ => [] };
        if (data is not ListExpression { Elements: { Count: > 0 } rows } || names.Any(item => item is not ConstantExpression { Text: not null }))
        {
            return null;
        }

        return Of(names.Select((item, i) => (((ConstantExpression)item).Text!, Inferred(rows, i))).Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!)));
    }

    private static SparkType? Inferred(IReadOnlyList<PythonExpression> rows, int column)
    {
        SparkType? type = null;
        foreach (var row in rows)
        {
            var cells = row switch { TupleExpression tuple => tuple.Elements, ListExpression list => list.Elements, _ => [] };
            if (column >= cells.Count)
            {
                return null;
            }

            var cell = cells[column] is UnaryExpression { Operator: UnaryOperator.Minus, Operand: var operand } ? operand : cells[column];
            if (cell is not ConstantExpression constant)
            {
                return null;
            }

            var here = constant.Kind switch
            {
                ConstantKind.Text => SparkType.String,
                ConstantKind.Integer => SparkType.Long,
                ConstantKind.Float => SparkType.Double,
                ConstantKind.True or ConstantKind.False => SparkType.Boolean,
                _ => null,
            };
            if (constant.Kind != ConstantKind.None && (here is null || (type is not null && !type.Equals(here))))
            {
                return null;
            }

            type ??= here;
        }

        return type;
    }

    /// <summary><c>spark.read…</c>, <c>spark.readStream…</c>, or <c>spark.table</c> itself.</summary>
    private static bool IsReader(PythonExpression reader) => reader switch
    {
        CallExpression { Function: AttributeExpression { Value: var inner } } => IsReader(inner),
        AttributeExpression { Name: "read" or "readStream" } => true,
        NameExpression { Name: "spark" } or AttributeExpression { Name: "spark" } => true,
        _ => false,
    };

    private ImmutableDictionary<string, SparkType>? ReaderSchema(PythonExpression reader)
    {
        for (var at = reader; at is CallExpression { Function: AttributeExpression { Name: var method, Value: var inner } } call; at = inner)
        {
            if (method == "schema" && call.Arguments.Count == 1 && new TypeSource(Scope.Around(module, call)).TryColumns(call.Arguments[0]) is { } columns)
            {
                return Of(columns);
            }
        }

        return null;
    }
}
