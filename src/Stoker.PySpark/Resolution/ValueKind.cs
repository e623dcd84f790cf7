namespace Stoker.PySpark.Resolution;

/// <summary>What kind of thing an expression gives.</summary>
internal enum ValueKind
{
    /// <summary>Not known: it may be anything.</summary>
    Unknown,
    SparkSession,
    SessionBuilder,
    SparkContext,
    SqlContext,
    RuntimeConfig,
    Catalog,
    UdfRegistration,
    DataFrameReader,
    DataFrameWriter,
    DataFrameWriterV2,
    DataStreamReader,
    DataStreamWriter,
    StreamingQuery,
    DataFrame,
    DataFrameNaFunctions,
    DataFrameStatFunctions,
    GroupedData,
    CoGroupedData,
    Column,
    WindowSpec,
    Rdd,
    Row,
    RowList,
    Udf,
    Broadcast,
    SparkConf,
    StructType,
    DeltaTable,
    DeltaMergeBuilder,
    PandasOnSpark,
    Pandas,

    /// <summary>A frame or column of another engine: Polars, Ibis, Dask, Snowpark, SQLFrame, ….</summary>
    OtherEngine,
    Number,
    Text,
    Boolean,
    None,
    Sequence,
    Mapping,

    /// <summary>A module, function or class outside of the project, by its qualified name.</summary>
    External,

    /// <summary>A module of the project.</summary>
    ProjectModule,

    /// <summary>A function or lambda of the project.</summary>
    Function,

    /// <summary>A class of the project.</summary>
    Class,

    /// <summary>An object of a class of the project.</summary>
    Instance,

    /// <summary>A method of a Spark object that is not called yet.</summary>
    Method,
}
