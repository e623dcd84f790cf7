using System.Text;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark.Reading;

public sealed class PythonSourceLoaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stoker-reading-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Find_Folder_HonoursNestedIgnoreFiles()
    {
        Write(".gitignore", "*.gen.py\n/out/\n");
        Write("a.py", "");
        Write("x.gen.py", "");
        Write("out/b.py", "");
        Write("sub/out/c.py", "");
        Write("sub/.gitignore", "!keep.gen.py\nsecret.py\n");
        Write("sub/keep.gen.py", "");
        Write("sub/secret.py", "");
        Write("venv/d.py", "");
        Write("note.txt", "");

        var found = new PythonFileFinder(folder, ["skip/**"]).Find([folder], []);

        Assert.Equal(["a.py", "sub/keep.gen.py", "sub/out/c.py"], found.Select(file => file.Path));
    }

    [Fact]
    public void Find_LinksAndUnreadableIgnoreFiles_AreSteppedOver()
    {
        Write("a.py", "");
        Write("sub/b.py", "");
        File.CreateSymbolicLink(Path.Combine(folder, "sub/up"), folder);
        File.CreateSymbolicLink(Path.Combine(folder, "sub/again.py"), Path.Combine(folder, "a.py"));
        File.CreateSymbolicLink(Path.Combine(folder, "broken.py"), Path.Combine(folder, "nowhere"));
        Directory.CreateDirectory(Path.Combine(folder, "sub/.gitignore"));
        var issues = new List<SourceIssue>();

        var found = new PythonFileFinder(folder, []).Find([folder], issues);

        Assert.Equal(["a.py", "sub/b.py"], found.Select(file => file.Path));
        Assert.Empty(issues);
    }

    [Fact]
    public void TryLoad_ANamedPipe_DoesNotWaitForAWriter()
    {
        var path = Path.Combine(folder, "pipe.py");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [path]))
        {
            made.WaitForExit();
            Assert.Equal(0, made.ExitCode);
        }

        var source = PythonSourceLoader.TryLoad(new PythonFile("pipe.py", path), []);

        Assert.Equal("", source?.Text.Text);
    }

    [Theory]
    [InlineData("ä = 'x'", 3, 2)] // "ä" takes two bytes of UTF-8
    [InlineData("𝒳 = 1", 4, 2)] // four bytes, two units
    [InlineData("a = 1", 99, 5)] // behind the end of a line of plain ASCII
    public void OffsetOf_Utf8Column_IsOfUnits(string text, int utf8Column, int expected) => Assert.Equal(expected, new SourceText(text).OffsetOf(1, utf8Column));

    [Fact]
    public void OffsetOf_LongLine_IsWhatTheWalkSays()
    {
        var line = string.Concat(Enumerable.Range(0, 3000).Select(i => (i % 4) switch { 0 => "a", 1 => "é", 2 => "中", _ => "😀" }));
        var text = new SourceText("x\n" + line + "\ny = 1\n");
        for (int i = 0, bytes = 0; i < line.Length; i += char.IsHighSurrogate(line[i]) ? 2 : 1)
        {
            Assert.Equal(2 + i, text.OffsetOf(2, bytes));
            bytes += Encoding.UTF8.GetByteCount(line.AsSpan(i, char.IsHighSurrogate(line[i]) ? 2 : 1));
        }
    }

    [Fact]
    public void TryLoad_Notebook_BlanksMagicsAndKeepsLines()
    {
        var json = """
            {"cells": [
              {"cell_type": "markdown", "source": ["# title"]},
              {"cell_type": "code", "metadata": {"tags": ["t"]}, "source": ["%matplotlib inline\n", "if a:\n", "    !ls \\\n", "      -l\n", "x = 1"]},
              {"cell_type": "code", "metadata": {}, "source": "%%sql\nselect 1\nfrom t"},
              {"cell_type": "code", "metadata": {}, "source": ["%time y = df.count()\n", "z = !pwd"]}
            ], "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4}
            """;

        var source = Load("n.ipynb", Encoding.UTF8.GetBytes(json), out _);

        Assert.NotNull(source);
        Assert.Equal("pass\nif a:\n    pass\n\nx = 1\n\n\n\ny = df.count()\nz = None\n", source.Text.Text);
        Assert.Equal([1, 2, 3], source.Cells.Select(cell => cell.Index));
        Assert.Equal("select 1\nfrom t", Assert.Single(source.SqlCells).Text);
        Assert.Equal(3, source.Jupyter?.Lines[0].JsonLine);
    }

    [Fact]
    public void TryLoad_DatabricksSource_FindsCellsAndSql()
    {
        var source = Load("d.py", "# Databricks notebook source\nx = 1\n\n# COMMAND ----------\n\n# MAGIC %sql\n# MAGIC select 2\n"u8.ToArray(), out _);

        Assert.NotNull(source);
        Assert.Equal(PythonSourceKind.DatabricksNotebook, source.Kind);
        Assert.Equal(2, source.Cells.Count);
        Assert.Equal("select 2", Assert.Single(source.SqlCells).Text.Trim());
    }

    [Fact]
    public void TryLoad_OtherEncodings_AreReadOrReported()
    {
        var latin = Load("l.py", [.. "# -*- coding: latin-1 -*-\ns = '"u8, 0xE9, .. "'\n"u8], out var none);
        var broken = Load("b.py", [.. "s = '"u8, 0xE9, .. "'\n"u8], out var issues);

        Assert.Contains("é", latin?.Text.Text, StringComparison.Ordinal);
        Assert.Empty(none);
        Assert.NotNull(broken);
        Assert.Equal(SourceIssueKind.BadEncoding, Assert.Single(issues).Kind);
    }

    [Fact]
    public void TryLoad_HugeFileAndBadNotebook_AreIssues()
    {
        Assert.Null(Load("huge.py", new byte[3 << 20], out var huge));
        Assert.Null(Load("bad.ipynb", "{\"cells\": [}"u8.ToArray(), out var bad));

        Assert.Equal(SourceIssueKind.TooLarge, Assert.Single(huge).Kind);
        Assert.Equal(SourceIssueKind.BadNotebook, Assert.Single(bad).Kind);
    }

    private PythonSource? Load(string name, byte[] bytes, out List<SourceIssue> issues)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        issues = [];
        return PythonSourceLoader.TryLoad(new PythonFile(name, path), issues);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
        File.WriteAllText(path, text);
    }
}
