using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stoker.EventLogs.Sources.Remote;

/// <summary>A History Server: its REST API lists the applications and gives their logs as they are stored.</summary>
internal sealed class HistoryServerSource(ServerAddress address, SourceOptions options) : IEventLogSource
{
    private const string PassLog = "Pass a History Server's address such as http://host:18080, or the log's path";

    /// <inheritdoc/>
    public SourceListing List(bool needsHeaders, CancellationToken cancellationToken)
    {
        using var client = new ServerClient(options.Timeout);
        IReadOnlyList<ServerApplication> applications = address.AppId is null
            ? Ask(client, ServerJson.Default.IReadOnlyListServerApplication, cancellationToken)
            : [Ask(client, ServerJson.Default.ServerApplication, cancellationToken)];
        // A driver lists itself and nothing else, as running.
        if (applications is [{ Attempts: [{ Completed: false }] }])
        {
            ThrowIfDriver(client, cancellationToken);
        }
        var candidates = applications.SelectMany(CandidatesOf).ToList();
        return candidates.Count > 0 || address.AttemptId is null
            ? new SourceListing(candidates, [])
            : throw NoSuchAttempt(applications);
    }

    private IEnumerable<EventLogCandidate> CandidatesOf(ServerApplication application)
    {
        foreach (var attempt in application.Attempts ?? [])
        {
            if (application.Id is null || (address.AttemptId is not null && attempt.AttemptId != address.AttemptId))
            {
                continue;
            }
            var log = address with { AppId = application.Id, AttemptId = attempt.AttemptId };
            yield return new EventLogCandidate(log.Page, null, token => DownloadedLog.Open(log, options, token))
            {
                Header = new LogHeader(application.Id, attempt.AttemptId, application.Name, attempt.SparkUser, StartOf(attempt),
                    string.IsNullOrEmpty(attempt.AppSparkVersion) ? null : attempt.AppSparkVersion),
            };
        }
    }

    private static DateTimeOffset? StartOf(ServerAttempt attempt) =>
        attempt.StartTimeEpoch is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(attempt.StartTimeEpoch.Value) : null;

    private T Ask<T>(ServerClient client, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => client.Get(address.List, (response, content) =>
        {
            ServerAnswer.ThrowIfFailed(response, content, address);
            try
            {
                return JsonSerializer.Deserialize(content, type) ?? throw NoHistoryServer(null);
            }
            catch (JsonException exception)
            {
                throw NoHistoryServer(exception);
            }
        }, cancellationToken);

    // A driver sends its root to its jobs; a History Server shows its list there.
    private void ThrowIfDriver(ServerClient client, CancellationToken cancellationToken)
    {
        var isDriver = client.Get(new Uri($"{address.Root}/"), (response, _) =>
            response.StatusCode == HttpStatusCode.OK
            && response.RequestMessage?.RequestUri?.AbsolutePath.TrimEnd('/').EndsWith("/jobs", StringComparison.Ordinal) == true, cancellationToken);
        if (isDriver)
        {
            throw ServerAnswer.LiveDriver(address);
        }
    }

    private SourceException NoHistoryServer(JsonException? exception) => new(SourceErrorKind.Network, address.List.AbsoluteUri,
        "the answer is not the list of a Spark History Server (another program, or a login page before it)", PassLog, exception);

    private SourceException NoSuchAttempt(IReadOnlyList<ServerApplication> applications)
    {
        var attempts = applications.SelectMany(application => application.Attempts ?? []).Select(attempt => attempt.AttemptId).OfType<string>().ToList();
        return new SourceException(SourceErrorKind.NotFound, address.Page, $"application {address.AppId} has no attempt {address.AttemptId}",
            attempts.Count == 0 ? $"It has no attempt ids; pass {(address with { AttemptId = null }).Page}" : $"Its attempts are {string.Join(", ", attempts)}");
    }
}
