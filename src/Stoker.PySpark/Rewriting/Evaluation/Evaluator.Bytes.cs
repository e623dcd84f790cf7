using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Bytes that are the UTF-8 of a text: their node is that text.</content>
internal sealed partial class Evaluator
{
    private const string NotAscii = "[^\\x00-\\x7f]";

    private Value Encoded(Node s, List<Value> given, List<(string Name, Value Value)> keywords, PythonNode at)
    {
        var encoding = given.Count > 0 ? given[0].Text : "utf-8";
        var errors = given.Count > 1 ? given[1].Text : keywords is [("errors", var named)] ? named.Text : keywords.Count == 0 ? "strict" : null;
        return (encoding?.ToLowerInvariant().Replace('_', '-'), errors) switch
        {
            // What no UTF-8 can hold, a lone surrogate, no text of Spark holds either.
            ("utf-8" or "utf8", "strict" or "ignore" or "replace") => new Value(PythonKind.Utf8) { Node = s },
            ("ascii" or "us-ascii", "ignore") => new Value(PythonKind.Utf8) { Node = factory.Call("regexp_replace", SparkType.String, s, factory.Text(NotAscii), factory.Text("")), IsAscii = true },
            ("ascii" or "us-ascii", "replace") => new Value(PythonKind.Utf8) { Node = factory.Call("regexp_replace", SparkType.String, s, factory.Text(NotAscii), factory.Text("?")), IsAscii = true },
            ("ascii" or "us-ascii", "strict") => StrictAscii(s),
            _ => throw Refuse(ReasonCode.UnknownFunction, "it encodes a text otherwise than as UTF-8 or ASCII", at),
        };
    }

    private Value StrictAscii(Node s)
    {
        Raise(factory.Not(IsAscii(s)), "UnicodeEncodeError");
        return new Value(PythonKind.Utf8) { Node = s, IsAscii = true };
    }

    private Value BytesMethod(Value bytes, string name, List<Value> arguments, List<(string Name, Value Value)> keywords, PythonNode at)
    {
        var encoding = arguments.Count == 0 ? "utf-8" : arguments[0].Text?.ToLowerInvariant();
        switch (name)
        {
            case "decode" when keywords.Count == 0 && arguments.Count <= 1 && (encoding is "utf-8" or "utf8" || (encoding is "ascii" or "us-ascii" && bytes.IsAscii)):
                return TextNode(bytes.Node!);
            case "hex" when keywords.Count == 0 && arguments.Count == 0:
                return TextNode(factory.Call("lower", SparkType.String, factory.Call("hex", SparkType.String, bytes.Node!)));
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"it calls .{name} on bytes: native functions take them apart otherwise", at);
        }
    }

    /// <summary>Spark breaks the lines of Base64 after 76 characters, unless a setting says otherwise.</summary>
    private Value Base64(string function, List<Value> arguments, PythonNode at)
    {
        if (function is not ("b64encode" or "standard_b64encode" or "urlsafe_b64encode") || arguments is not [{ Kind: PythonKind.Utf8, Node: { } bytes }])
        {
            throw Refuse(ReasonCode.UnknownFunction, $"base64.{function}() of {(arguments.Count > 0 ? Named(arguments[0]) : "nothing")}: only what is encoded from a text has a native form", at);
        }

        var text = factory.Call("replace", SparkType.String, factory.Call("base64", SparkType.String, bytes), factory.Text("\r\n"), factory.Text(""));
        return new Value(PythonKind.Utf8)
        {
            Node = function == "urlsafe_b64encode" ? factory.Call("translate", SparkType.String, text, factory.Text("+/"), factory.Text("-_")) : text,
            IsAscii = true,
        };
    }
}
