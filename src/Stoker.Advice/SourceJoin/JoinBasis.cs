namespace Stoker.Advice.SourceJoin;

/// <summary>How work of a run was joined with source, the surest first. The numbers are permanent.</summary>
public enum JoinBasis
{
    /// <summary>The log names file and line.</summary>
    CallSite = 1,

    /// <summary>The log has the job description, group or tag that the program sets there.</summary>
    Label = 2,

    /// <summary>Only one call of the program can have started it: no other is of its kind.</summary>
    OnlyCall = 3,

    /// <summary>Columns, literals and functions of its plan are those of one call, and of no other as well.</summary>
    PlanShape = 4,

    /// <summary>Several calls may have started it, and nothing in the log tells which.</summary>
    Ambiguous = 5,
}
