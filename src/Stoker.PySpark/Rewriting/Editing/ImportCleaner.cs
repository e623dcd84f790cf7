using Stoker.PySpark.Linting;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Editing;

/// <summary>Takes out the imports that nothing reads any more once the edits are made.</summary>
internal static class ImportCleaner
{
    /// <summary>Edits for the imports of names that were read only inside what the other edits remove.</summary>
    public static IEnumerable<TextEdit> Clean(PythonModule module, IReadOnlyList<TextEdit> edits)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in module.Nodes.OfType<NameExpression>())
        {
            _ = edits.Any(edit => name.Start >= edit.Start && name.End <= edit.End && edit.End > edit.Start) ? removed.Add(name.Name) : kept.Add(name.Name);
        }

        foreach (var edit in edits)
        {
            kept.UnionWith(removed.Where(name => MentionedIn(edit.Text, name)));
        }

        removed.ExceptWith(kept);
        removed.ExceptWith(Exported(module));
        foreach (var statement in module.Body.Where(node => node is ImportStatement or ImportFromStatement))
        {
            var names = statement is ImportStatement import ? import.Names : ((ImportFromStatement)statement).Names;
            var unused = names.Where(alias => removed.Contains(alias.Alias ?? alias.Name.Split('.')[0]) && !(alias.Alias is null && alias.Name.Contains('.', StringComparison.Ordinal))).ToList();
            if (unused.Count == 0 || IsMarked(module, statement))
            {
                continue;
            }

            if (unused.Count == names.Count)
            {
                yield return Line(module, statement);
                continue;
            }

            foreach (var edit in Aliases(module, names, unused))
            {
                yield return edit;
            }
        }
    }

    /// <summary>Whether a text holds a name as a word of its own.</summary>
    public static bool MentionedIn(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var (before, after) = (at == 0 ? ' ' : text[at - 1], at + name.Length >= text.Length ? ' ' : text[at + name.Length]);
            if (!IsWord(before) && before != '.' && !IsWord(after))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(char sign) => char.IsLetterOrDigit(sign) || sign == '_';

    private static IEnumerable<string> Exported(PythonModule module) => module.Body.OfType<AssignStatement>()
        .Where(assign => assign.Targets is [NameExpression { Name: "__all__" }])
        .SelectMany(assign => module.Below(assign).OfType<ConstantExpression>().Select(constant => constant.Text ?? ""));

    private static bool IsMarked(PythonModule module, PythonNode statement)
    {
        var (line, _) = module.Source.Text.PositionOf(statement.Start);
        return module.Source.Text.Line(line).Contains("noqa", StringComparison.Ordinal);
    }

    /// <summary>The whole line of a statement, with its line end; only the statement where others share the line.</summary>
    public static TextEdit Line(PythonModule module, PythonNode statement)
    {
        var text = module.Source.Text.Text;
        var (start, end) = (statement.Start, statement.End);
        while (start > 0 && text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        var isAlone = (start == 0 || text[start - 1] == '\n') && (end == text.Length || text[end] is '\r' or '\n');
        if (!isAlone)
        {
            return new TextEdit(statement.Start, statement.End, "pass");
        }

        end = end < text.Length && text[end] == '\r' ? end + 1 : end;
        end = end < text.Length && text[end] == '\n' ? end + 1 : end;
        return new TextEdit(start, end, "");
    }

    /// <summary>Cuts names out of a list of names, each with the comma and the space that belong to it.</summary>
    private static IEnumerable<TextEdit> Aliases(PythonModule module, IReadOnlyList<ImportAlias> names, List<ImportAlias> unused)
    {
        var text = module.Source.Text.Text;
        for (var i = 0; i < names.Count; i++)
        {
            if (!unused.Contains(names[i]))
            {
                continue;
            }

            // Names at the end take the comma before the run of unused ones, others the comma behind them.
            var isTail = names.Skip(i).All(unused.Contains);
            if (isTail)
            {
                yield return new TextEdit(names[i - 1].End, names[^1].End, "");
                yield break;
            }

            var start = names[i].Start;
            var end = names[i + 1].Start;
            _ = text;
            yield return new TextEdit(start, end, "");
        }
    }
}
