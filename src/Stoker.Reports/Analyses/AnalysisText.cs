using Stoker.Analyses;
using Stoker.Reports.Costs;
using Stoker.Reports.Executors;
using Stoker.Reports.Failures;
using Stoker.Reports.Findings;
using Stoker.Reports.Headers;
using Stoker.Reports.Paths;
using Stoker.Reports.Phases;
using Stoker.Reports.Quality;
using Stoker.Reports.Quantities;
using Stoker.Reports.Streaming;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;
using Stoker.Reports.Timelines;

namespace Stoker.Reports.Analyses;

/// <summary>The report of an analysis for a terminal, a pipe or a ticket.</summary>
public static class AnalysisText
{
    /// <summary>Writes the report.</summary>
    public static string Write(Analysis analysis, TextStyle style, Clock clock)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(clock);
        return Write(AnalysisFacts.Of(analysis), style, clock);
    }

    internal static string Write(AnalysisFacts facts, TextStyle style, Clock clock)
    {
        var output = new TextOutput(style);
        HeaderText.Write(output, facts.Header, clock);
        output.Line();
        foreach (var line in Wrapping.Wrap(facts.Sentence, output.Width))
        {
            output.Line(line, Tone.Strong);
        }

        if (facts.HasTasks)
        {
            output.Line();
            TimelineText.Write(output, Timeline.Of(facts.Application, facts.Breakdown, TimelineText.StepsFor(output.Width)));
            output.Line();
            PhasesText.Write(output, facts.Time);
        }

        if (facts.Findings is { } findings && (facts.HasTasks || !findings.IsEmpty))
        {
            output.Line();
            FindingsText.Write(output, findings);
        }

        if (facts.HasTasks)
        {
            WriteTable(output, PathTable.Of(facts.Application, facts.CriticalPath));
            WriteTable(output, StreamingTable.Of(facts.Application));
            WriteTable(output, CostTables.SqlExecutions(facts.Costs));
            WriteTable(output, CostTables.Stages(facts.Costs));
        }

        WriteRest(output, facts);
        return output.ToString();
    }

    private static void WriteRest(TextOutput output, AnalysisFacts facts)
    {
        if (!facts.Failures.IsEmpty)
        {
            output.Line();
            FailuresText.Write(output, facts.Failures);
        }

        if (facts.ExecutorRemarks.Count > 0)
        {
            output.Line();
            ExecutorsText.Write(output, facts.ExecutorRemarks);
        }

        if (facts.NotesBesideFindings is { Count: > 0 } notes)
        {
            output.Line();
            QualityText.Write(output, notes);
        }
    }

    private static void WriteTable(TextOutput output, Table? table)
    {
        if (table is not null)
        {
            output.Line();
            TableText.Write(output, table);
        }
    }
}
