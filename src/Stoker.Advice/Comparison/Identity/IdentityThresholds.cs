namespace Stoker.Advice.Comparison.Identity;

/// <summary>Weights and limits of <see cref="JobLikeness"/>; learnt on pairs of the lab (docs/decisions/0054-different-jobs.md, 0090-jobs-without-a-name.md).</summary>
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

    /// <summary>One number that is another may be a date or a limit; two tell more.</summary>
    public const int ManyNumbers = 2;

    /// <summary>Weight of a name that is the same: more than that of tables, since a job that moves to another format reads other folders.</summary>
    public const int SameName = 3;

    /// <summary>Weight of a name that is another: jobs are renamed.</summary>
    public const int OtherName = 2;

    /// <summary>At this balance and below, they are different jobs.</summary>
    public const int Different = -2;
}
