using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Units;
using Stoker.Reports.Analyses;
using Stoker.Reports.Phases;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports.Dev;

public sealed class DevRender
{
    [Fact]
    public void Render()
    {
        foreach (var file in Directory.GetFiles("/tmp/plainlogs"))
        {
            var app = EventLogReader.Read(new PlainFeed(file), 1, null, null, TestContext.Current.CancellationToken);
            var core = app.Executors.Sum(e => e.MaxTasks * ((e.RemoveTime ?? app.EndOrLastEventTime) - e.AddTime).Value);
            var run = app.Stages.Sum(s => Enumerable.Range(0, s.Tasks.Count).Sum(r => s.Tasks.Duration(r).Value));
            var gc = app.Stages.Sum(s => s.Totals[Model.Tasks.TaskMetric.JvmGcTime] ?? 0);
            var wall = app.EndOrLastEventTime - app.StartTime;
            var shares = new TimeShares
            {
                WallTime = wall,
                Wall = [new(TimeShares.DriverOnly, new(wall.Value / 3), Tone.Waste), new(TimeShares.PartlyIdle, new(wall.Value / 2), Tone.Transfer), new(TimeShares.Busy, new(wall.Value / 6), Tone.Good)],
                CoreTime = new(core),
                Core = [new("compute", new(run - gc), Tone.Good), new("GC", new(gc), Tone.Waste), new("idle", new(core - run), Tone.Quiet)],
            };
            foreach (var width in new[] { 80, 100, 160 })
            {
                File.WriteAllText($"/tmp/render/{Path.GetFileName(file)}.{width}", AnalysisText.Write(AnalysisFacts.Of(app, shares), new TextStyle(width, width == 80, width != 100), Clock.Utc));
            }
        }
    }

    private sealed class PlainFeed(string path) : ISegmentFeed
    {
        private bool _done;

        public IReadOnlyList<string> FileNames => [path];

        public long? TotalInputBytes => new FileInfo(path).Length;

        public void Dispose()
        {
        }

        public bool TryFill(Segment segment, CancellationToken cancellationToken)
        {
            if (_done)
            {
                return false;
            }

            segment.Buffer = File.ReadAllBytes(path);
            segment.Length = segment.Buffer.Length;
            segment.Sequence = 0;
            _done = true;
            return true;
        }
    }
}
