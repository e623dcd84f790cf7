using Stoker.Reports.Terminal;

namespace Stoker.Reports.Timelines;

/// <summary>Places jobs in as few lanes as their overlap needs, and draws the lanes.</summary>
internal sealed class JobLanes
{
    /// <summary>What does not fit into this many lanes is drawn over the last one.</summary>
    private const int MaximumLanes = 3;

    private readonly List<(char Glyph, Tone Tone)[]> _lanes = [];
    private readonly List<int> _ends = [];
    private readonly int _columns;
    private readonly Glyphs _glyphs;

    private JobLanes(int columns, Glyphs glyphs)
    {
        _columns = columns;
        _glyphs = glyphs;
    }

    public static IEnumerable<TextLine> Of(Timeline timeline, Glyphs glyphs)
    {
        var lanes = new JobLanes(timeline.Busy.Count, glyphs);
        var perColumn = (double)timeline.Length.Value / timeline.Busy.Count;
        foreach (var job in timeline.Jobs.OrderBy(job => job.Offset.Value).ThenBy(job => job.Id.Value))
        {
            var first = Math.Clamp((int)(job.Offset.Value / perColumn), 0, lanes._columns - 1);
            var last = Math.Clamp((int)((job.Offset.Value + job.Length.Value - 1) / perColumn), first, lanes._columns - 1);
            lanes.Place(job, first, last);
        }

        return lanes._lanes.Select(lane => new TextLine().Add(lane));
    }

    private void Place(JobSpan job, int first, int last)
    {
        var lane = LaneFor(first, last);
        var cells = _lanes[lane];
        // Where many jobs share a column, their ends would hide each other.
        if (first < _ends[lane])
        {
            first = Math.Min(first, _ends[lane] - 1);
        }

        var tone = job.IsFailed ? Tone.Bad : Tone.Transfer;
        var label = job.Id.ToString();
        var width = last - first + 1;
        for (var column = first; column <= last; column++)
        {
            cells[column] = (_glyphs.JobRun, tone);
        }

        if (width == 1)
        {
            cells[first] = (job.IsFailed ? _glyphs.JobFailed : _glyphs.JobTiny, tone);
        }
        else
        {
            cells[first] = (_glyphs.JobStart, tone);
            cells[last] = (job.IsFailed ? _glyphs.JobFailed : _glyphs.JobEnd, tone);
            for (var index = 0; index < label.Length && width >= label.Length + 2; index++)
            {
                cells[first + 1 + index] = (label[index], job.IsFailed ? Tone.Bad : Tone.Plain);
            }
        }

        _ends[lane] = Math.Max(_ends[lane], last + 1);
    }

    private int LaneFor(int first, int last)
    {
        for (var lane = 0; lane < _lanes.Count; lane++)
        {
            // A job of one column may share it with the end of its forerunner: they follow each other more often than they overlap.
            if (_ends[lane] <= first || (first == last && _ends[lane] == first + 1))
            {
                return lane;
            }
        }

        if (_lanes.Count == MaximumLanes)
        {
            return MaximumLanes - 1;
        }

        var cells = new (char, Tone)[_columns];
        Array.Fill(cells, (' ', Tone.Plain));
        _lanes.Add(cells);
        _ends.Add(0);
        return _lanes.Count - 1;
    }
}
