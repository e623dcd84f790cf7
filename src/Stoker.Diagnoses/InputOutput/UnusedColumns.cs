using Stoker.Diagnoses.Caching;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>
/// IO007: far more columns are read than are used. Spark prunes by itself what a query does not use; a cache is what makes it read all, since it cannot know what
/// will be asked. What Python or typed code uses of its rows no log tells.
/// </summary>
internal static class UnusedColumns
{
    public const string Id = "IO007";

    public static readonly Diagnosis Diagnosis = new(Id, "Reads far more columns than it uses", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.ColumnsRatio,
            InputOutputThresholds.LargeScanBytes,
        ],
    };

    /// <summary>Whether this rule speaks of a cached relation.</summary>
    public static bool Covers(Inspection inspection, CachedColumns cache) =>
        cache.Scan is { } scan && scan.Bytes >= inspection.ValueOf(Id, InputOutputThresholds.LargeScanBytes)
        && scan.Columns is { } read && read.Count >= inspection.ValueOf(Id, InputOutputThresholds.ColumnsRatio) * Math.Max(1, cache.Used);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var cache in CachedColumns.Of(inspection).Where(cache => Covers(inspection, cache)))
        {
            var (scan, read) = (cache.Scan!, cache.Scan!.Columns!.Count); // Not null: Covers asks.
            var suspicion = new Suspicion(scan.Node.Place, Confidence.Medium);
            suspicion.Doubt("what the columns that nobody reads take of the bytes is taken to be their share of the columns");
            suspicion.RelatedPlaces.AddRange(scan.Places);
            suspicion.RelatedPlaces.AddRange(cache.Readers.Select(reader => reader.Place).Distinct().Take(3));
            suspicion.Prove("columnsRead", read, EvidenceUnit.Count)
                .Prove("columnsUsed", cache.Used, EvidenceUnit.Count)
                .Prove("fileBytes", scan.Bytes, EvidenceUnit.Bytes);
            var unused = 1 - (cache.Used / (double)read);
            scan.ClaimRun(inspection, suspicion, unused * 0.3, unused * 0.6, unused * 0.9);

            suspicion.Advise("Select the columns before cache(): df.select(\"a\", \"b\").cache(). A cache holds all that it is given, whatever is read later.");
            report.Add(suspicion);
        }
    }
}
