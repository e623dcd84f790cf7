using Stoker.Advice.Choices;

namespace Stoker.Tests.Advice.Choices;

public sealed class ExecutorWordsTests
{
    [Theory]
    [InlineData(1, 1, "1 executor of 1 core")]
    [InlineData(1, 2, "1 executor of 2 cores")]
    [InlineData(2, 1, "2 executors of 1 core")]
    [InlineData(8, 16, "8 executors of 16 cores")]
    public void Of_OneAndMany_AreWrittenAsPeopleDo(int executors, int cores, string expected) => Assert.Equal(expected, ExecutorWords.Of(executors, cores));
}
