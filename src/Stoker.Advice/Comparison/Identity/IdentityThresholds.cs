namespace Stoker.Advice.Comparison.Identity;

/// <summary>Weights and limits of <see cref="JobLikeness"/>; learnt on pairs of the lab (docs/decisions/0054-different-jobs.md).</summary>
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

    /// <summary>Fewer columns may be alike by accident.</summary>
    public const int LeastColumns = 3;

    /// <summary>Weight of a name that is the same: more than that of tables, since a job that moves to another format reads other folders.</summary>
    public const int SameName = 3;

    /// <summary>Weight of a name that is another: jobs are renamed.</summary>
    public const int OtherName = 2;

    /// <summary>At this balance and below, they are different jobs.</summary>
    public const int Different = -2;
}
