using Stoker.Findings;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>A suspicion with its price. Mutable while costs are shared out; one owner.</summary>
internal sealed class Candidate(Diagnosis diagnosis, Suspicion suspicion)
{
    /// <summary>The rule.</summary>
    public Diagnosis Diagnosis { get; } = diagnosis;

    /// <summary>What it found.</summary>
    public Suspicion Suspicion { get; } = suspicion;

    /// <summary>Slot time granted, ms.</summary>
    public Estimate Core { get; set; } = Estimate.Exactly(0);

    /// <summary>Wall time granted, ms.</summary>
    public Estimate Wall { get; set; } = Estimate.Exactly(0);

    /// <summary>Slot time before consequences were added to it or it was given to a cause; absent when it is <see cref="Core"/>.</summary>
    public Estimate? OwnCore { get; set; }

    /// <summary>Wall time likewise.</summary>
    public Estimate? OwnWall { get; set; }

    /// <summary>How much it matters; absent while not graded, and afterwards when it is not worth a line.</summary>
    public Severity? Severity { get; set; }

    /// <summary>Why it is graded lower than its price alone would be; absent when it is not.</summary>
    public string? SeverityReason { get; set; }

    /// <summary>Findings that the setting it is about would remove.</summary>
    public List<Candidate> Members { get; } = [];

    /// <summary>The candidate that this one follows from.</summary>
    public Candidate? Cause { get; set; }

    /// <summary>The candidates that follow from this one.</summary>
    public List<Candidate> Consequences { get; } = [];
}
