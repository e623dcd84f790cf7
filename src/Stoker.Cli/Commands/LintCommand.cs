using System.CommandLine;
using System.Reflection;
using Stoker.Cli.Help;
using Stoker.Findings;
using Stoker.Linting;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;
using Stoker.Reports.Linting;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker lint PATH…</c>: binds options, runs <see cref="LintPaths"/>, renders, and with <c>--fix</c> writes the files.</summary>
internal static class LintCommand
{
    private static readonly Argument<string[]> Paths = new("PATH") { Description = "Python files, notebooks and folders; the current folder when none is given", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Format = Choice("--format", "How to show the findings", "text", "text", "json", "sarif", "github");
    private static readonly Option<FileInfo?> Output = new("--output") { Description = "Write to a file" };
    private static readonly Option<bool> Fix = new("--fix") { Description = "Apply the safe fixes: the answer stays the same" };
    private static readonly Option<bool> FixUnsafe = new("--fix-unsafe") { Description = "Apply also fixes that may change row order, plan shape or printed output" };
    private static readonly Option<string[]> Select = new("--select") { Description = "Only these rules: ids or prefixes", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Ignore = new("--ignore") { Description = "Not these rules: ids or prefixes", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Globs of files and folders to leave out", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Confidence = Choice("--confidence", "Leave out findings that are less sure", "medium", "high", "medium", "low");
    private static readonly Option<string> FailOn = Choice("--fail-on", "Exit with 1 when a finding is at least this severe", "minor", "critical", "major", "minor", "info", "never");
    private static readonly Option<Version?> SparkVersion = new("--spark-version") { Description = "The Spark version that the source is for [default: from requirements files, else 3.5 or later]", CustomParser = ParseVersion };
    private static readonly Option<string> Python = new("--python") { Description = "The Python that parses; it never runs what it reads", DefaultValueFactory = _ => "python3" };
    private static readonly Option<string?> Baseline = new("--baseline") { Description = "Hide the findings of an earlier run: its --format json output" };
    private static readonly Option<bool> IncludeTests = new("--include-tests") { Description = "Check tests too" };
    private static readonly Option<bool> RequireReason = new("--require-reason") { Description = "A suppression without a reason does not count" };
    private static readonly Option<bool> NoNoqa = new("--no-noqa") { Description = "Do not take # noqa as a suppression" };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Show also hygiene findings that are less than sure" };
    private static readonly Option<bool> NoColor = new("--no-color") { Description = "No color, also on a terminal" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DocumentedCommand("lint", "Lists the lines of PySpark source that cost time.")
        {
            Example = "stoker lint jobs/",
            Examples = [("stoker lint jobs/ --fix", "apply the fixes that cannot change an answer"), ("stoker lint . --format sarif --output lint.sarif", "for code scanning")],
            Page = "docs/lint/README.md",
        };
        command.Arguments.Add(Paths);
        command.With(new OptionGroup("What to look at", Exclude, IncludeTests, Python, SparkVersion))
            .With(new OptionGroup("Rules", Select, Ignore, Confidence, NoNoqa, RequireReason, Baseline))
            .With(new OptionGroup("Fixing", Fix, FixUnsafe))
            .With(new OptionGroup("Answer", Format, Output, FailOn, Verbose, NoColor))
            .SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var request = Request(parsed);
        if (UnknownRule(request.Settings) is { } unknown)
        {
            throw new UserError(ExitCode.WrongCommandLine, $"there is no lint rule '{unknown}'.", $"Rules are {LintRules.All[0].Id} to {LintRules.All[^1].Id}, or a prefix of them.");
        }

        LintResult result;
        try
        {
            result = LintPaths.Run(request, cancellation);
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError(ExitCode.UnreadableSource, exception.Message);
        }

        if (parsed.GetValue(Fix) || parsed.GetValue(FixUnsafe))
        {
            var changed = ApplyFixes(result, parsed.GetValue(FixUnsafe) ? FixSafety.Unsafe : FixSafety.Safe);
            System.Console.Error.WriteLine($"{changed} files changed.");
            result = changed > 0 ? LintPaths.Run(request, cancellation) : result;
        }

        Render(parsed, result);
        return CodeOf(parsed, result);
    }

    private static LintRequest Request(ParseResult parsed) => new()
    {
        Paths = parsed.GetValue(Paths) is { Length: > 0 } paths ? paths : ["."],
        Root = Environment.CurrentDirectory,
        Interpreter = parsed.GetValue(Python) ?? "python3",
        Baseline = parsed.GetValue(Baseline),
        Settings = new LintSettings
        {
            Select = parsed.GetValue(Select) ?? [],
            Ignore = parsed.GetValue(Ignore) ?? [],
            Exclude = parsed.GetValue(Exclude) ?? [],
            Confidence = parsed.GetValue(Confidence) switch { "high" => Findings.Confidence.High, "low" => Findings.Confidence.Low, _ => Findings.Confidence.Medium },
            SparkVersion = parsed.GetValue(SparkVersion),
            HonorNoqa = !parsed.GetValue(NoNoqa),
            RequireReason = parsed.GetValue(RequireReason),
            IncludeTests = parsed.GetValue(IncludeTests),
            Verbose = parsed.GetValue(Verbose),
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
                File.WriteAllBytes(path, SourceEditor.ApplyToFile(file.Key, edits));
                changed++;
            }
        }

        return changed;
    }

    private static void Render(ParseResult parsed, LintResult result)
    {
        var file = parsed.GetValue(Output);
        using var stream = file is null ? System.Console.OpenStandardOutput() : file.Create();
        switch (parsed.GetValue(Format))
        {
            case "json":
                LintJsonReport.Write(result, stream);
                break;
            case "sarif":
                LintSarifReport.Write(result, stream, VersionText());
                break;
            case "github":
                using (var writer = new StreamWriter(stream))
                {
                    LintGitHubReport.Write(result, writer);
                }

                break;
            default:
                using (var writer = new StreamWriter(stream))
                {
                    var useColor = file is null && !System.Console.IsOutputRedirected && !parsed.GetValue(NoColor) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
                    LintTextReport.Write(result, writer, useColor);
                }

                break;
        }
    }

    private static int CodeOf(ParseResult parsed, LintResult result)
    {
        if (result.Issues.Any(issue => issue.Kind == SourceIssueKind.NoInterpreter) || (result.FileCount == 0 && result.Issues.Count > 0))
        {
            return ExitCode.UnreadableSource;
        }

        Severity? limit = parsed.GetValue(FailOn) switch
        {
            "critical" => Severity.Critical,
            "major" => Severity.Major,
            "info" => Severity.Info,
            "never" => null,
            _ => Severity.Minor,
        };
        return result.FileCount == 0 ? ExitCode.NothingToAnalyze : limit is { } severity && result.Findings.Any(finding => finding.Finding.Severity >= severity) ? ExitCode.ThresholdMet : ExitCode.Done;
    }

    private static string VersionText() =>
        typeof(LintCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private static Version? ParseVersion(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Version.TryParse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "", out var version))
        {
            return version;
        }

        result.AddError("--spark-version takes a version such as 3.5 or 4.0.");
        return null;
    }

    private static Option<string> Choice(string name, string description, string preset, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => preset };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
