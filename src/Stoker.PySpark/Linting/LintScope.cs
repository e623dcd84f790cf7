using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>What a rule sees: one module with its names, types and frame flow, and shorthand for what most rules ask.</summary>
internal sealed class LintScope(ResolvedModule module, LintSettings settings)
{
    public ResolvedModule Module { get; } = module;

    public FrameFlow Flow { get; } = new(module);

    public LintSettings Settings { get; } = settings;

    public ProjectFacts Facts => Module.Project.Facts;

    public bool IsNotebook => Module.Module.Source.IsNotebook;

    public IEnumerable<PythonNode> Nodes => Module.Module.Nodes;

    /// <summary>Method calls whose receiver is of a kind, in source order, each with how sure that is.</summary>
    public IEnumerable<(CallExpression Call, PythonExpression Receiver, Confidence Confidence)> CallsOn(ValueKind kind, params string[] names)
    {
        foreach (var call in Module.CallsOf(names).OrderBy(call => call.Index))
        {
            var receiver = ((AttributeExpression)call.Function).Value;
            if (Module.ValueOf(receiver) is var value && (value.Kind == kind || (value is { Kind: ValueKind.External, Name: { } name } && ApiTable.ClassOf(name) == kind)))
            {
                yield return (call, receiver, value.Confidence);
            }
        }
    }

    /// <summary>Method calls on DataFrames.</summary>
    public IEnumerable<(CallExpression Call, PythonExpression Receiver, Confidence Confidence)> FrameCalls(params string[] names) => CallsOn(ValueKind.DataFrame, names);

    /// <summary>Calls of functions of <c>pyspark.sql.functions</c>, however they were imported.</summary>
    public IEnumerable<(CallExpression Call, Confidence Confidence)> FunctionCalls(params string[] names)
    {
        foreach (var call in Module.AllCalls)
        {
            var last = call.Function switch { AttributeExpression member => member.Name, NameExpression name => name.Name, _ => null };
            if (last is null || (call.Function is AttributeExpression && !names.Contains(last)))
            {
                continue;
            }

            if (Module.FunctionOf(call) is { } function && names.Contains(function))
            {
                yield return (call, Module.ValueOf(call.Function).Confidence);
            }
        }
    }

    public string Text(PythonNode node) => Module.Module.TextOf(node);

    /// <summary>The text of a node on one line and not too long, for evidence.</summary>
    public string Short(PythonNode node)
    {
        var text = string.Join(' ', Text(node).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text[..57] + "...";
    }

    /// <summary>A fix, or none when an edit touches an f-string or a line that differs from the file.</summary>
    public LintFix? Fix(string title, FixSafety safety, params TextEdit[] edits)
    {
        var source = Module.Module.Source;
        foreach (var edit in edits)
        {
            var from = source.Text.PositionOf(edit.Start).Line;
            var to = source.Text.PositionOf(edit.End).Line;
            for (var line = from; line <= to; line++)
            {
                if (source.AlteredLines.Contains(line))
                {
                    return null;
                }
            }
        }

        return new LintFix(title, safety, [.. edits.OrderBy(edit => edit.Start)]);
    }

    /// <summary>Whether a node is inside an f-string, where spans are not exact.</summary>
    public static bool IsFormatted(PythonNode node)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around is FormattedString)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A match at a node.</summary>
    public static LintMatch At(PythonNode node, Confidence confidence) => new(node, confidence);

    /// <summary>The argument of a call by position or name, or absent.</summary>
    public static PythonExpression? Argument(CallExpression call, int position, string name)
    {
        foreach (var keyword in call.Keywords)
        {
            if (keyword.Name == name)
            {
                return keyword.Value;
            }
        }

        return position >= 0 && position < call.Arguments.Count && !call.Arguments.Take(position + 1).Any(argument => argument is StarredExpression) ? call.Arguments[position] : null;
    }

    /// <summary>The method name of a call, or empty.</summary>
    public static string NameOf(PythonExpression? call) => call switch
    {
        CallExpression { Function: AttributeExpression member } => member.Name,
        CallExpression { Function: NameExpression name } => name.Name,
        _ => "",
    };

    /// <summary>What a method call is asked of, or absent.</summary>
    public static PythonExpression? ReceiverOf(PythonExpression? call) => call is CallExpression { Function: AttributeExpression member } ? member.Value : null;

    /// <summary>Whether an expression is the literal true, also as the text "true".</summary>
    public static bool IsTrue(PythonExpression? expression) =>
        expression is ConstantExpression { Kind: ConstantKind.True } || (expression is ConstantExpression { Text: { } text } && text.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an expression is the literal false, also as the text "false".</summary>
    public static bool IsFalse(PythonExpression? expression) =>
        expression is ConstantExpression { Kind: ConstantKind.False } || (expression is ConstantExpression { Text: { } text } && text.Equals("false", StringComparison.OrdinalIgnoreCase));

    public static Confidence Min(Confidence left, Confidence right) => left < right ? left : right;
}
