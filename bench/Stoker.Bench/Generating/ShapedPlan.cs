using System.Globalization;

namespace Stoker.Bench.Generating;

/// <summary>The plan of a made query: it filters a table, and counts by a key.</summary>
internal static class ShapedPlan
{
    private const string NoMetadata = ",\"metadata\":{}";

    /// <summary>Metrics of a query, from its first.</summary>
    public const int ScanRows = 0;

    /// <summary>See <see cref="ScanRows"/>.</summary>
    public const int FilterRows = 1;

    /// <summary>See <see cref="ScanRows"/>.</summary>
    public const int PartialRows = 2;

    /// <summary>See <see cref="ScanRows"/>.</summary>
    public const int BytesWritten = 3;

    /// <summary>See <see cref="ScanRows"/>.</summary>
    public const int RecordsRead = 4;

    /// <summary>See <see cref="ScanRows"/>.</summary>
    public const int FinalRows = 5;

    /// <summary>Accumulator of the first metric of a query.</summary>
    public static long FirstMetric(int query) => 1000 + (query * 6L);

    /// <summary>Writes the start of a query.</summary>
    public static void WriteStart(TextWriter writer, int query, int table, long time)
    {
        var first = FirstMetric(query);
        var id = query * 8;
        var scan = Node("Scan parquet ", $"FileScan parquet db.t{table}[k#{id},v#{id + 1}] Batched: true, Format: Parquet, Location: InMemoryFileIndex(1 paths)[hdfs://n/t{table}], ReadSchema: struct<k:string,v:int>", "", first + ScanRows, "number of output rows", $$""","metadata":{"Location":"InMemoryFileIndex(1 paths)[hdfs://n/t{{table}}]","ReadSchema":"struct<k:string,v:int>","Format":"Parquet","Batched":"true","PartitionFilters":"[]","PushedFilters":"[]"}""");
        var filter = Node("Filter", $"Filter (regexp_extract(k#{id}, ([a-z]+){table}, 1) = a)", scan, first + FilterRows, "number of output rows");
        var partial = Node("HashAggregate", $"HashAggregate(keys=[k#{id}], functions=[partial_count(1)])", filter, first + PartialRows, "number of output rows");
        var exchange = Node("Exchange", $"Exchange hashpartitioning(k#{id}, 200), ENSURE_REQUIREMENTS, [plan_id={query}]", partial, first + BytesWritten, "shuffle bytes written", more: $$""",{"name":"records read","accumulatorId":{{first + RecordsRead}},"metricType":"sum"}""");
        var plan = Node("HashAggregate", $"HashAggregate(keys=[k#{id}], functions=[count(1)])", exchange, first + FinalRows, "number of output rows");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $$$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":{{{query}}},"rootExecutionId":{{{query}}},"description":"collect at job.py:{{{table}}}","details":"","physicalPlanDescription":"== Physical Plan ==","sparkPlanInfo":{{{plan}}},"time":{{{time}}},"modifiedConfigs":{}}"""));
    }

    private static string Node(string name, FormattableString text, string child, long metric, string metricName, string metadata = NoMetadata, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"nodeName":"{{name}}","simpleString":"{{text.ToString(CultureInfo.InvariantCulture)}}","children":[{{child}}]{{metadata}},"metrics":[{"name":"{{metricName}}","accumulatorId":{{metric}},"metricType":"sum"}{{more}}]}""");
}
