using System.Globalization;

namespace Stoker.PySpark.Syntax;

/// <summary>A literal.</summary>
internal sealed class ConstantExpression : PythonExpression
{
    public required ConstantKind Kind { get; init; }

    /// <summary>The text, the digits, or empty for the singletons.</summary>
    public required string Value { get; init; }

    /// <summary>The value of a whole number that fits, else absent.</summary>
    public long? Integer =>
        Kind == ConstantKind.Integer && long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The value of a text, else absent.</summary>
    public string? Text => Kind == ConstantKind.Text ? Value : null;
}
