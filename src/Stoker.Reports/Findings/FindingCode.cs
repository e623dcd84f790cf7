using System.Globalization;
using Stoker.Advice.SourceJoin;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Tracing;
using Stoker.Linting;
using Stoker.PySpark.Linting;
using Stoker.Reports.Linting;

namespace Stoker.Reports.Findings;

/// <summary>The lines of the program behind a finding of a run, and what lint finds on them.</summary>
/// <param name="Basis">How the lines were found.</param>
/// <param name="Calls">The calls that started the work; candidates when ambiguous.</param>
/// <param name="Findings">What lint finds on what they run.</param>
internal sealed record FindingCode(JoinBasis Basis, IReadOnlyList<SourceAction> Calls, IReadOnlyList<LintFinding> Findings)
{
    private const int MostCalls = 3;
    private const int MostFindings = 3;

    /// <summary>One line; absent when no call is known.</summary>
    public string? Text => Calls.Count == 0 ? null : $"code: {CallsText()}{(Findings.Count == 0 ? "" : "; lint: " + FindingsText())}";

    /// <summary>The lines behind the place of a finding, or behind the stages that belong to it.</summary>
    public static FindingCode Of(Finding finding, PricedLint code)
    {
        var run = code.Run;
        var joined = finding.RelatedPlaces.Prepend(finding.Place).Select(place => WorkAt(place, run)).FirstOrDefault(work => work is not null);
        if (joined is null)
        {
            return new FindingCode(JoinBasis.Ambiguous, [], []);
        }

        var stages = finding.RelatedPlaces.Prepend(finding.Place).OfType<StagePlace>().Select(place => place.Stage).Where(joined.Work.Stages.Contains).ToList();
        var findings = (stages.Count > 0 ? stages : joined.Work.Stages).SelectMany(run.FindingsOn).Distinct().Order().Select(index => code.Result.Findings[index]);
        return new FindingCode(joined.Basis, [.. joined.Actions.Select(action => run.Actions[action])], [.. findings]);
    }

    private static JoinedWork? WorkAt(Place place, SourceRun run) => place switch
    {
        StagePlace stage => run.WorkOf(stage.Stage),
        JobPlace job => run.Joined.FirstOrDefault(joined => joined.Work.Jobs.Contains(job.Job)),
        SqlExecutionPlace execution => run.Joined.FirstOrDefault(joined => joined.Work.Executions.Contains(execution.Execution)),
        PlanNodePlace node => run.Joined.FirstOrDefault(joined => joined.Work.Executions.Contains(node.Execution)),
        _ => null,
    };

    private string CallsText()
    {
        var shown = string.Join(Basis == JoinBasis.Ambiguous ? " or " : ", ", Calls.Take(MostCalls).Select(call =>
            string.Create(CultureInfo.InvariantCulture, $"{call.Method} at {call.File}:{call.Line}{(call.Symbol is null ? "" : $" in {call.Symbol}")}{CallerText(call.Caller)}")));
        var more = Calls.Count > MostCalls ? string.Create(CultureInfo.InvariantCulture, $" or one of {Calls.Count - MostCalls} others") : "";
        return shown + more + (Basis is JoinBasis.CallSite or JoinBasis.Ambiguous ? "" : $" ({PricedLintText.BasisText(Basis)})");
    }

    private static string CallerText(SourceCaller? caller) =>
        caller is null ? "" : string.Create(CultureInfo.InvariantCulture, $", called at {caller.File}:{caller.Line}{(caller.Symbol is null ? "" : $" in {caller.Symbol}")}");

    private string FindingsText() =>
        string.Join(", ", Findings.Take(MostFindings).Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.Rule.Id} at {LintMessages.PlaceOf(finding).File}:{LintMessages.PlaceOf(finding).Line}")))
        + (Findings.Count > MostFindings ? string.Create(CultureInfo.InvariantCulture, $" and {Findings.Count - MostFindings} more") : "");
}
