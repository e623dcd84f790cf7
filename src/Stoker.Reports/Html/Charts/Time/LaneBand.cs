using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Charts.Time;

/// <summary>Spans in as few lanes as their overlap needs. Spans too short to be told apart become one; those that find no lane are counted.</summary>
internal sealed class LaneBand : ITimeBand
{
    private const double TallLane = 17;
    private const double FlatLane = 4;

    /// <summary>With more lanes than this, lanes are too flat for labels.</summary>
    private const int MostTallLanes = 24;

    /// <summary>Spans narrower than this are put together with their neighbors.</summary>
    private const double LeastWidth = 2;

    private readonly List<LaneItem> _items;
    private readonly int _mostLanes;
    private readonly string _noun;

    /// <summary>Makes a band.</summary>
    /// <param name="label">What stands left of it.</param>
    /// <param name="noun">What one item is, for counts: <c>job</c>.</param>
    /// <param name="items">The spans.</param>
    /// <param name="lengthMs">The time that the chart shows.</param>
    /// <param name="mostLanes">Lanes at most.</param>
    public LaneBand(string label, string noun, IEnumerable<LaneItem> items, long lengthMs, int mostLanes)
    {
        (Label, _noun, _mostLanes) = (label, noun, mostLanes);
        _items = [.. items.OrderBy(item => item.From).ThenBy(item => item.To)];
        (Lanes, HiddenCount) = Pack(lengthMs);
    }

    public string Label { get; }

    /// <summary>Spans by lane, in the order of time; several together count more than one.</summary>
    public IReadOnlyList<IReadOnlyList<(LaneItem Item, int Count)>> Lanes { get; }

    /// <summary>Spans that overlap more others than there are lanes.</summary>
    public int HiddenCount { get; }

    private double LaneHeight => Lanes.Count > MostTallLanes ? FlatLane : TallLane;

    public double Height => (Math.Max(1, Lanes.Count) * LaneHeight) + (HiddenCount > 0 ? 15 : 0);

    public void Write(HtmlWriter html, TimeScale scale, double top)
    {
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            foreach (var (item, count) in Lanes[lane])
            {
                WriteItem(html, scale, item, count, top + (lane * LaneHeight));
            }
        }

        if (HiddenCount > 0)
        {
            html.Write($"<text class=\"quiet\" x=\"{scale.Left}\" y=\"{top + Height - 3}\">and {Quantity.Count(HiddenCount, _noun)} at the same time</text>\n");
        }
    }

    private void WriteItem(HtmlWriter html, TimeScale scale, LaneItem item, int count, double y)
    {
        var (x, width) = (scale.X(item.From), Math.Max(1, scale.X(item.To) - scale.X(item.From)));
        var title = count == 1 ? item.Title : Quantity.Count(count, _noun) + " from " + item.Title;
        var link = count == 1 ? item.Link : null;
        if (link is not null)
        {
            html.Write($"<a href=\"#{link}\">");
        }

        html.Write($"<rect class=\"{(item.IsFailed ? "w3 s-bad" : LaneHeight > FlatLane ? "lane s-work" : "flat")}\" x=\"{x}\" y=\"{y + 1}\" width=\"{width}\" height=\"{LaneHeight - (LaneHeight > FlatLane ? 3 : 1.5)}\"><title>{title}</title></rect>");
        var label = item.IsFailed ? "\u2715 " + item.Label : item.Label;
        if (count == 1 && LaneHeight > FlatLane && Svg.WidthOf(label) + 6 <= width)
        {
            html.Write($"<text x=\"{x + 4}\" y=\"{y + 12}\">{label}</text>");
        }

        if (link is not null)
        {
            html.Write($"</a>");
        }

        html.Write($"\n");
    }

    private (List<List<(LaneItem Item, int Count)>> Lanes, int Hidden) Pack(long lengthMs)
    {
        // Lanes are packed on the width of the page's charts; a narrower chart has room for less text, not for other lanes.
        const double Pixels = 980;
        var least = LeastWidth * Math.Max(1, lengthMs) / Pixels;
        List<List<(LaneItem Item, int Count)>> lanes = [];
        var hidden = 0;
        foreach (var item in _items)
        {
            var isShort = item.To - item.From < least;
            var merge = isShort ? lanes.FindIndex(lane => lane[^1] is { Item: var last } && last.IsFailed == item.IsFailed && last.To - last.From < least * 40 && item.From - last.To < least && (lane[^1].Count > 1 || last.To - last.From < least)) : -1;
            if (merge >= 0)
            {
                var (last, count) = lanes[merge][^1];
                lanes[merge][^1] = (last with { To = Math.Max(last.To, item.To) }, count + 1);
                continue;
            }

            var free = lanes.FindIndex(lane => lane[^1].Item.To <= item.From);
            if (free >= 0)
            {
                lanes[free].Add((item, 1));
            }
            else if (lanes.Count < _mostLanes)
            {
                lanes.Add([(item, 1)]);
            }
            else
            {
                hidden++;
            }
        }

        return (lanes, hidden);
    }
}
