using System.CommandLine;
using System.Text;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.Reports.Quantities;
using Stoker.Reports.Rewriting;
using Stoker.Rewriting;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker rewrite PATH…</c>: binds options, runs <see cref="RewritePaths"/>, renders, and with <c>--apply</c> writes the files.</summary>
internal static class RewriteCommand
{
    private static readonly Argument<string[]> Paths = new("PATH") { Description = "Python files, notebooks and folders; the current folder when none is given", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Diff = new("--diff") { Description = "Print only the changes, as a patch for git apply" };
    private static readonly Option<bool> Apply = new("--apply") { Description = "Write the changes into the files" };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Run old and new on real Spark over generated inputs; this RUNS the functions that it reads" };
    private static readonly Option<int> Rows = new("--rows") { Description = "Inputs for each function when verifying, at least 10000 [default: 10000]", HelpName = "N", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the random inputs [default: 1]", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<Version?> SparkVersion = new("--spark-version") { Description = "The Spark whose answers count, such as 3.5 or 4.3 [default: the pyspark of --python, else 4.3]", HelpName = "V", CustomParser = ParseVersion };
    private static readonly Option<Version?> PandasVersion = new("--pandas-version") { Description = "The pandas of the workers, such as 2.3, for pandas UDFs over texts [default: that of --python]", HelpName = "V", CustomParser = ParsePandas };
    private static readonly Option<string> Arrow = new("--arrow") { Description = "Whether plain UDFs run over Arrow there: spark.sql.execution.pythonUDF.arrow.enabled; on, off, or auto, as the version is published [default: auto]", HelpName = "KIND", DefaultValueFactory = _ => "auto" };
    private static readonly SchemaOption Schema = new();
    private static readonly OutputOptions Output = new([ReportFormat.Text, ReportFormat.Json, ReportFormat.Sarif]);
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Globs of files and folders to leave out", HelpName = "GLOB", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Python = new("--python") { Description = "The Python that parses, and that runs Spark with --verify [default: python3]", HelpName = "PATH", DefaultValueFactory = _ => "python3" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Arrow.AcceptOnlyFromAmong("auto", "on", "off");
        var command = new DocumentedCommand("rewrite", "Turns Python UDFs into native expressions, with proof.")
        {
            Example = "stoker rewrite jobs/ --diff",
            Examples = [("stoker rewrite jobs/ --verify", "compare old and new on real Spark, over at least 10,000 rows a function"), ("stoker rewrite jobs/ --apply", "write the changes into the files")],
            Page = "docs/guide/rewrite.md",
        };
        command.Arguments.Add(Paths);
        command.With(new OptionGroup("What to rewrite", Exclude, Schema.Option, Python))
            .With(new OptionGroup("Whose answers count", SparkVersion, Arrow, PandasVersion))
            .With(new OptionGroup("Proof", Verify, Rows, Seed))
            .With(new OptionGroup(Output.Group.Title, [Diff, Apply, .. Output.Group.Options]))
            .SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Rows) < 10_000)
        {
            throw UserError.WrongOption("--rows", $"{parsed.GetValue(Rows)}", "It is a number from 10000 on.");
        }

        var (format, file) = (Output.Format(parsed), Output.OutputFile(parsed));
        if (parsed.GetValue(Verify) && !Output.IsQuiet(parsed))
        {
            StandardError.Line("stoker: running the functions on local Spark.");
        }

        var request = Request(parsed);
        if (request.Verify && !RewritePaths.CanVerify(request))
        {
            throw UserError.WrongOption("--python", request.Interpreter, "with --verify it takes a Python that can import pyspark: pip install pyspark, or name the Python of your Spark");
        }

        using var answer = new AnswerOutput(file);
        var result = RewritePaths.Run(request, cancellation);
        if (parsed.GetValue(Apply))
        {
            var changed = Write(result);
            if (!Output.IsQuiet(parsed))
            {
                StandardError.Line($"stoker: {Quantity.Count(changed, "file")} changed.");
            }
        }

        answer.Write(Render(parsed, format, result));
        if (result.Issues.Any(issue => issue.Kind == SourceIssueKind.NoInterpreter) || (result.FileCount == 0 && result.Issues.Count > 0))
        {
            return ExitCode.UnreadableSource;
        }

        return result.FileCount == 0 ? ExitCode.NothingToAnalyze
            : result.Issues.Any(issue => issue.LeavesSourceUnread) ? ExitCode.UnreadableSource
            : result.Verification is { } run && run.Cases.Any(one => !one.IsEqual) ? ExitCode.ThresholdMet
            : ExitCode.Done;
    }

    private static RewriteRequest Request(ParseResult parsed)
    {
        var version = parsed.GetValue(SparkVersion);
        var target = version is null ? null : Target.For(version);
        if (parsed.GetValue(Arrow) is "on" or "off")
        {
            target = (target ?? Target.Default) with { IsArrow = parsed.GetValue(Arrow) == "on" };
        }

        return new RewriteRequest
        {
            Paths = parsed.GetValue(Paths) is { Length: > 0 } paths ? paths : ["."],
            Root = Environment.CurrentDirectory,
            Exclude = parsed.GetValue(Exclude) ?? [],
            Interpreter = parsed.GetValue(Python) ?? "python3",
            Target = target,
            Pandas = parsed.GetValue(PandasVersion),
            Schemas = Schema.Read(parsed),
            Verify = parsed.GetValue(Verify),
            Rows = parsed.GetValue(Rows),
            Seed = parsed.GetValue(Seed),
        };
    }

    private static int Write(RewriteResult result)
    {
        var changed = 0;
        foreach (var module in result.Modules)
        {
            if (module is { NewContent: { } content, FullPath: { } path })
            {
                ChangedFile.Write(path, content.Span);
                changed++;
            }
        }

        return changed;
    }

    private static string Render(ParseResult parsed, ReportFormat format, RewriteResult result)
    {
        using var stream = new MemoryStream();
        using var writer = new StringWriter { NewLine = "\n" };
        if (parsed.GetValue(Diff))
        {
            RewriteTextReport.Write(result, writer);
            if (!Output.IsQuiet(parsed))
            {
                StandardError.Write(writer.ToString());
            }

            return string.Concat(result.Modules.Where(module => module.IsChanged).Select(module => UnifiedDiff.Of(module.Path, module.Before, module.After)));
        }

        switch (format)
        {
            case ReportFormat.Json:
                RewriteJsonReport.Write(result, stream);
                return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
            case ReportFormat.Sarif:
                RewriteSarifReport.Write(result, stream, VersionPrinter.Version);
                return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
            default:
                RewriteTextReport.Write(result, writer);
                return writer.ToString();
        }
    }

    private static Version? ParseVersion(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Version.TryParse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "", out var version) && Target.Knows(version))
        {
            return version;
        }

        result.AddError($"--spark-version takes 3.5 or 4.0 to {Target.Known.Last}: the answers of other versions are not known.");
        return null;
    }

    private static Version? ParsePandas(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Version.TryParse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "", out var version) && version >= new Version(1, 0))
        {
            return version;
        }

        result.AddError("--pandas-version takes a version, such as 2.3.");
        return null;
    }
}
