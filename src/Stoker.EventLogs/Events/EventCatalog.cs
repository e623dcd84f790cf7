using Stoker.EventLogs.Events.Applications;
using Stoker.EventLogs.Events.Executors;
using Stoker.EventLogs.Events.Jobs;
using Stoker.EventLogs.Events.Sessions;
using Stoker.EventLogs.Events.Sql;
using Stoker.EventLogs.Events.Stages;
using Stoker.EventLogs.Events.Storage;
using Stoker.EventLogs.Events.Streaming;
using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Sessions;

namespace Stoker.EventLogs.Events;

/// <summary>Which reader reads which event. Task starts and ends have a path of their own; what is not here is skipped and counted.</summary>
internal static class EventCatalog
{
    private const string Sql = "org.apache.spark.sql.execution.ui.";
    private const string Streaming = "org.apache.spark.sql.streaming.StreamingQueryListener$";
    private const string Connect = "org.apache.spark.sql.connect.service.SparkListenerConnect";
    private const string Thrift = "org.apache.spark.sql.hive.thriftserver.ui.SparkListenerThriftServer";
    private const string Scheduler = "org.apache.spark.scheduler.SparkListener";

    /// <summary>Reads an event whose opening brace has been passed; null when there is nothing to keep.</summary>
    internal delegate LogEvent? Reader(ref EventReader reader);

    /// <summary>The reader of an event.</summary>
    /// <param name="name">Name as logged.</param>
    /// <param name="reader">Null for an event that is known and tells nothing that the model holds.</param>
    /// <returns>False for an event that Spark does not have, a vendor's or a newer one.</returns>
    public static bool TryFind(string name, out Reader? reader)
    {
        reader = name switch
        {
            "SparkListenerLogStart" or "DBCEventLoggingListenerMetadata" => LogStart.Read,
            "SparkListenerApplicationStart" => ApplicationStart.Read,
            "SparkListenerApplicationEnd" => ApplicationEnd.Read,
            "SparkListenerEnvironmentUpdate" => EnvironmentUpdate.Read,
            "SparkListenerResourceProfileAdded" => ResourceProfileAdded.Read,
            "SparkListenerExecutorAdded" => ExecutorAdded.Read,
            "SparkListenerExecutorRemoved" => ExecutorRemoved.Read,
            "SparkListenerBlockManagerAdded" => BlockManagerAdded.Read,
            "SparkListenerJobStart" => JobStart.Read,
            "SparkListenerJobEnd" => JobEnd.Read,
            "SparkListenerStageSubmitted" => StageSubmitted.Read,
            "SparkListenerStageCompleted" => StageCompleted.Read,
            "SparkListenerTaskGettingResult" => TaskGettingResult.Read,
            "SparkListenerUnpersistRDD" => RddUnpersisted.Read,
            "SparkListenerBlockUpdated" => BlockUpdated.Read,
            "SparkListenerExecutorMetricsUpdate" => ExecutorMetricsUpdate.ReadHeartbeat,
            "SparkListenerStageExecutorMetrics" => ExecutorMetricsUpdate.ReadOfStage,
            Sql + "SparkListenerSQLExecutionStart" => SqlExecutionStart.Read,
            Sql + "SparkListenerSQLExecutionEnd" => SqlExecutionEnd.Read,
            Sql + "SparkListenerSQLAdaptiveExecutionUpdate" or Sql + "SparkListenerSQLAdaptiveSQLMetricUpdates" => SqlPlanUpdate.Read,
            Sql + "SparkListenerDriverAccumUpdates" => DriverMetricUpdates.Read,
            "org.apache.spark.dataflint.listener.IcebergCommitEvent" => IcebergCommit.Read,
            Streaming + "QueryStartedEvent" => StreamingQueryEvent.ReadStarted,
            Streaming + "QueryProgressEvent" => StreamingQueryEvent.ReadProgress,
            Streaming + "QueryIdleEvent" => StreamingQueryEvent.ReadIdle,
            Streaming + "QueryTerminatedEvent" => StreamingQueryEvent.ReadTerminated,
            _ when name.StartsWith(Scheduler, StringComparison.Ordinal) => FindSchedulerEvent(name[Scheduler.Length..]),
            _ when name.StartsWith(Connect, StringComparison.Ordinal) => FindClientEvent(name[Connect.Length..], ClientServer.Connect),
            _ when name.StartsWith(Thrift, StringComparison.Ordinal) => FindClientEvent(name[Thrift.Length..], ClientServer.Thrift),
            _ => null,
        };
        return reader is not null || IsKnownWithoutContent(name);
    }

    private static bool IsKnownWithoutContent(string name) => name is
        "SparkListenerBlockManagerRemoved" or "SparkListenerSpeculativeTaskSubmitted" or "SparkListenerUnschedulableTaskSetAdded"
        or "SparkListenerUnschedulableTaskSetRemoved" or Connect + "ServiceStarted" or Connect + "ServiceEnd"
        || name.StartsWith("org.apache.spark.sql.catalyst.catalog.", StringComparison.Ordinal);

    private static Reader? FindSchedulerEvent(string name) => name switch
    {
        "ExecutorExcluded" or "ExecutorBlacklisted" or "NodeExcluded" or "NodeBlacklisted" or "ExecutorExcludedForStage"
            or "ExecutorBlacklistedForStage" or "NodeExcludedForStage" or "NodeBlacklistedForStage" => ExclusionChanged.ReadExcluded,
        "ExecutorUnexcluded" or "ExecutorUnblacklisted" or "NodeUnexcluded" or "NodeUnblacklisted" => ExclusionChanged.ReadTakenBack,
        "MiscellaneousProcessAdded" => MiscellaneousProcessAdded.Read,
        _ => null,
    };

    private static Reader? FindClientEvent(string name, ClientServer server)
    {
        const string session = "Session", operation = "Operation";
        if (name.StartsWith(session, StringComparison.Ordinal))
        {
            return (ref EventReader reader) => ClientEvent.Read(ref reader, server, isOfSession: true, name[session.Length..]);
        }

        return name.StartsWith(operation, StringComparison.Ordinal)
            ? (ref EventReader reader) => ClientEvent.Read(ref reader, server, isOfSession: false, name[operation.Length..])
            : null;
    }
}
