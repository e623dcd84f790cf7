using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Rdds;

/// <summary>What is certainly not NULL, given what a filter or a branch has let through.</summary>
internal static class NonNull
{
    private static readonly HashSet<string> Strict = new(StringComparer.Ordinal) { "+", "-", "*", "abs", "negative", "length", "lower", "upper", "<", "<=", ">", ">=" };

    /// <summary>Whether a node is never NULL where the given ones are not.</summary>
    public static bool Is(Node node, IReadOnlySet<Node> present) => present.Contains(node) || node.Kind switch
    {
        NodeKind.Literal => node.Value is not null,
        NodeKind.Cast => node.Parts[0].Type.IsInteger && Is(node.Parts[0], present),
        NodeKind.Case => IsInBranches(node, present),
        NodeKind.Call => node.Name is "isnull" or "<=>" or "isnan" || (node.Name == "coalesce" ? node.Parts.Any(part => Is(part, present)) : Strict.Contains(node.Name) && node.Parts.All(part => Is(part, present))),
        _ => false,
    };

    /// <summary>Adds what is not NULL where a condition holds, or where it does not and is not NULL itself.</summary>
    public static void Learn(Node condition, bool truth, ISet<Node> present)
    {
        switch (condition.Name)
        {
            case "not":
                Learn(condition.Parts[0], !truth, present);
                break;
            case "and" when truth:
            case "or" when !truth:
                condition.Parts.ToList().ForEach(part => Learn(part, truth, present));
                break;
            case "isnull" when !truth:
                present.Add(condition.Parts[0]);
                break;
            case "<" or "<=" or ">" or ">=" when truth:
                condition.Parts.ToList().ForEach(part => present.Add(part));
                break;
            case "coalesce" when truth && condition.Parts[^1].IsFalse:
                Learn(condition.Parts[0], true, present);
                break;
            default:
                // CASE WHEN v IS NULL THEN raise_error(…) ELSE v > 0 END lets through what is neither.
                if (truth && condition is { Kind: NodeKind.Case, Parts: [var raising, { Kind: NodeKind.Raise }, var otherwise] })
                {
                    Learn(raising, false, present);
                    Learn(otherwise, true, present);
                }

                break;
        }
    }

    /// <summary>A condition that is NULL counts as false, so that only one that cannot be NULL tells something to the branches after it.</summary>
    private static bool IsInBranches(Node node, IReadOnlySet<Node> present)
    {
        var after = new HashSet<Node>(present);
        for (var i = 0; i + 1 < node.Parts.Count; i += 2)
        {
            var here = new HashSet<Node>(after);
            Learn(node.Parts[i], true, here);
            if (!Is(node.Parts[i + 1], here))
            {
                return false;
            }

            if (Is(node.Parts[i], after))
            {
                Learn(node.Parts[i], false, after);
            }
        }

        return Is(node.Parts[^1], after);
    }
}
