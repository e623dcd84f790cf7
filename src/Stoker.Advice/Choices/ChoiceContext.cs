using Stoker.Advice.Sizing;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;

namespace Stoker.Advice.Choices;

/// <summary>What choices are judged by.</summary>
internal sealed class ChoiceContext(Application application, CoreSplit core, double wallSeconds, IReadOnlyList<Finding> findings)
{
    public Application Application { get; } = application;

    public IReadOnlyList<Finding> Findings { get; } = findings;

    public EffectiveSettings Settings { get; } = new(application);

    public ClusterManager Cluster { get; } = ClusterManagers.Of(application.Settings);

    /// <summary>Core time by phase.</summary>
    public CoreSplit Core { get; } = core;

    public double WallSeconds { get; } = wallSeconds;

    /// <summary>Executors that ran tasks or could.</summary>
    public IReadOnlyList<Executor> Executors { get; } = [.. application.Executors.Where(executor => !executor.IsDriver && executor.MaxTasks > 0)];

    /// <summary>Most executors that were there at one time.</summary>
    public int MostExecutors => Executors.Select(one => Executors.Count(other => other.AddTime <= one.AddTime && (other.RemoveTime is not { } end || end > one.AddTime))).DefaultIfEmpty().Max();

    /// <summary>Slots of an executor.</summary>
    public int Slots => Executors.Select(executor => executor.MaxTasks).DefaultIfEmpty().Max();

    /// <summary>Whether executors are what the work runs on, on a cluster that an application asks for them.</summary>
    public bool HasExecutors => Executors.Count > 0 && Cluster is ClusterManager.Standalone or ClusterManager.Yarn or ClusterManager.Kubernetes;

    public bool IsStreaming => Application.StreamingQueries.Count > 0;

    /// <summary>Whether the program is in Python.</summary>
    public bool IsPython { get; } = application.Stages.Any(HasPython)
        || application.Settings.System.Any(pair => pair.Key == "sun.java.command" && (pair.Value.Contains("pyspark", StringComparison.Ordinal) || pair.Value.Contains(".py", StringComparison.Ordinal)));

    public static bool HasPython(StageAttempt stage) => stage.Rdds.Any(rdd => rdd.Name.Contains("Python", StringComparison.Ordinal) || rdd.ScopeName?.Contains("Python", StringComparison.Ordinal) == true
        || rdd.ScopeName?.EndsWith("InPandas", StringComparison.Ordinal) == true);

    /// <summary>A share of the time that tasks ran, from 0 to 1.</summary>
    public double ShareOfRunning(double milliseconds) => Core.Running.Value > 0 ? milliseconds / Core.Running.Value : 0;

    /// <summary>A setting, unless the Spark of the run lacks it or it has the value.</summary>
    public IEnumerable<ChosenSetting> Setting(string key, string to)
    {
        var from = Settings.Find(key);
        var isThere = Settings.Version is { } version && SettingTable.Exists(key, version);
        return isThere && !string.Equals(from, to, StringComparison.OrdinalIgnoreCase) ? [new ChosenSetting(key, from, to, Settings.IsSet(key))] : [];
    }

    public static Choice Keep(ChoiceSubject subject, string reason) => new() { Subject = subject, Verdict = ChoiceVerdict.Keep, Reason = reason };
}
