using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>
/// Whether all executors that there could be share one machine. Several on one host tell it by themselves; a single one does where no other machine can reach it:
/// local mode, <c>local-cluster</c>, an executor at a loopback address, or master, driver and executor of a standalone cluster on one host.
/// </summary>
internal static class OneMachine
{
    private const string Standalone = "spark://";

    public static bool Is(Application application)
    {
        var executors = application.Executors.Where(executor => executor.MaxTasks > 0).ToList();
        return executors.Count > 0 && (executors.Any(executor => executor.IsDriver) || IsLocalCluster(application) || executors.All(executor => IsLoopback(executor.Host)) || SharesAll(application, executors[0].Host));
    }

    private static bool IsLocalCluster(Application application) => application.Settings.Find("spark.master")?.Value.StartsWith("local-cluster", StringComparison.Ordinal) == true;

    private static bool IsLoopback(string host) => host is "localhost" or "::1" or "[::1]" || host.StartsWith("127.", StringComparison.Ordinal);

    private static bool SharesAll(Application application, string host)
    {
        var master = application.Settings.Find("spark.master")?.Value;
        return host.Length > 0 && master is not null && master.StartsWith(Standalone, StringComparison.Ordinal)
            && master[Standalone.Length..].Split(':')[0] == host && application.Settings.Find("spark.driver.host")?.Value == host
            && application.Executors.Where(executor => executor.MaxTasks > 0).All(executor => executor.Host == host);
    }
}
