using System.Globalization;

namespace Stoker.EventLogs.Events.Executors;

/// <summary>Names a block manager.</summary>
internal sealed record BlockManagerId(string ExecutorId, string Host, int Port)
{
    public string HostPort => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    public static BlockManagerId Read(ref EventReader reader)
    {
        string executor = "", host = "";
        var port = 0;
        if (reader.EnterObject())
        {
            while (reader.NextKey(out var key))
            {
                if (key.Is("Executor ID"u8))
                {
                    executor = reader.Text() ?? "";
                }
                else if (key.Is("Host"u8))
                {
                    host = reader.Text() ?? "";
                }
                else if (key.Is("Port"u8))
                {
                    port = reader.Integer32() ?? 0;
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return new BlockManagerId(executor, host, port);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"BlockManagerId({ExecutorId}, {Host}, {Port}, None)");
}
