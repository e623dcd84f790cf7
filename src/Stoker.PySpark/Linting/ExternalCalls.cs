using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>Recognises calls that reach out of the process or load something heavy.</summary>
internal static class ExternalCalls
{
    private static readonly string[] RequestRoots = ["requests", "urllib", "urllib2", "http", "boto3", "httpx", "smtplib", "ftplib", "paramiko"];
    private static readonly HashSet<string> RequestMethods = ["execute", "executemany", "put_item", "put_object", "upload_file", "upload_fileobj", "send_message", "publish", "insert_one", "insert_many", "commit", "urlopen"];
    private static readonly HashSet<string> Loaders =
    [
        "re.compile", "open", "json.load", "joblib.load", "pickle.load", "boto3.client", "boto3.resource", "requests.Session", "requests.session", "spacy.load", "torch.load", "zoneinfo.ZoneInfo",
        "pytz.timezone", "tensorflow.keras.models.load_model", "keras.models.load_model", "mlflow.pyfunc.load_model", "numpy.load", "pandas.read_csv", "pandas.read_parquet", "yaml.safe_load",
    ];

    private static readonly HashSet<string> Connectors =
    [
        "psycopg2.connect", "pymysql.connect", "mysql.connector.connect", "sqlite3.connect", "cx_Oracle.connect", "oracledb.connect", "pyodbc.connect", "MySQLdb.connect", "happybase.Connection",
        "boto3.client", "boto3.resource", "requests.Session", "requests.session", "pymongo.MongoClient", "redis.Redis", "redis.StrictRedis", "kafka.KafkaProducer", "confluent_kafka.Producer",
        "sqlalchemy.create_engine", "elasticsearch.Elasticsearch", "cassandra.cluster.Cluster", "socket.socket", "snowflake.connector.connect", "http.client.HTTPConnection", "http.client.HTTPSConnection",
    ];

    /// <summary>Whether a call does a request or a write outside.</summary>
    public static bool IsRequest(LintScope scope, CallExpression call)
    {
        if (QualifiedName(scope, call) is { } qualified && ((RequestRoots.Contains(qualified.Split('.')[0]) && !qualified.StartsWith("urllib.parse", StringComparison.Ordinal)) || (qualified == "open" && IsWriting(call))))
        {
            return true;
        }

        return call.Function is AttributeExpression member && RequestMethods.Contains(member.Name) && !scope.Module.ValueOf(member.Value).IsSpark;
    }

    /// <summary>Whether a call loads or builds something that does not depend on its surroundings.</summary>
    public static bool IsConstantLoad(LintScope scope, CallExpression call) =>
        QualifiedName(scope, call) is { } qualified && (Loaders.Contains(qualified) || qualified.EndsWith(".load_model", StringComparison.Ordinal) || qualified.EndsWith(".from_pretrained", StringComparison.Ordinal))
        && call.Arguments.Count + call.Keywords.Count > 0
        && call.Arguments.All(argument => IsConstant(scope, argument)) && call.Keywords.All(keyword => IsConstant(scope, keyword.Value));

    /// <summary>Whether a call opens a connection or client.</summary>
    public static bool IsConnection(LintScope scope, CallExpression call) => QualifiedName(scope, call) is { } qualified && Connectors.Contains(qualified);

    /// <summary>The full name of an imported or built-in function that is called, or absent.</summary>
    public static string? QualifiedName(LintScope scope, CallExpression call) =>
        scope.Module.ValueOf(call.Function) is { Kind: ValueKind.External, Name: { } name } ? name.Replace("builtins.", "", StringComparison.Ordinal)
        : call.Function is AttributeExpression { Value: var owner } member && scope.Module.ValueOf(owner) is { Kind: ValueKind.External, Name: { } module } ? module + "." + member.Name
        : null;

    private static bool IsConstant(LintScope scope, PythonExpression expression) => expression switch
    {
        ConstantExpression => true,
        NameExpression name => scope.Module.Reaching(name).TrueForAll(binding => binding.Scope.Node is PythonModule),
        CallExpression call => IsConstantLoad(scope, call),
        AttributeExpression member => scope.Module.ValueOf(member).Kind == ValueKind.External,
        _ => false,
    };

    private static bool IsWriting(CallExpression open) =>
        LintScope.Argument(open, 1, "mode") is ConstantExpression { Text: { } mode } && mode.AsSpan().IndexOfAny("wax") >= 0;
}
