using System.Text.Json.Serialization;

namespace Stoker.Reports.Contracts;

/// <summary>Source-generated JSON of <c>stoker/analysis/1</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(AnalysisDocument))]
internal sealed partial class AnalysisJsonContext : JsonSerializerContext;
