using System.Globalization;
using System.Text;
using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>Reads <c>Task End Reason</c> and words it as Spark does (TaskEndReason.scala, toErrorString).</summary>
internal static class TaskFailureReader
{
    public static Failure Read(ref EventReader reader)
    {
        var fields = new Fields();
        if (reader.EnterObject())
        {
            while (reader.NextKey(out var key))
            {
                fields.Read(ref reader, key);
            }
        }

        var reason = TaskWords.Reason(fields.Word);
        return new Failure(reason, Message(reason, fields), reason == TaskEndReason.ExceptionFailure ? fields.ClassName : null, Fetch(reason, fields));
    }

    private static FetchFailure? Fetch(TaskEndReason reason, Fields fields) => reason != TaskEndReason.FetchFailed
        ? null
        : new FetchFailure(fields.Address?.ExecutorId, fields.Address?.Host, fields.ShuffleId, fields.MapId, fields.ReduceId);

    private static string? Message(TaskEndReason reason, Fields fields) => reason switch
    {
        TaskEndReason.Success => null,
        TaskEndReason.Resubmitted => "Resubmitted (resubmitted due to lost executor)",
        TaskEndReason.FetchFailed => FetchMessage(fields),
        TaskEndReason.ExceptionFailure => fields.FullStackTrace ?? ExceptionMessage(fields),
        TaskEndReason.TaskResultLost => "TaskResultLost (result lost from block manager)",
        TaskEndReason.TaskKilled => fields.KillReason,
        TaskEndReason.TaskCommitDenied => string.Create(
            CultureInfo.InvariantCulture,
            $"TaskCommitDenied (Driver denied task commit) for job: {fields.JobId}, partition: {fields.PartitionId}, attemptNumber: {fields.AttemptNumber}"),
        TaskEndReason.ExecutorLostFailure =>
            $"ExecutorLostFailure (executor {fields.ExecutorId ?? "Unknown"} exited {(fields.ExitCausedByApp ? "caused by one of the running tasks" : "unrelated to the running tasks")})"
            + (fields.LossReason is { } loss ? $" Reason: {loss}" : ""),
        TaskEndReason.ExecutorShutdownFailure => $"ExecutorShutdownFailure (executor {fields.ExecutorId ?? "Unknown"})",
        _ => fields.Word is "UnknownReason" or "" ? "UnknownReason" : fields.Word,
    };

    private static string FetchMessage(Fields fields)
    {
        var address = fields.Address is { } known ? known.ToString() : "null";
        var mapIndex = fields.MapIndex is int.MinValue ? "Unknown" : fields.MapIndex.ToString(CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"FetchFailed({address}, shuffleId={fields.ShuffleId}, mapIndex={mapIndex}, mapId={fields.MapId}, reduceId={fields.ReduceId}, message=\n{fields.Message}\n)");
    }

    private static string ExceptionMessage(Fields fields)
    {
        var text = new StringBuilder(fields.ClassName).Append(": ").Append(fields.Description);
        foreach (var frame in fields.Stack)
        {
            text.Append("\n        ").Append(frame);
        }

        return text.ToString();
    }

    /// <summary>Kind, message and whereabouts of an end.</summary>
    internal readonly record struct Failure(TaskEndReason Reason, string? Message, string? ClassName, FetchFailure? FetchFailure);

    private sealed class Fields
    {
        public string Word { get; private set; } = "";

        public string ClassName { get; private set; } = "";

        public string Description { get; private set; } = "";

        public string? FullStackTrace { get; private set; }

        public List<string> Stack { get; private set; } = [];

        public string KillReason { get; private set; } = "unknown reason";

        public string? ExecutorId { get; private set; }

        public string? LossReason { get; private set; }

        public bool ExitCausedByApp { get; private set; } = true;

        public Executors.BlockManagerId? Address { get; private set; }

        public string Message { get; private set; } = "Unknown reason";

        public int ShuffleId { get; private set; }

        public long MapId { get; private set; }

        public int MapIndex { get; private set; } = int.MinValue;

        public int ReduceId { get; private set; }

        public int JobId { get; private set; } = -1;

        public int PartitionId { get; private set; } = -1;

        public int AttemptNumber { get; private set; } = -1;

        public void Read(ref EventReader reader, EventReader.Key key)
        {
            switch (Encoding.UTF8.GetString(key.Name))
            {
                case "Reason":
                    Word = reader.Text() ?? "";
                    break;
                case "Class Name":
                    ClassName = reader.Text() ?? "";
                    break;
                case "Description":
                    Description = reader.UniqueText() ?? "";
                    break;
                case "Full Stack Trace":
                    FullStackTrace = reader.UniqueText();
                    break;
                case "Stack Trace":
                    Stack = Frames(ref reader);
                    break;
                case "Kill Reason":
                    KillReason = reader.Text() ?? KillReason;
                    break;
                case "Executor ID":
                    ExecutorId = reader.Text();
                    break;
                case "Loss Reason":
                    LossReason = reader.Text();
                    break;
                case "Exit Caused By App":
                    ExitCausedByApp = reader.Boolean(otherwise: true);
                    break;
                case "Block Manager Address" when !reader.IsNull:
                    Address = Executors.BlockManagerId.Read(ref reader);
                    break;
                case "Message":
                    Message = reader.UniqueText() ?? Message;
                    break;
                case "Shuffle ID":
                    ShuffleId = reader.Integer32() ?? 0;
                    break;
                case "Map ID":
                    MapId = reader.Integer() ?? 0;
                    break;
                case "Map Index":
                    MapIndex = reader.Integer32() ?? int.MinValue;
                    break;
                case "Reduce ID":
                    ReduceId = reader.Integer32() ?? 0;
                    break;
                case "Job ID":
                    JobId = reader.Integer32() ?? -1;
                    break;
                case "Partition ID":
                    PartitionId = reader.Integer32() ?? -1;
                    break;
                case "Attempt Number":
                    AttemptNumber = reader.Integer32() ?? -1;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        private static List<string> Frames(ref EventReader reader)
        {
            List<string> frames = [];
            if (!reader.EnterArray())
            {
                return frames;
            }

            while (reader.NextItem())
            {
                string? type = null, method = null, file = null;
                var line = -1;
                if (!reader.EnterObject())
                {
                    continue;
                }

                while (reader.NextKey(out var key))
                {
                    switch (Encoding.UTF8.GetString(key.Name))
                    {
                        case "Declaring Class":
                            type = reader.Text();
                            break;
                        case "Method Name":
                            method = reader.Text();
                            break;
                        case "File Name":
                            file = reader.Text();
                            break;
                        case "Line Number":
                            line = reader.Integer32() ?? -1;
                            break;
                        default:
                            reader.Skip();
                            break;
                    }
                }

                var place = line == -2 ? "Native Method" : file is null ? "Unknown Source" : line >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") : file;
                frames.Add($"{type}.{method}({place})");
            }

            return frames;
        }
    }
}
