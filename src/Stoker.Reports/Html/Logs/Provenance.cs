using Stoker.Analyses;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Logs;

/// <summary>Where the report comes from, and how its numbers are defined.</summary>
/// <param name="Analysis">What it is about.</param>
/// <param name="StokerVersion">Version of Stoker.</param>
internal sealed record Provenance(Analysis Analysis, string StokerVersion) : IHtmlComponent
{
    private const int LongestPath = 400;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var reading = Analysis.Application.Reading;
        html.Write($"<p>Stoker {StokerVersion} from <code>{Words.Cut(Analysis.Location, LongestPath)}</code>: {Quantity.Count(reading.Lines, "line")}, {Quantity.Size(new(reading.PlainBytes))} of log");
        if (reading.InputBytes != reading.PlainBytes)
        {
            html.Write($" ({Quantity.Size(new(reading.InputBytes))} stored)");
        }

        html.Write($", {Quantity.Count(Analysis.Application.TaskAttemptCount, "task attempt")}.</p>\n");
        html.Write($"<p>Wall time is from the application's start to its end. Core time is slots times the time that executors lived; task time is the sum of the durations of task attempts. ");
        html.Write($"Sizes are in binary units (1 KiB = 1024 B). What the log does not tell is left out and is not zero. A price with an interval is an estimate; the rest is as Spark logged it, by the driver\u2019s clock.</p>\n");
        html.Write($"<p>Definitions: docs/internals/time-split.md, docs/guide/html-report.md and docs/diagnoses/ of Stoker. This page loads nothing from a network.</p>\n");
    }
}
