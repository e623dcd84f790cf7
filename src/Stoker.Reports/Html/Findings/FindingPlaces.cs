using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Findings;

/// <summary>Where a finding is: its place, then the stages and lines that belong to it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Targets">Anchors that the page has.</param>
internal sealed record FindingPlaces(Finding Finding, IReadOnlySet<string> Targets) : IHtmlComponent
{
    private const int MostPlaces = 4;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var places = Finding.RelatedPlaces.OrderBy(place => place is not CallSitePlace).Prepend(Finding.Place).Distinct().ToList();
        var executions = places.OfType<PlanNodePlace>().Select(node => node.Execution).ToHashSet();
        places = [.. places.Where(place => place is not SqlExecutionPlace execution || !executions.Contains(execution.Execution)).Take(MostPlaces)];
        for (var index = 0; index < places.Count; index++)
        {
            html.Write($"{(index == 0 ? "" : ", ")}{new PlaceLink(places[index], Targets)}");
        }
    }
}
