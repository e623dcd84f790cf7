namespace Stoker.Model.Executors;

/// <summary>Resources that executors are asked for and that tasks take (ResourceProfileAdded; since Spark 3.1).</summary>
/// <param name="Id">Number of the profile; 0 is the default.</param>
/// <param name="ExecutorRequests">What an executor of the profile has.</param>
/// <param name="TaskRequests">What a task of the profile takes.</param>
public sealed record ResourceProfile(
    ResourceProfileId Id,
    IReadOnlyDictionary<string, ExecutorResourceRequest> ExecutorRequests,
    IReadOnlyDictionary<string, double> TaskRequests);
