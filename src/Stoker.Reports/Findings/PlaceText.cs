using System.Globalization;
using Stoker.Findings.Places;

namespace Stoker.Reports.Findings;

/// <summary>Writes places for people.</summary>
internal static class PlaceText
{
    public static string Of(Place place) => place switch
    {
        ApplicationPlace => "application",
        StagePlace stage => $"stage {stage.Stage}",
        JobPlace job => $"job {job.Job}",
        SqlExecutionPlace execution => $"SQL {execution.Execution}",
        PlanNodePlace node => string.Create(CultureInfo.InvariantCulture, $"SQL {node.Execution}, node {node.Node}"),
        CallSitePlace line => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(line.File)}:{line.Line}"),
        ExecutorPlace executor => $"executor {executor.Executor}",
        HostPlace host => $"host {host.Host}",
        SettingPlace setting => setting.Key,
        StreamingQueryPlace query => query.Title ?? $"query {query.Query}",
        _ => place.SortKey,
    };
}
