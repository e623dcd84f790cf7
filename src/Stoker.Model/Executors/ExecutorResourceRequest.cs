namespace Stoker.Model.Executors;

/// <summary>One resource that an executor is asked for.</summary>
/// <param name="Name">Name such as <c>cores</c>, <c>memory</c>, <c>gpu</c>.</param>
/// <param name="Amount">Amount; memory in MiB, the rest as a count.</param>
/// <param name="DiscoveryScript">Script that finds the resource; empty when none.</param>
/// <param name="Vendor">Vendor; empty when none.</param>
public sealed record ExecutorResourceRequest(string Name, long Amount, string DiscoveryScript, string Vendor);
