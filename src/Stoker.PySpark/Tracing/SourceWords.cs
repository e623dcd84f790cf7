using System.Globalization;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Tracing;

/// <summary>The words of source that a plan may repeat: literals, column names, functions and methods.</summary>
internal static class SourceWords
{
    /// <summary>The words of the pieces, in lower case.</summary>
    public static HashSet<string> Of(IEnumerable<(ResolvedModule Module, PythonNode Node)> pieces)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (module, piece) in pieces)
        {
            foreach (var node in module.Module.Below(piece).Prepend(piece))
            {
                switch (node)
                {
                    case ConstantExpression { Text: { } text }:
                        Split(text, words);
                        break;
                    case ConstantExpression { Integer: { } number }:
                        words.Add(number.ToString(CultureInfo.InvariantCulture));
                        break;
                    case AttributeExpression member:
                        Split(member.Name, words);
                        break;
                    case KeywordArgument { Name: { } name }:
                        Split(name, words);
                        break;
                    default:
                        break;
                }
            }
        }

        if (words.Contains("like"))
        {
            // The optimizer turns patterns without inner wildcards into these.
            words.UnionWith(["startswith", "endswith", "contains"]);
        }

        return words;
    }

    /// <summary>Adds runs of letters, digits and underscores; single letters other than names of columns say nothing but are kept, as columns have such names.</summary>
    private static void Split(string text, HashSet<string> into)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            if (end > start)
            {
                into.Add(text[start..end].ToLowerInvariant());
            }

            start = end + 1;
        }
    }
}
