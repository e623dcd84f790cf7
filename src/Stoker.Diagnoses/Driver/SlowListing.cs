using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV008: listing files takes long.</summary>
internal static class SlowListing
{
    public const string Id = "DRV008";

    public static readonly Diagnosis Diagnosis = new(Id, "Listing files takes long", Rank.Driver, Check) { Limits = [DriverThresholds.ListingMs] };

    /// <summary>Whether a job lists files: its tasks are as many as Spark chooses, whatever the data.</summary>
    public static bool IsListing(Model.Jobs.Job? job) => job?.Description?.StartsWith("Listing leaf files and directories", StringComparison.Ordinal) == true;

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var job in inspection.Application.Jobs)
        {
            var length = job.CompletionTime is { } end && job.SubmissionTime is { } start ? (end - start).Value : 0;
            if (!IsListing(job) || length < inspection.ValueOf(Id, DriverThresholds.ListingMs))
            {
                continue;
            }

            var suspicion = new Suspicion(new JobPlace(job.Id), Confidence.High) { SameAs = "listing" };
            suspicion.Prove("description", job.Description ?? "").Prove("listingTime", length, EvidenceUnit.Milliseconds);
            foreach (var stage in job.Stages.SelectMany(inspection.AttemptsOf))
            {
                suspicion.ClaimRun(inspection.Ledger, stage, 0.5, 0.8, 1);
            }

            suspicion.Advise("Read a catalog, Delta or Iceberg table, which knows its files; or read the partition's folder alone, with basePath.")
                .Advise("Compact the files: every one is listed.");
            report.Add(suspicion);
        }
    }
}
