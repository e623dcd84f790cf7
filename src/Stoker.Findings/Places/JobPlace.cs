using System.Globalization;
using Stoker.Model.Jobs;

namespace Stoker.Findings.Places;

/// <summary>A job.</summary>
/// <param name="Job">Its number.</param>
public sealed record JobPlace(JobId Job) : Place
{
    /// <inheritdoc/>
    public override string SortKey => string.Create(CultureInfo.InvariantCulture, $"job {Job.Value:D10}");
}
