using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>
/// Chains such as <c>s.strip().lower()</c>. The exact form of each link asks whether its text is ASCII and names it several times; for a chain that is work without end. One question about the
/// text at its start decides them all: what these methods make of an ASCII text is ASCII.
/// </content>
internal sealed partial class Evaluator
{
    /// <summary>What <c>str.strip</c> takes from an ASCII text.</summary>
    private const string AsciiBlanks = "\t\n\u000b\u000c\r\u001c\u001d\u001e\u001f ";

    /// <summary>The link, with its plain form where the text at the start of the chain is ASCII.</summary>
    private Node Chained(Node text, Func<Node, Node> plain, Func<Node, Node> exact)
    {
        if (text.Kind is NodeKind.Argument or NodeKind.Variable || AsciiForm(text) is not ({ } start, { } form))
        {
            return exact(text);
        }

        return factory.Case(IsAscii(start), plain(form), exact(IsDecidedFor(text, start) ? text.Parts[2] : text));
    }

    /// <summary>The text at the start of a chain, and the chain for when that is ASCII.</summary>
    private (Node Start, Node Form)? AsciiForm(Node text)
    {
        if (text.Kind is NodeKind.Argument or NodeKind.Variable)
        {
            return text.Type.Kind == SparkKind.String ? (text, text) : null;
        }

        if (text is { Kind: NodeKind.Case, Parts.Count: 3 } && text.Parts[0].Is("<=>") && text.Parts[0].Parts[0].Is("octet_length"))
        {
            var asked = text.Parts[0].Parts[0].Parts[0];
            return IsDecidedFor(text, asked) ? (asked, text.Parts[1]) : null;
        }

        if (text.Kind != NodeKind.Call || text.Parts.Count == 0 || AsciiForm(text.Parts[0]) is not ({ } start, { } form))
        {
            return null;
        }

        return text.Name switch
        {
            "@strip" or "@lstrip" or "@rstrip" => (start, factory.Call(text.Name == "@strip" ? "btrim" : text.Name[1..], SparkType.String, form, factory.Text(AsciiBlanks))),
            "@lower" or "@upper" => (start, factory.Call(text.Name[1..], SparkType.String, form)),
            "btrim" or "ltrim" or "rtrim" or "replace" or "substring" or "left" or "right" when text.Parts.Skip(1).All(part => part.IsLiteral && (part.Value as string)?.All(char.IsAscii) != false) =>
                (start, factory.Call(text.Name, SparkType.String, [form, .. text.Parts.Skip(1)])),
            _ => null,
        };
    }

    private bool IsDecidedFor(Node text, Node start) => text is { Kind: NodeKind.Case, Parts.Count: 3 } && text.Parts[0].Equals(IsAscii(start));
}
