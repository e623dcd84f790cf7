using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Tests.PySpark.Rewriting;

public sealed class RegexTranslatorTests
{
    [Theory]
    [InlineData("abc$", "(?d)abc$")]
    [InlineData("a.c", "(?d)a.c")]
    [InlineData("[[a]", "[\\[a]")]
    [InlineData("[a&&b]", "[a\\&\\&b]")]
    [InlineData("x{,3}y", "x{0,3}y")]
    [InlineData("a{b", "a\\{b")]
    [InlineData("ab\\Z", "ab\\z")]
    [InlineData("(?i)abc", "(?iu)abc")]
    [InlineData("(?P<y>[0-9]+)", "([0-9]+)")]
    public void Translate_Pattern_IsWrittenForJava(string python, string java) => Assert.Equal(java, RegexTranslator.Translate(python, 0).Search);

    [Theory]
    [InlineData("\\Bcat")]
    [InlineData("(?a)\\bcat")]
    [InlineData("(?i)[\\w-]+")]
    [InlineData("[\\W]+")]
    [InlineData("(a|b)*")]
    [InlineData("(?:ab|c)+")]
    [InlineData("(a)+")]
    [InlineData("(?(1)a|b)")]
    [InlineData("(?<=a+)b")]
    [InlineData("a++")]
    [InlineData("(?x) a b")]
    [InlineData("[a")]
    [InlineData("a)")]
    [InlineData("(a")]
    [InlineData("(?:x*)*")]
    [InlineData("(?i)\u00e9")]
    [InlineData("\\N{DASH}")]
    [InlineData("\\")]
    public void Translate_WhatJavaReadsDifferently_IsRefused(string python) => Assert.Throws<Refusal>(() => RegexTranslator.Translate(python, 0));

    [Fact]
    public void Translate_WordsAndTheirBounds_AreSpelledOutInPythonsLetters()
    {
        Assert.Equal(PythonLetters.Word + "+", RegexTranslator.Translate("\\w+", 0).Search);
        Assert.Equal(PythonLetters.WordBoundary + "cat", RegexTranslator.Translate("\\bcat", 0).Search);
        Assert.Equal("(?iu)(?-iu:" + PythonLetters.Word + ")", RegexTranslator.Translate("(?i)\\w", 0).Search);
        Assert.StartsWith("[0-9A-Z_a-z[\u00aa-", PythonLetters.Word, StringComparison.Ordinal); // the first letter of Unicode beyond ASCII is U+00AA
    }

    [Fact]
    public void Translate_GroupThatMayBeMissing_IsMarked()
    {
        Assert.Equal([true], RegexTranslator.Translate("(a)?b", 0).Groups);
        Assert.Equal([true, true], RegexTranslator.Translate("(a)|(b)", 0).Groups);
        Assert.Equal([false], RegexTranslator.Translate("x(a)", 0).Groups);
    }
}
