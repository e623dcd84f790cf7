using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;
using Stoker.Reports.Costs;
using Stoker.Reports.Html.Charts.Time;
using Stoker.Reports.Html.Executors;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Paths;
using Stoker.Reports.Quantities;
using Stoker.Reports.Timelines;

namespace Stoker.Reports.Html.Overview;

/// <summary>The application over its wall time: cores busy, executors, jobs, stages and the critical path over one axis.</summary>
internal sealed class ClusterOverview
{
    private const int Steps = 240;
    private const int MostJobLanes = 5;
    private const int MostStageLanes = 10;

    private readonly Application _application;
    private readonly CriticalPath _path;
    private readonly long _lengthMs;
    private readonly HashSet<string> _targets;

    /// <summary>Lays an application out.</summary>
    /// <param name="application">The application.</param>
    /// <param name="time">Its critical path.</param>
    /// <param name="targets">Anchors of stages that the page has.</param>
    public ClusterOverview(Application application, TimeBreakdown time, IEnumerable<string> targets)
    {
        _targets = targets.ToHashSet(StringComparer.Ordinal);
        _application = application;
        _path = time.CriticalPath;
        _lengthMs = Math.Max(1, (application.EndOrLastEventTime - application.StartTime).Value);
        var timeline = Timeline.Of(application, Steps, time);
        Busy = new LevelBand("Cores busy", timeline.Busy, timeline.Slots, Math.Max(1, timeline.Peak), Quantity.Count(Math.Max(1, timeline.Peak)));
    }

    /// <summary>Cores busy over time.</summary>
    public LevelBand Busy { get; }

    /// <summary>When the driver kept the critical path to itself for a time that can be seen, in ms since the start.</summary>
    public IReadOnlyList<(double From, double To)> DriverGaps =>
    [
        .. _path.Segments.Where(segment => PathCauses.KindOf(segment.Cause) == PathCauses.Driver && segment.Duration.Value >= _lengthMs / 1_500)
            .Select(segment => ((double)(segment.Start - _application.StartTime).Value, (double)(segment.End - _application.StartTime).Value)),
    ];

    public IReadOnlyList<IHtmlComponent?> Parts()
    {
        var rows = ExecutorRows.Of(_application, Steps);
        List<ITimeBand> bands = [Busy];
        if (rows.Count > 0)
        {
            bands.Add(new HeatBand("Executors", rows));
        }

        var jobs = new LaneBand("Jobs", "job", _application.Jobs.Select(JobItem).OfType<LaneItem>(), _lengthMs, MostJobLanes);
        var stages = new LaneBand("Stages", "stage", _application.Stages.Select(StageItem).OfType<LaneItem>(), _lengthMs, MostStageLanes);
        bands.AddRange(((ITimeBand[])[jobs, stages]).Where(band => ((LaneBand)band).Lanes.Count > 0));
        if (_path.Segments.Count > 0)
        {
            bands.Add(new PathBand("Critical path", [.. PathCauses.Kinds.Select(kind => (kind.Name, kind.Role))], [.. _path.Segments.Select(PathStretch)]));
        }

        return [new Figure(new TimeChart("Timeline of the application", _lengthMs, bands), Caption(rows.Count))];
    }

    private string Caption(int rows)
    {
        var step = Quantity.Duration(new Milliseconds(Math.Max(1, _lengthMs / Steps)));
        var grouped = ExecutorRows.GroupSize(_application) is > 1 and var size ? $" A row is {Quantity.Count(size, "executor")}." : "";
        var slots = Busy.Limits.Count > 0 ? " The line above the cores busy is the slots that were there." : "";
        var executors = rows > 0 ? $" An executor's row is darker the more of its slots ran tasks; \u2715 marks one that was lost.{grouped}" : "";
        return $"Means over steps of {step}.{slots}{executors}";
    }

    private LaneItem? JobItem(Job job)
    {
        if (job.SubmissionTime is not { } start)
        {
            return null;
        }

        var end = job.CompletionTime ?? _application.EndOrLastEventTime;
        var name = CallSite.Shorten(job.Description ?? job.Name);
        return new LaneItem(Offset(start), Offset(end), job.Id.ToString(), Words.Cut($"job {job.Id}, {Quantity.Duration(end - start)}: {name}", 160), job.Status == JobStatus.Failed);
    }

    private LaneItem? StageItem(StageAttempt stage)
    {
        if ((stage.SubmissionTime ?? stage.FirstTaskLaunchTime) is not { } start || stage.Tasks.Count == 0)
        {
            return null;
        }

        var end = stage.CompletionTime ?? _application.EndOrLastEventTime;
        var title = $"stage {stage.Id}, {Quantity.Duration(end - start)}, {Quantity.Count(stage.Tasks.Count, "task")}: {CallSite.Shorten(stage.Name)}";
        var anchor = Anchors.Of(stage.Id);
        return new LaneItem(Offset(start), Offset(end), stage.Id.ToString(), Words.Cut(title, 160), stage.Status == StageStatus.Failed, _targets.Contains(anchor) ? anchor : null);
    }

    private (int Kind, double From, double To, string Title) PathStretch(CriticalSegment segment) =>
        (PathCauses.KindOf(segment.Cause), Offset(segment.Start), Offset(segment.End), $"{Quantity.Duration(segment.Duration)}{(segment.Stage is { } stage ? $", stage {stage}" : "")}");

    private double Offset(Timestamp time) => (time - _application.StartTime).Value;
}
