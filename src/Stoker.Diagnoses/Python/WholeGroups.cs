using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON007: a grouped Python function gets each group whole in memory, and one task was given a lot.</summary>
internal static class WholeGroups
{
    public const string Id = "PYTHON007";

    public static readonly Diagnosis Diagnosis = new(Id, "Grouped map gets whole groups in memory", Rank.Python, Check) { Limits = [PythonThresholds.GroupBytes] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var node in inspection.Operators.Where(PythonNodes.TakesGroups))
        {
            if (node.Metric("data sent to Python workers") is not { } metric || node.Plan.Execution.Total(metric) is not { } sent)
            {
                continue;
            }

            var limit = inspection.ValueOf(Id, PythonThresholds.GroupBytes);
            if (sent.Maximum < limit)
            {
                continue;
            }

            var lost = AttemptFailure.Of(inspection).Count(attempt => node.Stages.Contains(attempt.Stage) && attempt.Cause is LossCause.HeapExhausted or LossCause.ContainerKilled);
            var suspicion = new Suspicion(node.Place, lost > 0 ? Confidence.High : Confidence.Medium) { FixedSeverity = Severity.Info };
            suspicion.Prove("largestTaskSent", sent.Maximum, EvidenceUnit.Bytes, null, new Threshold(PythonThresholds.GroupBytes.Name, Comparison.AtLeast, limit))
                .Prove("medianTaskSent", sent.Median, EvidenceUnit.Bytes);
            if (lost == 0)
            {
                suspicion.Doubt("a task may have had many small groups");
            }
            else
            {
                suspicion.Prove("attemptsLost", lost, EvidenceUnit.Count);
            }

            foreach (var stage in node.Stages)
            {
                inspection.Relate(suspicion, stage);
            }

            suspicion.Advise("Group by a finer key, or aggregate in two steps, so that no group is this large; a group must fit into a Python worker as a whole, often several times over.")
                .Advise("Where rows need no group, use mapInPandas: it gets them batch by batch.");
            report.Add(suspicion);
        }
    }
}
