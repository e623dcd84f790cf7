using Stoker.Findings.Places;
using Stoker.Reports.Findings;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Findings;

/// <summary>A place, linked to where the page shows it.</summary>
/// <param name="Place">The place.</param>
/// <param name="Targets">Anchors that the page has.</param>
internal sealed record PlaceLink(Place Place, IReadOnlySet<string> Targets) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var text = PlaceText.Of(Place);
        if (TargetsOf(Place).FirstOrDefault(Targets.Contains) is { } target)
        {
            html.Write($"<a href=\"#{target}\">{text}</a>");
        }
        else
        {
            html.Write($"{text}");
        }
    }

    /// <summary>The place itself, or what holds it.</summary>
    private static IEnumerable<string> TargetsOf(Place place) => place switch
    {
        StagePlace stage => [Anchors.Of(stage.Stage)],
        SqlExecutionPlace execution => [Anchors.Of(execution.Execution)],
        PlanNodePlace node => [Anchors.Of(node.Execution, node.Node), Anchors.Of(node.Execution)],
        ExecutorPlace executor => [Anchors.OfExecutor(executor.Executor), Anchors.Executors],
        HostPlace => [Anchors.Executors],
        SettingPlace setting => [Anchors.OfSetting(setting.Key), Anchors.Settings],
        StreamingQueryPlace => [Anchors.Streaming],
        _ => [],
    };
}
