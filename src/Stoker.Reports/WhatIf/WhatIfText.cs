using Stoker.Predicting;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.WhatIf;

/// <summary>The answer of <c>whatif</c> for a terminal, a pipe or a ticket.</summary>
public static class WhatIfText
{
    /// <summary>Columns that the time behind a bar takes, with the spaces around the bar.</summary>
    private const int TimeColumns = 14;

    private const int LeastBar = 10;

    /// <summary>Writes the answer.</summary>
    public static string Write(Predicting.WhatIf answer, TextStyle style, Clock clock)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(clock);
        var output = new TextOutput(style);
        HeaderText.Write(output, ApplicationHeader.Of(answer.Application), clock);
        output.Line();
        Write(output, WhatIfSentences.Answers(answer), Tone.Strong);
        if (answer.Runs.Count > 0)
        {
            output.Line();
            if (answer.Runs.Count > 2)
            {
                WriteBars(output, answer);
                output.Line();
            }

            TableText.Write(output, WhatIfTable.Of(answer));
        }

        List<string> basis = [.. WhatIfSentences.Basis(answer)];
        if (basis.Count > 0)
        {
            output.Line();
            Write(output, basis, Tone.Quiet);
        }

        return output.ToString();
    }

    private static void Write(TextOutput output, IEnumerable<string> sentences, Tone tone)
    {
        foreach (var line in sentences.SelectMany(sentence => Wrapping.Wrap(sentence, output.Width)))
        {
            output.Line(line, tone);
        }
    }

    /// <summary>Time by shape: a bar to the lower end of the interval, and what lies within it.</summary>
    private static void WriteBars(TextOutput output, Predicting.WhatIf answer)
    {
        // A wide interval may not press the others to nothing: it is cut at twice the longest time.
        var measured = answer.SpanMs + answer.OutsideMs;
        var longest = Math.Min(answer.Runs.Max(run => run.IsMeasured ? measured : run.Run.ApplicationInterval.HighMs), 2 * answer.Runs.Max(run => run.Run.ApplicationMs));
        var names = answer.Runs.Max(run => WhatIfSentences.Shape(run, answer).Length);
        var width = Math.Max(LeastBar, output.Width - names - TimeColumns);
        var (full, open) = output.Style.HasUnicode ? ('█', '░') : ('#', '.');
        foreach (var run in answer.Runs)
        {
            var (low, high) = run.IsMeasured ? (measured, measured) : (run.Run.ApplicationInterval.LowMs, run.Run.ApplicationInterval.HighMs);
            var (solid, end) = (Cells(low), Cells(high));
            output.Line(new TextLine().AddRight(WhatIfSentences.Shape(run, answer), names).Add("  ").Add(new string(full, Math.Max(1, solid)), run.IsMeasured ? Tone.Strong : Tone.Accent)
                .Add(new string(open, Math.Max(0, end - Math.Max(1, solid))), Tone.Quiet).Add(" " + WhatIfTable.Duration(run.TakesMs)));
        }

        int Cells(double milliseconds) => Math.Min(width, (int)Math.Round(width * milliseconds / longest));
    }
}
