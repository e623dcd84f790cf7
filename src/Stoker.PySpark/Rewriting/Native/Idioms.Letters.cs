using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.PySpark.Rewriting.Native;

/// <content>Title case.</content>
internal sealed partial class Idioms
{
    /// <summary>A letter behind a letter with a case is lowered, any other becomes its title form; only letters with a case change at all (<see cref="PythonCases"/>).</summary>
    private Node Titled(Node text)
    {
        var texts = SparkType.Array(SparkType.String);
        Node Words(Node of, string letters, Func<Node, Node> word)
        {
            var part = factory.Variable(SparkType.String);
            var parts = factory.Call("regexp_extract_all", texts, of, factory.Text($"{letters}+|[^{letters}]+"), factory.Int(0));
            return Text("array_join", factory.Call("transform", texts, parts, factory.Lambda([part], word(part))), factory.Text(""));
        }

        var ascii = Words(text, "[A-Za-z]", word => Text("concat", Text("upper", First(word)), Text("lower", Rest(word))));
        var other = Words(Text("@sigmas", text), PythonCases.Cased, word => factory.Case(
            Matches(word, "^" + PythonCases.Cased), Text("concat", Text("@title_letter", First(word)), Text("@lower", Rest(word))), word));
        return factory.Case(IsAscii(text), ascii, other);
    }

    private Node Capitalized(Node text)
    {
        var lowered = Text("@sigmas", text);
        return factory.Case(
            IsAscii(text),
            Text("concat", Text("upper", First(text)), Text("lower", Rest(text))),
            Text("concat", Text("@title_letter", First(lowered)), Text("@lower", Rest(lowered))));
    }

    /// <summary>Whether a sigma ends a word is told by the whole text, so that it is settled before the text is cut.</summary>
    private Node WithLoweredSigmas(Node text) => factory.Case(
        factory.Call("contains", SparkType.Boolean, text, factory.Text("\u03a3")),
        Text("replace", Text("regexp_replace", text, factory.Text(CaseTables.FinalSigma), factory.Text("\u03c2")), factory.Text("\u03a3"), factory.Text("\u03c3")),
        text);

    private Node TitleOf(Node letter)
    {
        var entries = PythonCases.TitledLong.SelectMany(entry => new[] { factory.Text(entry.Letter), factory.Text(entry.Form) }).ToList();
        var inMap = factory.Call("in", SparkType.Boolean, [letter, .. PythonCases.TitledLong.Select(entry => factory.Text(entry.Letter))]);
        var mapped = factory.Call("[]", SparkType.String, factory.Call("map", SparkType.Map(SparkType.String, SparkType.String), entries), letter);
        var isOther = factory.Call("contains", SparkType.Boolean, factory.Text(PythonCases.TitledFrom), letter);
        return factory.Case(
            IsAscii(letter), Text("upper", letter),
            factory.Case(inMap, mapped, factory.Case(isOther, Text("translate", letter, factory.Text(PythonCases.TitledFrom), factory.Text(PythonCases.TitledTo)), Text("@upper", letter))));
    }

    private Node First(Node text) => Text("left", text, factory.Int(1));

    private Node Rest(Node text) => Text("substring", text, factory.Int(2));

    private Node Matches(Node text, string pattern) => factory.Call("rlike", SparkType.Boolean, text, factory.Text(pattern));
}
