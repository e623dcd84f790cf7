using Stoker.Model.Units;

namespace Stoker.Model.Executors;

/// <summary>A process beside driver and executors, such as YARN's application master (MiscellaneousProcessAdded; since Spark 3.2).</summary>
/// <param name="Id">Its id.</param>
/// <param name="HostPort">Host and port.</param>
/// <param name="Cores">Cores.</param>
/// <param name="AddTime">When it was announced.</param>
/// <param name="LogUrls">Addresses of its logs.</param>
public sealed record MiscellaneousProcess(string Id, string HostPort, int Cores, Timestamp AddTime, IReadOnlyList<KeyValuePair<string, string>> LogUrls);
