using System.CommandLine;
using Stoker.Cli.Commands;

return await new RootCommand("Tunes Spark and PySpark performance.") { LintCommand.Create(), RewriteCommand.Create() }.Parse(args).InvokeAsync().ConfigureAwait(false);
