using Stoker.Model;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Simulation.Programs;

/// <summary>Finds the files that stages scan, by the metrics of the scans in their plans.</summary>
internal static class ScanReader
{
    public static Dictionary<StageId, InputScan> Of(Application application)
    {
        var scans = new Dictionary<StageId, InputScan>();
        var several = new HashSet<StageId>();
        foreach (var scan in application.SqlExecutions.SelectMany(PlanScan.Of))
        {
            foreach (var stage in scan.Bytes > 0 ? scan.Stages : [])
            {
                if (!scans.TryAdd(stage, new InputScan(scan.Files, scan.Bytes ?? 0)))
                {
                    several.Add(stage);
                }
            }
        }

        foreach (var stage in several)
        {
            scans.Remove(stage);
        }

        return scans;
    }
}
