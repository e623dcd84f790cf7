namespace Stoker.Diagnoses;

/// <summary>What the value of a threshold counts. The numbers are permanent.</summary>
public enum ThresholdUnit
{
    /// <summary>Things: tasks, files, batches. A whole number.</summary>
    Count = 1,

    /// <summary>A quotient of two values.</summary>
    Ratio = 2,

    /// <summary>A part of a whole, from 0 to 1.</summary>
    Share = 3,

    /// <summary>Milliseconds. A whole number.</summary>
    Milliseconds = 4,

    /// <summary>Bytes. A whole number.</summary>
    Bytes = 5,

    /// <summary>Rows. A whole number.</summary>
    Rows = 6,
}
