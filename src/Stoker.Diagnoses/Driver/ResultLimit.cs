using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV003: a job was ended since its results together were larger than the driver takes.</summary>
internal static class ResultLimit
{
    public const string Id = "DRV003";

    private const string Key = "spark.driver.maxResultSize";

    public static readonly Diagnosis Diagnosis = new(Id, "Result limit hit", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var lastEnd = inspection.Application.Jobs.Max(job => job.CompletionTime);
        foreach (var job in inspection.Application.Jobs.Where(job => job.Status == JobStatus.Failed))
        {
            var message = job.FailureMessage is { } said && IsLimit(said) ? said : job.Stages.SelectMany(inspection.AttemptsOf).Select(stage => stage.Stage.FailureReason).FirstOrDefault(reason => reason is not null && IsLimit(reason));
            if (message is not null)
            {
                report.Add(Suspect(inspection, job, message, job.CompletionTime == lastEnd));
            }
        }
    }

    /// <summary>Total size of serialized results of 12 tasks (1024.0 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB).</summary>
    private static bool IsLimit(string message) => message.Contains("is bigger than " + Key, StringComparison.Ordinal) || message.Contains("is bigger than local result size limit " + Key, StringComparison.Ordinal);

    private static Suspicion Suspect(Inspection inspection, Job job, string message, bool isLast)
    {
        var suspicion = new Suspicion(StagePlaces.CallSiteOf(job) ?? new JobPlace(job.Id), Confidence.High) { FixedSeverity = isLast ? Severity.Critical : Severity.Major, Basis = Basis.Measured };
        suspicion.RelatedPlaces.Add(new JobPlace(job.Id));
        suspicion.FailedJobs.Add(job.Id);
        foreach (var stage in job.Stages.SelectMany(inspection.AttemptsOf).Where(stage => stage.Stage.Jobs.Contains(job.Id)))
        {
            suspicion.Stages.Add(stage.Index); // FAIL002 has the price of the job and becomes its consequence.
        }

        var start = Math.Max(0, message.IndexOf("Total size of serialized results", StringComparison.Ordinal));
        var text = message[start..].Split('\n')[0];
        suspicion.Prove("reason", text.Length > 300 ? text[..300] : text);
        if (inspection.Settings.ByteCount(Key) is { } limit)
        {
            suspicion.Prove("maxResultSize", limit, EvidenceUnit.Bytes);
        }

        return suspicion.Advise("Bring less to the driver: aggregate or limit() before collect() and toPandas(), or write the rows to storage and read them where they are needed.")
            .Advise("With very many tasks their results alone fill the limit, 1 to 4 KB each: coalesce() before the action.")
            .Advise(new Remedy(RemedyKind.Setting, "Only then raise the limit.", "The driver's heap holds the result twice.", "A driver that is out of memory ends the application.", "1.2", new SettingChange(Key, inspection.Settings.Find(Key), "2g")));
    }
}
