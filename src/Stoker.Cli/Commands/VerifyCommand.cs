using System.CommandLine;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Comparing;
using Stoker.EventLogs.Sources;
using Stoker.Reports.Html.Verification;
using Stoker.Reports.Verification;
using Stoker.Verifying;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker verify BEFORE AFTER</c>: binds, calls the use case, renders, keeps the pair.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("BEFORE") { Description = "the run before the change: an event log, a folder of logs, an address" };
        var after = new Argument<string?>("AFTER") { Description = "the other run; without it, the two newest runs of one job in BEFORE", Arity = ArgumentArity.ZeroOrOne };
        var history = new Option<string?>("--history") { Description = "keep predictions and outcomes here [default: verified.jsonl in your data folder]", HelpName = "FILE" };
        var noHistory = new Option<bool>("--no-history") { Description = "keep nothing" };
        var (output, choice, run, noise) = (new OutputOptions([ReportFormat.Text, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Json], showsTimes: true), new ChoiceOptions(hasLast: false), new RunOptions(), new NoiseOption());
        var command = new DocumentedCommand("verify", "Says whether a change saved what was predicted.")
        {
            Example = "stoker verify /logs/before /logs/after",
            Examples = [("stoker verify /logs --name 'nightly*'", "the last run of a job against the one before")],
            Page = "docs/guide/verify.md",
        }.With(new OptionGroup("Verification", noise.Option, history, noHistory)).With(output.Group).With(choice.Group).With(run.Group);
        command.Arguments.Add(before);
        command.Arguments.Add(after);
        command.SetAction(result =>
        {
            run.Configuration(result);
            var request = new VerificationRequest(new ComparisonRequest(result.GetRequiredValue(before), result.GetValue(after))
            {
                Selection = choice.Selection(result, output.Clock(result)),
                Options = run.SourceOptions(result),
                Comparison = noise.Read(result),
            });
            return Run(result, request, new HistoryFile(result.GetValue(noHistory) ? null : result.GetValue(history) ?? HistoryFile.DefaultPath), output, tellsOfOthers: !output.IsQuiet(result) && !choice.IsGiven(result));
        });
        return command;
    }

    private static int Run(ParseResult result, VerificationRequest request, HistoryFile history, OutputOptions output, bool tellsOfOthers)
    {
        var (format, style, clock, known) = (output.Format(result), output.Style(result), output.Clock(result), history.Read());
        using var answer = new AnswerOutput(output.OutputFile(result));
        using var interruption = new Interruption();
        using var progress = output.IsQuiet(result) || !StandardError.IsTerminal ? null : new ProgressLine();
        var verified = Verify(request, progress, interruption.Token);
        progress?.Clear();
        if (tellsOfOthers)
        {
            TakenRuns.TellOfOthers(request.Runs, verified.Runs, clock);
        }

        var added = VerificationHistory.LinesOf(verified, VersionPrinter.Version, known);
        history.Append(added);
        var summary = history.IsKept ? VerificationHistory.Summary([.. known, .. added]) : null;
        answer.Write(format switch
        {
            ReportFormat.Json => VerificationJson.Write(verified, VersionPrinter.Version),
            ReportFormat.Html => VerificationHtml.Write(verified, clock, summary, VersionPrinter.Version),
            ReportFormat.Markdown => VerificationText.WriteMarkdown(verified, clock, summary),
            _ => VerificationText.Write(verified, style, clock, summary),
        });
        return verified.Verification.IsRefused ? ExitCode.NothingToAnalyze : verified.Verification.HasMiss ? ExitCode.ThresholdMet : ExitCode.Done;
    }

    private static VerificationResult Verify(VerificationRequest request, ProgressLine? progress, CancellationToken cancellationToken)
    {
        try
        {
            var (result, found) = VerifyChange.Run(request, progress is null ? null : progress.Report, cancellationToken);
            found.ToList().ForEach(analysis => SourceErrors.RefuseMixed(analysis.Application.Reading, analysis.Location));
            return result ?? throw TakenRuns.Missing(request.Runs, found);
        }
        catch (SourceException error)
        {
            throw SourceErrors.Of(error);
        }
    }
}
