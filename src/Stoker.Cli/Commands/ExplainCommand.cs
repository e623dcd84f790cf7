using System.CommandLine;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;
using Stoker.Explaining;
using Stoker.Names;
using Stoker.Reports.Explaining;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker explain [ID]</c>: the page of a diagnosis or lint rule, or the list of them.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "a diagnosis (SKEW001), a lint rule (PY041), or the letters of several (SKEW); all are listed without it", Arity = ArgumentArity.ZeroOrOne };
        id.CompletionSources.Add(_ => ExplainRule.All.Select(rule => new System.CommandLine.Completions.CompletionItem(rule.Id, detail: rule.Title)));
        var output = new OutputOptions([ReportFormat.Text, ReportFormat.Markdown]);
        var command = new DocumentedCommand("explain", "Says what a finding means, how to see it and how to fix it.")
        {
            Example = "stoker explain SKEW001",
            Examples = [("stoker explain", "every diagnosis and lint rule"), ("stoker explain PY041 --format markdown", "the page as it was written")],
            Page = "docs/guide/explain.md",
        }.With(output.Group);
        command.Arguments.Add(id);
        command.SetAction(result => Run(result, result.GetValue(id), output));
        return command;
    }

    private static int Run(ParseResult result, string? id, OutputOptions output)
    {
        var (isMarkdown, style, file) = (output.Format(result) == ReportFormat.Markdown, output.Style(result), output.OutputFile(result));
        var text = id is not null && ExplainRule.Find(id) is { } rule
            ? isMarkdown ? ExplainRule.PageOf(rule) : ExplanationText.Page(rule, style)
            : Several(id) is var rules && isMarkdown ? ExplanationText.ListMarkdown(rules) : ExplanationText.List(rules, style);
        using var answer = new AnswerOutput(file);
        answer.Write(text);
        return ExitCode.Done;
    }

    private static IReadOnlyList<ExplainedRule> Several(string? id)
    {
        if (id is null)
        {
            return ExplainRule.All;
        }

        if (ExplainRule.Beginning(id) is { Count: > 0 } family)
        {
            return family;
        }

        var nearest = NearestName.Find(id, ExplainRule.All.Select(rule => rule.Id).Concat(ExplainRule.All.Select(rule => rule.Name).OfType<string>()));
        throw new UserError(
            ExitCode.WrongCommandLine,
            $"There is no diagnosis or lint rule '{id}'.",
            nearest is null ? "stoker explain lists them all." : $"Did you mean {nearest}? stoker explain lists them all.");
    }
}
