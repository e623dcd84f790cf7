using System.Globalization;
using Stoker.Model.Sql;

namespace Stoker.Findings.Places;

/// <summary>A SQL execution.</summary>
/// <param name="Execution">Its number.</param>
public sealed record SqlExecutionPlace(ExecutionId Execution) : Place
{
    /// <inheritdoc/>
    public override string SortKey => string.Create(CultureInfo.InvariantCulture, $"execution {Execution.Value:D10}");
}
