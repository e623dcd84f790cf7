using System.Globalization;
using System.Text;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>Writes the body of a Python function that builds a native column: shared parts become local names, long chains one line a link.</summary>
internal sealed class NativeFunctionWriter(string functions, string indent)
{
    private const int LineLength = 110;

    /// <summary>Idioms that the body calls.</summary>
    public SortedSet<string> IdiomsUsed { get; } = new(StringComparer.Ordinal);

    /// <summary>The statements of the body, each line indented and ended.</summary>
    public string Body(Node root, IReadOnlyList<string> parameters, string castTo)
    {
        var text = new StringBuilder();
        foreach (var parameter in parameters)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{parameter} = {functions}.col({parameter}) if isinstance({parameter}, str) else {parameter}\n");
        }

        var names = new Dictionary<Node, string>();
        var taken = new HashSet<string>(parameters.Concat(Arguments(root, [])), StringComparer.Ordinal) { functions };
        foreach (var node in Shared(root))
        {
            var printer = new ColumnPrinter(functions, names);
            var printed = printer.Print(node);
            IdiomsUsed.UnionWith(printer.IdiomsUsed);
            var name = Unique(NameFor(node), taken);
            text.Append(Statement($"{name} = ", printed));
            names[node] = name;
        }

        var last = new ColumnPrinter(functions, names);
        var value = last.Print(root);
        IdiomsUsed.UnionWith(last.IdiomsUsed);
        if (castTo.Length > 0)
        {
            value = (root.Kind == NodeKind.Call && !value.EndsWith(')') ? $"({value})" : NeedsParentheses(root) ? $"({value})" : value) + $".cast(\"{castTo}\")";
        }

        return text.Append(Statement("return ", value)).ToString();
    }

    private static bool NeedsParentheses(Node node) => node.Kind == NodeKind.Call && node.Name is "not" or "and" or "or" or "<" or "<=" or ">" or ">=" or "+" or "-" or "*" or "/" or "%" or "negative" or "~";

    /// <summary>One statement; too long a chain of <c>when</c> is broken before its links.</summary>
    private string Statement(string before, string value)
    {
        var line = indent + before + value;
        if (line.Length <= LineLength)
        {
            return line + "\n";
        }

        var links = Links(value);
        return links.Count < 2
            ? line + "\n"
            : $"{indent}{before}(\n{string.Concat(links.Select(link => $"{indent}    {link}\n"))}{indent})\n";
    }

    private static List<string> Links(string value)
    {
        var links = new List<string>();
        var (depth, start, quoted) = (0, 0, false);
        for (var i = 0; i < value.Length; i++)
        {
            var sign = value[i];
            if (quoted)
            {
                i += sign == '\\' ? 1 : 0;
                quoted = sign != '"';
                continue;
            }

            quoted = sign == '"';
            depth += sign is '(' or '[' ? 1 : sign is ')' or ']' ? -1 : 0;
            var isLink = depth == 0 && sign == '.' && i > start && value[i - 1] == ')'
                && (value.AsSpan(i).StartsWith(".when(") || value.AsSpan(i).StartsWith(".otherwise(") || value.AsSpan(i).StartsWith(".cast("));
            if (isLink)
            {
                links.Add(value[start..i]);
                start = i;
            }
        }

        links.Add(value[start..]);
        return links;
    }

    /// <summary>Parts that occur more than once and are worth a name, inner ones first.</summary>
    private static List<Node> Shared(Node root)
    {
        var uses = new Dictionary<Node, int>();
        var order = new List<Node>();
        var free = new Dictionary<Node, bool>();
        Count(root);
        return [.. order.Where(node => uses[node] > 1 && node != root && node.Size > 2 && node.Kind is NodeKind.Call or NodeKind.Case or NodeKind.Cast
            && !node.IsLiteral && !free[node] && !(node.Is("not") || node.Is("isnull") || node.Is("<=>") && node.Size < 4))];

        void Count(Node node)
        {
            if (uses.TryGetValue(node, out var before))
            {
                uses[node] = before + 1;
                return;
            }

            uses[node] = 1;
            foreach (var part in node.Parts)
            {
                Count(part);
            }

            // A part with a lambda's variable cannot leave the lambda.
            free[node] = node.Kind == NodeKind.Variable || (node.Kind != NodeKind.Lambda && node.Parts.Any(part => free[part])) || (node.Kind == NodeKind.Lambda && LeavesFree(node));
            order.Add(node);
        }
    }

    private static IEnumerable<string> Arguments(Node node, HashSet<Node> seen) => !seen.Add(node) ? []
        : node.Kind == NodeKind.Argument ? [node.Name] : node.Parts.SelectMany(part => Arguments(part, seen));

    private static bool LeavesFree(Node lambda) => Variables(lambda.Parts[^1], [.. lambda.Parts.SkipLast(1)]);

    private static bool Variables(Node node, HashSet<Node> bound) => node.Kind switch
    {
        NodeKind.Variable => !bound.Contains(node),
        NodeKind.Lambda => Variables(node.Parts[^1], [.. bound, .. node.Parts.SkipLast(1)]),
        _ => node.Parts.Any(part => Variables(part, bound)),
    };

    private static string NameFor(Node node) => node.Name switch
    {
        "split" or "@words" or "regexp_extract_all" => "parts",
        "size" => "count",
        "length" or "octet_length" => "length",
        "rlike" or "contains" or "startswith" or "endswith" => "matches",
        "@number_text" => "digits",
        "instr" or "locate" => "place",
        "filter" => "kept",
        "transform" => "mapped",
        "@lower" or "@upper" or "@strip" or "regexp_replace" or "replace" or "substring" or "concat" or "regexp_extract" or "translate" => "text",
        "<" or "<=" or ">" or ">=" or "<=>" or "and" or "or" or "in" or "isnan" => "test",
        _ when node.Type.Kind is SparkKind.Double or SparkKind.Long or SparkKind.Int => "number",
        _ => "value",
    };

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
