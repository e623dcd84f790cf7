using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN005: a query failed since a broadcast took too long, was too large, or did not fit the driver's memory.</summary>
internal static class FailedBroadcast
{
    public const string Id = "JOIN005";

    public static readonly Diagnosis Diagnosis = new(Id, "A broadcast timed out or was refused", Rank.Losses, Check);

    /// <summary>Spark's words (BroadcastExchangeExec.scala, QueryExecutionErrors.scala, error-conditions.json), and what they mean.</summary>
    private static readonly (string Text, Failure Failure)[] Texts =
    [
        ("Could not execute broadcast in ", Failure.TimedOut),
        ("Cannot broadcast the table ", Failure.Refused),
        ("Not enough memory to build and broadcast the table", Failure.OutOfMemory),
    ];

    private enum Failure
    {
        TimedOut,
        Refused,
        OutOfMemory,
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var plan in inspection.Plans)
        {
            var messages = Messages(inspection, plan);
            var found = messages.SelectMany(message => Texts.Where(text => message.Contains(text.Text, StringComparison.Ordinal)).Select(text => (text.Text, text.Failure, Message: message))).FirstOrDefault();
            if (found.Message is not null)
            {
                report.Add(Suspect(inspection, plan, found.Failure, SentenceAt(found.Message, found.Text)));
            }
        }
    }

    private static IEnumerable<string> Messages(Inspection inspection, QueryPlan plan)
    {
        if (plan.Execution.ErrorMessage is { Length: > 0 } error)
        {
            yield return error;
        }

        foreach (var job in plan.Execution.Jobs.Select(inspection.JobOf))
        {
            if (job?.FailureMessage is { Length: > 0 } failure)
            {
                yield return failure;
            }
        }
    }

    private static string SentenceAt(string message, string text)
    {
        var line = message[message.IndexOf(text, StringComparison.Ordinal)..].Split('\n')[0];
        return line.Length > 200 ? line[..200] : line;
    }

    private static Suspicion Suspect(Inspection inspection, QueryPlan plan, Failure failure, string sentence)
    {
        var suspicion = new Suspicion(plan.Place, Confidence.High) { FixedSeverity = Severity.Major, Basis = Basis.Measured, SameAs = failure.ToString() };
        suspicion.Prove("error", sentence);
        if (plan.Execution is { StartTime: { } start, EndTime: { } end })
        {
            suspicion.Prove("failedAfter", end.EpochMilliseconds - start.EpochMilliseconds, EvidenceUnit.Milliseconds);
        }

        foreach (var broadcast in plan.Operators.Where(Exchanges.IsBroadcast))
        {
            suspicion.RelatedPlaces.Add(broadcast.Place);
        }

        suspicion.FailedJobs.UnionWith(plan.Execution.Jobs.Where(id => inspection.JobOf(id)?.Status == JobStatus.Failed));
        // What its jobs did is in vain, those that succeeded, such as the one that collected the side, and those that Spark cancelled then.
        var stages = plan.Stages.Where(stage => stage.Stage.Jobs.Any(plan.Execution.Jobs.Contains)).ToList();
        foreach (var stage in stages)
        {
            inspection.Relate(suspicion, stage);
            suspicion.ClaimAll(inspection, stage);
        }

        suspicion.Prove("taskTime", stages.Sum(stage => (double)stage.BusyMs), EvidenceUnit.CoreMilliseconds);

        Advise(inspection, suspicion, plan, failure);
        return suspicion;
    }

    private static void Advise(Inspection inspection, Suspicion suspicion, QueryPlan plan, Failure failure)
    {
        const string Threshold = "spark.sql.autoBroadcastJoinThreshold";
        if (failure == Failure.TimedOut)
        {
            suspicion.Advise("Find out what made the side slow: look at the stages below the BroadcastExchange, and whether they waited for slots behind other stages. A longer spark.sql.broadcastTimeout only waits longer.")
                .Advise("Join without a broadcast, big.join(side.hint(\"merge\"), key), when the side is large or slow.");
            return;
        }

        suspicion.Advise("Drop the hint broadcast(), or ask for a shuffled join: big.join(side.hint(\"merge\"), key).")
            .Advise("Keep only the columns and rows of this side that the join needs.");
        if (inspection.Settings.ByteCount(Threshold, plan.Execution) is > 200L << 20)
        {
            suspicion.Advise(inspection.Settings.Change(Threshold, "100MB", "Let Spark broadcast small sides only.", plan.Execution));
        }
    }
}
