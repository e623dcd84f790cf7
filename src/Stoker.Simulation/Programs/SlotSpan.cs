namespace Stoker.Simulation.Programs;

/// <summary>Slots of one executor while it lived; milliseconds from the start of the span.</summary>
/// <param name="From">When it came; 0 or less for one that was there.</param>
/// <param name="Until">When it went; infinite for one that stayed.</param>
/// <param name="Slots">Tasks that it can hold.</param>
internal readonly record struct SlotSpan(double From, double Until, int Slots);
