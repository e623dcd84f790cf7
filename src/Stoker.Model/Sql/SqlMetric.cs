namespace Stoker.Model.Sql;

/// <summary>A metric of a plan node.</summary>
/// <param name="Name">Spark's name, such as <c>number of output rows</c>.</param>
/// <param name="Id">The accumulator that carries it.</param>
/// <param name="Type">Spark's type: <c>sum</c> (count), <c>size</c> (bytes), <c>timing</c> (ms), <c>nsTiming</c> (ns), <c>average</c> (ten times the value) or a vendor's own.</param>
public sealed record SqlMetric(string Name, AccumulatorId Id, string Type);
