using Stoker.Model.Sql;

namespace Stoker.Reports.Html.Plans;

/// <summary>A box of a drawn plan: an operator, a cluster of generated code with its operators, or a sign that points to a box drawn elsewhere.</summary>
internal sealed class PlanBox
{
    public const double Width = 250;
    private const double LineHeight = 14;
    private const double Padding = 10;

    /// <summary>Node that names the box: the operator itself or its cluster.</summary>
    public required PlanNodeWork Head { get; init; }

    /// <summary>Operators inside, in the order in which rows pass them; the head alone for a box of one operator.</summary>
    public List<PlanNodeWork> Operators { get; } = [];

    /// <summary>Boxes that give it rows, in the order of the plan.</summary>
    public List<PlanBox> Inputs { get; } = [];

    /// <summary>The box that is drawn elsewhere and used again here; absent for any other.</summary>
    public PlanBox? Reused { get; init; }

    /// <summary>Operators in it or above it that are not drawn.</summary>
    public int HiddenCount { get; set; }

    /// <summary>Left edge.</summary>
    public double X { get; set; }

    /// <summary>Upper edge.</summary>
    public double Y { get; set; }

    public double Height => (2 * Padding) + (LineCount * LineHeight) - 4;

    public double Center => X + (Width / 2);

    public double Bottom => Y + Height;

    /// <summary>Baseline of a line of text, the first being 0.</summary>
    public double Baseline(int line) => Y + Padding + 8 + (line * LineHeight);

    private int LineCount => Reused is not null ? 1
        : 1 + (Head.Time is null ? 0 : 1) + (Head.Node.IsCluster ? Operators.Count : DetailLines) + (HiddenCount > 0 ? 1 : 0);

    /// <summary>Lines of a box of one operator: its argument, and what it gave.</summary>
    private int DetailLines => (OperatorText.ArgumentOf(Head.Node).Length > 0 ? 1 : 0) + (OperatorText.YieldOf(Head).Length > 0 ? 1 : 0);
}
