using System.Text.Json.Serialization;

namespace Stoker.Reports.Comparison;

/// <summary>Source-generated JSON of <c>stoker/comparison/1</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ComparisonDocument))]
internal sealed partial class ComparisonJsonContext : JsonSerializerContext;
