namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Groups.</content>
internal sealed partial class RegexTranslator
{
    private (string, int, bool, bool) Group(bool mayBeMissing)
    {
        at++;
        if (!Take("?"))
        {
            return Captured(null, mayBeMissing);
        }

        if (Take("P<"))
        {
            var close = pattern.IndexOf('>', at);
            var name = close < 0 ? throw Refuse("a group") : pattern[at..close];
            at = close + 1;
            return Captured(name, mayBeMissing);
        }

        if (Take(":"))
        {
            var (java, least, choice) = Alternatives(mayBeMissing);
            Close();
            return ($"(?:{java})", least, choice, true);
        }

        if (Take("=") || Take("!"))
        {
            var sign = pattern[at - 1];
            var before = groups.Count;
            var (java, _, _) = Alternatives(true);
            Close();
            return groups.Count > before ? throw Refuse("a group inside a look-ahead") : ($"(?{sign}{java})", 0, false, false);
        }

        throw Refuse("a group of a kind that Java lacks");
    }

    private (string, int, bool, bool) Captured(string? name, bool mayBeMissing)
    {
        groups.Add(mayBeMissing);
        var number = groups.Count;
        if (name is not null)
        {
            names[name] = number;
        }

        var (java, least, choice) = Alternatives(mayBeMissing);
        Close();
        closed.Add(number);
        return ($"({java})", least, choice, true);
    }

    private void Close()
    {
        if (!Take(")"))
        {
            throw Refuse("an unclosed group");
        }
    }
}
