using Stoker.Model.Sessions;

namespace Stoker.EventLogs.Events.Sessions;

/// <summary>
/// What Spark Connect or the Thrift server logs of a session or a statement. The events differ in the moment that they tell, not in shape, so one
/// reader serves them all (SparkConnectServerListener.scala, HiveThriftServer2Listener.scala).
/// </summary>
internal sealed record ClientEvent : LogEvent
{
    public required ClientServer Server { get; init; }

    /// <summary>Name of the moment, such as <c>Started</c> or <c>Finished</c>.</summary>
    public required string Moment { get; init; }

    public required bool IsOfSession { get; init; }

    /// <summary>Job tag of a Connect statement, id of a Thrift statement, or the session's id.</summary>
    public string Id { get; private set; } = "";

    public string SessionId { get; private set; } = "";

    public string User { get; private set; } = "";

    public string Statement { get; private set; } = "";

    public long? Time { get; private set; }

    public string? Error { get; private set; }

    public long? ProducedRows { get; private set; }

    public static ClientEvent Read(ref EventReader reader, ClientServer server, bool isOfSession, string moment)
    {
        var client = new ClientEvent { Server = server, IsOfSession = isOfSession, Moment = moment };
        while (reader.NextKey(out var key))
        {
            client.ReadField(ref reader, key);
        }

        if (isOfSession)
        {
            client.Id = client.SessionId;
        }

        return client.Id.Length > 0 ? client : throw new IncompleteEventException(isOfSession ? "sessionId" : server == ClientServer.Connect ? "jobTag" : "id");
    }

    private void ReadField(ref EventReader reader, EventReader.Key key)
    {
        if (key.Is("jobTag"u8) || key.Is("id"u8))
        {
            Id = reader.Text() ?? "";
        }
        else if (key.Is("sessionId"u8))
        {
            SessionId = reader.Text() ?? "";
        }
        else if (key.Is("userName"u8) || (key.Is("userId"u8) && User.Length == 0))
        {
            User = reader.Text() ?? User;
        }
        else if (key.Is("statementText"u8) || key.Is("statement"u8))
        {
            Statement = reader.UniqueText() ?? "";
        }
        else if (key.Is("eventTime"u8) || key.Is("startTime"u8) || key.Is("finishTime"u8) || key.Is("closeTime"u8))
        {
            Time = reader.Integer();
        }
        else if (key.Is("errorMessage"u8) || key.Is("errorMsg"u8))
        {
            Error = reader.UniqueText();
        }
        else if (key.Is("producedRowCount"u8))
        {
            ProducedRows = reader.Integer();
        }
        else
        {
            reader.Skip();
        }
    }
}
