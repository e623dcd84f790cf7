using Stoker.Findings.Tracing;
using Stoker.PySpark.Closures;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark.Closures;

/// <summary>What source says of the functions of a call. Each program is asked at the line that has <c># here</c>.</summary>
public sealed class ClosureReaderTests
{
    private const string Head =
        """
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        sc = spark.sparkContext
        table = {i: "v%d" % i for i in range(400_000)}
        shared = sc.broadcast(table)

        """;

    [PythonTheory]
    [InlineData("sc.range(64).map(lambda i: table[i]).count()  # here", "count", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: shared.value[i]).count()  # here", "count", ClosureAnswer.ReadsBroadcast)]
    [InlineData("sc.range(64).map(lambda i: i + 1).count()  # here", "count", ClosureAnswer.CapturesNothing)]
    [InlineData("few = {i % 7: i for i in range(400_000)}\nsc.range(64).map(lambda i: few[i]).count()  # here", "count", ClosureAnswer.Unknown)] // Keys fall together.
    [InlineData("few = set(i // 100_000 for i in range(400_000))\nsc.range(64).map(lambda i: i in few).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("few = {}\nfor i in range(400_000):\n    few[i % 3] = i\nsc.range(64).map(lambda i: few[i]).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("few = {f'{i % 7}-{table}': i for i in range(400_000)}\nsc.range(64).map(lambda i: few[i]).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("many = {f'10.{i // 65_536}.{i % 256}-{i}' for i in range(500_000)}\nsc.range(64).map(lambda i: i in many).count()  # here", "count", ClosureAnswer.Captures)] // The number itself is in the key.
    [InlineData("many = {(i % 7, i): 1 for i in range(400_000)}\nsc.range(64).map(lambda i: many[i]).count()  # here", "count", ClosureAnswer.Captures)]
    [InlineData("many = {'k%06d' % i: 1 for i in range(400_000)}\nsc.range(64).map(lambda i: many[i]).count()  # here", "count", ClosureAnswer.Captures)] // Text, not a remainder.
    [InlineData("many = {}\nfor i in range(400_000):\n    many[i] = i\nsc.range(64).map(lambda i: many[i]).count()  # here", "count", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: i + 1).count()  # here", "collect", ClosureAnswer.OtherSource)] // The line holds no such call: another program.
    [InlineData("rdd = sc.range(64).map(lambda i: table[i])\nkept = rdd.filter(lambda v: len(v) > 3)\nprint(kept.count())  # here", "count", ClosureAnswer.Captures)]
    [InlineData("def work(rows, words):\n    yield sum(len(words[i]) for i in rows)\nsc.range(64).mapPartitions(lambda rows: work(rows, table)).sum()  # here", "sum", ClosureAnswer.Captures)]
    [InlineData("def build(factor):\n    return sc.range(64).map(lambda i: table[i])\nbuild(2).count()  # here", "count", ClosureAnswer.Captures)]
    [InlineData("def report(rdd):\n    return rdd.count()  # here\nreport(sc.range(64).map(lambda i: table[i]))", "count", ClosureAnswer.Captures)]
    [InlineData("def report(rdd):\n    return rdd.count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("(sc.range(64)\n    .map(lambda i: table[i])\n    .filter(lambda v: v)\n    .count())  # here", "count", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: (table[i], 1)).reduceByKey(lambda a, b: a + b).count()  # here", "reduceByKey", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: (table[i], 1)).reduceByKey(lambda a, b: a + b).count()  # here", "count", ClosureAnswer.CapturesNothing)] // Behind the shuffle.
    [InlineData("import sys\nrdd = sc.range(64).map(lambda i: table[i]) if len(sys.argv) > 1 else sc.range(64).map(lambda i: shared.value[i])\nrdd.count()  # here", "count", ClosureAnswer.TwoWays)]
    [InlineData("import sys\nif len(sys.argv) > 1:\n    rdd = sc.range(64).map(lambda i: table[i])\nelse:\n    rdd = sc.range(64)\nrdd.count()  # here", "count", ClosureAnswer.TwoWays)]
    [InlineData("kept = sc.range(64).map(lambda i: table[i]).cache()\nkept.count()\nkept.map(lambda v: v).sum()  # here", "sum", ClosureAnswer.TwoWays)] // The cache may have it.
    [InlineData("from lookups import words\nsc.range(64).map(lambda i: words[i]).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("from lookups import clean\nsc.range(64).map(clean).count()  # here", "count", ClosureAnswer.CapturesNothing)] // It travels by name.
    [InlineData("words = {}\nfill(words)\nwords['a'] = 1\nsc.range(64).map(lambda i: words.get(i)).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("class Job:\n    def run(self):\n        return sc.range(64).map(lambda i: self.words[i]).count()  # here", "count", ClosureAnswer.Unknown)]
    public void At_Call_AnswersForTheStageThatSparkNamesAfterIt(string program, string method, ClosureAnswer expected) => Assert.Equal(expected, Ask(program, method).Answer);

    [PythonTheory]
    [InlineData("sc.range(64).map(lambda i, t=table: len(t)).count()  # here")]
    [InlineData("sc.range(64).map(lambda i, table=table: table[i]).count()  # here")] // The common idiom: the default is that of the module, the name in the body the parameter.
    [InlineData("def f(i, t=table):\n    return t[i]\nsc.range(64).map(f).count()  # here")]
    [InlineData("def f(i, *, t=table):\n    return t[i]\nsc.range(64).map(f).count()  # here")]
    [InlineData("def f(i, t=[0] * 400_000):\n    return t[i]\nsc.range(64).map(f).count()  # here")]
    [InlineData("import json\nwith open('x.json') as source:\n    words = json.load(source)\nsc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("import pickle\nwords = pickle.load(open('x.pkl', 'rb'))\nsc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("import pandas as pd\nwords = pd.read_csv('x.csv')\nsc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("import pandas as pd\nframe = pd.read_csv('x.csv')\nwords = dict(zip(frame['k'], frame.v))\nsc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("words = open('x.txt').read().splitlines()\nsc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("from pathlib import Path\nwords = Path('x.txt').read_text().split('\\n')\nsc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("words = {}\nwords.update(table)\nsc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("settings = {'words': table, 'factor': 3}\nsc.range(64).map(lambda i: settings['words'][i]).count()  # here")]
    [InlineData("class Job:\n    def __init__(self):\n        self.words = dict(table)\n    def run(self):\n        return sc.range(64).map(lambda i: self.words[i]).count()  # here")]
    [InlineData("class Job:\n    def __init__(self):\n        self.words = dict(table)\n    def run(self):\n        words = self.words\n        return sc.range(64).map(lambda i: words[i]).count()  # here")]
    [InlineData("class Model:\n    def __init__(self):\n        self.words = dict(table)\n    def score(self, i):\n        return self.words[i]\nmodel = Model()\nsc.range(64).map(model.score).count()  # here")]
    public void At_CapturedInOtherWays_SaysSo(string program) => Assert.Equal(ClosureAnswer.Captures, Ask(program, "count").Answer);

    [PythonTheory]
    [InlineData("blob = 'x' * 50_000_000", 50_000_000)]
    [InlineData("blob = 5_000_000 * 'x' * 10", 50_000_000)]
    [InlineData("blob = bytes(50_000_000)", 50_000_000)]
    [InlineData("blob = bytearray(50 * 1024 ** 2)", 52_428_800)]
    [InlineData("import os\nblob = os.urandom(50_000_000)", 50_000_000)]
    [InlineData("import numpy as np\nblob = np.zeros(4_000_000)", 32_000_000)]
    [InlineData("import numpy as np\nblob = np.zeros((2000, 3000), dtype=np.float32)", 24_000_000)]
    [InlineData("import numpy as np\nblob = np.arange(4_000_000).reshape(2, -1)", 32_000_000)]
    [InlineData("import numpy as np\nblob = np.random.rand(2000, 1000) * 2", 16_000_000)]
    [InlineData("from numpy import ones\nblob = ones(20_000_000, dtype='uint8')", 20_000_000)]
    [InlineData("import numpy as np\nrng = np.random.default_rng(7)\nblob = rng.normal(size=(1000, 2000))", 16_000_000)]
    [InlineData("import numpy as np\nblob = np.array([i for i in range(2_000_000)])", 16_000_000)]
    public void At_BlockOfMemory_CountsItsBytes(string made, long bytes)
    {
        var testimony = Ask(made + "\nsc.range(64).map(lambda i: len(blob) + i).count()  # here", "count");

        Assert.Equal((ClosureAnswer.Captures, bytes, null), (testimony.Answer, testimony.Bytes, testimony.Entries));
    }

    [PythonTheory]
    [InlineData("few = 'x' * 80", ClosureAnswer.CapturesNothing)]
    [InlineData("few = bytes(4)", ClosureAnswer.CapturesNothing)]
    [InlineData("import os\nfew = os.urandom(16)", ClosureAnswer.CapturesNothing)]
    [InlineData("import numpy as np\nfew = np.zeros((3, 3))", ClosureAnswer.CapturesNothing)]
    [InlineData("few = [0] * 100", ClosureAnswer.CapturesNothing)]
    [InlineData("few = list(range(100))", ClosureAnswer.CapturesNothing)]
    [InlineData("few = ','.join(['a', 'b'])", ClosureAnswer.CapturesNothing)]
    [InlineData("import collections\nfew = collections.defaultdict(int)", ClosureAnswer.CapturesNothing)]
    [InlineData("few = 'x' * count", ClosureAnswer.Unknown)]
    [InlineData("few = list(range(count))", ClosureAnswer.Unknown)]
    [InlineData("import numpy as np\nfew = np.zeros(count)", ClosureAnswer.Unknown)]
    [InlineData("import json\nwith open('settings.json') as source:\n    few = json.load(source)", ClosureAnswer.Unknown)] // Configuration.
    [InlineData("import collections\nfew = collections.Counter(i % 5 for i in range(400_000))", ClosureAnswer.Unknown)]
    [InlineData("few = {i: 1 for i in range(400_000)}; few.clear()", ClosureAnswer.Unknown)]
    [InlineData("few = {0 for i in range(400_000)}", ClosureAnswer.Unknown)]
    [InlineData("few = sorted({i % 3 for i in range(400_000)})", ClosureAnswer.Unknown)]
    [InlineData("few = dict.fromkeys(i % 5 for i in range(400_000))", ClosureAnswer.Unknown)]
    [InlineData("few = []\nfor i in range(400_000):\n    if i > 3:\n        break\n    few.append(i)", ClosureAnswer.Unknown)]
    public void At_SmallOrOpen_IsNoCapture(string made, ClosureAnswer expected) =>
        Assert.Equal(expected, Ask("count = int(spark.conf.get('count'))\n" + made + "\nsc.range(64).map(lambda i: (few, i)).count()  # here", "count").Answer);

    [PythonFact]
    public void At_ClassThatSaysWhatIsPickled_IsOpen() =>
        Assert.Equal(ClosureAnswer.Unknown, Ask("class Job:\n    def __init__(self):\n        self.words = dict(table)\n    def __getstate__(self):\n        return {}\n    def run(self):\n        return sc.range(64).map(lambda i: self.size).count()  # here", "count").Answer);

    [PythonFact]
    public void At_Captured_NamesTheVariableAndWhereItIsBound()
    {
        var testimony = Ask("words = table\nsc.range(64).map(lambda i: words[i]).count()  # here", "count");

        Assert.Equal(("words", 400_000L, "{i: \"v%d\" % i for i in range(400_000)}"), (testimony.Name, testimony.Entries, testimony.MadeBy));
        Assert.Equal(("job.py", 6), (testimony.BoundAt?.File, testimony.BoundAt?.Line)); // Behind the five lines of the head.
    }

    [PythonFact]
    public void At_NestedComprehension_CountsTheProduct() =>
        Assert.Equal(720_000, Ask("model = [[i * j / 7.0 for j in range(60)] for i in range(12_000)]\nsc.range(64).map(lambda i: model[i]).sum()  # here", "sum").Entries);

    [Fact]
    public void TryOpen_NoPython_IsAbsentAndSaysSo()
    {
        List<SourceIssue> issues = [];

        Assert.Null(ClosureReader.TryOpen(PythonSource.FromText("x = 1"), issues, "no-such-python", TestContext.Current.CancellationToken));
        Assert.Equal(SourceIssueKind.NoInterpreter, Assert.Single(issues).Kind);
    }

    private static ClosureTestimony Ask(string program, string method)
    {
        var text = Head + program.Replace("\r", "", StringComparison.Ordinal);
        var line = text.Split('\n').ToList().FindIndex(each => each.EndsWith("# here", StringComparison.Ordinal)) + 1;
        var reader = ClosureReader.TryOpen(PythonSource.FromText(text), [], cancellation: TestContext.Current.CancellationToken);
        Assert.NotNull(reader);
        return reader.At(method, line);
    }
}
