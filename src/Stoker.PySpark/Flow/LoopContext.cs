using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

/// <summary>A loop around a node.</summary>
/// <param name="Node">The <c>for</c>, <c>while</c> or comprehension.</param>
/// <param name="Iterable">What it goes over; absent for <c>while</c>.</param>
/// <param name="Variables">The names that change with each round.</param>
/// <param name="Count">How many rounds there are, when the source says so.</param>
internal sealed record LoopContext(PythonNode Node, PythonExpression? Iterable, IReadOnlyList<string> Variables, long? Count)
{
    /// <summary>So few rounds are written out by people too.</summary>
    private const int FewRounds = 3;

    public bool IsLong => Count is null or > FewRounds;
}
