using System.CommandLine;

namespace Stoker.Cli.Help;

/// <summary>A command with what its help shows beyond its options. A plain <see cref="Command"/> works too, with plainer help.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>A call that works as it stands, shown by <c>stoker --help</c>.</summary>
    public required string Example { get; init; }

    /// <summary>More calls with what each is for, shown by the command's own help.</summary>
    public IReadOnlyList<(string Call, string Meaning)> Examples { get; init; } = [];

    /// <summary>The page that tells everything.</summary>
    public required string Page { get; init; }

    /// <summary>Its options in groups; what is in no group is listed last.</summary>
    public IReadOnlyList<OptionGroup> Groups { get; private set; } = [];

    /// <summary>Adds options under a title.</summary>
    public DocumentedCommand With(OptionGroup group)
    {
        Groups = [.. Groups, group];
        foreach (var option in group.Options)
        {
            Options.Add(option);
        }

        return this;
    }
}
