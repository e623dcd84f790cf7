namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>What stands for a missing element of a pandas Series. A float Series has NaN only, which is also what a NULL becomes in it.</summary>
internal enum MissingMark
{
    /// <summary>Whatever the type has: NaN in a series of numbers.</summary>
    Nan,

    /// <summary>None: a column of texts as it comes from Spark, or what a Python function returned.</summary>
    None,

    /// <summary>None in some elements and NaN in others.</summary>
    Either,

    /// <summary>Whatever: where all of a batch are missing, the Series is of another type than else, floats or Python objects.</summary>
    Untyped,
}
