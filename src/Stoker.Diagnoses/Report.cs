using Stoker.Diagnoses.Pricing;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses;

/// <summary>Takes what one rule has to say.</summary>
internal sealed class Report(string id)
{
    /// <summary>What was found.</summary>
    public List<Suspicion> Suspicions { get; } = [];

    /// <summary>What could not be checked.</summary>
    public List<NotCheckedItem> NotChecked { get; } = [];

    /// <summary>Adds a suspicion.</summary>
    public void Add(Suspicion suspicion) => Suspicions.Add(suspicion);

    /// <summary>Says that something could not be checked.</summary>
    public void AddNotChecked(Place place, NotCheckedReason reason, string? enabledBy = null, string? detail = null) => NotChecked.Add(new NotCheckedItem(id, place, reason, enabledBy) { Detail = detail });
}
