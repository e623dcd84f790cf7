using Stoker.Advice.SourceJoin;
using Stoker.Model;
using Stoker.Model.TimeSplit;
using Stoker.PySpark.Linting;

namespace Stoker.Linting;

/// <summary>Use case: say what the lines of lint's findings took in a run.</summary>
public static class PriceLint
{
    /// <summary>Joins and ranks.</summary>
    /// <param name="result">Findings that were traced (<see cref="LintSettings.Traces"/>).</param>
    /// <param name="application">The run.</param>
    /// <param name="time">Where its time went.</param>
    public static PricedLint Run(LintResult result, Application application, TimeBreakdown time)
    {
        ArgumentNullException.ThrowIfNull(result);
        var run = SourceJoiner.Join(application, time, result.Actions, [.. result.Findings.Select(finding => (finding.Finding, finding.Trace))]);
        var order = run.Groups.SelectMany(group => group.Findings)
            .Concat(Unpriced(run, JoinStatus.NotJoined))
            .Concat(Unpriced(run, JoinStatus.DidNotRun))
            .ToList();
        var newIndex = new int[order.Count];
        for (var index = 0; index < order.Count; index++)
        {
            newIndex[order[index]] = index;
        }

        return new PricedLint(
            result with { Findings = [.. order.Select(index => WithSeverity(result.Findings[index], run.Findings[index]))] },
            run with
            {
                Findings = [.. order.Select(index => run.Findings[index])],
                Groups = [.. run.Groups.Select(group => group with { Findings = [.. group.Findings.Select(index => newIndex[index])] })],
            });
    }

    private static IEnumerable<int> Unpriced(SourceRun run, JoinStatus status) => Enumerable.Range(0, run.Findings.Count).Where(index => run.Findings[index].Status == status);

    private static LintFinding WithSeverity(LintFinding finding, PricedFinding priced) =>
        priced.Severity == finding.Finding.Severity ? finding : finding with { Finding = finding.Finding with { Severity = priced.Severity } };
}
