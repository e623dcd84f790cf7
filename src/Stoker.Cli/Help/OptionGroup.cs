using System.CommandLine;

namespace Stoker.Cli.Help;

/// <summary>Options that help shows together.</summary>
/// <param name="Title">What they are for.</param>
/// <param name="Options">The options in the order of the help.</param>
internal sealed record OptionGroup(string Title, params Option[] Options);
