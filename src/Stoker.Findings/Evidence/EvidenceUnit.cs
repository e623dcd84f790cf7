namespace Stoker.Findings.Evidence;

/// <summary>What a number of an <see cref="EvidenceItem"/> counts. The numbers are permanent.</summary>
public enum EvidenceUnit
{
    /// <summary>A plain number of things.</summary>
    Count = 1,

    /// <summary>A quotient; 1 is all, or equal.</summary>
    Ratio = 2,

    /// <summary>Milliseconds of wall time.</summary>
    Milliseconds = 3,

    /// <summary>Milliseconds of slot time.</summary>
    CoreMilliseconds = 4,

    /// <summary>Bytes.</summary>
    Bytes = 5,

    /// <summary>Rows.</summary>
    Rows = 6,

    /// <summary>No number: the text is the value.</summary>
    Text = 7,
}
