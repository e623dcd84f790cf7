namespace Stoker.PySpark.Rewriting.Native;

/// <summary>The families of Spark SQL types that the rewriter tells apart.</summary>
internal enum SparkKind
{
    Void,
    Boolean,
    Byte,
    Short,
    Int,
    Long,
    Float,
    Double,
    Decimal,
    String,
    Binary,
    Date,
    Timestamp,
    TimestampNtz,
    Array,
    Map,
    Struct,
    Other,
}
