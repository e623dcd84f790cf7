using System.Text;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>
/// The code points that Spark and Python 3.11 (Unicode 14) map to another case differently, found by a sweep over all of them. Spark 4 follows a newer
/// Unicode, so that it maps letters that Python leaves; Spark 3.5 on Java 17 follows Unicode 13, so that it leaves letters that Python maps.
/// </summary>
internal static class CaseTables
{
    /// <summary>What Spark 4 lowers and Python leaves, as the inside of a character class.</summary>
    public const string LoweredBySpark = "\\x{1c89}\\x{a7cb}\\x{a7cc}\\x{a7ce}\\x{a7d2}\\x{a7d4}\\x{a7da}\\x{a7dc}\\x{10d50}-\\x{10d65}\\x{16ea0}-\\x{16eb8}";

    /// <summary>What Spark 4 raises and Python leaves.</summary>
    public const string RaisedBySpark = "\\x{19b}\\x{264}\\x{1c8a}\\x{a7cd}\\x{a7cf}\\x{a7d3}\\x{a7d5}\\x{a7db}\\x{10d70}-\\x{10d85}\\x{16ebb}-\\x{16ed3}";

    private static readonly (int Low, int High, int Distance)[] Missing =
    [
        (0x2c2f, 0x2c2f, 0x30), (0xa7c0, 0xa7c0, 1), (0xa7d0, 0xa7d0, 1), (0xa7d6, 0xa7d6, 1), (0xa7d8, 0xa7d8, 1),
        (0x10570, 0x1057a, 0x27), (0x1057c, 0x1058a, 0x27), (0x1058c, 0x10592, 0x27), (0x10594, 0x10595, 0x27),
    ];

    /// <summary>The capital letters that Java 17 does not know to be such.</summary>
    public static string Capitals { get; } = Letters(0);

    /// <summary>Their small letters, in the same order.</summary>
    public static string Smalls { get; } = Letters(1);

    private static string Letters(int times)
    {
        var text = new StringBuilder();
        foreach (var (low, high, distance) in Missing)
        {
            for (var code = low; code <= high; code++)
            {
                text.Append(char.ConvertFromUtf32(code + (times * distance)));
            }
        }

        return text.ToString();
    }
}
