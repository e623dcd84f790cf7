using System.Text.Json.Serialization;

namespace Stoker.Reports.Advising;

/// <summary>Source-generated JSON of <c>stoker/advice/1</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(AdviceDocument))]
internal sealed partial class AdviceJsonContext : JsonSerializerContext;
