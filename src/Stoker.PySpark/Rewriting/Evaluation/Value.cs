using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>
/// What is known of a Python value. Where it has a native form, <see cref="Node"/> is NULL exactly when the Python value is None.
/// </summary>
internal sealed record Value(PythonKind Kind)
{
    public static readonly Value Never = new(PythonKind.Never);

    public Node? Node { get; init; }

    /// <summary>Of what a name stands for: when the name is bound at all, where that depends on the path.</summary>
    public Node? BoundWhen { get; init; }

    /// <summary>Whether it may be None, before what the path has ruled out.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Of an int.</summary>
    public Interval Range { get; init; }

    /// <summary>
    /// Of an int made from a float or text: when its size is beyond 64 bits, so that <see cref="Node"/> does not hold it. The sign is then that of
    /// <see cref="Origin"/>.
    /// </summary>
    public Node? Beyond { get; init; }

    /// <summary>Of an int that may be beyond 64 bits: a double of the same sign.</summary>
    public Node? Origin { get; init; }

    /// <summary>Of a text that is made of hexadecimal digits only: how many, at least one.</summary>
    public int? HexDigits { get; init; }

    /// <summary>Of bytes: that they are ASCII only.</summary>
    public bool IsAscii { get; init; }

    /// <summary>Of a text: the most characters that it may have, where that is known.</summary>
    public int? MostCharacters { get; init; }

    /// <summary>
    /// Of a number that is an int on some paths and a float on others: when it is an int. <see cref="Node"/> is then the double of it, and <see cref="Range"/> that of the int.
    /// </summary>
    public Node? IntWhen { get; init; }

    /// <summary>Of a float.</summary>
    public bool MayBeNan { get; init; }

    /// <summary>Of a list or map column: its elements, without their own native form.</summary>
    public Value? Element { get; init; }

    /// <summary>Of a sequence or set: its items. Of a range: start, stop, step.</summary>
    public IReadOnlyList<Value> Items { get; init; } = [];

    /// <summary>Of a dict.</summary>
    public IReadOnlyList<(Value Key, Value Value)> Entries { get; init; } = [];

    /// <summary>Of a named thing: its dotted name. Of a method: the method's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Of a method: what it is called on.</summary>
    public Value? Receiver { get; init; }

    /// <summary>Of a function: its definition or lambda.</summary>
    public PythonNode? Function { get; init; }

    /// <summary>Of a function: the names it closes over.</summary>
    public Scope? Scope { get; init; }

    /// <summary>Of a pattern or match.</summary>
    public JavaPattern? Pattern { get; init; }

    /// <summary>What can be walked through once only: the result of map, filter, zip, enumerate, reversed, or a generator.</summary>
    public bool IsIterator { get; init; }

    /// <summary>A list literal, which compares and concatenates differently from a tuple.</summary>
    public bool IsList { get; init; }

    /// <summary>Of a series: what stands for a missing element.</summary>
    public MissingMark Missing { get; init; }

    /// <summary>Of a series of ints: that pandas holds it as floats in batches where an element is missing.</summary>
    public bool MayBeFloats { get; init; }

    /// <summary>Of a series of ints: the bits of its NumPy type.</summary>
    public int Bits { get; init; }

    /// <summary>A NumPy array in place of a series.</summary>
    public bool IsArray { get; init; }

    public bool IsNumber => Kind is PythonKind.Int or PythonKind.Float or PythonKind.Bool;

    public string? Text => Kind == PythonKind.Text && Node is { IsLiteral: true } ? Node.Value as string : null;

    public BigInteger? Integer => Kind == PythonKind.Int && Node is { IsLiteral: true, Value: BigInteger value } ? value : null;

    public double? Float => Kind == PythonKind.Float && Node is { IsLiteral: true, Value: double value } ? value : null;

    public bool IsConstant => Node is { IsLiteral: true } || Kind == PythonKind.None;
}
