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

    /// <summary>Letters that have a case, as Python 3.11 sees them.</summary>
    private const string Cased =
        "[\\p{IsLowercase}\\p{IsUppercase}\\p{Lt}" +
        "\\x{2c2f}\\x{2c5f}\\x{a7c0}-\\x{a7c1}\\x{a7d0}-\\x{a7d1}\\x{a7d3}\\x{a7d5}-\\x{a7d9}\\x{10570}-\\x{1057a}\\x{1057c}-\\x{1058a}" +
        "\\x{1058c}-\\x{10592}\\x{10594}-\\x{10595}\\x{10597}-\\x{105a1}\\x{105a3}-\\x{105b1}\\x{105b3}-\\x{105b9}\\x{105bb}-\\x{105bc}" +
        "\\x{1df00}-\\x{1df09}\\x{1df0b}-\\x{1df1e}" +
        "&&[^" +
        "\\x{2b0}-\\x{2b8}\\x{2c0}-\\x{2c1}\\x{2e0}-\\x{2e4}\\x{345}\\x{37a}\\x{1d2c}-\\x{1d6a}\\x{1d78}\\x{1d9b}-\\x{1dbf}\\x{2071}" +
        "\\x{207f}\\x{2090}-\\x{209c}\\x{2c7c}-\\x{2c7d}\\x{a69c}-\\x{a69d}\\x{a770}\\x{a7f8}-\\x{a7f9}\\x{ab5c}-\\x{ab5f}" +
        "]]";

    /// <summary>What Python 3.11 looks through when it asks whether a sigma ends a word.</summary>
    private const string Ignorable =
        "[" +
        "\\p{Mn}\\p{Me}\\p{Cf}\\p{Lm}\\p{Sk}'.:\\x{b7}\\x{387}\\x{55f}\\x{5f4}\\x{2018}\\x{2019}\\x{2024}\\x{2027}\\x{fe13}\\x{fe52}" +
        "\\x{fe55}\\x{ff07}\\x{ff0e}\\x{ff1a}" +
        "\\x{888}\\x{890}-\\x{891}\\x{898}-\\x{89f}\\x{8c9}-\\x{8d2}\\x{c3c}\\x{180f}\\x{1ac1}-\\x{1ace}\\x{1dfa}\\x{a7f2}-\\x{a7f4}" +
        "\\x{fbc2}\\x{10780}-\\x{10785}\\x{10787}-\\x{107b0}\\x{107b2}-\\x{107ba}\\x{10f82}-\\x{10f85}\\x{11070}\\x{11073}-\\x{11074}" +
        "\\x{110c2}\\x{1aff0}-\\x{1aff3}\\x{1aff5}-\\x{1affb}\\x{1affd}-\\x{1affe}\\x{1cf00}-\\x{1cf2d}\\x{1cf30}-\\x{1cf46}\\x{1e2ae}" +
        "&&[^\\x{1734}]]";

    /// <summary>
    /// A capital sigma at the end of a word by Unicode's rule, which Python and ICU follow. Java's own rule stops at word breaks: it lowers the sigma of
    /// "A3&#931;" to a final one. Python looks as far as it must; 60 marks in a row are not met in text.
    /// </summary>
    public const string FinalSigma = "(?<=" + Cased + Ignorable + "{0,60})\u03a3(?!" + Ignorable + "*+" + Cased + ")";

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
