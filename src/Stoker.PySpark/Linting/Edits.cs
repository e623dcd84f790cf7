using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>Edits that several fixes make.</summary>
internal static class Edits
{
    /// <summary>Removes a whole statement with its line, or puts <c>pass</c> where a block would be left empty.</summary>
    public static LintFix? Remove(LintScope scope, PythonStatement statement, string title, FixSafety safety)
    {
        var block = statement.Parent is null ? null : ResolvedModule.BlocksOf(statement.Parent).FirstOrDefault(list => list.Contains(statement));
        if (block is null)
        {
            return null;
        }

        if (block.Count == 1 && statement.Parent is not PythonModule)
        {
            return scope.Fix(title, safety, new TextEdit(statement.Start, statement.End, "pass"));
        }

        var text = scope.Module.Module.Source.Text.Text;
        var start = statement.Start;
        while (start > 0 && text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        var end = statement.End;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        var ownsLine = (start == 0 || text[start - 1] is '\n' or '\r') && (end == text.Length || text[end] is '\n' or '\r');
        if (!ownsLine)
        {
            return text.AsSpan(0, statement.Start).TrimEnd(" \t").EndsWith(";") || (end < text.Length && text[end] is ';' or '#')
                ? scope.Fix(title, safety, new TextEdit(statement.Start, statement.End, "pass"))
                : null;
        }

        end += end < text.Length && text[end] == '\r' ? 1 : 0;
        end += end < text.Length && text[end] == '\n' ? 1 : 0;
        return scope.Fix(title, safety, new TextEdit(start, end, ""));
    }

    /// <summary>Removes one call from a chain: <c>a.b().c()</c> becomes <c>a.c()</c>.</summary>
    public static LintFix? RemoveCall(LintScope scope, CallExpression call, string title, FixSafety safety) =>
        LintScope.ReceiverOf(call) is { } receiver && !LintScope.IsFormatted(call) ? scope.Fix(title, safety, new TextEdit(EndWithParentheses(scope, receiver, call), call.End, "")) : null;

    /// <summary>The offset of a method's name in its call.</summary>
    public static int NameStart(CallExpression call) => call.Function is AttributeExpression member ? member.End - member.Name.Length : call.Function.Start;

    /// <summary>Behind the receiver and the parentheses around it, which are no part of its span.</summary>
    private static int EndWithParentheses(LintScope scope, PythonExpression receiver, CallExpression call)
    {
        var text = scope.Module.Module.Source.Text.Text;
        var end = receiver.End;
        for (var at = end; at < NameStart(call); at++)
        {
            end = text[at] == ')' ? at + 1 : end;
        }

        return end;
    }
}
