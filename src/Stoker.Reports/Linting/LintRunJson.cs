using System.Text.Json;
using Stoker.Advice.SourceJoin;

namespace Stoker.Reports.Linting;

/// <summary>The parts of <c>stoker/lint/1</c> that a log adds.</summary>
internal static class LintRunJson
{
    public static void WriteRun(Utf8JsonWriter json, SourceRun run)
    {
        json.WriteStartObject("run");
        json.WriteString("applicationId", run.ApplicationId);
        json.WriteString("applicationName", run.ApplicationName);
        json.WriteBoolean("isComplete", run.IsComplete);
        json.WriteNumber("coreMs", run.CoreTime.Value);
        json.WriteNumber("wallMs", run.WallTime.Value);
        json.WriteNumber("joinedJobs", run.Joined.Sum(joined => joined.Work.Jobs.Count));
        json.WriteNumber("otherJobs", run.NotJoined.Sum(work => work.Jobs.Count));
        json.WriteStartArray("groups");
        foreach (var group in run.Groups)
        {
            json.WriteStartObject();
            json.WriteNumber("coreMs", group.CoreTime.Value);
            json.WriteNumber("criticalPathMs", group.CriticalTime.Value);
            json.WriteString("basis", NameOf(group.Basis));
            WriteNumbers(json, "jobs", group.Jobs.Select(job => (long)job.Value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("calls");
        foreach (var joined in run.Joined)
        {
            json.WriteStartObject();
            WriteNumbers(json, "jobs", joined.Work.Jobs.Select(job => (long)job.Value));
            json.WriteNumber("coreMs", joined.CoreTime.Value);
            json.WriteNumber("criticalPathMs", joined.CriticalTime.Value);
            json.WriteString("basis", NameOf(joined.Basis));
            json.WriteStartArray("lines");
            foreach (var action in joined.Actions.Select(index => run.Actions[index]))
            {
                json.WriteStartObject();
                json.WriteString("file", action.File);
                json.WriteNumber("line", action.Line);
                json.WriteString("method", action.Method);
                if (action.Symbol is { } symbol)
                {
                    json.WriteString("symbol", symbol);
                }

                if (action.Caller is { } caller)
                {
                    json.WriteStartObject("caller");
                    json.WriteString("file", caller.File);
                    json.WriteNumber("line", caller.Line);
                    if (caller.Symbol is { } around)
                    {
                        json.WriteString("symbol", around);
                    }

                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteFinding(Utf8JsonWriter json, PricedFinding priced)
    {
        json.WriteStartObject("run");
        json.WriteString("status", NameOf(priced.Status));
        if (priced is { CoreTime: { } core, CriticalTime: { } critical, Basis: { } basis, Group: { } group })
        {
            json.WriteString("basis", NameOf(basis));
            json.WriteNumber("coreMs", core.Value);
            json.WriteNumber("criticalPathMs", critical.Value);
            json.WriteNumber("group", group);
            WriteNumbers(json, "jobs", priced.Jobs.Select(job => (long)job.Value));
            json.WriteStartArray("stages");
            foreach (var stage in priced.Stages)
            {
                json.WriteStringValue(stage.ToString());
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static string NameOf(JoinStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    private static string NameOf(JoinBasis basis) => JsonNamingPolicy.CamelCase.ConvertName(basis.ToString());

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
