using System.CommandLine;
using System.Globalization;
using Stoker.Analyses;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.EventLogs.Sources;
using Stoker.Predicting;
using Stoker.Reports.Html.Predictions;
using Stoker.Reports.Quantities;
using Stoker.Reports.WhatIf;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker whatif SOURCE</c>: binds, calls the use case, renders.</summary>
internal static class WhatIfCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "event log, folder of logs, - for standard input, or http://HOST:18080[/history/APP]" };
        var (output, choice, run, question) = (new OutputOptions([ReportFormat.Text, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Json], showsTimes: true), new ChoiceOptions(), new RunOptions(), new WhatIfOptions());
        var command = new DocumentedCommand("whatif", "Predicts time and cost on other executors, cores and settings.")
        {
            Example = "stoker whatif /logs/eventlog_v2_app-42 --deadline 30m",
            Examples =
            [
                ("stoker whatif LOG --executors 4,8,16 --cores 4", "three shapes beside the run's own"),
                ("stoker whatif LOG --set spark.sql.shuffle.partitions=400", "another setting on the same cluster"),
                ("stoker whatif LOG --core-hour 0.048 --gib-hour 0.0052 --currency USD", "in money"),
            ],
            Page = "docs/guide/whatif.md",
        }.With(question.Group).With(output.Group).With(choice.Group).With(run.Group);
        command.Arguments.Add(source);
        command.SetAction(result => Run(result, result.GetValue(source)!, output, choice, run, question));
        return command;
    }

    private static int Run(ParseResult result, string source, OutputOptions output, ChoiceOptions choice, RunOptions run, WhatIfOptions question)
    {
        var configuration = run.Configuration(result);
        var clock = output.Clock(result);
        var request = question.Request(result, source, configuration.Cost) with { Selection = choice.Selection(result, clock), Options = run.SourceOptions(result) };
        var (format, style) = (output.Format(result), output.Style(result));
        using var file = new AnswerOutput(output.OutputFile(result));
        using var interruption = new Interruption();
        using var progress = output.IsQuiet(result) || !StandardError.IsTerminal ? null : new ProgressLine();
        try
        {
            var answer = PredictShape.Run(request, progress is null ? null : progress.Report, interruption.Token);
            progress?.Clear();
            SourceErrors.RefuseMixed(answer.Application.Reading, source);
            if (!Analysis.HoldsContent(answer.Application))
            {
                throw SourceErrors.Empty(answer.Application, source);
            }

            if (answer is { UnknownFinding: { } unknown, Refusal: { } refusal })
            {
                throw UserError.WrongOption("--without", unknown, $"{refusal.Reason} {refusal.Remedy}");
            }

            file.Write(format switch
            {
                ReportFormat.Json => WhatIfJson.Write(answer, VersionPrinter.Version),
                ReportFormat.Html => WhatIfHtml.Write(answer, clock, VersionPrinter.Version),
                ReportFormat.Markdown => WhatIfMarkdown.Write(answer, clock),
                _ => WhatIfText.Write(answer, style, clock),
            });
            if (answer.OtherApplications > 0 && !output.IsQuiet(result) && (choice.AsksForSeveral(result) || !choice.IsGiven(result)))
            {
                StandardError.Line($"stoker: whatif looks at one application, the one that started last; {Quantity.Count(answer.OtherApplications, "other")} in {source} not looked at: choose with --app or --name.");
            }

            return ExitCode.Done;
        }
        catch (SourceException error)
        {
            throw SourceErrors.Of(error);
        }
    }
}
