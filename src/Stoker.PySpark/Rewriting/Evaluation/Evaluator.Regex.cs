using System.Globalization;
using System.Text;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>The <c>re</c> module.</content>
internal sealed partial class Evaluator
{
    private Value RegexFunction(string name, JavaPattern? compiled, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (compiled is null)
        {
            var flagAt = name switch { "compile" => 1, "sub" => 4, "split" => 3, _ => 2 };
            var flags = keywords.Find(keyword => keyword.Name == "flags").Value ?? (arguments.Count > flagAt ? arguments[flagAt] : Integer(0));
            if (arguments.Count == 0 || flags.Integer is not { } bits || keywords.Any(keyword => keyword.Name != "flags"))
            {
                throw Refuse(ReasonCode.RegexDialect, $"re.{name}() with arguments that are not constant", at);
            }

            compiled = arguments[0] switch
            {
                { Kind: PythonKind.Pattern, Pattern: { } known } => known,
                { Text: { } text } => RegexTranslator.Translate(text, (int)bits),
                _ => throw Refuse(ReasonCode.RegexDialect, "a regular expression that is not constant", at),
            };
            if (name == "compile")
            {
                return new Value(PythonKind.Pattern) { Pattern = compiled };
            }

            arguments = [.. arguments.Skip(1).Take(flagAt - 1)];
        }
        else if (keywords.Count > 0)
        {
            throw Refuse(ReasonCode.RegexDialect, $".{name}() with keyword arguments", at);
        }

        var subjectAt = name == "sub" ? 1 : 0;
        if (arguments.Count != subjectAt + 1)
        {
            throw Refuse(ReasonCode.RegexDialect, $"re.{name}() with a count or place", at);
        }

        var subject = NotNone(arguments[subjectAt], "TypeError");
        if (subject.Kind != PythonKind.Text)
        {
            return subject.Kind == PythonKind.Never ? subject : subject.IsNumber ? RaiseAlways("TypeError") : throw Refuse(ReasonCode.RegexDialect, $"re.{name}() of {Named(subject)}", at);
        }

        return name switch
        {
            "search" => MatchOf(compiled, compiled.Search, subject.Node!),
            "match" => MatchOf(compiled, compiled.Match, subject.Node!),
            "fullmatch" => MatchOf(compiled, compiled.FullMatch, subject.Node!),
            _ when compiled.MayBeEmpty => throw Refuse(ReasonCode.RegexDialect, $"re.{name}() of a pattern that can match nothing", at),
            "sub" => TextNode(factory.Call(
                "regexp_replace", SparkType.String, subject.Node!, factory.Text(compiled.Search), factory.Text(Replacement(arguments[0], compiled, at)))),
            "split" when compiled.Groups.Count == 0 => TextList(factory.Call("split", Texts, subject.Node!, factory.Text(compiled.Search))),
            "findall" when compiled.Groups.Count == 0 || (compiled.Groups.Count == 1 && !compiled.Groups[0]) => TextList(factory.Call(
                "regexp_extract_all", Texts, subject.Node!, factory.Text(compiled.Search), factory.Int(compiled.Groups.Count))),
            _ => throw Refuse(ReasonCode.RegexDialect, $"re.{name}() of this pattern has no native form", at),
        };
    }

    private Value MatchOf(JavaPattern pattern, string java, Node subject)
    {
        var matched = factory.Call("rlike", SparkType.Boolean, subject, factory.Text(java));
        return new Value(PythonKind.Match) { Node = subject, IsNullable = true, Pattern = pattern with { Matched = matched, Subject = subject, Java = java, Flags = "" } };
    }

    private Value MatchMethod(Value match, string name, List<Value> arguments, PythonNode at)
    {
        var pattern = match.Pattern!;
        Raise(factory.Not(pattern.Matched!), "AttributeError");
        switch (name)
        {
            case "group":
                var groups = arguments.Count == 0 ? [Integer(0)] : arguments;
                var found = groups.Select(group => GroupOf(pattern, group, at)).ToList();
                return found.Count == 1 ? found[0] : new Value(PythonKind.Sequence) { Items = found };
            case "groups" when arguments.Count == 0:
                return new Value(PythonKind.Sequence) { Items = [.. Enumerable.Range(1, pattern.Groups.Count).Select(i => GroupOf(pattern, Integer(i), at))] };
            default:
                throw Refuse(ReasonCode.RegexDialect, $"it calls .{name} on a match", at);
        }
    }

    private Value GroupOf(JavaPattern pattern, Value group, PythonNode at)
    {
        var number = group.Text is { } name && pattern.Names.TryGetValue(name, out var known) ? known : group.Integer is { } whole && whole >= 0 && whole < 100 ? (int)whole : -1;
        if (number < 0 || number > pattern.Groups.Count)
        {
            return RaiseAlways("IndexError");
        }

        return number > 0 && pattern.Groups[number - 1]
            ? throw Refuse(ReasonCode.RegexDialect, "a group that may take no part in a match: Python gives None, Spark an empty text", at)
            : TextNode(factory.Call("regexp_extract", SparkType.String, pattern.Subject!, factory.Text(pattern.Java), factory.Int(number)));
    }

    private static string Replacement(Value value, JavaPattern pattern, PythonNode at)
    {
        var text = value.Text ?? throw Refuse(ReasonCode.RegexDialect, "a replacement that is a function or not constant", at);
        var java = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                java.Append(text[i] == '$' ? "\\$" : text[i].ToString());
                continue;
            }

            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (next == 'g' && i + 2 < text.Length && text[i + 2] == '<' && text.IndexOf('>', i) is var close and > 0)
            {
                var name = text[(i + 3)..close];
                var group = pattern.Names.TryGetValue(name, out var named) ? named : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
                java.Append(CultureInfo.InvariantCulture, $"${Checked(group)}");
                i = close;
                Guard(i + 1);
            }
            else if (next is >= '1' and <= '9' && !(i + 2 < text.Length && char.IsAsciiDigit(text[i + 2])))
            {
                java.Append(CultureInfo.InvariantCulture, $"${Checked(next - '0')}");
                i++;
            }
            else
            {
                java.Append(next switch
                {
                    '\\' => "\\\\",
                    'n' => "\n",
                    't' => "\t",
                    'r' => "\r",
                    _ => throw Refuse(ReasonCode.RegexDialect, "an escape in a replacement", at),
                });
                i++;
            }
        }

        return java.ToString();

        int Checked(int group) => group >= 0 && group <= pattern.Groups.Count ? group : throw Refuse(ReasonCode.RegexDialect, "a replacement by a group that is not there", at);

        // Java reads a digit behind $1 as part of the number when there are that many groups.
        void Guard(int behind)
        {
            if (behind < text.Length && char.IsAsciiDigit(text[behind]))
            {
                java.Append('\\');
            }
        }
    }
}
