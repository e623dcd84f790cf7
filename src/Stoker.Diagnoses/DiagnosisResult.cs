using Stoker.Findings;
using Stoker.Findings.NotChecked;

namespace Stoker.Diagnoses;

/// <summary>What the diagnoses say of an application. Same input, same content in the same order.</summary>
public sealed record DiagnosisResult
{
    /// <summary>Findings ordered by id and place. Those with <see cref="Finding.CausedBy"/> belong inside their cause.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Checks that the log does not support, ordered by id and place.</summary>
    public required IReadOnlyList<NotCheckedItem> NotChecked { get; init; }

    /// <summary>Findings whose cost was below what is worth a line; they are not in <see cref="Findings"/>.</summary>
    public required int SuppressedCount { get; init; }

    /// <summary>Slot time that there was, in seconds.</summary>
    public required double SupplySeconds { get; init; }

    /// <summary>Wall time of the application, in seconds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>What says how far the rest can be trusted.</summary>
    private static readonly HashSet<string> OfTrust = new(StringComparer.Ordinal) { "LOG001", "LOG002", "LOG003", "LOG004", "LOG010", "LOG011", "LOG012" };

    /// <summary>Findings that stand for themselves: quality of the log first when it weakens the rest, then by severity and price; first also of what is only to know.</summary>
    public IReadOnlyList<Finding> Ranked => [.. Listed.Where(finding => finding.CausedBy is null)];

    /// <summary>All findings in the same order, those among them that are told inside their cause.</summary>
    public IReadOnlyList<Finding> Listed =>
    [
        .. Findings
            .OrderByDescending(finding => finding.Severity > Severity.Info && finding.Id.StartsWith("LOG", StringComparison.Ordinal))
            .ThenByDescending(finding => finding.Severity)
            .ThenByDescending(finding => OfTrust.Contains(finding.Id))
            .ThenBy(finding => finding.Groups.Count > 0)
            .ThenByDescending(finding => Share(finding))
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place),
    ];

    private double Share(Finding finding) => finding.Cost is not { } cost ? 0 : Math.Max(
        SupplySeconds > 0 ? cost.CoreSeconds.Expected / SupplySeconds : 0,
        WallSeconds > 0 ? (cost.WallSeconds?.Expected ?? 0) / WallSeconds : 0);
}
