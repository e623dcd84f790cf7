using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM009: a query ended with an exception.</summary>
internal static class DeadQuery
{
    public const string Id = "STRM009";
    private const int MostText = 300;

    public static readonly Diagnosis Diagnosis = new(Id, "A streaming query died", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries.Where(query => query.IsTerminated && !string.IsNullOrWhiteSpace(query.Exception)))
        {
            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.High);
            suspicion.FixedSeverity = Severity.Critical;
            suspicion.Prove("reason", ReasonOf(query.Exception!)); // Not null by the filter.
            if (query.Progress.Count > 0)
            {
                suspicion.Prove("lastBatch", query.Progress[^1].BatchId, EvidenceUnit.Count);
            }

            foreach (var job in inspection.Application.Jobs.Where(job => job.Group == query.RunId && job.Status == JobStatus.Failed))
            {
                suspicion.RelatedPlaces.Add(new JobPlace(job.Id));
                suspicion.Stages.UnionWith(job.Stages.SelectMany(inspection.AttemptsOf).Select(stage => stage.Index));
            }

            suspicion.Advise("Repair what the exception names, and start the query again from its checkpoint: it goes on with the batch that failed.")
                .Advise("Let whatever starts the program watch the query and start it again: awaitTermination raises what ended it.");
            report.Add(suspicion);
        }
    }

    /// <summary>What Python raised; else the innermost cause that the text names, else its first line.</summary>
    private static string ReasonOf(string exception)
    {
        if (PythonTraceback.Read(exception) is { } traceback)
        {
            return traceback.Error;
        }

        List<string> lines = [.. exception.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        var cause = lines.FindLast(line => line.StartsWith("Caused by: ", StringComparison.Ordinal))?["Caused by: ".Length..] ?? lines[0];
        return cause.Length > MostText ? cause[..MostText] + "…" : cause;
    }
}
