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

    /// <summary>Share of the columns of the run with fewer that the other has too; absent where one has none.</summary>
    public double? Columns { get; init; }

    /// <summary>Columns of the run with fewer.</summary>
    public int FewerColumns { get; init; } = IdentityThresholds.ManyColumns;

    /// <summary>Share of the numbers in the plans of the run with fewer that the other's plans hold too; absent where one has none. Round numbers and powers of two are in many plans, and are left out.</summary>
    public double? Numbers { get; init; }

    /// <summary>Numbers of the run with fewer.</summary>
    public int FewerNumbers { get; init; } = IdentityThresholds.ManyNumbers;

    /// <summary>Whether call sites or the command line name a file of the program in common; absent where one names none.</summary>
    public bool? Files { get; init; }

    /// <summary>Share of the task time of both in queries and jobs with a counterpart that is alike.</summary>
    public required double Work { get; init; }

    /// <summary>Share of it in stages that do the same.</summary>
    public required double SameWork { get; init; }

    /// <summary>What speaks for one job less what speaks against.</summary>
    public int Balance
    {
        get
        {
            int[] traits = [OfName, OfTables, OfColumns, OfNumbers, OfFiles];
            var (isForOne, isAgainst) = (Array.Exists(traits, trait => trait > 0), Array.Exists([OfName, OfColumns, OfNumbers, OfFiles], trait => trait < 0));
            var balance = traits.Sum() + OfWork(isForOne) + OfSameWork(isForOne || !isAgainst);

            // Read, aggregate and write are alike everywhere: alike work is no answer to columns or files that are others, unless the names are a little alike. (Tables are: a remedy may write them elsewhere.)
            return isAgainst && !isForOne && (Name is null or < IdentityThresholds.UnlikeName) ? Math.Min(balance, IdentityThresholds.Different) : balance;
        }
    }

    /// <summary>Whether they are runs of different jobs.</summary>
    public bool AreDifferentJobs => Balance <= IdentityThresholds.Different;

    private int OfName => Name switch { >= IdentityThresholds.AlikeName => IdentityThresholds.SameName, < IdentityThresholds.UnlikeName => -IdentityThresholds.OtherName, _ => 0 };

    private int OfTables => Tables switch { >= IdentityThresholds.Alike => 2, < IdentityThresholds.Unlike => -1, _ => 0 };

    private int OfColumns => (Columns, FewerColumns >= IdentityThresholds.ManyColumns) switch
    {
        (null, _) => 0,
        ( >= IdentityThresholds.NearlyAll, true) => 2,
        ( >= IdentityThresholds.Alike, true) => 1,
        ( < IdentityThresholds.Unlike, true) => Name >= IdentityThresholds.AlikeName ? -1 : -2,
        (_, true) => -1,
        (1, false) => 1,
        (0, false) => -FewerColumns,
        _ => 0,
    };

    /// <summary>Numbers of another day or limit are others in one job, so that only several speak against it.</summary>
    private int OfNumbers => Numbers switch { >= IdentityThresholds.Alike => 1, 0 => FewerNumbers >= IdentityThresholds.ManyNumbers ? -1 : 0, _ => 0 };

    private int OfFiles => Files switch { true => 1, false => -1, _ => 0 };

    private int OfWork(bool counts) => Work switch { >= IdentityThresholds.NearlyAll => counts ? 1 : 0, < ComparisonThresholds.LeastMatched when SameWork >= IdentityThresholds.NothingSame => -1, _ => 0 };

    private int OfSameWork(bool counts) => SameWork switch
    {
        >= IdentityThresholds.NearlyAll => counts ? 1 : 0,
        < IdentityThresholds.NothingSame => -2,
        < IdentityThresholds.Unlike => -1,
        _ => 0,
    };

    internal static JobLikeness Of(Application before, Application after, double work, double sameWork)
    {
        var (a, b) = (JobTraits.Of(before), JobTraits.Of(after));
        return new JobLikeness
        {
            Name = a.Words.Count == 0 || b.Words.Count == 0 ? null : a.Words.Count(b.Words.Contains) / (double)a.Words.Union(b.Words, StringComparer.OrdinalIgnoreCase).Count(),
            Tables = Overlap(a.Tables, b.Tables),
            Columns = Overlap(a.Columns, b.Columns),
            FewerColumns = Math.Min(a.Columns.Count, b.Columns.Count),
            Numbers = Overlap(a.Numbers, b.Numbers),
            FewerNumbers = Math.Min(a.Numbers.Count, b.Numbers.Count),
            Files = a.Files.Count == 0 || b.Files.Count == 0 ? null : a.Files.Overlaps(b.Files),
            Work = work,
            SameWork = sameWork,
        };
    }

    private static double? Overlap(IReadOnlySet<string> before, IReadOnlySet<string> after)
    {
        var fewer = Math.Min(before.Count, after.Count);
        return fewer == 0 ? null : before.Count(after.Contains) / (double)fewer;
    }
}
