namespace Stoker.Reports.Html.Plans;

/// <summary>
/// Places the boxes of a tree: rows flow downward, the root is at the bottom, each box stands over its reader. Subtrees are moved together until
/// something of one would touch something of the other, at its own height; so a plan with many small side branches stays narrow.
/// </summary>
internal sealed class PlanLayout
{
    private const double ColumnGap = 22;
    private const double RowGap = 30;
    private const double Margin = 4;

    private PlanLayout(double width, double height)
    {
        Width = width;
        Height = height;
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Places all boxes; they do not overlap, and no line between a box and its reader runs under another box.</summary>
    public static PlanLayout Of(PlanTree tree)
    {
        foreach (var box in tree.Boxes)
        {
            foreach (var input in box.Inputs)
            {
                input.Y = box.Y - RowGap - input.Height;
            }
        }

        var subtrees = new Dictionary<PlanBox, Subtree>();
        for (var index = tree.Boxes.Count - 1; index >= 0; index--)
        {
            var box = tree.Boxes[index];
            subtrees[box] = Join(box, [.. box.Inputs.Select(input => (input, subtrees[input]))]);
        }

        return Shift(tree);
    }

    /// <summary>Puts the subtrees of a box's inputs side by side, and the box under the largest, so that the longest line of work is straight.</summary>
    private static Subtree Join(PlanBox box, IReadOnlyList<(PlanBox Box, Subtree Tree)> inputs)
    {
        var all = new Subtree();
        foreach (var (_, tree) in inputs)
        {
            tree.Move(all.RoomFor(tree));
            all.Add(tree);
        }

        if (inputs.Count > 0)
        {
            box.X = inputs.MaxBy(input => input.Tree.Count).Box.X;
        }

        if (inputs.Count > 1)
        {
            all.Add(new Area(null) { Left = inputs[0].Box.Center, Right = inputs[^1].Box.Center, Top = box.Y - RowGap, Bottom = box.Y });
        }

        all.Add(new Area(box) { Left = box.X, Right = box.X + PlanBox.Width, Top = box.Y, Bottom = box.Bottom });
        return all;
    }

    private static PlanLayout Shift(PlanTree tree)
    {
        var (left, top) = (tree.Boxes.Min(box => box.X), tree.Boxes.Min(box => box.Y));
        foreach (var box in tree.Boxes)
        {
            box.X += Margin - left;
            box.Y += Margin - top;
        }

        return new PlanLayout(tree.Boxes.Max(box => box.X) + PlanBox.Width + Margin, tree.Boxes.Max(box => box.Bottom) + Margin);
    }

    private sealed class Area(PlanBox? box)
    {
        public PlanBox? Box { get; } = box;

        public double Left { get; set; }

        public double Right { get; set; }

        public double Top { get; init; }

        public double Bottom { get; init; }
    }

    /// <summary>What a subtree covers: its boxes, and the bands in which its lines run.</summary>
    private sealed class Subtree
    {
        private readonly List<Area> _areas = [];

        public int Count => _areas.Count;

        public void Add(Area area) => _areas.Add(area);

        public void Add(Subtree other) => _areas.AddRange(other._areas);

        /// <summary>How far another subtree must move to the right to stand beside this one.</summary>
        public double RoomFor(Subtree other)
        {
            var room = double.NegativeInfinity;
            foreach (var area in _areas)
            {
                foreach (var next in other._areas)
                {
                    if (area.Top < next.Bottom + RowGap && next.Top < area.Bottom + RowGap)
                    {
                        room = Math.Max(room, area.Right + ColumnGap - next.Left);
                    }
                }
            }

            return double.IsNegativeInfinity(room) ? 0 : room;
        }

        public void Move(double distance)
        {
            foreach (var area in _areas)
            {
                area.Left += distance;
                area.Right += distance;
                if (area.Box is { } box)
                {
                    box.X += distance;
                }
            }
        }
    }
}
