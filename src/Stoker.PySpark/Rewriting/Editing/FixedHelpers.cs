using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Editing;

/// <summary>Helper functions of the rewritten source whose text does not depend on what is rewritten.</summary>
internal static class FixedHelpers
{
    /// <summary>Fails where <c>toDF()</c> of an RDD fails to infer types.</summary>
    public const string Inferred = "inferred";

    /// <summary>Groups by a key and fails where <c>toDF()</c> of the reduced pairs does.</summary>
    public const string Grouped = "grouped";

    /// <summary>Sums ints without an end.</summary>
    public const string Total = "total";

    public static bool Has(string name) => name == Nullability.Keeping;

    /// <summary>The definition.</summary>
    /// <param name="name">One of the constants above, or <see cref="Nullability.Keeping"/>.</param>
    /// <param name="functions">How the module calls <c>pyspark.sql.functions</c>.</param>
    public static string Text(string name, string functions) => name switch
    {
        Nullability.Keeping => $"""
            def _py_nullable(column):
                # A column of Python values may hold NULL, its schema says; so does this one's. The branch is never taken.
                return {functions}.when({functions}.lit(False), None).otherwise(column)

            """,
        Inferred => """
            def _py_inferred(frame):
                # As RDD.toDF() does it: fails where there is no row, or where the first 100 leave a column without a type.
                rows = frame.take(1)
                if rows and any(value is None for value in rows[0]):
                    rows = frame.take(100)
                if not rows or any(all(row[at] is None for row in rows) for at in range(len(rows[0]))):
                    raise ValueError("Some of types cannot be determined by the first 100 rows")
                return frame

            """,
        Grouped => """
            def _py_grouped(frame, key, value):
                # As reduceByKey() and toDF() do it: fails where no row has a key, which leaves its column without a type.
                if frame.filter(key.isNotNull()).isEmpty():
                    raise ValueError("Some of types cannot be determined by the first 100 rows")
                return frame.groupBy(key).agg(value)

            """,
        Total => $"""
            def _py_total(value):
                # Python's ints do not end at 64 bits; toDF() makes NULL of what does not fit.
                total = {functions}.sum(value.cast("decimal(20,0)"))
                return {functions}.when(total.between(-(2**63), 2**63 - 1), total.cast("bigint"))

            """,
        _ => throw new InvalidOperationException($"there is no helper '{name}'"),
    };
}
