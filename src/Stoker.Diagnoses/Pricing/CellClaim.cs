using Stoker.Diagnoses.Ledger;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>Slot time that a finding asks for.</summary>
/// <param name="Cell">Where.</param>
/// <param name="Milliseconds">How much.</param>
internal readonly record struct CellClaim(Cell Cell, Estimate Milliseconds);
