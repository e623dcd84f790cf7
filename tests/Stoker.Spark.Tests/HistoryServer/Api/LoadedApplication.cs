using Stoker.Model;
using Stoker.Model.Units;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>An application attempt with what only the place of its log tells.</summary>
/// <param name="Application">The model of the log.</param>
/// <param name="LastUpdated">When the log was last written: where tasks without an end are taken to be.</param>
/// <param name="Directory">Log directory that it was found in.</param>
internal sealed record LoadedApplication(Application Application, Timestamp LastUpdated, string Directory);
