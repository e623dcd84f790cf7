using Stoker.EventLogs.Events.Sessions;
using Stoker.Model.Sessions;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <content>Sessions and statements of Spark Connect and the Thrift server.</content>
internal sealed partial class ApplicationBuilder
{
    private readonly Dictionary<string, ClientSession> _sessions = [];
    private readonly Dictionary<string, ClientOperation> _operations = [];

    private void Apply(ClientEvent client)
    {
        Note(client.Time);
        Timestamp? time = client.Time is { } known ? new Timestamp(known) : null;
        if (client.IsOfSession)
        {
            var session = _sessions.GetValueOrDefault(client.Id) ?? new ClientSession(client.Id, client.Server, client.User, time ?? default, null);
            _sessions[client.Id] = client.Moment == "Closed" ? session with { CloseTime = time } : session;
            return;
        }

        var operation = _operations.GetValueOrDefault(client.Id) ?? new ClientOperation { Id = client.Id, Server = client.Server, State = client.Moment };
        operation = operation with { State = client.Moment, ProducedRows = client.ProducedRows ?? operation.ProducedRows };
        _operations[client.Id] = client.Moment switch
        {
            "Started" or "Start" => operation with
            {
                State = "Started",
                SessionId = client.SessionId,
                User = client.User,
                Statement = client.Statement,
                StartTime = time,
            },
            "Finished" or "Finish" or "Canceled" or "Timeout" => operation with { FinishTime = time },
            "Failed" or "Error" => operation with { FinishTime = time, Error = client.Error ?? "" },
            "Closed" => operation with { CloseTime = time },
            _ => operation,
        };
    }
}
