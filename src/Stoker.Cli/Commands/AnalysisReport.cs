using Stoker.Analyses;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Reports.Analyses;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Cli.Commands;

/// <summary>Where the reports of <c>analyze</c> go: to standard output as they come, or into one file.</summary>
/// <param name="isSeries">Whether several applications may follow: JSON is then one document a line.</param>
internal sealed class AnalysisReport(ReportFormat format, TextStyle style, Clock clock, string? file, bool isSeries) : IDisposable
{
    private readonly AnswerOutput _answer = new(file);
    private int _count;

    public void Add(Analysis analysis)
    {
        var text = format switch
        {
            ReportFormat.Json => AnalysisJson.Write(analysis, VersionPrinter.Version, isIndented: !isSeries),
            ReportFormat.Markdown => AnalysisMarkdown.Write(analysis, clock),
            _ => AnalysisText.Write(analysis, style, clock),
        };
        _answer.Write(_count++ == 0 ? text : Separator() + text);
    }

    public void Dispose() => _answer.Dispose();

    private string Separator() => format switch
    {
        ReportFormat.Json => "",
        ReportFormat.Markdown => "\n---\n\n",
        _ => "\n" + new string(style.HasUnicode ? '═' : '=', style.UsableWidth) + "\n\n",
    };
}
