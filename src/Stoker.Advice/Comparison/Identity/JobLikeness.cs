using Stoker.Model;

namespace Stoker.Advice.Comparison.Identity;

/// <summary>
/// Whether two runs are of one job. No single trait tells: jobs are renamed, their plans change with every version, and shells carry no name. So each
/// trait that both have speaks for or against, and only where what speaks against outweighs the rest are they taken for different jobs.
/// </summary>
public sealed record JobLikeness
{
    /// <summary>Share of the words of both names that both have, from 0 to 1; absent where a name says nothing.</summary>
    public double? Name { get; init; }

    /// <summary>Share of the tables and folders of the run with fewer that the other has too; absent where one has none.</summary>
    public double? Tables { get; init; }

    /// <summary>Share of the columns of the run with fewer that the other has too; absent where one has few.</summary>
    public double? Columns { get; init; }

    /// <summary>Whether call sites name a file of the program in common; absent where one names none.</summary>
    public bool? Files { get; init; }

    /// <summary>Share of the task time of both in queries and jobs with a counterpart that is alike.</summary>
    public required double Work { get; init; }

    /// <summary>Share of it in stages that do the same.</summary>
    public required double SameWork { get; init; }

    /// <summary>What speaks for one job less what speaks against.</summary>
    public int Balance => OfName(Name)
        + (Tables switch { >= IdentityThresholds.Alike => 2, < IdentityThresholds.Unlike => -1, _ => 0 })
        + (Columns switch { >= IdentityThresholds.NearlyAll => 2, >= IdentityThresholds.Alike => 1, < IdentityThresholds.Unlike => -1, _ => 0 })
        + (Files switch { true => 1, false => -1, _ => 0 })
        + (Work switch { >= IdentityThresholds.NearlyAll => WorkSpeaks, < ComparisonThresholds.LeastMatched => -1, _ => 0 })
        + (SameWork switch { >= IdentityThresholds.NearlyAll => WorkSpeaks, < IdentityThresholds.Unlike => -1, _ => 0 });

    /// <summary>Plain work is alike everywhere, read, aggregate, write: under another name it speaks for one job only beside tables, columns or files in common.</summary>
    private int WorkSpeaks => Name < IdentityThresholds.UnlikeName && !(Tables >= IdentityThresholds.Alike || Columns >= IdentityThresholds.Alike || Files == true) ? 0 : 1;

    /// <summary>Whether they are runs of different jobs.</summary>
    public bool AreDifferentJobs => Balance <= IdentityThresholds.Different;

    internal static JobLikeness Of(Application before, Application after, double work, double sameWork)
    {
        var (a, b) = (JobTraits.Of(before), JobTraits.Of(after));
        return new JobLikeness
        {
            Name = a.Words.Count == 0 || b.Words.Count == 0 ? null : a.Words.Count(b.Words.Contains) / (double)a.Words.Union(b.Words, StringComparer.OrdinalIgnoreCase).Count(),
            Tables = Overlap(a.Tables, b.Tables, 1),
            Columns = Overlap(a.Columns, b.Columns, IdentityThresholds.LeastColumns),
            Files = a.Files.Count == 0 || b.Files.Count == 0 ? null : a.Files.Overlaps(b.Files),
            Work = work,
            SameWork = sameWork,
        };
    }

    private static double? Overlap(IReadOnlySet<string> before, IReadOnlySet<string> after, int least)
    {
        var fewer = Math.Min(before.Count, after.Count);
        return fewer < least ? null : before.Count(after.Contains) / (double)fewer;
    }

    private static int OfName(double? name) => name switch { >= IdentityThresholds.AlikeName => IdentityThresholds.SameName, < IdentityThresholds.UnlikeName => -IdentityThresholds.OtherName, _ => 0 };
}
