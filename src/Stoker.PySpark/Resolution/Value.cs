using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

/// <summary>What is known of the value of an expression.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Confidence">High when proven from imports and calls, Medium when annotated or inferred from use, Low when guessed from a name.</param>
internal sealed record Value(ValueKind Kind, Confidence Confidence = Confidence.High)
{
    public static readonly Value Unknown = new(ValueKind.Unknown, Confidence.Low);
    public static readonly Value Number = new(ValueKind.Number);
    public static readonly Value Text = new(ValueKind.Text);
    public static readonly Value Boolean = new(ValueKind.Boolean);
    public static readonly Value None = new(ValueKind.None);

    /// <summary>Of an external thing: <c>pyspark.sql.functions.col</c>. Of a method: its name.</summary>
    public string? Name { get; init; }

    /// <summary>The function, lambda or class of the project.</summary>
    public PythonNode? Definition { get; init; }

    /// <summary>The module in which the definition is, or the module itself.</summary>
    public ResolvedModule? Module { get; init; }

    /// <summary>What a sequence holds, or whose method it is.</summary>
    public Value? Element { get; init; }

    /// <summary>The UDF.</summary>
    public UdfDefinition? Udf { get; init; }

    public bool IsSpark => Kind is > ValueKind.Unknown and <= ValueKind.StructType;

    public static Value External(string name, Confidence confidence = Confidence.High) => new(ValueKind.External, confidence) { Name = name };

    public static Value SequenceOf(Value? element) => new(ValueKind.Sequence) { Element = element };

    /// <summary>The same, no surer than <paramref name="limit"/>.</summary>
    public Value AtMost(Confidence limit) => Confidence <= limit ? this : this with { Confidence = limit };

    /// <summary>What a variable is that may hold either.</summary>
    public static Value Join(Value left, Value right)
    {
        if (left == right || right.Kind == ValueKind.None)
        {
            return left;
        }

        if (left.Kind == ValueKind.None)
        {
            return right;
        }

        var limit = left.Confidence < right.Confidence ? left.Confidence : right.Confidence;
        if (left.Kind == right.Kind)
        {
            return left.Definition == right.Definition && left.Name == right.Name && left.Element == right.Element ? left.AtMost(limit) : new Value(left.Kind, limit);
        }

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Unknown, _) when right.IsSpark => right.AtMost(Confidence.Medium),
            (_, ValueKind.Unknown) when left.IsSpark => left.AtMost(Confidence.Medium),
            _ => Unknown,
        };
    }
}
