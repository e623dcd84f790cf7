using System.CommandLine;
using System.Text;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Configuration;
using Stoker.Findings;
using Stoker.Linting;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.Reports.Linting;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker lint PATH…</c>: binds options, runs <see cref="LintPaths"/>, renders, and with <c>--fix</c> writes the files.</summary>
internal static class LintCommand
{
    private static readonly Argument<string[]> Paths = new("PATH") { Description = "Python files, notebooks and folders; the current folder when none is given", Arity = ArgumentArity.ZeroOrMore };
    private static readonly OutputOptions Output = new([ReportFormat.Text, ReportFormat.Json, ReportFormat.Sarif, ReportFormat.GitHub]);
    private static readonly LogOptions Log = new();
    private static readonly Option<bool> Fix = new("--fix") { Description = "apply the fixes that keep the answer" };
    private static readonly Option<bool> FixUnsafe = new("--fix-unsafe") { Description = "also those that may change row order, files or printed output" };
    private static readonly Option<string[]> Select = Many("--select", "only these rules: ids or prefixes", "ID");
    private static readonly Option<string[]> Ignore = Many("--ignore", "not these rules: ids or prefixes", "ID");
    private static readonly Option<string[]> Exclude = Many("--exclude", "leave out files and folders", "GLOB");
    private static readonly Option<string> Confidence = Choice("--confidence", "leave out what is less sure: high, medium or low", "medium", "high", "medium", "low");
    private static readonly Option<bool> IncludeTests = new("--include-tests") { Description = "check tests too" };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "also hygiene that is less than sure" };
    private static readonly Option<bool> RequireReason = new("--require-reason") { Description = "a suppression without a reason does not count" };
    private static readonly Option<bool> NoNoqa = new("--no-noqa") { Description = "# noqa suppresses nothing" };
    private static readonly GateOptions Gate = new("minor");
    private static readonly ConfigurationOption Config = new();
    private static readonly Option<string?> SparkVersion = new("--spark-version") { Description = "the version the source is for [default: from requirements files, else 3.5 or later]", HelpName = "V" };
    private static readonly SchemaOption Schema = new();
    private static readonly Option<string> Python = new("--python") { Description = "the Python that parses; it runs nothing that it reads [default: python3]", HelpName = "PATH", DefaultValueFactory = _ => "python3" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DocumentedCommand("lint", "Names the lines of PySpark that cost time.")
        {
            Example = "stoker lint jobs/",
            Examples = [("stoker lint jobs/ --log /logs/eventlog_v2_app-42", "the lines that took most, of a run"), ("stoker lint jobs/ --fix", "apply the fixes that keep the answer"), ("stoker lint . --format sarif --output lint.sarif", "for code scanning")],
            Page = "docs/guide/lint.md",
        }
            .With(new OptionGroup(Output.Group.Title, [.. Output.Group.Options]))
            .With(new OptionGroup("Gate", Gate.FailOn, Gate.Baseline))
            .With(Log.Group)
            .With(new OptionGroup("Fixes", Fix, FixUnsafe))
            .With(new OptionGroup("Choice of findings", Select, Ignore, Exclude, Confidence, IncludeTests, Verbose, RequireReason, NoNoqa))
            .With(new OptionGroup("Running", Python, SparkVersion, Schema.Option, Config.Option));
        command.Arguments.Add(Paths);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var configuration = Config.Read(parsed);
        var request = Request(parsed, configuration.Lint.SeenFrom(Environment.CurrentDirectory, configuration.File));
        var limit = Gate.Limit(parsed, configuration.Lint.FailOn);
        if (UnknownRule(request.Settings) is { } unknown)
        {
            throw new UserError(ExitCode.WrongCommandLine, $"There is no lint rule '{unknown}'.", $"Rules are {LintRules.All[0].Id} to {LintRules.All[^1].Id}; a prefix such as PY04 works too.");
        }

        var (format, style, file) = (Output.Format(parsed), Output.Style(parsed), Output.OutputFile(parsed));
        using var answer = new AnswerOutput(file);
        using var interruption = new Interruption();
        var run = Log.Read(parsed, interruption.Token);
        if (request.Settings.SparkVersion is null && LogOptions.VersionOf(run) is { } version)
        {
            request = request with { Settings = request.Settings with { SparkVersion = version } };
        }

        var result = Lint(request, interruption.Token);
        if (parsed.GetValue(Fix) || parsed.GetValue(FixUnsafe))
        {
            var changed = ApplyFixes(result, parsed.GetValue(FixUnsafe) ? FixSafety.Unsafe : FixSafety.Safe);
            if (!Output.IsQuiet(parsed))
            {
                StandardError.Line($"stoker: {Quantity.Count(changed, "file")} changed.");
            }

            result = changed > 0 ? Lint(request, interruption.Token) : result;
        }

        var priced = run is null ? null : PriceLint.Run(result, run.Application, run.Time);
        answer.Write(Render(format, style, priced?.Result ?? result, priced));
        return CodeOf(limit, priced?.Result ?? result);
    }

    private static LintResult Lint(LintRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return LintPaths.Run(request, cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError(ExitCode.WrongCommandLine, error.Message);
        }
    }

    private static LintRequest Request(ParseResult parsed, LintConfiguration configuration) => new()
    {
        Paths = parsed.GetValue(Paths) is { Length: > 0 } paths ? paths : ["."],
        Root = Environment.CurrentDirectory,
        Interpreter = parsed.GetValue(Python) ?? "python3",
        Baseline = Gate.Known(parsed),
        Settings = new LintSettings
        {
            Select = parsed.GetValue(Select) is { Length: > 0 } chosen ? chosen : configuration.Select,
            Ignore = [.. parsed.GetValue(Ignore) ?? [], .. configuration.Ignore],
            Exclude = [.. parsed.GetValue(Exclude) ?? [], .. configuration.Exclude],
            PerFileIgnores = configuration.PerFileIgnores,
            Confidence = parsed.GetResult(Confidence) is { Implicit: false } || configuration.Confidence is not { } configured
                ? parsed.GetValue(Confidence) switch { "high" => Findings.Confidence.High, "low" => Findings.Confidence.Low, _ => Findings.Confidence.Medium }
                : configured,
            SparkVersion = VersionOf(parsed.GetValue(SparkVersion)) ?? configuration.SparkVersion,
            Schemas = Schema.Read(parsed),
            HonorNoqa = !parsed.GetValue(NoNoqa),
            RequireReason = parsed.GetValue(RequireReason),
            IncludeTests = parsed.GetValue(IncludeTests),
            Verbose = parsed.GetValue(Verbose),
            Traces = Log.IsGiven(parsed),
        },
    };

    private static string? UnknownRule(LintSettings settings) =>
        settings.Select.Concat(settings.Ignore).FirstOrDefault(id => !LintRules.All.Any(rule => rule.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)));

    private static int ApplyFixes(LintResult result, FixSafety safety)
    {
        var changed = 0;
        foreach (var file in result.Findings.Where(finding => finding.Source.FullPath is not null).GroupBy(finding => finding.Source))
        {
            var edits = SourceEditor.Compatible(file, safety).SelectMany(fix => fix.Edits).ToList();
            if (edits.Count > 0 && file.Key.FullPath is { } path)
            {
                ChangedFile.Write(path, SourceEditor.ApplyToFile(file.Key, edits));
                changed++;
            }
        }

        return changed;
    }

    private static string Render(ReportFormat format, TextStyle style, LintResult result, PricedLint? priced)
    {
        using var stream = new MemoryStream();
        using var writer = new StringWriter { NewLine = "\n" };
        switch (format)
        {
            case ReportFormat.Json:
                LintJsonReport.Write(result, stream, priced?.Run);
                return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
            case ReportFormat.Sarif:
                LintSarifReport.Write(result, stream, VersionPrinter.Version, priced?.Run);
                return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
            case ReportFormat.GitHub:
                LintGitHubReport.Write(result, writer);
                return writer.ToString();
            default:
                if (priced is not null)
                {
                    return PricedLintText.Write(priced, style);
                }

                LintTextReport.Write(result, writer, style.HasColor);
                return writer.ToString();
        }
    }

    private static int CodeOf(Severity? limit, LintResult result)
    {
        // The highest code of them all: a check that is not whole is not passed, whatever the rest of the files hold.
        if (result.Issues.Any(issue => issue.LeavesSourceUnread) || (result.FileCount == 0 && result.Issues.Count > 0))
        {
            return ExitCode.UnreadableSource;
        }

        return result.FileCount == 0 ? ExitCode.NothingToAnalyze
            : limit is { } severity && result.Findings.Any(finding => finding.Finding.Severity >= severity) ? ExitCode.ThresholdMet
            : ExitCode.Done;
    }

    private static Version? VersionOf(string? text) => text is null ? null
        : Version.TryParse(text, out var version) ? (version.Major, version.Minor).CompareTo((Target.Known.Last.Major, Target.Known.Last.Minor)) <= 0 ? version
            : throw UserError.WrongOption("--spark-version", text, $"Versions up to {Target.Known.Last} are known.")
        : throw UserError.WrongOption("--spark-version", text, "Versions are written 3.5 or 4.0.");

    private static Option<string> Choice(string name, string description, string preset, params string[] values)
    {
        var option = new Option<string>(name) { Description = $"{description} [default: {preset}]", DefaultValueFactory = _ => preset };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Option<string[]> Many(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
