using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL013: an object, a block or a task was larger than the buffer, frame or message that had to hold it.</summary>
internal static class TooLargeToSend
{
    public const string Id = "FAIL013";

    public static readonly Diagnosis Diagnosis = new(Id, "Too large for a buffer, frame or message", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if ((LossSearch.Of(inspection, LossCause.TooLarge, isFixed: true) ?? OfJob(inspection)) is not { } suspicion)
        {
            return;
        }

        var reason = suspicion.Evidence.Find(item => item.Name == "reason")?.Text ?? "";
        if (reason.Contains("rpc.message.maxSize", StringComparison.Ordinal))
        {
            suspicion.Advise("Do not let the function hold large objects of the driver: broadcast them, or read them in the task.")
                .Advise("Rows that parallelize() or createDataFrame() push from the driver travel in the task too: write them to a file and read it, or cut them into more slices.")
                .Advise(inspection.Settings.Change("spark.rpc.message.maxSize", "512", "Allow larger messages (MiB), until the function is smaller."));
        }
        else if (reason.Contains("Too large frame", StringComparison.Ordinal))
        {
            suspicion.Advise("Make more partitions before this stage, or split the key that fills one: a block that is sent whole must stay below 2 GiB.");
        }
        else
        {
            suspicion.Advise(inspection.Settings.Change("spark.kryoserializer.buffer.max", "1g", "Let Kryo's buffer grow to what one object needs; below 2 GiB.", risk: "Each task may take that much heap."))
                .Advise("Keep single rows and objects small: no collect_list of a whole group, no table in one field.");
        }

        report.Add(suspicion);
    }

    /// <summary>A task that is too large to be sent never starts: only its job tells.</summary>
    private static Suspicion? OfJob(Inspection inspection)
    {
        var jobs = inspection.Application.Jobs.Where(job => job.Status == JobStatus.Failed && LossText.ReadError(null, job.FailureMessage) == LossCause.TooLarge).ToList();
        if (jobs.Count == 0)
        {
            return null;
        }

        var suspicion = new Suspicion(new JobPlace(jobs[0].Id), Confidence.High) { FixedSeverity = Severity.Critical, Basis = Basis.Measured };
        suspicion.FailedJobs.UnionWith(jobs.Select(job => job.Id));
        return suspicion.Prove("reason", LossText.LineWith(LossCause.TooLarge, jobs[0].FailureMessage!)); // Its cause was read from it.
    }
}
