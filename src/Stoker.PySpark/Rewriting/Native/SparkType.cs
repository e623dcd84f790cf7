using System.Globalization;
using System.Numerics;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>A Spark SQL type. Two types are equal when their DDL texts are.</summary>
internal sealed class SparkType : IEquatable<SparkType>
{
    public static readonly SparkType Void = new(SparkKind.Void, "void");
    public static readonly SparkType Boolean = new(SparkKind.Boolean, "boolean");
    public static readonly SparkType Byte = new(SparkKind.Byte, "tinyint");
    public static readonly SparkType Short = new(SparkKind.Short, "smallint");
    public static readonly SparkType Int = new(SparkKind.Int, "int");
    public static readonly SparkType Long = new(SparkKind.Long, "bigint");
    public static readonly SparkType Float = new(SparkKind.Float, "float");
    public static readonly SparkType Double = new(SparkKind.Double, "double");
    public static readonly SparkType String = new(SparkKind.String, "string");
    public static readonly SparkType Binary = new(SparkKind.Binary, "binary");
    public static readonly SparkType Date = new(SparkKind.Date, "date");
    public static readonly SparkType Timestamp = new(SparkKind.Timestamp, "timestamp");
    public static readonly SparkType TimestampNtz = new(SparkKind.TimestampNtz, "timestamp_ntz");

    /// <summary>Whole numbers beyond 64 bits: 38 digits.</summary>
    public static readonly SparkType Wide = Decimal(38, 0);

    private SparkType(SparkKind kind, string ddl)
    {
        Kind = kind;
        Ddl = ddl;
    }

    public SparkKind Kind { get; }

    /// <summary>The text that Spark's own <c>typeof</c> gives.</summary>
    public string Ddl { get; }

    /// <summary>Of an array, its elements; of a map, its values.</summary>
    public SparkType? Element { get; private init; }

    /// <summary>Of a map.</summary>
    public SparkType? Key { get; private init; }

    /// <summary>Of a struct.</summary>
    public IReadOnlyList<(string Name, SparkType Type)> Fields { get; private init; } = [];

    public bool IsInteger => Kind is SparkKind.Byte or SparkKind.Short or SparkKind.Int or SparkKind.Long;

    /// <summary>Digits of a whole-number decimal stand in for a Python int; other decimals do not.</summary>
    public bool IsWide => Equals(Wide);

    public BigInteger Lowest => -(BigInteger.One << (Bits - 1));

    public BigInteger Highest => (BigInteger.One << (Bits - 1)) - 1;

    /// <summary>Width of an integer type.</summary>
    public int Bits => Kind switch
    {
        SparkKind.Byte => 8,
        SparkKind.Short => 16,
        SparkKind.Int => 32,
        SparkKind.Long => 64,
        _ => throw new InvalidOperationException($"'{Ddl}' is no integer type"),
    };

    public static SparkType Decimal(int precision, int scale) =>
        new(SparkKind.Decimal, string.Create(CultureInfo.InvariantCulture, $"decimal({precision},{scale})"));

    public static SparkType Array(SparkType element) => new(SparkKind.Array, $"array<{element.Ddl}>") { Element = element };

    public static SparkType Map(SparkType key, SparkType value) => new(SparkKind.Map, $"map<{key.Ddl},{value.Ddl}>") { Key = key, Element = value };

    public static SparkType Struct(IReadOnlyList<(string Name, SparkType Type)> fields) =>
        new(SparkKind.Struct, $"struct<{string.Join(",", fields.Select(field => $"{field.Name}:{field.Type.Ddl}"))}>") { Fields = fields };

    public static SparkType Other(string ddl) => new(SparkKind.Other, ddl);

    public bool Equals(SparkType? other) => other is not null && other.Ddl == Ddl;

    public override bool Equals(object? obj) => Equals(obj as SparkType);

    public override int GetHashCode() => string.GetHashCode(Ddl, StringComparison.Ordinal);

    public override string ToString() => Ddl;
}
