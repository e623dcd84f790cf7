namespace Stoker.Advice.Comparison.Identity;

/// <summary>Weights and limits of <see cref="JobLikeness"/>; learnt on pairs of the lab (docs/decisions/0054-different-jobs.md, 0090-jobs-without-a-name.md, 0110-what-a-program-wrote.md).</summary>
public static class IdentityThresholds
{
    /// <summary>From here on a name is the same with a variant: two words and a third, three words of four.</summary>
    public const double AlikeName = 0.6;

    /// <summary>A third of the words in common is no likeness: <c>load orders</c>, <c>load customers</c>.</summary>
    public const double UnlikeName = 0.34;

    /// <summary>From half of the tables or columns on, they are alike.</summary>
    public const double Alike = 0.5;

    /// <summary>From here on nearly all columns are those of the other.</summary>
    public const double NearlyAll = 0.8;

    /// <summary>Below a fifth they have nothing to do with each other.</summary>
    public const double Unlike = 0.2;

    /// <summary>Fewer columns may be alike by accident, and count for less.</summary>
    public const int ManyColumns = 3;

    /// <summary>Below this share of the task time in stages that do the same, nothing that ran in one run ran in the other.</summary>
    public const double NothingSame = 0.05;

    /// <summary>Tables with less than three fifths of their columns in common are two tables, and no new version of one.</summary>
    public const double OtherWritten = 0.6;

    /// <summary>One number that is another may be a date or a limit; two tell more.</summary>
    public const int ManyNumbers = 2;

    /// <summary>With fewer constants, all of them in common is less of an answer; one alone is like a single column.</summary>
    public const int ManyConstants = 4;

    /// <summary>Below a third of the constants in common, the formulas are others.</summary>
    public const double UnlikeConstants = 0.34;

    /// <summary>Call sites of one function lie within a screen; jobs that share a file do not.</summary>
    public const int NearLines = 12;

    /// <summary>Fewer rows of a source may be as many by accident.</summary>
    public const double ManyRows = 1000;

    /// <summary>So many digits before the zeros are nobody's round number, and one that both read is the same data.</summary>
    public const int OwnDigits = 4;

    /// <summary>A longer start of a name in common is a variant: <c>orders</c> and <c>orders-csv</c>.</summary>
    public const int LongTable = 5;

    /// <summary>Weight of a name that is the same: more than that of tables, since a job that moves to another format reads other folders.</summary>
    public const int SameName = 3;

    /// <summary>The same where the names are numbered otherwise.</summary>
    public const int NumberedName = 1;

    /// <summary>Weight of a name that is another: jobs are renamed.</summary>
    public const int OtherName = 2;

    /// <summary>At this balance and below, they are different jobs.</summary>
    public const int Different = -2;

    /// <summary>At this balance and below, they may be: compared, and said first. Of the lab's pairs of one job 2 in 100 are as low, of those of two jobs 98.</summary>
    public const int Doubtful = 0;
}
