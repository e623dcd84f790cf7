using Stoker.PySpark.Reading;
using Stoker.PySpark.Syntax;

namespace Stoker.Tests.PySpark.Reading;

public sealed class PythonParserTests
{
    [PythonFact]
    public void Parse_Call_GivesTypedNodesWithExactSpans()
    {
        var module = Parse("x = df.filter(a > 1, k='é')\n");

        var assign = Assert.IsType<AssignStatement>(Assert.Single(module.Body));
        var call = Assert.IsType<CallExpression>(assign.Value);
        Assert.Equal("df.filter(a > 1, k='é')", module.TextOf(call));
        Assert.Equal("k='é'", module.TextOf(call.Keywords[0]));
        Assert.Equal(ComparisonOperator.Greater, Assert.IsType<CompareExpression>(call.Arguments[0]).Operators[0]);
        Assert.Same(call, call.Function.Parent);
        Assert.Equal(["df.filter", "df", "a > 1", "a", "1", "k='é'", "'é'"], module.Below(call).Select(module.TextOf));
    }

    [PythonFact]
    public void Parse_TextBeyondAscii_CountsUtf16Units()
    {
        // é is 2 bytes, 漢 3, 😀 4 bytes and two UTF-16 units.
        var module = Parse("s = 'é漢😀'; größe = b\r\nz = größe\r\n");

        var second = Assert.IsType<AssignStatement>(module.Body[1]);
        Assert.Equal("größe", module.TextOf(second.Targets[0]));
        Assert.Equal((2, 5), module.Source.Text.PositionOf(((AssignStatement)module.Body[2]).Value.Start));
    }

    [PythonFact]
    public void Parse_AllStatements_AreKnown()
    {
        var module = Parse("""
            import a.b as c, d
            from ..m import x as y, z
            @deco(1)
            async def f(p, /, q: int = 1, *r, s=2, **t) -> str:
                async with a as b:
                    await c
                async for i in j:
                    yield i
                return None
            class K(B, metaclass=M):
                v: int = 3
                global w
            try:
                del a[1:2, ...]
            except (E, F) as e:
                raise G from e
            else:
                assert not x, "m"
            finally:
                pass
            while a and b or c:
                if x: break
                elif y: continue
                else: z += 1
            with open(p): f"{a!r:>{w}} {b}"
            l = lambda *a, k=1: (yield)
            n = (m := [i for i in j if k], {**a, 'b': -1.5}, {1, 2j}, (x for x in y), {k: v for k, v in z}, {s for s in t}, b'\x00\xff', a if b else c, 10 ** 30)
            """);

        Assert.Empty(module.Issues);
        Assert.DoesNotContain(module.Nodes, node => node is UnknownExpression);
        Assert.Contains(module.Nodes.OfType<ConstantExpression>(), constant => constant.Kind == ConstantKind.Bytes && constant.Value == "\0ÿ");
        Assert.Equal(2, Assert.IsType<ImportFromStatement>(module.Body[1]).Level);
    }

    [PythonFact]
    public void Parse_BrokenBlock_IsReportedAndTheRestIsRead()
    {
        var issues = new List<SourceIssue>();
        var module = Parse("a = 1\n\ndef broken(:\n    pass\n\nb = 2\n\nprint 'python 2'\n\nc = 3\n", issues);

        Assert.Equal(["a", "b", "c"], module.Body.OfType<AssignStatement>().Select(assign => module.TextOf(assign.Targets[0])));
        Assert.Equal([3, 8], issues.Select(issue => issue.Line));
        Assert.All(issues, issue => Assert.Equal(SourceIssueKind.SyntaxError, issue.Kind));
    }

    [PythonFact]
    public void Parse_HostileText_IsAnIssueAndNoCrash()
    {
        var sources = new[]
        {
            PythonSource.FromText(new string('(', 5000) + new string(')', 5000)),
            PythonSource.FromText("x = " + string.Concat(Enumerable.Repeat("-", 20000)) + "1"),
            PythonSource.FromText("x = a" + string.Concat(Enumerable.Repeat(".b()", 20000))),
            PythonSource.FromText("x = " + string.Join("+", Enumerable.Repeat("a", 30000))),
            PythonSource.FromText("x = '\0'"),
            PythonSource.FromText("raise SystemExit(__import__('os').system('touch /tmp/stoker-executed'))"),
            PythonSource.FromText("x = " + new string('9', 10000)),
            PythonSource.FromText("\uD800 = 1"),
            PythonSource.FromText("ok = 1"),
        };
        var issues = new List<SourceIssue>();

        var modules = new PythonParser().Parse(sources, issues, TestContext.Current.CancellationToken);

        Assert.NotNull(modules[^1]);
        Assert.NotNull(modules[5]);
        Assert.False(File.Exists("/tmp/stoker-executed"));
        Assert.Contains(issues, issue => issue.Kind == SourceIssueKind.Unparsable);
    }

    [PythonFact]
    public void Parse_ManySources_KeepsTheirOrder()
    {
        var sources = Enumerable.Range(0, 500).Select(i => PythonSource.FromText($"v{i} = {i}")).ToArray();

        var modules = new PythonParser().Parse(sources, [], TestContext.Current.CancellationToken);

        Assert.All(modules.Select((module, i) => (module, i)), pair => Assert.Equal($"v{pair.i} = {pair.i}", pair.module?.Source.Text.Text));
    }

    [Fact]
    public void Parse_MissingInterpreter_IsOneIssue()
    {
        var issues = new List<SourceIssue>();

        var modules = new PythonParser("/no/such/python").Parse([PythonSource.FromText("a"), PythonSource.FromText("b")], issues, TestContext.Current.CancellationToken);

        Assert.All(modules, Assert.Null);
        Assert.Equal(SourceIssueKind.NoInterpreter, Assert.Single(issues).Kind);
    }

    internal static PythonModule Parse(string text, List<SourceIssue>? issues = null) =>
        new PythonParser().Parse([PythonSource.FromText(text)], issues ?? [], TestContext.Current.CancellationToken)[0] ?? throw new InvalidOperationException("nothing was read");
}
