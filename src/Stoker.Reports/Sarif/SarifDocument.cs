using System.Text.Json.Serialization;

namespace Stoker.Reports.Sarif;

// SARIF 2.1.0 as far as it is written here: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Absent properties are left out.

internal sealed record SarifDocument([property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<SarifRun> Runs)
{
    /// <summary>A document of one run.</summary>
    public static SarifDocument Of(SarifRun run) => new("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", [run]);
}

internal sealed record SarifRun
{
    public required SarifTool Tool { get; init; }

    /// <summary>How columns count; absent where there are none.</summary>
    public string? ColumnKind { get; init; }

    public IReadOnlyDictionary<string, SarifBase>? OriginalUriBaseIds { get; init; }

    public IReadOnlyList<SarifInvocation>? Invocations { get; init; }

    public required IReadOnlyList<SarifResult> Results { get; init; }
}

internal sealed record SarifBase;

internal sealed record SarifTool(SarifDriver Driver)
{
    public static SarifTool Of(string version, IReadOnlyList<SarifRule> rules) => new(new SarifDriver("stoker", version, rules));
}

internal sealed record SarifDriver(string Name, string SemanticVersion, IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public required SarifText ShortDescription { get; init; }

    public SarifHelp? Help { get; init; }

    public SarifLevel? DefaultConfiguration { get; init; }

    public SarifTags? Properties { get; init; }
}

internal sealed record SarifText(string Text);

internal sealed record SarifHelp(string Text, string Markdown);

internal sealed record SarifLevel(string Level);

internal sealed record SarifTags(IReadOnlyList<string> Tags)
{
    public static SarifTags Performance { get; } = new(["performance"]);
}

internal sealed record SarifInvocation(bool ExecutionSuccessful, IReadOnlyList<SarifNotification> ToolExecutionNotifications);

internal sealed record SarifNotification(string Level, SarifText Message, IReadOnlyList<SarifLocation>? Locations);

internal sealed record SarifResult
{
    public required string RuleId { get; init; }

    public int? RuleIndex { get; init; }

    public required string Level { get; init; }

    public required SarifText Message { get; init; }

    public IReadOnlyList<SarifLocation>? Locations { get; init; }

    /// <summary>Where what follows from it was seen; absent where nothing does.</summary>
    public IReadOnlyList<SarifLocation>? RelatedLocations { get; init; }

    public IReadOnlyDictionary<string, string>? PartialFingerprints { get; init; }

    public IReadOnlyList<SarifFix>? Fixes { get; init; }

    public IReadOnlyList<SarifSuppression>? Suppressions { get; init; }

    public SarifProperties? Properties { get; init; }
}

internal sealed record SarifProperties(string Confidence, double? CoreMs = null, double? WallMs = null, string? Place = null, string? RunStatus = null, double? LinesCoreMs = null, double? LinesCriticalPathMs = null);

internal sealed record SarifLocation(SarifPhysicalLocation? PhysicalLocation, IReadOnlyList<SarifLogicalLocation>? LogicalLocations = null, SarifText? Message = null);

internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion? Region);

internal sealed record SarifArtifact(string Uri, string? UriBaseId)
{
    /// <summary>A file below the root of the source.</summary>
    public static SarifArtifact InSource(string file) => new(string.Join('/', file.Split('/').Select(System.Uri.EscapeDataString)), "%SRCROOT%");
}

internal sealed record SarifRegion(int StartLine, int? StartColumn = null, int? EndLine = null, int? EndColumn = null);

internal sealed record SarifLogicalLocation(string FullyQualifiedName);

internal sealed record SarifFix(SarifText Description, IReadOnlyList<SarifChange> ArtifactChanges);

internal sealed record SarifChange(SarifArtifact ArtifactLocation, IReadOnlyList<SarifReplacement> Replacements);

internal sealed record SarifReplacement(SarifRegion DeletedRegion, SarifText InsertedContent);

internal sealed record SarifSuppression(string Kind, string? Justification);
