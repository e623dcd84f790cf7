using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Phases;

/// <summary>Draws the parts of a whole as bars, one a line, the largest first; what hardly counts is one part, and left out where it is nothing to see.</summary>
internal static class ShareBars
{
    /// <summary>Parts below this share of the whole are put together.</summary>
    private const double LeastShare = 0.01;

    private const int LongestBar = 50;

    /// <summary>Lines of at most <paramref name="width"/> columns: a title, then the parts.</summary>
    public static List<TextLine> Draw(TextLine title, IReadOnlyList<Share> shares, Milliseconds whole, int width, Glyphs glyphs)
    {
        var large = shares.Where(share => share.Time.Value >= LeastShare * whole.Value && share.Time.Value > 0).OrderByDescending(share => share.Time.Value).ToList();
        var small = shares.Where(share => share.Time.Value > 0 && !large.Contains(share)).ToList();
        if (small.Sum(share => share.Time.Value) is var rest && rest >= LeastShare * whole.Value)
        {
            large.Add(new Share("other", new Milliseconds(rest), Tone.Quiet));
        }

        List<TextLine> lines = [title];
        if (large.Count == 0)
        {
            return lines;
        }

        var nameWidth = large.Max(share => share.Name.Length);
        var timeWidth = large.Max(share => Amount(share, glyphs).Length);
        foreach (var share in large)
        {
            var line = new TextLine().Add("  ").Add(share.Name).AddRight(Amount(share, glyphs), 2 + nameWidth + 2 + timeWidth)
                .AddRight(Quantity.Share(share.Time.Value, whole.Value), 2 + nameWidth + 2 + timeWidth + 7, Tone.Strong).Add("  ");
            lines.Add(line.Add(Bar(share.Time.Value / (double)large[0].Time.Value, Math.Min(LongestBar, width - line.Width), glyphs), share.Tone));
        }

        return lines;
    }

    private static string Amount(Share share, Glyphs glyphs) => (share.IsBound ? glyphs.AtMost + " " : "") + Quantity.Duration(share.Time);

    private static string Bar(double part, int longest, Glyphs glyphs)
    {
        var steps = glyphs.Eighths.Length;
        var length = Math.Max(1, (int)Math.Round(part * longest * steps));
        var rest = length % steps;
        return new string(glyphs.Bar, length / steps) + (rest > 0 ? glyphs.Eighths[rest - 1].ToString() : "");
    }
}
