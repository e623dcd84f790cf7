using Stoker.Diagnoses.Work;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;

namespace Stoker.Diagnoses.Ledger;

/// <summary>How much of the critical path lies in a stage attempt, or outside of stages within a span. Immutable.</summary>
internal sealed class PathLengths
{
    private readonly Dictionary<StageAttemptId, long> _inStages = [];

    /// <summary>Begins and ends of the stretches outside of stages, ascending, and their length before each.</summary>
    private readonly List<(long StartMs, long EndMs, long BeforeMs)> _outside = [];

    public PathLengths(CriticalPath path)
    {
        long outside = 0;
        foreach (var segment in path.Segments)
        {
            if (segment.Stage is { } stage)
            {
                // Who takes work away from one of two stages that share the slots shortens the stretch by its part.
                var left = segment.Duration.Value;
                foreach (var (held, share) in segment.HeldBy.Where(held => held.Stage != stage))
                {
                    var part = Math.Min(left, (long)(segment.Duration.Value * share));
                    _inStages[held] = _inStages.GetValueOrDefault(held) + part;
                    left -= part;
                }

                _inStages[stage] = _inStages.GetValueOrDefault(stage) + left;
                continue;
            }

            _outside.Add((segment.Start.EpochMilliseconds, segment.End.EpochMilliseconds, outside));
            outside += segment.Duration.Value;
        }
    }

    /// <summary>Length of the path inside a stage, ms; its part of the slot time where others shared the slots.</summary>
    public long MillisecondsIn(StageWork stage) => _inStages.GetValueOrDefault(stage.Stage.Id);

    /// <summary>Length of the path outside of stages within a span.</summary>
    public long GapMilliseconds(long fromMs, long toMs) => Math.Max(0, OutsideBefore(toMs) - OutsideBefore(fromMs));

    private long OutsideBefore(long timeMs)
    {
        var (low, high) = (0, _outside.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _outside[middle].StartMs < timeMs ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? 0 : _outside[low - 1] is var last ? last.BeforeMs + Math.Min(timeMs, last.EndMs) - last.StartMs : 0;
    }
}
