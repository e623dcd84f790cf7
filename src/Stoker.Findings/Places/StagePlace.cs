using System.Globalization;
using Stoker.Model.Stages;

namespace Stoker.Findings.Places;

/// <summary>An attempt of a stage.</summary>
/// <param name="Stage">Its number.</param>
public sealed record StagePlace(StageAttemptId Stage) : Place
{
    /// <inheritdoc/>
    public override string SortKey => string.Create(CultureInfo.InvariantCulture, $"stage {Stage.Stage.Value:D10}.{Stage.Attempt:D5}");
}
