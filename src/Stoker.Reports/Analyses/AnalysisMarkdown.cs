using System.Text;
using Stoker.Analyses;
using Stoker.Reports.Costs;
using Stoker.Reports.Executors;
using Stoker.Reports.Failures;
using Stoker.Reports.Findings;
using Stoker.Reports.Paths;
using Stoker.Reports.Phases;
using Stoker.Reports.Quantities;
using Stoker.Reports.Streaming;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;
using Stoker.Reports.Timelines;

namespace Stoker.Reports.Analyses;

/// <summary>The report of an analysis for an issue, a merge request or a wiki.</summary>
public static class AnalysisMarkdown
{
    /// <summary>Columns of the drawing: what the narrowest of the usual places shows without scrolling.</summary>
    private const int DrawingWidth = 88;

    /// <summary>Writes the report.</summary>
    public static string Write(Analysis analysis, Clock clock)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(clock);
        return Write(AnalysisFacts.Of(analysis), clock);
    }

    internal static string Write(AnalysisFacts facts, Clock clock)
    {
        var text = new StringBuilder();
        var header = facts.Header;
        text.Append("## ").Append(MarkdownText.Escape(header.Title)).Append("\n\n");
        if (header.Id.Length > 0)
        {
            text.Append('`').Append(CellWidth.Clean(header.Id).Replace('`', '\'')).Append("` · ");
        }

        text.AppendJoin(" · ", header.Platform.Concat(header.Slots is { } slots ? [slots] : []).Select(MarkdownText.Escape)).Append("  \n");
        text.Append(clock.DateAndTime(header.Start)).Append(" · **").Append(header.Length).Append("** · ").Append(header.Outcome).Append("\n\n");
        text.Append("**").Append(MarkdownText.Escape(facts.Sentence)).Append("**\n");
        if (facts.Findings is { } findings && (facts.HasTasks || !findings.IsEmpty))
        {
            FindingsMarkdown.Write(text, findings);
        }

        if (facts.HasTasks)
        {
            text.Append("\n<details><summary>Where the time went</summary>\n");
            AppendDrawing(text, facts);
            AppendTable(text, "What the wall time waited for", PathTable.Of(facts.Application, facts.CriticalPath));
            AppendTable(text, "Streaming queries", StreamingTable.Of(facts.Application));
            AppendTable(text, "Where core time went, SQL executions", CostTables.SqlExecutions(facts.Costs));
            AppendTable(text, "Where core time went, stages", CostTables.Stages(facts.Costs));
            text.Append("\n</details>\n");
        }

        AppendLists(text, facts);
        return text.ToString();
    }

    private static void AppendDrawing(StringBuilder text, AnalysisFacts facts)
    {
        var drawing = new TextOutput(new TextStyle(DrawingWidth, HasColor: false, HasUnicode: true));
        TimelineText.Write(drawing, Timeline.Of(facts.Application, facts.Breakdown, TimelineText.StepsFor(drawing.Width)));
        drawing.Line();
        PhasesText.Write(drawing, facts.Time);
        text.Append("\n```text\n").Append(drawing).Append("```\n");
    }

    private static void AppendTable(StringBuilder text, string title, Table? table)
    {
        if (table is not null)
        {
            text.Append("\n### ").Append(title).Append("\n\n");
            TableMarkdown.Write(text, table);
        }
    }

    private static void AppendLists(StringBuilder text, AnalysisFacts facts)
    {
        if (!facts.Failures.IsEmpty)
        {
            AppendList(text, "Failures", FailuresText.Lines(facts.Failures, Glyphs.Unicode));
        }

        if (facts.ExecutorRemarks.Count > 0)
        {
            AppendList(text, "Executors", ExecutorsText.Lines(facts.ExecutorRemarks, Glyphs.Unicode));
        }

        if (facts.NotesBesideFindings is { Count: > 0 } notes)
        {
            AppendList(text, "About this log", notes.Select(note => ("", note)));
        }
    }

    private static void AppendList(StringBuilder text, string title, IEnumerable<(string Place, string Text)> lines)
    {
        text.Append("\n### ").Append(title).Append("\n\n");
        foreach (var (place, line) in lines)
        {
            text.Append("- ").Append(place.Length > 0 ? $"**{MarkdownText.Escape(place)}** " : "").Append(MarkdownText.Escape(line)).Append('\n');
        }
    }
}
