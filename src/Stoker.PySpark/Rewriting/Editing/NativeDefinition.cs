using System.Globalization;
using System.Text;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Lowering;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Editing;

/// <summary>Writes the Python functions that stand in for a UDF.</summary>
internal sealed class NativeDefinition(PythonModule module, string functions, Idioms idioms)
{
    private readonly HashSet<string> classesUsed = new(StringComparer.Ordinal);

    /// <summary>Idioms that the written functions call.</summary>
    public SortedSet<string> IdiomsUsed { get; } = new(StringComparer.Ordinal);

    /// <summary>Helpers of fixed text that the written code calls.</summary>
    public SortedSet<string> FixedHelpersUsed { get; } = new(StringComparer.Ordinal);

    /// <summary>A function of one native form.</summary>
    public string Plain(string name, NativeForm form, IReadOnlyList<string> parameters, string indent, string heading)
    {
        var writer = new NativeFunctionWriter(functions, indent + "    ");
        var body = writer.Body(form.Root, parameters, form.CastTo);
        IdiomsUsed.UnionWith(writer.IdiomsUsed);
        classesUsed.UnionWith(PythonText.ClassesIn(body));
        return $"{indent}def {name}({string.Join(", ", parameters)}):\n{heading}{body}";
    }

    /// <summary>An expression in place, where names stand for its arguments.</summary>
    public string Inline(Node root, IDictionary<Node, string> names)
    {
        var printer = new ColumnPrinter(functions, names);
        var text = printer.Print(root);
        IdiomsUsed.UnionWith(printer.IdiomsUsed);
        classesUsed.UnionWith(PythonText.ClassesIn(text));
        return text;
    }

    /// <summary>
    /// Native functions and one that picks among them by the types of the columns, with the Python UDF for all others. <c>typeof</c> is known when the query
    /// is planned, so that what is not picked is not in the plan.
    /// </summary>
    public string Dispatched(string name, string python, IReadOnlyList<NativeForm> forms, IReadOnlyList<string> parameters, string indent, string heading)
    {
        var text = new StringBuilder();
        var branches = new StringBuilder();
        foreach (var form in forms)
        {
            var suffix = forms.Count == 1 ? "native" : string.Join("_", form.Types.Select(type => type.Ddl).Distinct(StringComparer.Ordinal));
            var part = $"_{name.TrimStart('_')}_{new string([.. suffix.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '_')])}";
            text.Append(Plain(part, form, parameters, indent, "")).Append("\n\n");
            var test = string.Join(" & ", parameters.Select((parameter, i) => $"({functions}.typeof({parameter}) == \"{form.Types[i].Ddl}\")"));

            // The casts change nothing where the branch is picked; elsewhere they let the query be analysed, so that the branch can be dropped.
            var typed = string.Join(", ", parameters.Select((parameter, i) => parameter + CastTo(form.Types[i])));
            var start = branches.Length == 0 ? functions : "";
            branches.Append(CultureInfo.InvariantCulture, $"{indent}        {start}.when({test}, {part}({typed}))\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{indent}def {name}({string.Join(", ", parameters)}):\n{heading}");
        text.Append(CultureInfo.InvariantCulture, $"{indent}    # The type is known when the query is planned: what is not picked is not in the plan.\n");
        foreach (var parameter in parameters)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}    {parameter} = {functions}.col({parameter}) if isinstance({parameter}, str) else {parameter}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{indent}    return (\n{branches}{indent}        .otherwise({python}({string.Join(", ", parameters)}))\n{indent}    )\n").ToString();
    }

    /// <summary>Whether a column of any type can be cast to this one, by way of text, and one of this type comes back as it was.</summary>
    public static bool CanDispatchOn(SparkType type) =>
        type.IsInteger || type.Kind is SparkKind.String or SparkKind.Boolean or SparkKind.Float or SparkKind.Double or SparkKind.Date;

    /// <summary>
    /// Every type can be cast to text, and text to every type of <see cref="CanDispatchOn"/>. A date or an array cannot be cast to a number: with a direct cast a query
    /// over such a column would fail when it is analysed, though the branch is never taken.
    /// </summary>
    private static string CastTo(SparkType type) => type.Kind == SparkKind.String ? ".cast(\"string\")" : $".cast(\"string\").cast(\"{type.Ddl}\")";

    /// <summary>The helper functions of the idioms used, each after those that it calls.</summary>
    public string Helpers(NodeFactory factory)
    {
        var text = new StringBuilder();
        var (todo, done) = (new SortedSet<string>(IdiomsUsed, StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var helper in FixedHelpersUsed.Concat(todo.Where(FixedHelpers.Has)).Order(StringComparer.Ordinal))
        {
            done.Add(helper);
            text.Append(FixedHelpers.Text(helper, functions)).Append("\n\n");
        }

        while (todo.FirstOrDefault(idiom => !done.Contains(idiom)) is { } idiom)
        {
            done.Add(idiom);
            var type = Idioms.TypeFor(idiom);
            var argument = factory.Argument(type.Kind == SparkKind.Double ? "number" : type.Kind == SparkKind.Date ? "date" : "text", type);
            var writer = new NativeFunctionWriter(functions, "    ");
            var body = writer.Body(idioms.Expand(idiom, argument), [], "").Replace("\n\n", "\n", StringComparison.Ordinal);
            todo.UnionWith(writer.IdiomsUsed);
            classesUsed.UnionWith(PythonText.ClassesIn(body));
            text.Append(CultureInfo.InvariantCulture, $"def _py_{idiom[1..]}({argument.Name}):\n    # As Python does it: {Idioms.Describe(idiom)}.\n{body}\n\n");
        }

        return PythonText.DefinitionsOf(classesUsed) + text;
    }

    /// <summary>The docstring and the comments of a function that is replaced.</summary>
    public string Heading(PythonNode function, string indent)
    {
        if (function is not FunctionDefinition definition)
        {
            return "";
        }

        var text = new StringBuilder();
        var source = module.Source.Text;
        if (definition.Body is [ExpressionStatement { Value: ConstantExpression { Kind: ConstantKind.Text } } docstring, ..])
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}    {module.TextOf(docstring)}\n");
        }

        var (first, _) = source.PositionOf(definition.Start);
        var (last, _) = source.PositionOf(definition.End);
        for (var line = first; line <= last; line++)
        {
            var content = source.Line(line).Trim();
            var comment = Comment(source.Line(line).ToString());
            if (comment is not null && !InsideText(definition, source.StartOfLine(line) + source.Line(line).ToString().LastIndexOf(comment, StringComparison.Ordinal)))
            {
                text.Append(CultureInfo.InvariantCulture, $"{indent}    {comment}\n");
            }

            _ = content;
        }

        return text.ToString();
    }

    private static string? Comment(string line)
    {
        var (quote, at) = ('\0', 0);
        for (; at < line.Length; at++)
        {
            if (quote != '\0')
            {
                at += line[at] == '\\' ? 1 : 0;
                quote = at < line.Length && line[at] == quote ? '\0' : quote;
            }
            else if (line[at] is '"' or '\'')
            {
                quote = line[at];
            }
            else if (line[at] == '#')
            {
                return line[at..].TrimEnd();
            }
        }

        return null;
    }

    private bool InsideText(PythonNode function, int at) => module.Below(function).Any(node => node is ConstantExpression { Kind: ConstantKind.Text } or FormattedString && node.Start <= at && at < node.End);
}
