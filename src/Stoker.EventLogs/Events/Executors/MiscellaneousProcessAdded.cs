using Stoker.Model.Executors;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Events.Executors;

/// <summary>A process beside driver and executors was announced.</summary>
internal sealed record MiscellaneousProcessAdded(MiscellaneousProcess Process) : LogEvent
{
    public static MiscellaneousProcessAdded Read(ref EventReader reader)
    {
        string? id = null;
        var hostPort = "";
        var cores = 0;
        long time = 0;
        List<KeyValuePair<string, string>> logs = [];
        while (reader.NextKey(out var key))
        {
            if (key.Is("time"u8))
            {
                time = reader.Integer() ?? 0;
            }
            else if (key.Is("processId"u8))
            {
                id = reader.Text();
            }
            else if (key.Is("info"u8) && reader.IsObject)
            {
                while (reader.NextKey(out var part))
                {
                    if (part.Is("hostPort"u8))
                    {
                        hostPort = reader.Text() ?? "";
                    }
                    else if (part.Is("cores"u8))
                    {
                        cores = reader.Integer32() ?? 0;
                    }
                    else if (part.Is("logUrlInfo"u8))
                    {
                        logs = reader.Pairs();
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return new MiscellaneousProcessAdded(
            new MiscellaneousProcess(id ?? throw new IncompleteEventException("processId"), hostPort, cores, new Timestamp(time), logs));
    }
}
