using System.Text;

namespace Stoker.EventLogs.Events.Applications;

/// <summary>Settings, by group as Spark names them.</summary>
internal sealed record EnvironmentUpdate(Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> Groups) : LogEvent
{
    public static EnvironmentUpdate Read(ref EventReader reader)
    {
        var groups = new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>();
        while (reader.NextKey(out var key))
        {
            if (reader.IsObject)
            {
                var name = Encoding.UTF8.GetString(key.Name);
                groups[name] = reader.Pairs();
            }
            else
            {
                reader.Skip();
            }
        }

        return new EnvironmentUpdate(groups);
    }
}
