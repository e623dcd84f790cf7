using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Advice.SourceJoin;

/// <summary>What stages and jobs of a run took: core time of their attempts, and their stretches of the critical path.</summary>
internal sealed class RunPrices
{
    private readonly Dictionary<StageAttemptId, long> _core = [];
    private readonly Dictionary<StageAttemptId, long> _criticalOfStage = [];
    private readonly Dictionary<JobId, long> _criticalOfJob = [];

    public RunPrices(Application application, TimeBreakdown time)
    {
        foreach (var stage in application.Stages)
        {
            _core[stage.Id] = time.Of(stage)?.Core.Running.Value ?? 0;
        }

        foreach (var segment in time.CriticalPath.Segments)
        {
            if (segment.Stage is { } stage)
            {
                _criticalOfStage[stage] = _criticalOfStage.GetValueOrDefault(stage) + segment.Duration.Value;
            }
            else if (segment.Job is { } job)
            {
                _criticalOfJob[job] = _criticalOfJob.GetValueOrDefault(job) + segment.Duration.Value;
            }
        }
    }

    /// <summary>Time of the attempts of stages.</summary>
    public Milliseconds CoreOf(IEnumerable<StageAttemptId> stages) => new(stages.Sum(stage => _core.GetValueOrDefault(stage)));

    /// <summary>Time of stages on the critical path, and what jobs took there without a stage.</summary>
    public Milliseconds CriticalOf(IEnumerable<StageAttemptId> stages, IEnumerable<JobId> jobs) =>
        new(stages.Sum(stage => _criticalOfStage.GetValueOrDefault(stage)) + jobs.Sum(job => _criticalOfJob.GetValueOrDefault(job)));
}
