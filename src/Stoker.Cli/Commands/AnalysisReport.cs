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
    private readonly Stream? _file = file is null ? null : Create(file);
    private int _count;

    public void Add(Analysis analysis)
    {
        var text = format switch
        {
            ReportFormat.Json => AnalysisJson.Write(analysis, VersionPrinter.Version, isIndented: !isSeries),
            ReportFormat.Markdown => AnalysisMarkdown.Write(analysis, clock),
            _ => AnalysisText.Write(analysis, style, clock),
        };
        Write(_count++ == 0 ? text : Separator() + text);
    }

    /// <summary>Says on standard error that the file is written.</summary>
    public void Finish() => _file?.Flush();

    public void Dispose() => _file?.Dispose();

    private static FileStream Create(string file)
    {
        try
        {
            return File.Create(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.WrongOption("--output", file, error.Message);
        }
    }

    private string Separator() => format switch
    {
        ReportFormat.Json => "",
        ReportFormat.Markdown => "\n---\n\n",
        _ => "\n" + new string(style.HasUnicode ? '═' : '=', style.UsableWidth) + "\n\n",
    };

    private void Write(string text)
    {
        if (_file is null)
        {
            StandardOutput.Write(text);
            return;
        }

        try
        {
            _file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (IOException error)
        {
            throw new UserError(ExitCode.UnreadableSource, $"{file} cannot be written: {error.Message}");
        }
    }
}
