using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using Stoker.EventLogs.Scanning;

namespace Stoker.Tests.EventLogs.Scanning;

public sealed class StringPoolTests
{
    [Fact]
    public void Intern_Texts_NumbersThemInTheOrderOfFirstSight()
    {
        var pool = new StringPool();
        Assert.Equal([0, 1, 0, 2, 1], new[] { "a", "b", "a", "", "b" }.Select(text => pool.Intern(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(("a", "b", "", 3), (pool[0], pool[1], pool[2], pool.Count));
    }

    [Fact]
    public void Get_SameBytes_GivesTheSameString()
    {
        var pool = new StringPool();
        Assert.Same(pool.Get("executor-17"u8), pool.Get("executor-17"u8));
    }

    [Fact]
    public void Intern_AnyTexts_EqualsADictionary() =>
        Gen.String.Array[0, 300].Sample(texts =>
        {
            var pool = new StringPool();
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var text in texts.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))))
            {
                var expected = numbers.TryGetValue(text, out var known) ? known : numbers[text] = numbers.Count;
                Assert.Equal(expected, pool.Intern(Encoding.UTF8.GetBytes(text)));
                Assert.Equal(text, pool[expected]);
            }
        }, iter: 300, threads: 1);

    [Fact]
    public void Intern_LongTextsThatDifferInOnePlace_TakesTimeThatGrowsWithThem()
    {
        // Statements of one shape with another number in the middle: with a sampled hash all fell into one chain.
        var pool = new StringPool();
        var (head, tail) = (new string('x', 700), new string('y', 700));
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < 30_000; number++)
        {
            pool.Intern(Encoding.UTF8.GetBytes(head + number.ToString("D6", CultureInfo.InvariantCulture) + tail));
        }

        Assert.Equal(30_000, pool.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }
}
