using System.CommandLine;
using Stoker.Configuration;

namespace Stoker.Cli.Options;

/// <summary><c>--config FILE</c>, or the file found upward; the same for every command that can be configured.</summary>
internal sealed class ConfigurationOption
{
    public Option<string?> Option { get; } = new("--config") { Description = "settings [default: .stoker.toml, found upward]", HelpName = "FILE" };

    /// <summary>What the file says.</summary>
    public StokerConfiguration Read(ParseResult result)
    {
        var file = result.GetValue(Option);
        if (file is not null && !File.Exists(file))
        {
            throw UserError.WrongOption("--config", file, "There is no such file.");
        }

        try
        {
            return file is null ? ConfigurationFile.FindUpward(Environment.CurrentDirectory) : ConfigurationFile.Read(file);
        }
        catch (ConfigurationException error)
        {
            throw new UserError(ExitCode.WrongCommandLine, error.Message.ReplaceLineEndings("\n        "));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.WrongCommandLine, $"The configuration cannot be read: {error.Message}");
        }
    }
}
