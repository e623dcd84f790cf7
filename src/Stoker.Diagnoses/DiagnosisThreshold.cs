namespace Stoker.Diagnoses;

/// <summary>A threshold of a diagnosis that a configuration file may set.</summary>
/// <param name="Name">Its name within the diagnosis, such as <c>ratio</c>; permanent.</param>
/// <param name="Default">The value when nothing is configured.</param>
/// <param name="Unit">What the value counts.</param>
public sealed record DiagnosisThreshold(string Name, double Default, ThresholdUnit Unit)
{
    /// <summary>The least value that makes sense.</summary>
    public const double Least = 0;

    /// <summary>The greatest value that makes sense: 1 for a share, else the greatest whole number that a double holds exactly.</summary>
    public double Most => Unit == ThresholdUnit.Share ? 1 : 1L << 53;

    /// <summary>Whether only whole numbers make sense.</summary>
    public bool IsWhole => Unit is not (ThresholdUnit.Share or ThresholdUnit.Ratio);
}
