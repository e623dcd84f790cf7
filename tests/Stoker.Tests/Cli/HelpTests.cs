using System.CommandLine;
using Stoker.Cli;
using Stoker.Cli.Help;
using Stoker.Cli.Options;

namespace Stoker.Tests.Cli;

public sealed class HelpTests
{
    [Fact]
    public void OfProgram_EveryCommand_IsShownWithAnExampleAndFitsOneScreen()
    {
        var root = CommandLine.Create();

        var help = HelpText.OfProgram(root);

        Assert.All(root.Subcommands, command => Assert.Contains($"stoker {command.Name}", help, StringComparison.Ordinal));
        Assert.InRange(help.Split('\n').Length, 10, 45);
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void OfCommand_DocumentedCommands_NamePagesThatExist()
    {
        foreach (var command in CommandLine.Create().Subcommands.OfType<DocumentedCommand>())
        {
            Assert.True(File.Exists(Repository.Path(command.Page)), $"{command.Page} of {command.Name} is missing");
            Assert.Contains(command.Page, HelpText.OfCommand(command), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OfCommand_EveryOption_IsInItsHelpAndTellsWhatItDoes()
    {
        foreach (var command in CommandLine.Create().Subcommands)
        {
            var help = HelpText.OfCommand(command);
            Assert.All(command.Options.Where(option => !option.Hidden), option =>
            {
                Assert.Contains("  " + option.Name, help, StringComparison.Ordinal);
                Assert.NotEmpty(option.Description ?? "");
            });
        }
    }

    [Theory]
    [InlineData("analyze x --last 3")]
    [InlineData("analyze x --last")]
    [InlineData("analyze --last x")]
    [InlineData("analyze - --format json --app app-1/2")]
    [InlineData("analyze -- --strange-name")]
    public void Find_RightCommandLines_NoError(string line)
    {
        var arguments = ChoiceOptions.Complete(line.Split(' '));

        Assert.Null(UsageError.Find(CommandLine.Create().Parse(arguments), arguments));
    }
}
