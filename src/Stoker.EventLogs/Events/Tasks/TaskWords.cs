using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>Words that Spark writes for localities and end reasons.</summary>
internal static class TaskWords
{
    public static TaskLocality Locality(ReadOnlySpan<byte> word) => word switch
    {
        _ when word.SequenceEqual("PROCESS_LOCAL"u8) => TaskLocality.ProcessLocal,
        _ when word.SequenceEqual("NODE_LOCAL"u8) => TaskLocality.NodeLocal,
        _ when word.SequenceEqual("NO_PREF"u8) => TaskLocality.NoPreference,
        _ when word.SequenceEqual("RACK_LOCAL"u8) => TaskLocality.RackLocal,
        _ when word.SequenceEqual("ANY"u8) => TaskLocality.Any,
        _ => TaskLocality.Unknown,
    };

    public static TaskEndReason Reason(string word) => word switch
    {
        "Success" => TaskEndReason.Success,
        "Resubmitted" => TaskEndReason.Resubmitted,
        "FetchFailed" => TaskEndReason.FetchFailed,
        "ExceptionFailure" => TaskEndReason.ExceptionFailure,
        "TaskResultLost" => TaskEndReason.TaskResultLost,
        "TaskKilled" => TaskEndReason.TaskKilled,
        "TaskCommitDenied" => TaskEndReason.TaskCommitDenied,
        "ExecutorLostFailure" => TaskEndReason.ExecutorLostFailure,
        "ExecutorShutdownFailure" => TaskEndReason.ExecutorShutdownFailure,
        _ => TaskEndReason.Unknown,
    };
}
