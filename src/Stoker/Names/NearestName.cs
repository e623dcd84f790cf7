namespace Stoker.Names;

/// <summary>Finds what was probably meant.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest edits (insert, delete, replace, swap neighbors), if they are few for the length; the first of equals.</summary>
    public static string? Find(string typed, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(candidates);
        string? nearest = null;
        var fewest = (typed.TrimStart('-').Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var edits = typed.Length > 3 && candidate.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1 : Edits(typed, candidate);
            if (edits < fewest)
            {
                (nearest, fewest) = (candidate, edits);
            }
        }

        return nearest;
    }

    /// <summary>Letters to insert, delete, replace or swap from one name to another.</summary>
    public static int Edits(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var table = new int[from.Length + 1, to.Length + 1];
        for (var row = 0; row <= from.Length; row++)
        {
            for (var column = 0; column <= to.Length; column++)
            {
                table[row, column] = row == 0 || column == 0 ? row + column : Step(row, column);
            }
        }

        return table[from.Length, to.Length];

        int Step(int row, int column)
        {
            var same = char.ToLowerInvariant(from[row - 1]) == char.ToLowerInvariant(to[column - 1]);
            var edits = Math.Min(Math.Min(table[row - 1, column], table[row, column - 1]) + 1, table[row - 1, column - 1] + (same ? 0 : 1));
            var isSwap = row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1];
            return isSwap ? Math.Min(edits, table[row - 2, column - 2] + 1) : edits;
        }
    }
}
