using System.CommandLine;
using Stoker.Advising;
using Stoker.Analyses;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.EventLogs.Sources;
using Stoker.Reports.Advising;
using Stoker.Reports.Html.Predictions;
using Stoker.Reports.Quantities;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker advise SOURCE</c>: binds, calls the use case, renders the advice or writes its settings as a file.</summary>
internal static class AdviseCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "event log, folder of logs, - for standard input, or http://HOST:18080[/history/APP]" };
        var write = new Option<string?>("--write") { Description = "only the settings, as a file: conf, submit, kubernetes, emr or databricks", HelpName = "KIND" };
        write.CompletionSources.Add([.. Enum.GetNames<ConfigurationFormat>().Select(name => name.ToLowerInvariant())]);
        var (output, choice, run) = (new OutputOptions([ReportFormat.Text, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Json], showsTimes: true), new ChoiceOptions(), new RunOptions());
        var program = new ProgramOptions("ask it what the log does not tell");
        var command = new DocumentedCommand("advise", "Says what to change, and writes the settings as a file.")
        {
            Example = "stoker advise /logs/eventlog_v2_app-42",
            Examples = [("stoker advise LOG --write conf --output advised.conf", "for spark-submit --properties-file, or to add to spark-defaults.conf")],
            Page = "docs/guide/advise.md",
        }.With(new OptionGroup(output.Group.Title, [write, .. output.Group.Options])).With(choice.Group).With(program.Group).With(run.Group);
        command.Arguments.Add(source);
        command.SetAction(result => Run(result, result.GetValue(source) ?? "", result.GetValue(write), output, choice, run, program));
        return command;
    }

    private static int Run(ParseResult result, string source, string? write, OutputOptions output, ChoiceOptions choice, RunOptions run, ProgramOptions program)
    {
        var (format, style, clock, kind) = (output.Format(result), output.Style(result), output.Clock(result), KindOf(write));
        if (kind is not null && format != ReportFormat.Text)
        {
            throw UserError.WrongOption("--format", format.ToString().ToLowerInvariant(), "--write has the form of the file: leave one of them out.");
        }

        var configuration = run.Configuration(result);
        var selection = choice.Selection(result, clock);
        if (format == ReportFormat.Html && selection.Last > 1)
        {
            throw UserError.WrongOption("--format", "html", "It shows one application a file; leave --last out.");
        }

        var request = new AnalysisRequest(source) { Selection = selection, Options = run.SourceOptions(result), Diagnosing = configuration.Diagnose with { Accepted = [] }, Witness = program.Witness(result) };
        using var answer = new AnswerOutput(output.OutputFile(result));
        using var interruption = new Interruption();
        using var progress = output.IsQuiet(result) || !StandardError.IsTerminal ? null : new ProgressLine();
        try
        {
            var count = 0;
            foreach (var advice in AdviseApplication.Run(request, progress is null ? null : progress.Report, interruption.Token))
            {
                progress?.Clear();
                if (!advice.Analysis.HasContent)
                {
                    return CommandLine.Report(SourceErrors.Empty(advice.Analysis));
                }

                SourceErrors.RefuseMixed(advice.Analysis.Application.Reading, advice.Analysis.Location);
                var text = kind is { } file
                    ? ConfigurationWriter.Write(advice.Plan, advice.Analysis.Application.Name, file, advice.Prediction, ChoiceLines.Comments(advice))
                    : format switch
                    {
                        ReportFormat.Json => AdviceJson.Write(advice, VersionPrinter.Version, isIndented: selection.Last == 1),
                        ReportFormat.Html => AdviceHtml.Write(advice, clock, VersionPrinter.Version),
                        ReportFormat.Markdown => AdviceMarkdown.Write(advice),
                        _ => AdviceText.Write(advice, style, clock),
                    };
                answer.Write(count++ == 0 || format == ReportFormat.Json ? text : "\n" + text);
                if (!output.IsQuiet(result))
                {
                    AnalyzeCommand.TellOfSource(advice.Analysis);
                }

                Tell(advice, source, isQuiet: output.IsQuiet(result) || choice.IsGiven(result));
                if (kind is ConfigurationFormat.Emr or ConfigurationFormat.Databricks && !output.IsQuiet(result))
                {
                    TellPreconditions(advice, text);
                }
            }

            return ExitCode.Done;
        }
        catch (SourceException error)
        {
            return CommandLine.Report(SourceErrors.Of(error));
        }
    }

    private static void Tell(ApplicationAdvice advice, string source, bool isQuiet)
    {
        if (advice.Analysis.OtherApplications is > 0 and var others && !isQuiet)
        {
            StandardError.Line($"stoker: {Quantity.Count(others, "other application")} in {source} not looked at; choose with --app, --name, --since, --until, --last N.");
        }
    }

    /// <summary>JSON has no comments: what must hold goes to standard error.</summary>
    private static void TellPreconditions(ApplicationAdvice advice, string written)
    {
        foreach (var setting in advice.Plan.Settings.Where(setting => !written.Contains($"\"{setting.Key}\"", StringComparison.Ordinal)))
        {
            StandardError.Line($"stoker: {setting.Key}={setting.To} is not written: clusters of this kind have no such setting.");
        }

        if (advice.Plan.Settings.Count == 0)
        {
            StandardError.Line($"stoker: {ConfigurationWriter.NothingToSet(advice.Plan)}");
        }

        foreach (var setting in advice.Plan.Settings.Where(setting => setting.Precondition is not null))
        {
            StandardError.Line($"stoker: {setting.Key} only if this holds: {setting.Precondition}");
        }
    }

    private static ConfigurationFormat? KindOf(string? name) => name switch
    {
        null => null,
        _ when Enum.TryParse<ConfigurationFormat>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && char.IsAsciiLetter(name[0]) => kind,
        _ => throw UserError.WrongOption("--write", name, "Kinds: conf, submit, kubernetes, emr, databricks."),
    };
}
