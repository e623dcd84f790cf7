using System.Text.RegularExpressions;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>The comments of a module that hide findings, and which of them hid something.</summary>
internal sealed partial class SuppressionReader
{
    private const int HeaderLines = 30;
    private readonly PythonModule module;
    private readonly LintSettings settings;
    private readonly List<Comment> comments = [];

    public SuppressionReader(PythonModule module, LintSettings settings)
    {
        this.module = module;
        this.settings = settings;
        var text = module.Source.Text.Text;
        if (text.Contains("stoker:", StringComparison.Ordinal) || (settings.HonorNoqa && text.Contains("noqa", StringComparison.OrdinalIgnoreCase)))
        {
            Read();
        }
    }

    /// <summary>The comment that hides a rule at a node, or at an offset where no node stands; absent when none does.</summary>
    public Suppression? Match(string rule, PythonNode node, int? offset = null)
    {
        if (module.Source.CellAt(LineOf(offset ?? node.Start)) is { } cell && cell.Tags.Contains("stoker-ignore"))
        {
            return new Suppression(cell.FirstLine, [], "cell tag stoker-ignore");
        }

        var statement = ResolvedModule.StatementOf(node);
        foreach (var comment in comments)
        {
            if ((comment.Rules.Count == 0 || comment.Rules.Contains(rule)) && Covers(comment, node, statement) && !(settings.RequireReason && comment.Reason.Length == 0 && !comment.IsNoqa))
            {
                comment.IsUsed = true;
                return new Suppression(comment.Line, comment.Rules, comment.Reason);
            }
        }

        return null;
    }

    /// <summary>The comments that hide nothing, or lack the reason that is asked for.</summary>
    public IEnumerable<(PythonNode Node, int Start, int End, string Text, string Why)> Faults()
    {
        foreach (var comment in comments.Where(comment => !comment.IsNoqa && (!comment.IsUsed || (settings.RequireReason && comment.Reason.Length == 0)) && comment.Form != "on"))
        {
            var line = module.Source.Text.Line(comment.Line).ToString();
            yield return (module, comment.Offset, module.Source.Text.StartOfLine(comment.Line) + line.Length, line[(comment.Offset - module.Source.Text.StartOfLine(comment.Line))..].Trim(), UnusedSuppression.WhyOf(comment.Rules, comment.IsUsed, settings.RequireReason && comment.Reason.Length == 0));
        }
    }

    private bool Covers(Comment comment, PythonNode node, PythonStatement? statement)
    {
        var first = LineOf(node.Start);
        switch (comment.Form)
        {
            case "ignore-file":
                return comment.Line <= HeaderLines;
            case "off":
                return first >= comment.Line && first < (comments.Find(other => other.Form == "on" && other.Line > comment.Line)?.Line ?? int.MaxValue);
            case "ignore-next":
                return statement is not null && LineOf(statement.Start) is var start && start > comment.Line && !HasCodeBetween(comment.Line, start);
            case "ignore":
                var isCompound = statement is null || ResolvedModule.BlocksOf(statement).Any();
                return first == comment.Line || (statement is not null && (LineOf(statement.Start) == comment.Line || (!isCompound && LineOf(statement.End) == comment.Line)))
                    || LineOf(Math.Max(node.Start, node.End - 1)) == comment.Line;
            default:
                return false;
        }
    }

    private bool HasCodeBetween(int line, int start)
    {
        for (var at = line + 1; at < start; at++)
        {
            var text = module.Source.Text.Line(at).Trim();
            if (text.Length > 0 && text[0] != '#' && text[0] != '@')
            {
                return true;
            }
        }

        return false;
    }

    private void Read()
    {
        var texts = module.Nodes.Where(node => node is ConstantExpression { Kind: ConstantKind.Text or ConstantKind.Bytes } or FormattedString).Select(node => (node.Start, node.End)).ToList();
        for (var line = 1; line <= module.Source.Text.LineCount; line++)
        {
            var text = module.Source.Text.Line(line).ToString();
            var start = module.Source.Text.StartOfLine(line);
            foreach (Match match in Directive().Matches(text))
            {
                Add(match, match.Groups["form"].Value, line, start + match.Index, texts, isNoqa: false);
            }

            if (settings.HonorNoqa && Noqa().Match(text) is { Success: true } noqa)
            {
                Add(noqa, "ignore", line, start + noqa.Index, texts, isNoqa: true);
            }
        }
    }

    private void Add(Match match, string form, int line, int offset, List<(int Start, int End)> texts, bool isNoqa)
    {
        if (texts.Exists(text => text.Start <= offset && offset < text.End))
        {
            return;
        }

        var rules = match.Groups["rules"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(rule => rule.ToUpperInvariant()).ToList();
        if (isNoqa && rules.Count > 0 && !rules.Exists(rule => rule.StartsWith("PY", StringComparison.Ordinal)))
        {
            return;
        }

        comments.Add(new Comment(form, line, offset, rules, match.Groups["reason"].Value.Trim(), isNoqa));
    }

    private int LineOf(int offset) => module.Source.Text.PositionOf(offset).Line;

    [GeneratedRegex(@"#\s*stoker:\s*(?<form>ignore-next|ignore-file|ignore|off|on)\b(?:\[(?<rules>[^\]]*)\])?(?<reason>[^#]*)")]
    private static partial Regex Directive();

    [GeneratedRegex(@"#\s*noqa\b(?::\s*(?<rules>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?(?<reason>)", RegexOptions.IgnoreCase)]
    private static partial Regex Noqa();

    private sealed record Comment(string Form, int Line, int Offset, IReadOnlyList<string> Rules, string Reason, bool IsNoqa)
    {
        public bool IsUsed { get; set; }
    }
}
