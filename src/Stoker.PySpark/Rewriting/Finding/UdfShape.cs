namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>How a UDF is made.</summary>
internal enum UdfShape
{
    /// <summary><c>@udf(...) def f</c></summary>
    Decorated,

    /// <summary><c>f = udf(g, T)</c></summary>
    Assigned,

    /// <summary><c>udf(lambda x: …, T)(column)</c> in place.</summary>
    InPlace,

    /// <summary><c>spark.udf.register("f", g, T)</c></summary>
    Registered,

    /// <summary>A plain UDF whose annotations may make it one of batches.</summary>
    Batches,
}
