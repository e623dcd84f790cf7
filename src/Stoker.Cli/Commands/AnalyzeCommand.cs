using System.CommandLine;
using System.Globalization;
using Stoker.Analyses;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Configuration;
using Stoker.EventLogs.Sources;
using Stoker.Findings;
using Stoker.Reports.Quantities;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker analyze SOURCE…</c>: binds, calls the use case for each source, renders.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("SOURCE")
        {
            Description = "event log, folder of logs, - for standard input, or http://HOST:18080[/history/APP]",
            Arity = ArgumentArity.OneOrMore,
        };
        var gate = new GateOptions();
        var program = new ProgramOptions("show the lines behind findings, and ask it what the log does not tell");
        var (output, choice, run) = (new OutputOptions([ReportFormat.Text, ReportFormat.Markdown, ReportFormat.Html, ReportFormat.Json, ReportFormat.Sarif], showsTimes: true), new ChoiceOptions(), new RunOptions());
        var command = new DocumentedCommand("analyze", "Says where the time of a Spark application went.")
        {
            Example = "stoker analyze /logs/eventlog_v2_app-42",
            Examples =
            [
                ("stoker analyze /logs --name 'nightly*' --last 3", "the last three runs of a job"),
                ("stoker analyze app-42.zstd --format html --output app-42.html", "one file to mail or print"),
                ("hdfs dfs -cat /logs/app-42.zstd | stoker analyze - --format json", "for a program"),
            ],
            Page = "docs/guide/analyze.md",
        }.With(output.Group).With(new OptionGroup("Gate", gate.FailOn, gate.Baseline)).With(choice.Group).With(program.Group).With(run.Group);
        command.Arguments.Add(sources);
        command.SetAction(result => Run(result, result.GetValue(sources) ?? [], output, gate, choice, run, program));
        return command;
    }

    private static int Run(ParseResult result, string[] sources, OutputOptions output, GateOptions gate, ChoiceOptions choice, RunOptions run, ProgramOptions program)
    {
        var configuration = run.Configuration(result);
        var (limit, baseline, today) = (gate.Limit(result, configuration.Diagnose.FailOn), gate.Known(result), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime));
        var clock = output.Clock(result);
        var selection = choice.Selection(result, clock);
        var options = run.SourceOptions(result);
        var (code, witness) = (program.Code(result), program.Witness(result));
        var isQuiet = output.IsQuiet(result);
        var tellsOfOthers = !isQuiet && !choice.IsGiven(result);
        if (!isQuiet)
        {
            TellOfExpired(configuration, today);
            TellOfUnreasoned(configuration);
        }

        var isSeries = sources.Length > 1 || selection.Last > 1;
        if (isSeries && output.Format(result) == ReportFormat.Html)
        {
            throw UserError.WrongOption("--format", "html", "It shows one application a file; name one SOURCE, without --last.");
        }

        using var report = new AnalysisReport(output.Format(result), output.Style(result), clock, output.OutputFile(result), isSeries, WhatIfOptions.PricesOf(configuration.Cost));
        using var interruption = new Interruption();
        var exitCode = ExitCode.Done;
        foreach (var source in sources)
        {
            try
            {
                var request = new AnalysisRequest(source) { Selection = selection, Options = options, Diagnosing = configuration.Diagnose, Baseline = baseline, Today = today, Code = code, Witness = witness };
                using var progress = isQuiet || !StandardError.IsTerminal ? null : new ProgressLine();
                var (reached, others) = Analyze(request, report, limit, progress, !isQuiet, interruption.Token);
                exitCode = Math.Max(exitCode, reached);
                if (others > 0 && tellsOfOthers)
                {
                    StandardError.Line($"stoker: {Quantity.Count(others, "other application")} in {source} not analyzed; choose with --app, --name, --since, --until, --last N.");
                }
            }
            catch (SourceException error)
            {
                exitCode = Math.Max(exitCode == ExitCode.NothingToAnalyze ? ExitCode.Done : exitCode, CommandLine.Report(SourceErrors.Of(error)));
            }
        }

        report.Finish();
        return exitCode;
    }

    private static (int ExitCode, int Others) Analyze(AnalysisRequest request, AnalysisReport report, Severity? limit, ProgressLine? progress, bool tellsOfSource, CancellationToken cancellationToken)
    {
        var (exitCode, others) = (ExitCode.Done, 0);
        foreach (var analysis in AnalyzeApplication.Run(request, progress is null ? null : progress.Report, cancellationToken))
        {
            progress?.Clear();
            others = analysis.OtherApplications;
            if (analysis.HasContent)
            {
                report.Add(analysis);
                if (tellsOfSource)
                {
                    TellOfSource(analysis);
                }

                exitCode = Math.Max(exitCode, analysis.Diagnosis?.Findings.Any(finding => finding.Severity >= limit) == true ? ExitCode.ThresholdMet : ExitCode.Done);
                continue;
            }

            exitCode = Math.Max(exitCode, CommandLine.Report(SourceErrors.Empty(analysis)));
        }

        return (exitCode, others);
    }

    /// <summary>Source that was named and not read would pass for source that has nothing to say.</summary>
    public static void TellOfSource(Analysis analysis)
    {
        foreach (var warning in analysis.CodeWarnings)
        {
            StandardError.Line($"stoker: {warning}.");
        }
    }

    /// <summary>An entry that does not say why keeps its finding out of sight for nobody knows what.</summary>
    private static void TellOfUnreasoned(StokerConfiguration configuration)
    {
        foreach (var acceptance in configuration.Diagnose.Accepted.Where(acceptance => string.IsNullOrWhiteSpace(acceptance.Reason)))
        {
            var file = Path.GetRelativePath(Environment.CurrentDirectory, configuration.File ?? "");
            StandardError.Line(string.Create(CultureInfo.InvariantCulture, $"stoker: {file}:{acceptance.Line}: {acceptance.Id} is accepted without a reason; write one: reason = \"...\"."));
        }
    }

    private static void TellOfExpired(StokerConfiguration configuration, DateOnly today)
    {
        foreach (var acceptance in configuration.Diagnose.Accepted.Where(acceptance => acceptance.IsExpired(today)))
        {
            var file = Path.GetRelativePath(Environment.CurrentDirectory, configuration.File ?? "");
            StandardError.Line(string.Create(CultureInfo.InvariantCulture, $"stoker: {file}:{acceptance.Line}: {acceptance.Id} was accepted until {acceptance.Until:yyyy-MM-dd} and counts again; renew the date or remove the entry."));
        }
    }
}
