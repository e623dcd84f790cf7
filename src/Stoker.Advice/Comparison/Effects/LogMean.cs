namespace Stoker.Advice.Comparison.Effects;

/// <summary>The logarithmic mean: with it, what the factors of a product add to its change adds up without a rest (LMDI).</summary>
internal static class LogMean
{
    /// <summary><c>(b - a) / ln(b / a)</c>, between the two; the value itself where they are equal, 0 where one of them is 0.</summary>
    public static double Of(double a, double b)
    {
        if (a <= 0 || b <= 0)
        {
            return 0;
        }

        var ratio = Math.Log(b / a);
        return Math.Abs(ratio) < 1e-9 ? a : (b - a) / ratio;
    }
}
