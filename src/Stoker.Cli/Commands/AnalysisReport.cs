using Stoker.Analyses;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Predicting;
using Stoker.Reports.Analyses;
using Stoker.Reports.Html.Analyses;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Cli.Commands;

/// <summary>Where the reports of <c>analyze</c> go: to standard output as they come, or into one file.</summary>
/// <param name="format">What is written.</param>
/// <param name="style">What the terminal can show.</param>
/// <param name="clock">The zone of times.</param>
/// <param name="file">The file; absent for standard output.</param>
/// <param name="isSeries">Whether several applications may follow: JSON is then one document a line.</param>
/// <param name="prices">Prices of other clusters, which HTML shows.</param>
internal sealed class AnalysisReport(ReportFormat format, TextStyle style, Clock clock, string? file, bool isSeries, Prices prices) : IDisposable
{
    private readonly AnswerOutput _answer = new(file);
    private readonly List<Analysis> _forSarif = [];
    private int _count;

    public void Add(Analysis analysis)
    {
        if (format == ReportFormat.Sarif)
        {
            _forSarif.Add(analysis);
            return;
        }

        var text = format switch
        {
            ReportFormat.Json => AnalysisJson.Write(analysis, VersionPrinter.Version, isIndented: !isSeries),
            ReportFormat.Markdown => AnalysisMarkdown.Write(analysis, clock),
            ReportFormat.Html => AnalysisHtml.Write(analysis, clock, VersionPrinter.Version, AnalysisOutlook.Of(analysis, prices)),
            _ => AnalysisText.Write(analysis, style, clock),
        };
        _answer.Write(_count++ == 0 ? text : Separator() + text);
    }

    /// <summary>Writes what can be written only once all applications are known: SARIF is one document.</summary>
    public void Finish()
    {
        if (format == ReportFormat.Sarif)
        {
            _answer.Write(AnalysisSarif.Write(_forSarif, VersionPrinter.Version));
        }
    }

    public void Dispose() => _answer.Dispose();

    private string Separator() => format switch
    {
        ReportFormat.Json => "",
        ReportFormat.Markdown => "\n---\n\n",
        _ => "\n" + new string(style.HasUnicode ? '═' : '=', style.UsableWidth) + "\n\n",
    };
}
