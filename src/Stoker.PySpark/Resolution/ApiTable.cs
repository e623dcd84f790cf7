using System.Collections.Frozen;
using Stoker.Findings;

namespace Stoker.PySpark.Resolution;

/// <summary>What each method and function of PySpark returns, from the table that <c>eng/pyspark-api.py</c> writes.</summary>
internal sealed class ApiTable
{
    private static readonly Lazy<ApiTable> Loaded = new(() => new ApiTable());
    private readonly FrozenDictionary<(ValueKind Owner, string Name), (ValueKind Returns, bool IsProperty)> members;
    private readonly FrozenDictionary<string, ValueKind> functions;

    private ApiTable()
    {
        var read = new Dictionary<(ValueKind, string), (ValueKind, bool)>();
        var readFunctions = new Dictionary<string, ValueKind>();
        using var stream = typeof(ApiTable).Assembly.GetManifestResourceStream("Stoker.PySpark.pyspark-api.tsv")
            ?? throw new InvalidOperationException("The API table is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (cells.Length != 5)
            {
                continue;
            }

            if (cells[0] == "functions")
            {
                readFunctions[cells[1]] = KindOf(cells[3]);
            }
            else
            {
                read[(KindOf(cells[0]), cells[1])] = (KindOf(cells[3]), cells[4] == "property");
            }
        }

        members = read.ToFrozenDictionary();
        functions = readFunctions.ToFrozenDictionary();
    }

    public static ApiTable Instance => Loaded.Value;

    public bool IsFunction(string name) => functions.ContainsKey(name);

    public ValueKind FunctionReturns(string name) => functions.GetValueOrDefault(name, ValueKind.Unknown);

    /// <summary>The member of a Spark object, or absent when it has none of that name.</summary>
    public (ValueKind Returns, bool IsProperty)? Member(ValueKind owner, string name) => members.TryGetValue((owner, name), out var found) ? found : null;

    /// <summary>The value of a parameter or result that is annotated with a bare class name of PySpark.</summary>
    public static ValueKind KindOf(string name) => name switch
    {
        "RDD" => ValueKind.Rdd,
        "SQLContext" or "HiveContext" => ValueKind.SqlContext,
        "PandasCogroupedOps" => ValueKind.CoGroupedData,
        "Builder" => ValueKind.SessionBuilder,
        "UDFRegistration" => ValueKind.UdfRegistration,
        "Window" => ValueKind.WindowSpec,
        "functions" => ValueKind.Unknown,
        _ => Enum.TryParse<ValueKind>(name, out var kind) ? kind : ValueKind.Unknown,
    };

    /// <summary>The members that only a Spark DataFrame has among the frames of the Python world, by which a parameter is recognised.</summary>
    public static readonly FrozenSet<string> DataFrameOnly = ((string[])[
        "withColumn", "withColumnRenamed", "withColumns", "createOrReplaceTempView", "createTempView", "registerTempTable", "toPandas", "selectExpr", "unionByName",
        "orderBy", "printSchema", "groupBy", "persist", "unpersist", "rdd", "dropDuplicates", "write", "crossJoin", "repartition", "coalesce", "approxQuantile",
        "randomSplit", "writeStream", "localCheckpoint",
    ]).ToFrozenSet();

    /// <summary>The class of a fully qualified name of PySpark, Delta or pandas; absent for others.</summary>
    public static ValueKind? ClassOf(string qualified)
    {
        var name = qualified[(qualified.LastIndexOf('.') + 1)..];
        if (qualified.StartsWith("pyspark.pandas", StringComparison.Ordinal))
        {
            return name is "DataFrame" or "Series" ? ValueKind.PandasOnSpark : null;
        }

        if (qualified.StartsWith("pyspark.", StringComparison.Ordinal))
        {
            return name switch
            {
                "StructType" or "SparkConf" => KindOf(name),
                _ => KindOf(name) is var kind && kind is > ValueKind.Unknown and < ValueKind.Number ? kind : null,
            };
        }

        return qualified switch
        {
            "delta.tables.DeltaTable" or "delta.DeltaTable" => ValueKind.DeltaTable,
            "databricks.connect.DatabricksSession" => ValueKind.SparkSession,
            "pandas.DataFrame" or "pandas.Series" => ValueKind.Pandas,
            _ when IsOtherEngine(qualified) => ValueKind.OtherEngine,
            _ => null,
        };
    }

    public static bool IsOtherEngine(string qualified) => qualified.Split('.')[0] is "polars" or "ibis" or "dask" or "modin" or "cudf" or "snowflake" or "sqlframe" or "duckdb" or "daft" or "vaex" or "geopandas" or "datasets" or "django" or "sqlalchemy" or "pymongo" or "peewee" or "pyarrow";

    /// <summary>How sure a kind is that was read from an annotation.</summary>
    public const Confidence Annotated = Confidence.Medium;
}
