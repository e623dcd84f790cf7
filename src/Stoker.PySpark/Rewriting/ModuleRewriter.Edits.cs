using Stoker.PySpark.Linting;
using Stoker.PySpark.Rewriting.Editing;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Lowering;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Rewriting.Rdds;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting;

/// <content>The edits of the source.</content>
internal sealed partial class ModuleRewriter
{
    private void Edit(FoundUdf udf, List<NativeForm> forms, bool isPlain, IReadOnlyList<string> parameters, NativeDefinition definitions, UdfUse use)
    {
        var statement = Statement(udf.Site);
        var indent = IndentOf(statement);
        var name = udf.Shape == UdfShape.InPlace ? FreeName("_native_lambda") : udf.Name;
        var heading = udf.Shape == UdfShape.Decorated && isPlain ? definitions.Heading(udf.Function, indent) : "";
        var python = $"_{name.TrimStart('_')}_python";
        var definition = isPlain
            ? definitions.Plain(name, forms[0], parameters, indent, heading)
            : definitions.Dispatched(name, python, forms, parameters, indent, heading);
        switch (udf.Shape)
        {
            case UdfShape.Decorated when isPlain:
                edits.Add(new TextEdit(LineStart(((FunctionDefinition)udf.Function).Decorators[0].Start), statement.End, definition.TrimEnd('\n')));
                break;
            case UdfShape.Decorated:
                var nameAt = module.Source.Text.Text.IndexOf(udf.Name, statement.Start + "def ".Length, StringComparison.Ordinal);
                edits.Add(new TextEdit(nameAt, nameAt + udf.Name.Length, python));
                edits.Add(new TextEdit(statement.End, statement.End, "\n\n\n" + definition.TrimEnd('\n')));
                break;
            case UdfShape.Assigned when isPlain:
                edits.Add(new TextEdit(LineStart(statement.Start), statement.End, definition.TrimEnd('\n')));
                deleted.Add(udf.Function);
                break;
            case UdfShape.Assigned:
                edits.Add(new TextEdit(statement.Start, statement.Start + udf.Name.Length, python));
                edits.Add(new TextEdit(statement.End, statement.End, "\n\n\n" + definition.TrimEnd('\n')));
                break;
            default:
                var call = (CallExpression)udf.Site;
                edits.Add(new TextEdit(LineStart(statement.Start), LineStart(statement.Start),
                    isPlain ? $"{definition}\n\n" : $"{indent}{python} = {module.TextOf(call.Function)}\n\n\n{definition}\n\n"));
                edits.Add(new TextEdit(call.Function.Start, call.Function.End, name));
                deleted.Add(udf.Function);
                break;
        }

        foreach (var (at, alias) in use.Aliases)
        {
            edits.Add(new TextEdit(at.End, at.End, $".alias({PythonText.Text(alias)})"));
        }
    }

    private string FreeName(string name)
    {
        var free = name;
        for (var i = 2; module.Source.Text.Text.Contains(free, StringComparison.Ordinal) || edits.Any(edit => edit.Text.Contains(free, StringComparison.Ordinal)); i++)
        {
            free = $"{name}{i}";
        }

        return free;
    }

    private int LineStart(int offset) => module.Source.Text.StartOfLine(module.Source.Text.PositionOf(offset).Line);

    private string IndentOf(PythonNode statement)
    {
        var start = LineStart(statement.Start);
        var before = module.Source.Text.Slice(start, statement.Start);
        return string.IsNullOrWhiteSpace(before) ? before : throw new Refusal(ReasonCode.UnsupportedUse, "its statement shares a line with another", statement);
    }

    private static PythonStatement Statement(PythonNode node)
    {
        var at = node;
        while (at is not PythonStatement)
        {
            at = at.Parent ?? throw new InvalidOperationException("an expression outside every statement");
        }

        return (PythonStatement)at;
    }

    private static PythonStatement TopLevel(PythonNode node)
    {
        var at = node;
        while (at.Parent is not null and not PythonModule)
        {
            at = at.Parent;
        }

        return (PythonStatement)at;
    }

    private TextEdit Before(PythonStatement statement, string text)
    {
        var source = module.Source.Text;
        var (line, _) = source.PositionOf(statement is FunctionDefinition { Decorators.Count: > 0 } function ? function.Decorators[0].Start : statement.Start);

        // Comments right above belong to the statement; a cell's marker does not.
        while (line > 1 && source.Line(line - 1) is ['#', ..] above && !above.StartsWith("# COMMAND") && !above.StartsWith("# %%") && module.Source.CellAt(line)?.FirstLine != line)
        {
            line--;
        }

        return new TextEdit(source.StartOfLine(line), source.StartOfLine(line), text);
    }

    /// <summary>Functions that only a rewritten UDF called.</summary>
    private void DeleteUnused()
    {
        foreach (var function in deleted.OfType<FunctionDefinition>().Where(function => !importedElsewhere.Contains(function.Name) && !importedElsewhere.Contains("*")))
        {
            var isUsed = module.Nodes.OfType<NameExpression>().Any(name => name.Name == function.Name
                && !edits.Any(edit => name.Start >= edit.Start && name.End <= edit.End)
                && !(name.Start >= function.Start && name.End <= function.End))
                || edits.Any(edit => ImportCleaner.MentionedIn(edit.Text, function.Name))
                || module.Nodes.OfType<ConstantExpression>().Any(constant => constant.Text == function.Name);
            if (!isUsed && function.Decorators.Count == 0)
            {
                var end = function.End;
                var text = module.Source.Text.Text;
                while (end < text.Length && text[end] is '\r' or '\n' or ' ')
                {
                    end++;
                }

                end = end == text.Length ? end : LineStart(end);
                edits.Add(new TextEdit(LineStart(function.Start), end, ""));
            }
        }
    }

    private TextEdit ImportAt(string line)
    {
        var last = module.Body.LastOrDefault(node => node is ImportStatement or ImportFromStatement);
        var docstring = module.Body is [ExpressionStatement { Value: ConstantExpression { Kind: ConstantKind.Text } } first, ..] ? first : null;
        if ((last ?? docstring) is not { } after)
        {
            return new TextEdit(0, 0, line + "\n");
        }

        var (at, _) = module.Source.Text.PositionOf(after.End);
        var end = at < module.Source.Text.LineCount ? module.Source.Text.StartOfLine(at + 1) : module.Source.Text.Text.Length;
        return new TextEdit(end, end, line + "\n");
    }
}
