using System.Globalization;
using System.Text.RegularExpressions;
using Stoker.Model.Sql;

namespace Stoker.Advice.Comparison.Identity;

/// <summary>
/// Constants that a program wrote into its formulas, each with what it is used for: <c>% 50021</c>, <c>= FAILED</c>, <c>substring(-2, 2)</c>. Columns and the order of operators change when a
/// job is rewritten, or a version of Spark plans otherwise; what it divides by and compares with stays. One digit, dates and arguments of functions that any program calls tell nothing.
/// </summary>
internal static partial class PlanConstants
{
    /// <summary>Functions in every other program, and what Spark adds to windows; their arguments are seeds, lengths and frames.</summary>
    private static readonly HashSet<string> SilentFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "cast", "sha1", "sha2", "md5", "crc32", "xxhash64", "hash", "rand", "randn", "concat", "pmod", "format_string", "sum", "max", "min", "avg", "count", "first", "last", "collect_list", "collect_set", "isnotnull", "isnull",
        "coalesce", "row_number", "rank", "lag", "lead", "specifiedwindowframe", "windowspecdefinition", "currentrow", "unboundedpreceding", "unboundedfollowing", "keys", "key", "functions", "isEmpty",
    };

    /// <summary>Words before a bracket that opens no call, and values that are no text.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "as", "and", "or", "not", "in", "when", "then", "else", "if", "case", "true", "false", "null", "lambda", "cast" };

    /// <summary>Operators without formulas: frames of adaptive execution, and what moves or writes rows by settings.</summary>
    private static readonly HashSet<string> SilentOperators = new(StringComparer.Ordinal)
    {
        "Sort", "Range", "CollectLimit", "TakeOrderedAndProject", "AQEShuffleRead", "CustomShuffleReader", "WriteFiles", "AdaptiveSparkPlan", "InputAdapter", "ColumnarToRow",
    };

    /// <summary>Beginnings of operators that read, write, or stand for others.</summary>
    private static readonly string[] SilentBeginnings = ["Scan", "BatchScan", "FileScan", "WholeStageCodegen", "Execute", "OverwriteBy"];

    private static readonly string[] Prefixes = ["partial_", "merge_", "finalmerge_"];

    /// <summary>Adds the constants of an operator.</summary>
    public static void Add(HashSet<string> constants, PlanNode node)
    {
        if (HasFormulas(node.Name.Trim()))
        {
            AddText(constants, node.SimpleString);
        }
    }

    /// <summary>Names of the program's own functions, which rows go to Python for: <c>clean(k#1)#3</c> at the top of the operator's lists.</summary>
    public static void AddFunctions(HashSet<string> functions, PlanNode node)
    {
        if (!node.Name.Contains("Python", StringComparison.Ordinal) && !node.Name.Contains("Pandas", StringComparison.Ordinal) && !node.Name.Contains("Arrow", StringComparison.Ordinal))
        {
            return;
        }

        foreach (Match match in OwnFunctions().Matches(node.SimpleString))
        {
            if (!SilentFunctions.Contains(match.Groups["name"].Value))
            {
                functions.Add(match.Groups["name"].Value);
            }
        }
    }

    internal static void AddText(HashSet<string> constants, string text)
    {
        var open = new Stack<(string Function, List<string> Arguments)>();
        var (before, beforeThat) = ("", "");
        foreach (Match match in Tokens().Matches(text))
        {
            var token = match.Value;
            if (token == "(")
            {
                open.Push((IsName(before) && !Words.Contains(before) ? before : "", []));
            }
            else if (token == ")" && open.TryPop(out var call))
            {
                AddCall(constants, call.Function, call.Arguments);
            }
            else if (char.IsAsciiDigit(token[^1]) && !IsName(token) && Number(token) is { } number)
            {
                AddNumber(constants, before, number, open);
            }
            else if (before is "=" or "<=>" or "!=" && IsName(token) && !Words.Contains(token) && !token.StartsWith('_'))
            {
                // A name without an id is a text; one with an open bracket behind it is a call, which takes it back.
                constants.Add(before + token);
            }

            if (token == "(" && beforeThat is "=" or "<=>" or "!=")
            {
                constants.Remove(beforeThat + before);
            }

            (beforeThat, before) = (before, token);
        }
    }

    private static bool HasFormulas(string name) =>
        !name.Contains("Exchange", StringComparison.Ordinal) && !name.Contains("QueryStage", StringComparison.Ordinal)
        && !SilentOperators.Contains(name) && !Array.Exists(SilentBeginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal));

    private static void AddNumber(HashSet<string> constants, string before, string number, Stack<(string Function, List<string> Arguments)> open)
    {
        if (before.Length > 0 && IsOperator(before))
        {
            if (number.TrimStart('-').Length > 1 && !IsTime(number))
            {
                constants.Add(before + number);
            }
        }
        else if (open.TryPeek(out var call))
        {
            call.Arguments.Add(number);
        }
    }

    private static void AddCall(HashSet<string> constants, string function, List<string> arguments)
    {
        var name = Array.Find(Prefixes, prefix => function.StartsWith(prefix, StringComparison.Ordinal)) is { } found ? function[found.Length..] : function;
        if (name.Length > 0 && arguments.Count > 0 && !SilentFunctions.Contains(name) && !arguments.Exists(IsTime))
        {
            constants.Add($"{name}({string.Join(',', arguments)})");
        }
    }

    /// <summary>A number without the letter of its type.</summary>
    private static string? Number(string token) => double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? token : null;

    private static bool IsName(string token) => token.Length > 0 && (char.IsLetter(token[0]) || token[0] == '_') && !token.Contains('#', StringComparison.Ordinal);

    private static bool IsOperator(string token) => token.All(letter => "+-*/%=<>&|!".Contains(letter, StringComparison.Ordinal));

    /// <summary>Years, days such as 20261127, and seconds, ms and µs since 1970 are others in each run.</summary>
    private static bool IsTime(string number) => Times().IsMatch(number);

    [GeneratedRegex(@"[A-Za-z_][\w.]*(#\d+)?|-?\d+(\.\d+)?([eE]-?\d+)?|<=>|>=|<=|!=|[-+*/%=<>&|(),\[\]]", RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^-?((19|20)\d\d([01]\d([0-3]\d)?)?|1\d{9}|1\d{12}|1\d{15})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Times();

    [GeneratedRegex(@"(?<=[\[,] ?|^\w+ )(?<name>[A-Za-z_]\w*)\((?=[^()]*(\([^()]*(\([^()]*\)[^()]*)*\)[^()]*)*\)#\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnFunctions();
}
