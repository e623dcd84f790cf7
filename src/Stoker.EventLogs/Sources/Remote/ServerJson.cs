using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stoker.EventLogs.Sources.Remote;

/// <summary>Readers for what the REST API answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ServerApplication))]
[JsonSerializable(typeof(IReadOnlyList<ServerApplication>))]
internal sealed partial class ServerJson : JsonSerializerContext;
