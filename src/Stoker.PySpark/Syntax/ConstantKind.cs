namespace Stoker.PySpark.Syntax;

/// <summary>What a <see cref="ConstantExpression"/> is. The numbers are those of the reading script.</summary>
internal enum ConstantKind
{
    None = 0,
    True = 1,
    False = 2,
    Ellipsis = 3,

    /// <summary>A text; adjacent literals are joined.</summary>
    Text = 4,

    /// <summary>A whole number of any size, in decimal.</summary>
    Integer = 5,

    /// <summary>A float, as Python's <c>repr</c>.</summary>
    Float = 6,

    /// <summary>An imaginary number, as Python's <c>repr</c>.</summary>
    Complex = 7,

    /// <summary>Bytes, each as the character of the same number.</summary>
    Bytes = 8,
}
