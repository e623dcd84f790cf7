namespace Stoker.Simulation.Predictions;

/// <summary>What simple rules predict for the span, in ms; a simulator that does not beat them is not needed.</summary>
/// <param name="ConstantMs">Nothing changes.</param>
/// <param name="InverseMs">Time goes with one over the slots.</param>
/// <param name="AmdahlMs">Driver time stays, the rest goes with one over the slots.</param>
/// <param name="PlainReplayMs">Executor run times on a queue of slots, driver time kept (the Sparklens way).</param>
public readonly record struct Baselines(double ConstantMs, double InverseMs, double AmdahlMs, double PlainReplayMs);
