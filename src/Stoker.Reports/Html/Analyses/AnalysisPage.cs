using Stoker.Analyses;
using Stoker.Model;
using Stoker.Predicting;
using Stoker.Reports.Analyses;
using Stoker.Reports.Html.Executors;
using Stoker.Reports.Html.Failures;
using Stoker.Reports.Html.Findings;
using Stoker.Reports.Html.Logs;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Overview;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Paths;
using Stoker.Reports.Html.Plans;
using Stoker.Reports.Html.Predictions;
using Stoker.Reports.Html.Settings;
using Stoker.Reports.Html.Stages;
using Stoker.Reports.Html.Streaming;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Analyses;

/// <summary>Puts the page of an analysis together: the order of its sections, and which of them have something to show.</summary>
internal sealed class AnalysisPage(Analysis analysis, AnalysisFacts facts, Clock clock, string stokerVersion, AnalysisOutlook? outlook)
{
    public HtmlPage Compose()
    {
        var application = analysis.Application;
        var stages = new StagesSection(facts.Costs);
        var plans = new PlansSection(facts.Costs);
        var overview = new ClusterOverview(application, analysis.Time, stages.Targets);
        var diagnosis = analysis.Diagnosis;
        IReadOnlySet<string> targets = new HashSet<string>([.. stages.Targets, .. plans.Targets, .. SectionTargets(application)], StringComparer.Ordinal);
        var findings = diagnosis is null ? null : new FindingFacts(diagnosis, outlook?.Savings);
        List<PageSection?> sections =
        [
            new("summary", null, null, SummaryParts(findings, targets)),
            application.Executors.Count + application.Jobs.Count > 0 ? new(Anchors.Timeline, "Timeline", "What ran when", overview.Parts()) : null,
            facts.HasTasks ? new(Anchors.Path, "Critical path", "What the wall time waited for", PathSection.Parts(application, facts.CriticalPath)) : null,
            findings is null ? null : FindingsSection.Of(findings, facts.Findings?.Hidden ?? [], targets, new EvidenceCharts(application, overview.DriverGaps, overview.Busy)),
            outlook is null ? null : AdviceSection.Of(outlook.Advice),
            outlook is null ? null : CurveSection.Of(outlook.Curve),
            FailuresSection.Of(facts.Failures),
            plans.Section(),
            stages.Section(),
            StreamingSection.Of(application),
            ExecutorsSection.Of(application, facts.ExecutorRemarks),
            SettingsSection.Of(application),
            LogSection.Of(facts.QualityNotes, application, diagnosis?.NotChecked ?? []),
            diagnosis is null ? null : ReadingSection.Of(diagnosis),
        ];
        return new HtmlPage(
            $"{Words.Cut(facts.Header.Name, 80)} \u00B7 Stoker",
            new PageHeader(facts.Header, clock),
            [.. sections.OfType<PageSection>()],
            new Provenance(analysis, stokerVersion));
    }

    /// <summary>Anchors of sections that are there only when the log has something for them.</summary>
    private static IEnumerable<string> SectionTargets(Application application) =>
    [
        .. application.Executors.Count > 0 ? ExecutorsSection.Targets(application).Append(Anchors.Executors) : [],
        .. application.Settings.IsKnown ? SettingsSection.Targets(application).Append(Anchors.Settings) : [],
        .. application.StreamingQueries.Count > 0 ? (string[])[Anchors.Streaming] : [],
    ];

    private IReadOnlyList<IHtmlComponent?> SummaryParts(FindingFacts? findings, IReadOnlySet<string> targets) =>
        new Summary(facts, findings, targets).Parts();
}
