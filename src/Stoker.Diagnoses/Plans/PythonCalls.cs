namespace Stoker.Diagnoses.Plans;

/// <summary>What the text of a Python node calls, and with what.</summary>
internal static class PythonCalls
{
    /// <summary>
    /// The calls of a node that evaluates functions over rows, with the ids of their columns and results: <c>clean(k#1)#3</c> of
    /// <c>ArrowEvalPython [clean(k#1)#3, score(x#2)#4], [pythonUDF0#11, pythonUDF1#12], 200</c>. Two with one result are one call of the program.
    /// Empty for other nodes.
    /// </summary>
    public static IReadOnlyList<string> Of(PlanOperator node)
    {
        List<string> calls = [];
        var open = node.Text.IndexOf('[', StringComparison.Ordinal);
        if (node.Name is not ("BatchEvalPython" or "ArrowEvalPython") || open < 0)
        {
            return calls;
        }

        var (depth, start) = (0, open + 1);
        for (var at = start; at < node.Text.Length; at++)
        {
            var character = node.Text[at];
            if (depth == 0 && character is ',' or ']')
            {
                calls.Add(node.Text[start..at].Trim());
                start = at + 1;
                if (character == ']')
                {
                    break;
                }
            }

            depth += character is '(' or '[' ? 1 : character is ')' or ']' ? -1 : 0;
        }

        return calls;
    }

    /// <summary>How many columns the functions of a node are given, fields of structs made for them included; of what Spark cut from its text only such fields count.</summary>
    public static int ColumnsOf(PlanOperator node)
    {
        var columns = new HashSet<string>(StringComparer.Ordinal);
        var end = EndOfCalls(node.Text);
        for (var at = node.Text.IndexOf('('); at >= 0 && at < end; at++)
        {
            if (node.Text[at] == '#' && at + 1 < end && char.IsAsciiDigit(node.Text[at + 1]) && node.Text[at - 1] != ')')
            {
                var last = at + 1;
                while (last < end && char.IsAsciiDigit(node.Text[last]))
                {
                    last++;
                }

                columns.Add(node.Text[at..last]);
            }
        }

        return Math.Max(columns.Count, StructFields(node.Text, end));
    }

    /// <summary>Fields of the structs that are made for a call: <c>struct(id, id#0L, note, sha2(…), ... 4 more fields)</c> has four. What is computed has no id of its own.</summary>
    private static int StructFields(string text, int end)
    {
        const string Struct = "struct(";
        var fields = 0;
        for (var at = text.IndexOf(Struct, StringComparison.Ordinal); at >= 0 && at < end; at = text.IndexOf(Struct, at, StringComparison.Ordinal))
        {
            at += Struct.Length;
            var start = at;
            for (var depth = 1; at < end && depth > 0; at++)
            {
                depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            }

            // Names and values in turn.
            fields += PlanText.CountOf(PlanText.SplitTopLevel(text[start..Math.Max(start, at - 1)])) / 2;
        }

        return fields;
    }

    /// <summary>The end of what is called: behind it come the names of the results.</summary>
    private static int EndOfCalls(string text) => text.LastIndexOf(')') is var end && end < 0 ? 0 : end;
}
