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

    /// <summary>Whether the names have different small numbers: two of a series, such as <c>q1</c> and <c>q6</c>, or two runs that somebody counts.</summary>
    public bool AreNumbered { get; init; }

    /// <summary>Share of the tables and folders of the run with fewer that the other has too; absent where one has none.</summary>
    public double? Tables { get; init; }

    /// <summary>Share of the columns of the run with fewer that the other has too; absent where one has none.</summary>
    public double? Columns { get; init; }

    /// <summary>Columns of the run with fewer.</summary>
    public int FewerColumns { get; init; } = IdentityThresholds.ManyColumns;

    /// <summary>How much of what the run that writes fewer tables to files the other writes too: the mean share of columns in common with the table that is most alike. Absent where one writes none.</summary>
    public double? Written { get; init; }

    /// <summary>Columns of the largest of these tables.</summary>
    public int FewerWritten { get; init; } = IdentityThresholds.ManyColumns;

    /// <summary>Share of the numbers in the plans of the run with fewer that the other's plans hold too; absent where one has none. Round numbers and powers of two are in many plans, and are left out.</summary>
    public double? Numbers { get; init; }

    /// <summary>Numbers of the run with fewer.</summary>
    public int FewerNumbers { get; init; } = IdentityThresholds.ManyNumbers;

    /// <summary>Share of the constants in the formulas of the run with fewer, and of the functions of its own, that the other has too; absent where one has none.</summary>
    public double? Constants { get; init; }

    /// <summary>Constants of the run with fewer.</summary>
    public int FewerConstants { get; init; } = IdentityThresholds.ManyConstants;

    /// <summary>Share of the numbers of rows that sources gave, a thousand at least, of the run with fewer that the other's sources gave too; absent where one has none.</summary>
    public double? SourceRows { get; init; }

    /// <summary>Whether rows that both have are no round number: the same data.</summary>
    public bool AreRowsOwn { get; init; }

    /// <summary>Whether one run has a name that tells it from others, and the other has none: a nightly job among named ones.</summary>
    public bool IsOneNamed { get; init; }

    /// <summary>Lines between the nearest call sites of a file that both have; absent where the logs name none.</summary>
    public int? SiteDistance { get; init; }

    /// <summary>Whether call sites of a file that both have are on other lines: somebody edited it, or it went another way; absent where the logs name none.</summary>
    public bool? AreSitesMoved { get; init; }

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
            int[] traits = [OfName, OfTables, OfColumns, OfWritten, OfNumbers, OfConstants, OfFiles];
            var (isForOne, isAgainst) = (Array.Exists(traits, trait => trait > 0) || OfRows > 1, Name < IdentityThresholds.UnlikeName || Array.Exists([OfColumns, OfWritten, OfNumbers, OfConstants, OfFiles], trait => trait < 0));
            var balance = traits.Sum() + OfRows + OfWork(isForOne) + OfSameWork(isForOne || !isAgainst);

            // Read, aggregate and write are alike everywhere: alike work is no answer to columns or files that are others, unless the names are a little alike. (Tables are: a remedy may write them elsewhere.)
            // And where nothing is known of either, even the same work leaves a doubt.
            // Other results are another job, unless its name or its file says that they are not.
            return OfWritten <= -IdentityThresholds.ManyColumns && OfName <= 0 && OfFiles <= 0 ? Math.Min(balance, IdentityThresholds.Doubtful)
                : isForOne ? balance
                : isAgainst && (Name is null or < IdentityThresholds.UnlikeName) ? Math.Min(balance, IdentityThresholds.Different)
                : SameWork < IdentityThresholds.NearlyAll ? Math.Min(balance, -1)
                : OfRows > 0 ? balance
                : Math.Min(balance, IdentityThresholds.Doubtful);
        }
    }

    /// <summary>Whether they are runs of different jobs.</summary>
    public bool AreDifferentJobs => Balance <= IdentityThresholds.Different;

    /// <summary>Whether they may be: little speaks for one job, and not enough against. They are compared all the same.</summary>
    public bool MayBeDifferentJobs => Balance is > IdentityThresholds.Different and <= IdentityThresholds.Doubtful;

    private int OfName => Name switch { >= IdentityThresholds.AlikeName => AreNumbered ? IdentityThresholds.NumberedName : IdentityThresholds.SameName, < IdentityThresholds.UnlikeName => -IdentityThresholds.OtherName, _ => IsOneNamed ? -1 : 0 };

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

    /// <summary>Remedies leave results as they are, and a new version adds a column or two.</summary>
    private int OfWritten => (Written, Math.Min(FewerWritten, IdentityThresholds.ManyColumns)) switch
    {
        (null, _) => 0,
        ( >= IdentityThresholds.NearlyAll, var count) => count,
        ( < IdentityThresholds.OtherWritten, var count) => -count,
        _ => 0,
    };

    /// <summary>Numbers of another day or limit are others in one job, so that only several speak against it.</summary>
    private int OfNumbers => Numbers switch { >= IdentityThresholds.Alike => 1, 0 => FewerNumbers >= IdentityThresholds.ManyNumbers ? -1 : 0, _ => 0 };

    /// <summary>A limit that was changed is one of many; where hardly any is left, somebody else wrote the formulas.</summary>
    private int OfConstants => (Constants, FewerConstants) switch
    {
        (null, _) => 0,
        (var share, 1) => share > 0 ? 1 : -1,
        ( >= IdentityThresholds.NearlyAll, >= IdentityThresholds.ManyConstants) => 3,
        ( >= IdentityThresholds.NearlyAll, _) => 2,
        ( >= IdentityThresholds.Alike, _) => 1,
        ( < IdentityThresholds.UnlikeConstants, _) => -2,
        _ => 0,
    };

    /// <summary>Another day has other rows, so that only the same ones tell.</summary>
    private int OfRows => SourceRows >= IdentityThresholds.Alike ? AreRowsOwn ? 2 : 1 : 0;

    private int OfFiles => (Files, SiteDistance) switch { (true, null) => 1, (true, <= IdentityThresholds.NearLines) => 2, (false, _) => -2, _ => 0 };

    private int OfWork(bool counts) => Work switch { >= IdentityThresholds.NearlyAll => counts ? 1 : 0, < ComparisonThresholds.LeastMatched when SameWork >= IdentityThresholds.NothingSame => -1, _ => 0 };

    private int OfSameWork(bool counts) => SameWork switch
    {
        >= IdentityThresholds.NearlyAll => counts ? 1 : 0,
        < IdentityThresholds.NothingSame => -2,
        < IdentityThresholds.Unlike => -1,
        _ => 0,
    };

    /// <param name="runs">Both runs.</param>
    /// <param name="rows">Rows that stages without parents read, of each run.</param>
    /// <param name="work">Share of the task time in units that are alike.</param>
    /// <param name="sameWork">Share of it in stages that do the same.</param>
    internal static JobLikeness Of((Application Before, Application After) runs, (IReadOnlySet<long> Before, IReadOnlySet<long> After) rows, double work, double sameWork)
    {
        var (a, b) = (JobTraits.Of(runs.Before), JobTraits.Of(runs.After));
        var functions = a.Functions.Where(b.Functions.Contains).ToList();
        var (constants, others) = (a.Constants.Union(functions).ToHashSet(), b.Constants.Union(functions).ToHashSet());
        return new JobLikeness
        {
            Name = a.Words.Count == 0 || b.Words.Count == 0 ? null : a.Words.Count(b.Words.Contains) / (double)a.Words.Union(b.Words, StringComparer.OrdinalIgnoreCase).Count(),
            AreNumbered = a.Ordinals.Count > 0 && b.Ordinals.Count > 0 && !a.Ordinals.SetEquals(b.Ordinals),
            IsOneNamed = a.Words.Count == 0 != (b.Words.Count == 0),
            Tables = Overlap(a.Tables, b.Tables, AreTablesAlike),
            Columns = Overlap(a.Columns, b.Columns),
            FewerColumns = Math.Min(a.Columns.Count, b.Columns.Count),
            Written = WrittenAlike(a.Written, b.Written),
            FewerWritten = Math.Min(a.Written.Max(table => (int?)table.Count) ?? 0, b.Written.Max(table => (int?)table.Count) ?? 0),
            Numbers = Overlap(a.Numbers, b.Numbers),
            FewerNumbers = Math.Min(a.Numbers.Count, b.Numbers.Count),
            Constants = Overlap(constants, others),
            FewerConstants = Math.Min(constants.Count, others.Count),
            SourceRows = Overlap(rows.Before, rows.After),
            AreRowsOwn = rows.Before.Any(count => IsOwn(count) && rows.After.Contains(count)),
            Files = a.Sites.Files.Count == 0 || b.Sites.Files.Count == 0 ? null : a.Sites.Files.Intersect(b.Sites.Files, StringComparer.OrdinalIgnoreCase).Any(),
            SiteDistance = ProgramSites.Distance(a.Sites, b.Sites),
            AreSitesMoved = ProgramSites.AreMoved(a.Sites, b.Sites),
            Work = work,
            SameWork = sameWork,
        };
    }

    /// <summary>Equal, or one with something behind it: another format, another copy.</summary>
    private static bool AreTablesAlike(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return longer.StartsWith(shorter, StringComparison.OrdinalIgnoreCase) && (longer.Length == shorter.Length || (shorter.Length >= IdentityThresholds.LongTable && !char.IsLetter(longer[shorter.Length])));
    }

    private static bool IsOwn(long rows) => rows.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0').Length >= IdentityThresholds.OwnDigits;

    private static double? WrittenAlike(IReadOnlyList<IReadOnlySet<string>> before, IReadOnlyList<IReadOnlySet<string>> after)
    {
        var (fewer, more) = before.Count <= after.Count ? (before, after) : (after, before);
        return fewer.Count == 0 ? null : fewer.Average(one => more.Max(other => one.Intersect(other, StringComparer.OrdinalIgnoreCase).Count() / (double)one.Union(other, StringComparer.OrdinalIgnoreCase).Count()));
    }

    private static double? Overlap<T>(IReadOnlySet<T> before, IReadOnlySet<T> after, Func<T, T, bool>? areAlike = null)
    {
        var (fewer, more) = before.Count <= after.Count ? (before, after) : (after, before);
        return fewer.Count == 0 ? null : fewer.Count(one => more.Contains(one) || (areAlike is not null && more.Any(other => areAlike(one, other)))) / (double)fewer.Count;
    }
}
