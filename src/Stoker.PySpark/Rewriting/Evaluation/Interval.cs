using System.Numerics;
using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>Whole numbers from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
internal readonly record struct Interval(BigInteger Low, BigInteger High)
{
    private static readonly BigInteger MostDigits = BigInteger.Pow(10, 38) - 1;

    /// <summary>What a bigint holds.</summary>
    public static readonly Interval Long = new(SparkType.Long.Lowest, SparkType.Long.Highest);

    /// <summary>What a double holds exactly, one by one.</summary>
    public static readonly Interval Exact = new(-(BigInteger.One << 53), BigInteger.One << 53);

    /// <summary>Lengths and sizes.</summary>
    public static readonly Interval Length = new(0, int.MaxValue);

    /// <summary>What fits in 38 decimal digits.</summary>
    public bool IsWide => Low >= -MostDigits && High <= MostDigits;

    public static Interval Of(BigInteger value) => new(value, value);

    public static Interval Of(SparkType type) => new(type.Lowest, type.Highest);

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a, Interval b) => new(a.Low - b.High, a.High - b.Low);

    public static Interval operator *(Interval a, Interval b)
    {
        BigInteger[] corners = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        return new Interval(corners.Min(), corners.Max());
    }

    public bool IsWithin(Interval other) => Low >= other.Low && High <= other.High;

    public bool Contains(BigInteger value) => value >= Low && value <= High;

    public Interval Union(Interval other) => new(BigInteger.Min(Low, other.Low), BigInteger.Max(High, other.High));

    public Interval Intersect(Interval other) => new(BigInteger.Max(Low, other.Low), BigInteger.Min(High, other.High));
}
