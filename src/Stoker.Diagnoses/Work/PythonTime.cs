using Stoker.Diagnoses.Plans;

namespace Stoker.Diagnoses.Work;

/// <summary>
/// Time in Python workers by stage. Python nodes of Spark 4 measure it ("execute Python code" since 4.2, else "run Python workers", which includes
/// waiting for rows); older nodes and RDD code leave only a bound: run time less CPU, fetch wait and GC (diagnoses.md 2.5).
/// </summary>
internal static class PythonTime
{
    /// <summary>Sets <see cref="StageWork.PythonMs"/>.</summary>
    public static void Attribute(Inspection inspection)
    {
        var measured = new Dictionary<int, double>();
        var bounded = new HashSet<int>();
        foreach (var node in inspection.Plans.SelectMany(plan => plan.Operators).Where(PythonNodes.IsPython))
        {
            var metric = node.Metric("time to execute Python code") ?? node.Metric("time to run Python workers");
            foreach (var stage in node.Stages)
            {
                if (metric is not null && PlanOperator.SumIn(stage, metric) is { } milliseconds)
                {
                    measured[stage.Index] = measured.GetValueOrDefault(stage.Index) + milliseconds;
                }
                else
                {
                    bounded.Add(stage.Index);
                }
            }
        }

        foreach (var stage in inspection.Stages)
        {
            if (measured.TryGetValue(stage.Index, out var milliseconds))
            {
                stage.PythonMs = Math.Min(milliseconds, stage.RunMs);
            }
            else if (bounded.Contains(stage.Index) || stage.HasPythonRdd)
            {
                (stage.PythonMs, stage.IsPythonBounded) = (stage.NotCpuMs, true);
            }
        }
    }
}
