using System.CommandLine;
using Stoker.Advice.Comparison;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Comparing;
using Stoker.EventLogs.Sources;
using Stoker.Reports.Comparison;
using Stoker.Reports.Html.Comparison;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker compare A B</c>: binds, calls the use case, renders.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("A") { Description = "the earlier run: an event log, a folder of logs, an address" };
        var after = new Argument<string?>("B") { Description = "the other run; without it, the two newest runs of one job in A", Arity = ArgumentArity.ZeroOrOne };
        var (output, choice, run, noise) = (new OutputOptions([ReportFormat.Text, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Json], showsTimes: true), new ChoiceOptions(hasLast: false), new RunOptions(), new NoiseOption());
        var command = new DocumentedCommand("compare", "Says why one of two runs of a job took longer.")
        {
            Example = "stoker compare /logs/monday /logs/tuesday",
            Examples =
            [
                ("stoker compare /logs --name 'nightly*'", "the last run of a job with the one before"),
                ("stoker compare a.zstd b.zstd --format json", "for a program"),
            ],
            Page = "docs/guide/compare.md",
        }.With(new OptionGroup("Comparison", noise.Option)).With(output.Group).With(choice.Group).With(run.Group);
        command.Arguments.Add(before);
        command.Arguments.Add(after);
        command.SetAction(result => Run(result, (result.GetRequiredValue(before), result.GetValue(after)), noise.Read(result), output, choice, run));
        return command;
    }

    private static int Run(ParseResult result, (string Before, string? After) sources, ComparisonOptions comparison, OutputOptions output, ChoiceOptions choice, RunOptions run)
    {
        run.Configuration(result);
        var clock = output.Clock(result);
        var request = new ComparisonRequest(sources.Before, sources.After)
        {
            Selection = choice.Selection(result, clock),
            Options = run.SourceOptions(result),
            Comparison = comparison,
        };
        var (format, style, file) = (output.Format(result), output.Style(result), output.OutputFile(result));
        using var answer = new AnswerOutput(file);
        using var interruption = new Interruption();
        using var progress = output.IsQuiet(result) || !StandardError.IsTerminal ? null : new ProgressLine();
        var compared = Compare(request, progress, interruption.Token);
        progress?.Clear();
        if (!output.IsQuiet(result) && !choice.IsGiven(result))
        {
            TakenRuns.TellOfOthers(request, compared, clock);
        }

        answer.Write(format switch
        {
            ReportFormat.Json => ComparisonJson.Write(compared, VersionPrinter.Version),
            ReportFormat.Html => ComparisonHtml.Write(compared, clock, VersionPrinter.Version),
            ReportFormat.Markdown => ComparisonMarkdown.Write(compared, clock),
            _ => ComparisonText.Write(compared, style, clock),
        });
        return ExitCode.Done;
    }

    private static ComparisonResult Compare(ComparisonRequest request, ProgressLine? progress, CancellationToken cancellationToken)
    {
        try
        {
            var (result, found) = CompareApplications.Run(request, progress is null ? null : progress.Report, cancellationToken);
            found.ToList().ForEach(analysis => SourceErrors.RefuseMixed(analysis.Application.Reading, analysis.Location));
            return result ?? throw TakenRuns.Missing(request, found);
        }
        catch (SourceException error)
        {
            throw SourceErrors.Of(error);
        }
    }
}
