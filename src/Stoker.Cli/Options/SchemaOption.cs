using System.CommandLine;
using Stoker.PySpark.Rewriting.Finding;

namespace Stoker.Cli.Options;

/// <summary><c>--schema FILE</c>: column types that the source does not say.</summary>
internal sealed class SchemaOption
{
    /// <summary>The option.</summary>
    public Option<FileInfo?> Option { get; } = new("--schema") { Description = "Types of columns that the source reads without a schema: DDL, df.schema.json(), or a JSON object of those by table", HelpName = "FILE" };

    /// <summary>The schemas of the file, or absent when none is given.</summary>
    /// <exception cref="UserError">The file cannot be read, or holds no schema.</exception>
    public DeclaredSchemas? Read(ParseResult parsed)
    {
        var file = parsed.GetValue(Option);
        try
        {
            return file is null ? null : DeclaredSchemas.Parse(File.ReadAllText(file.FullName));
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw UserError.WrongOption("--schema", file!.Name, error.Message);
        }
    }
}
