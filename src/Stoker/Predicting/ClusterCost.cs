using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>
/// What a cluster costs: cores and memory of executors from their registration until they go or the application ends, and of the driver from the start of the application to
/// its end. Of the run itself each executor as the log has it; of others those of the kind that the run had most of, with the settings that are asked for, or, where the run had
/// several kinds (resource profiles) and their cores stay, an even mix of those that it had.
/// </summary>
internal sealed class ClusterCost
{
    private const double MsPerHour = 3_600_000;

    private readonly ReplayableProgram _program;
    private readonly Prices _prices;
    private readonly EffectiveSettings _settings;
    private readonly bool _isLocal;
    private readonly double _coresPerSlot = 1;
    private readonly ResourceProfile? _profile;
    private readonly bool _isMixed;

    public ClusterCost(ReplayableProgram program, Prices prices)
    {
        (_program, _prices, _settings) = (program, prices, new EffectiveSettings(program.Application));
        var executors = program.Application.Executors.Where(executor => !executor.IsDriver && executor.MaxTasks > 0).ToList();
        _isLocal = executors.Count == 0;
        if (executors.GroupBy(executor => (executor.MaxTasks, executor.TotalCores, executor.ResourceProfile)).MaxBy(group => group.Count()) is { } most)
        {
            // A task may take several cores (spark.task.cpus), or wait for a GPU while cores are free.
            _coresPerSlot = Math.Max(1, most.Key.TotalCores) / (double)most.Key.MaxTasks;
            _profile = ProfileOf(program.Application, most.First());
            _isMixed = executors.Exists(executor => executor.ResourceProfile != most.Key.ResourceProfile);
        }
    }

    /// <summary>Cost of a predicted run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="applicationMs">From the start of the application to its end, in ms.</param>
    public double Of(PredictedRun run, double applicationMs)
    {
        var memory = new ContainerMemory(_settings, run.Change);
        var cores = run.Shape.CoresPerExecutor * _coresPerSlot;
        return _isLocal
            ? Cost(cores, memory.OfDriver, applicationMs)
            : (RateOf(run.Shape, cores, memory) * run.Held.TotalMs(_program.ShutDownMs)) + Driver(memory, applicationMs);
    }

    /// <summary>Cost of the run in the log.</summary>
    /// <param name="applicationMs">From the start of the application to its end, in ms.</param>
    public double OfRun(double applicationMs)
    {
        var memory = new ContainerMemory(_settings, ChangeSet.None);
        if (_isLocal)
        {
            return Cost(_program.Shape.CoresPerExecutor, memory.OfDriver, applicationMs);
        }

        return Driver(memory, applicationMs) + Executors.Sum(executor => Rate(executor, memory) * HeldMs(executor));
    }

    private IEnumerable<Executor> Executors => _program.Application.Executors.Where(executor => !executor.IsDriver && executor.MaxTasks > 0);

    /// <summary>Price of an executor of a shape for a millisecond.</summary>
    private double RateOf(ClusterShape shape, double cores, ContainerMemory memory)
    {
        var heldMs = _isMixed && shape.CoresPerExecutor == _program.Shape.CoresPerExecutor ? Executors.Sum(HeldMs) : 0;
        return heldMs > 0 ? Executors.Sum(executor => Rate(executor, memory) * HeldMs(executor)) / heldMs : Cost(cores, memory.OfProfile(_profile), 1);
    }

    private double Rate(Executor executor, ContainerMemory memory) => Cost(Math.Max(1, executor.TotalCores), memory.OfProfile(ProfileOf(_program.Application, executor)), 1);

    private double HeldMs(Executor executor)
    {
        var end = _program.Application.EndOrLastEventTime.EpochMilliseconds;
        return Math.Max(0, Math.Min(executor.RemoveTime?.EpochMilliseconds ?? end, end) - executor.AddTime.EpochMilliseconds);
    }

    private double Driver(ContainerMemory memory, double applicationMs) => Cost(_settings.Number("spark.driver.cores") ?? 1, memory.OfDriver, applicationMs);

    private double Cost(double cores, double memoryGiB, double heldMs) => ((cores * _prices.CoreHour) + (memoryGiB * _prices.GiBHour)) * heldMs / MsPerHour;

    private static ResourceProfile? ProfileOf(Application application, Executor executor) => application.ResourceProfiles.FirstOrDefault(profile => profile.Id == executor.ResourceProfile);
}
