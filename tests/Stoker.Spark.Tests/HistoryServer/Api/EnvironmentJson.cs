using System.Text.Json.Nodes;
using Stoker.Model;
using Stoker.Model.Executors;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Settings of an application, redacted once more by the server (source: ApplicationEnvironmentResource in OneApplicationResource.scala).</summary>
internal static class EnvironmentJson
{
    private const string Redacted = "*********(redacted)";

    public static JsonObject Of(Application application, ServerVersion server)
    {
        var settings = application.Settings;
        return new JsonObject
        {
            ["runtime"] = new JsonObject
            {
                ["javaVersion"] = Jvm("Java Version"),
                ["javaHome"] = Jvm("Java Home"),
                ["scalaVersion"] = Jvm("Scala Version"),
            },
            ["sparkProperties"] = Pairs(Redact(settings.Spark)),
            ["hadoopProperties"] = Pairs(Redact(settings.Hadoop)),
            ["systemProperties"] = Pairs(Redact(settings.System)),
            ["metricsProperties"] = Pairs(Redact(settings.Metrics)),
            ["classpathEntries"] = Pairs(settings.Classpath),
            ["resourceProfiles"] = JsonObjects.List(application.ResourceProfiles.Select(Profile)),
        };

        string? Jvm(string key) => settings.Jvm.Where(pair => pair.Key == key).Select(pair => pair.Value).FirstOrDefault();

        IEnumerable<KeyValuePair<string, string>> Redact(IEnumerable<KeyValuePair<string, string>> pairs) => pairs.Select(pair =>
            server.Redaction.IsMatch(pair.Key) || server.Redaction.IsMatch(pair.Value) ? new(pair.Key, Redacted) : pair);
    }

    private static JsonArray Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        JsonObjects.List(pairs.Select(pair => new JsonArray(pair.Key, pair.Value)));

    private static JsonObject Profile(ResourceProfile profile)
    {
        var (executor, task) = (new JsonObject(), new JsonObject());
        foreach (var (name, request) in profile.ExecutorRequests)
        {
            executor[name] = new JsonObject
            {
                ["resourceName"] = request.Name,
                ["amount"] = request.Amount,
                ["discoveryScript"] = request.DiscoveryScript,
                ["vendor"] = request.Vendor,
            };
        }

        foreach (var (name, amount) in profile.TaskRequests)
        {
            task[name] = new JsonObject { ["resourceName"] = name, ["amount"] = amount };
        }

        return new JsonObject { ["id"] = profile.Id.Value, ["executorResources"] = executor, ["taskResources"] = task };
    }
}
