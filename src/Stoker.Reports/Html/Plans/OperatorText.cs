using System.Text.RegularExpressions;
using Stoker.Model.Sql;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Plans;

/// <summary>Operators in words that fit into a box.</summary>
internal static partial class OperatorText
{
    /// <summary>Its name.</summary>
    public static string NameOf(PlanGraphNode node) => Words.Cut(node.Name, 200);

    /// <summary>What it works on, without its name and without the numbers that tell columns of one name apart.</summary>
    public static string ArgumentOf(PlanGraphNode node)
    {
        var text = Words.Cut(node.Description, 400);
        var name = NameOf(node);
        if (text.StartsWith(name, StringComparison.Ordinal))
        {
            text = text[name.Length..];
        }

        return ColumnNumber().Replace(text, "").Trim();
    }

    /// <summary>Rows and bytes that it gave; empty where neither is known.</summary>
    public static string YieldOf(PlanNodeWork work)
    {
        List<string> parts = [];
        if (work.Rows is { } rows)
        {
            parts.Add(Quantity.Count(rows, "row"));
        }

        if (work.Data is { } data)
        {
            parts.Add(Quantity.Size(data));
        }

        if (work.Spilled is { } spilled)
        {
            parts.Add("spill " + Quantity.Size(spilled));
        }

        return string.Join(", ", parts);
    }

    [GeneratedRegex("#[0-9]+L?", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnNumber();
}
