namespace Stoker.PySpark.Resolution;

/// <summary>How Spark runs a Python function.</summary>
internal enum UdfKind
{
    /// <summary>Row by row; pickled unless the Spark version or a setting says Arrow.</summary>
    Plain,

    /// <summary>Row by row with <c>useArrow=True</c>.</summary>
    Arrow,

    /// <summary>A pandas UDF: whole columns.</summary>
    Pandas,
}
