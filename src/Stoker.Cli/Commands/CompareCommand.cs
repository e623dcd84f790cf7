using System.CommandLine;
using Stoker.Advice.Comparison;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Comparing;
using Stoker.EventLogs.Sources;
using Stoker.Reports.Comparison;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker compare A B</c>: binds, calls the use case, renders.</summary>
internal static class CompareCommand
{
    /// <summary>A standard deviation beyond this says that the runs have nothing in common.</summary>
    private const double MostNoisePercent = 50;

    public static Command Create()
    {
        var sources = new Argument<string[]>("A B")
        {
            Description = "the runs: two SOURCEs, the earlier one first; with one, the two newest in it",
            Arity = new ArgumentArity(1, 2),
        };
        var noise = new Option<double?>("--noise")
        {
            Description = "standard deviation of the wall time of repeated runs [default: 3 percent]",
            HelpName = "PERCENT",
        };
        var (output, choice, run) = (new OutputOptions([ReportFormat.Text, ReportFormat.Markdown, ReportFormat.Json], showsTimes: true), new ChoiceOptions(hasLast: false), new RunOptions());
        var command = new DocumentedCommand("compare", "Says why one of two runs of a job took longer.")
        {
            Example = "stoker compare /logs/monday /logs/tuesday",
            Examples =
            [
                ("stoker compare /logs --name 'nightly*'", "the last run of a job with the one before"),
                ("stoker compare a.zstd b.zstd --format json", "for a program"),
            ],
            Page = "docs/guide/compare.md",
        }.With(new OptionGroup("Comparison", noise)).With(output.Group).With(choice.Group).With(run.Group);
        command.Arguments.Add(sources);
        command.SetAction(result => Run(result, result.GetValue(sources) ?? [], NoiseOf(result.GetValue(noise)), output, choice, run));
        return command;
    }

    private static ComparisonOptions NoiseOf(double? percent) => percent switch
    {
        null => new ComparisonOptions(),
        >= 0 and <= MostNoisePercent => new ComparisonOptions { Noise = percent.Value / 100 },
        _ => throw UserError.WrongOption("--noise", percent.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), $"It is a number of percent from 0 to {MostNoisePercent}."),
    };

    private static int Run(ParseResult result, string[] sources, ComparisonOptions comparison, OutputOptions output, ChoiceOptions choice, RunOptions run)
    {
        run.Configuration(result);
        var clock = output.Clock(result);
        var request = new ComparisonRequest(sources[0], sources.Length > 1 ? sources[1] : null)
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
        answer.Write(format switch
        {
            ReportFormat.Json => ComparisonJson.Write(compared, VersionPrinter.Version),
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
            return result ?? throw new UserError(
                ExitCode.NothingToAnalyze,
                found.FirstOrDefault(analysis => !analysis.HasContent) is { } empty ? $"{empty.Location} holds no application." : $"{request.Before} holds only one application.",
                "Name the two runs: stoker compare A B.");
        }
        catch (SourceException error)
        {
            throw SourceErrors.Of(error);
        }
    }
}
