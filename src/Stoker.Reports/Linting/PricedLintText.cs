using System.Globalization;
using Stoker.Advice.SourceJoin;
using Stoker.Findings;
using Stoker.Linting;
using Stoker.Model.Jobs;
using Stoker.PySpark.Linting;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Linting;

/// <summary>Findings of lint with what their lines took in a run: groups of shared work, the dearest first, then what has no price.</summary>
public static class PricedLintText
{
    /// <summary>Lines with less of the run than this share are not listed without a finding.</summary>
    private const double DearShare = 0.05;

    private const int MostDearLines = 5;

    /// <summary>Writes the report.</summary>
    public static string Write(PricedLint lint, TextStyle style)
    {
        ArgumentNullException.ThrowIfNull(lint);
        ArgumentNullException.ThrowIfNull(style);
        var output = new TextOutput(style);
        var run = lint.Run;
        Paragraph(output, Heading(run), Tone.Strong);
        foreach (var group in run.Groups)
        {
            output.Line();
            WriteGroup(output, lint, group);
        }

        WriteDearLines(output, run);
        WriteUnpriced(output, lint, JoinStatus.NotJoined, "Not joined with the run");
        WriteUnpriced(output, lint, JoinStatus.DidNotRun, "Did not run in this log");
        output.Line();
        using var totals = new StringWriter { NewLine = "\n" };
        LintTextReport.WriteEnd(lint.Result, totals);
        output.Line(totals.ToString().TrimEnd('\n'));
        return output.ToString();
    }

    private static string Heading(SourceRun run)
    {
        var priced = run.Groups.Sum(group => group.CoreTime.Value);
        var name = run.ApplicationName.Length > 0 ? $"{run.ApplicationName} ({run.ApplicationId})" : run.ApplicationId;
        var joined = run.Joined.Sum(item => item.Work.Jobs.Count);
        var jobs = joined + run.NotJoined.Sum(work => work.Jobs.Count);
        return CellWidth.Clean($"{name}: {Quantity.Duration(run.WallTime)}, {Quantity.Duration(run.CoreTime)} of core time. Findings are on lines that took {Quantity.Duration(new(priced))} of it"
            + $" ({Quantity.Share(priced, run.CoreTime.Value)}), what others share counted once. {Quantity.Count(joined)} of {Quantity.Count(jobs, "job")} joined with this source.");
    }

    private static void WriteGroup(TextOutput output, PricedLint lint, PriceGroup group)
    {
        var run = lint.Run;
        Paragraph(
            output,
            $"{Quantity.Duration(group.CoreTime)} of core time ({Quantity.Share(group.CoreTime.Value, run.CoreTime.Value)}), {Quantity.Duration(group.CriticalTime)} of the run"
            + $" ({Quantity.Share(group.CriticalTime.Value, run.WallTime.Value)}): {JobsText(group.Jobs)}, {BasisText(group.Basis)}",
            Tone.Strong);
        foreach (var index in group.Findings)
        {
            var priced = run.Findings[index];
            var own = priced.CoreTime == group.CoreTime ? "" : $" — {Quantity.Duration(priced.CoreTime ?? default)} of it, {JobsText(priced.Jobs)}{(priced.Basis == group.Basis ? "" : ", " + BasisText(priced.Basis ?? group.Basis))}";
            WriteFinding(output, lint.Result.Findings[index], own);
        }
    }

    /// <summary>Lines that took much of the run, and of which no rule has anything to say.</summary>
    private static void WriteDearLines(TextOutput output, SourceRun run)
    {
        var told = run.Groups.SelectMany(group => group.Jobs).ToHashSet();
        var dear = run.Joined
            .Where(joined => joined.Work.Jobs.Count > 0 && joined.CoreTime.Value > 0 && !joined.Work.Jobs.Any(told.Contains) && (joined.CoreTime.Value >= DearShare * run.CoreTime.Value || joined.CriticalTime.Value >= DearShare * run.WallTime.Value))
            .OrderByDescending(joined => joined.CoreTime.Value).ThenBy(joined => joined.Work.Jobs[0].Value).Take(MostDearLines).ToList();
        if (dear.Count == 0)
        {
            return;
        }

        output.Line();
        output.Line("Lines that took much, without a finding", Tone.Strong);
        foreach (var joined in dear)
        {
            var lines = string.Join(" or ", joined.Actions.Select(index => run.Actions[index]).Select(action => $"{action.File}:{action.Line} {action.Method}").Distinct().Take(3));
            output.Line(new TextLine().Add("  ").Add(VisibleText.Of(lines), Tone.Strong));
            Wrapping.WriteItem(output, TextLine.Of("      "), CellWidth.Clean(
                $"{Quantity.Duration(joined.CoreTime)} of core time ({Quantity.Share(joined.CoreTime.Value, run.CoreTime.Value)}), {Quantity.Duration(joined.CriticalTime)} of the run"
                + $" ({Quantity.Share(joined.CriticalTime.Value, run.WallTime.Value)}): {JobsText(joined.Work.Jobs)}, {BasisText(joined.Basis)}"));
        }
    }

    private static void WriteUnpriced(TextOutput output, PricedLint lint, JoinStatus status, string title)
    {
        var indices = Enumerable.Range(0, lint.Run.Findings.Count).Where(index => lint.Run.Findings[index].Status == status).ToList();
        if (indices.Count == 0)
        {
            return;
        }

        output.Line();
        output.Line(title, Tone.Strong);
        foreach (var index in indices)
        {
            WriteFinding(output, lint.Result.Findings[index], "");
        }
    }

    private static void WriteFinding(TextOutput output, LintFinding finding, string end)
    {
        output.Line(new TextLine().Add("  ").Add(LintMessages.Where(finding), Tone.Strong).Add(" ").Add($"{finding.Rule.Id} {LintMessages.Name(finding.Finding.Severity)}", ToneOf(finding.Finding.Severity))
            .Add(finding.Fix is null ? "" : finding.Fix.Safety == FixSafety.Safe ? " [fix]" : " [unsafe fix]"));
        Wrapping.WriteItem(output, TextLine.Of("      "), CellWidth.Clean(LintMessages.Message(finding) + end));
    }

    private static void Paragraph(TextOutput output, string text, Tone tone)
    {
        foreach (var line in Wrapping.Wrap(text, output.Width))
        {
            output.Line(line, tone);
        }
    }

    /// <summary>Jobs with neighbors as ranges: <c>jobs 0-3, 7</c>.</summary>
    internal static string JobsText(IReadOnlyList<JobId> jobs)
    {
        var ranges = new List<string>();
        for (var start = 0; start < jobs.Count;)
        {
            var end = start;
            while (end + 1 < jobs.Count && jobs[end + 1].Value == jobs[end].Value + 1)
            {
                end++;
            }

            ranges.Add(end == start ? jobs[start].ToString() : $"{jobs[start]}-{jobs[end]}");
            start = end + 1;
        }

        return (jobs.Count == 1 ? "job " : "jobs ") + string.Join(", ", ranges);
    }

    internal static string BasisText(JoinBasis basis) => basis switch
    {
        JoinBasis.CallSite => "by file and line",
        JoinBasis.Label => "by job description",
        JoinBasis.OnlyCall => "the only call that can have started them",
        JoinBasis.PlanShape => "by the shape of the plan",
        _ => "or by other lines: the log does not tell which",
    };

    private static Tone ToneOf(Severity severity) => severity switch { Severity.Critical or Severity.Major => Tone.Bad, Severity.Minor => Tone.Waste, _ => Tone.Quiet };
}
