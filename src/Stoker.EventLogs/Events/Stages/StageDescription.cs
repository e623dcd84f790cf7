using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Stages;

namespace Stoker.EventLogs.Events.Stages;

/// <summary>A stage as events describe it (key <c>Stage Info</c>).</summary>
internal sealed record StageDescription
{
    public required StageAttemptId Id { get; init; }

    public string Name { get; private set; } = "";

    public int TaskCount { get; private set; }

    public List<Rdd> Rdds { get; private set; } = [];

    public List<int> Parents { get; private set; } = [];

    public string Details { get; private set; } = "";

    public long? SubmissionTime { get; private set; }

    public long? CompletionTime { get; private set; }

    public string? FailureReason { get; private set; }

    public List<StageAccumulable> Accumulables { get; private set; } = [];

    public int ResourceProfile { get; private set; }

    public bool IsShufflePushEnabled { get; private set; }

    public int ShuffleMergerCount { get; private set; }

    /// <summary>A stage that only the list of stage ids of an old JobStart, or only its tasks, name.</summary>
    public static StageDescription Unknown(StageAttemptId id) => new() { Id = id, Name = "unknown", Details = "unknown" };

    /// <summary>The same with other times.</summary>
    public StageDescription At(long? submission, long? completion) =>
        submission == SubmissionTime && completion == CompletionTime ? this : this with { SubmissionTime = submission, CompletionTime = completion };

    public static StageDescription Read(ref EventReader reader)
    {
        int? id = null;
        var attempt = 0;
        var stage = new StageDescription { Id = default };
        if (reader.EnterObject())
        {
            while (reader.NextKey(out var key))
            {
                if (key.Is("Stage ID"u8))
                {
                    id = reader.Integer32();
                }
                else if (key.Is("Stage Attempt ID"u8))
                {
                    attempt = reader.Integer32() ?? 0;
                }
                else
                {
                    stage.ReadField(ref reader, key);
                }
            }
        }

        return stage with { Id = new(new StageId(id ?? throw new IncompleteEventException("Stage ID")), attempt) };
    }

    private void ReadField(ref EventReader reader, EventReader.Key key)
    {
        if (key.Is("Stage Name"u8))
        {
            Name = reader.Text() ?? "";
        }
        else if (key.Is("Number of Tasks"u8))
        {
            TaskCount = Math.Max(reader.Integer32() ?? 0, 0);
        }
        else if (key.Is("RDD Info"u8))
        {
            Rdds = RddReader.ReadAll(ref reader);
        }
        else if (key.Is("Parent IDs"u8))
        {
            Parents = reader.Integers();
        }
        else if (key.Is("Details"u8))
        {
            Details = reader.Text() ?? "";
        }
        else if (key.Is("Submission Time"u8))
        {
            SubmissionTime = reader.Integer() is > 0 and var time ? time : null;
        }
        else if (key.Is("Completion Time"u8))
        {
            CompletionTime = reader.Integer() is > 0 and var time ? time : null;
        }
        else if (key.Is("Failure Reason"u8))
        {
            FailureReason = reader.UniqueText();
        }
        else if (key.Is("Accumulables"u8))
        {
            Accumulables = ReadAccumulables(ref reader);
        }
        else if (key.Is("Resource Profile Id"u8))
        {
            ResourceProfile = reader.Integer32() ?? 0;
        }
        else if (key.Is("Shuffle Push Enabled"u8))
        {
            IsShufflePushEnabled = reader.Boolean();
        }
        else if (key.Is("Shuffle Push Mergers Count"u8))
        {
            ShuffleMergerCount = reader.Integer32() ?? 0;
        }
        else
        {
            reader.Skip();
        }
    }

    private static List<StageAccumulable> ReadAccumulables(ref EventReader reader)
    {
        List<StageAccumulable> accumulables = [];
        if (!reader.EnterArray())
        {
            return accumulables;
        }

        while (reader.NextItem())
        {
            var accumulable = Accumulable.Read(ref reader);
            if (accumulable is { IsTaskMetric: false, IsSqlMetric: false, Name: { } name })
            {
                accumulables.Add(new StageAccumulable(new(accumulable.Id), name, accumulable.Value));
            }
        }

        return accumulables;
    }
}
