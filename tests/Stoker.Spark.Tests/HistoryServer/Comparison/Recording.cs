using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>What <c>eng/record-history-server</c> wrote: answers in rounds, each round with the logs that were served.</summary>
internal sealed class Recording
{
    private Recording(IReadOnlyList<Round> rounds) => Rounds = rounds;

    public IReadOnlyList<Round> Rounds { get; }

    public static Recording Read(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        List<Round> rounds = [];
        while (text.ReadLine() is { } line)
        {
            // The recorder writes objects with these keys only.
            var entry = JsonNode.Parse(line)!;
            if (entry["logs"] is JsonArray logs)
            {
                rounds.Add(new Round([.. logs.Select(log => log!.GetValue<string>())], []));
            }
            else
            {
                rounds[^1].Answers.Add(new Answer(entry["request"]!.GetValue<string>(), entry["status"]!.GetValue<int>(), entry["body"]!.GetValue<string>()));
            }
        }

        return new Recording(rounds);
    }

    /// <summary>Logs that were served together.</summary>
    /// <param name="Logs">Their paths.</param>
    /// <param name="Answers">All answers.</param>
    internal sealed record Round(IReadOnlyList<string> Logs, List<Answer> Answers);

    /// <summary>One answer.</summary>
    /// <param name="Request">Path and query below <c>/api/v1</c>.</param>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Body">The body as it came.</param>
    internal sealed record Answer(string Request, int Status, string Body);
}
