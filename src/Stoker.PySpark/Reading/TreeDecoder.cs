using System.Diagnostics.CodeAnalysis;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Reading;

/// <summary>Builds syntax nodes from the numbers that the reading script sends; see the head of <c>read_python.py</c> for the form.</summary>
internal sealed class TreeDecoder(int[] numbers, string[] texts, PythonSource source)
{
    /// <summary>Deeper trees are given up: every later pass walks the tree by recursion. Python's own stack gives up near 6,000.</summary>
    private const int DeepestNesting = 5_000;

    private const int None = -1;
    private const int List = -2;
    private const int TextTag = -3;
    private const int NumberTag = -4;

    private readonly List<PythonNode> nodes = new(numbers.Length / 6);
    private int at;
    private int depth;
    private (int Start, int End)? formatted;

    /// <summary>The module, or absent when it is nested too deeply.</summary>
    public PythonModule? Decode(IReadOnlyList<SourceIssue> issues)
    {
        try
        {
            var body = Nodes<PythonStatement>();
            var module = new PythonModule { Source = source, Body = body, Nodes = nodes, Issues = issues, End = source.Text.Text.Length, SubtreeEnd = nodes.Count, Index = -1 };
            SetParents(module);
            return module;
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }

    private PythonNode Create(int kind) => kind switch
    {
        1 => new FunctionDefinition { Name = Text(), Parameters = Node<FunctionParameters>(), Body = Nodes<PythonStatement>(), Decorators = Nodes<PythonExpression>(), Returns = OptionalNode<PythonExpression>(), IsAsync = false },
        2 => new FunctionDefinition { Name = Text(), Parameters = Node<FunctionParameters>(), Body = Nodes<PythonStatement>(), Decorators = Nodes<PythonExpression>(), Returns = OptionalNode<PythonExpression>(), IsAsync = true },
        3 => new ClassDefinition { Name = Text(), Bases = Nodes<PythonExpression>(), Keywords = Nodes<KeywordArgument>(), Body = Nodes<PythonStatement>(), Decorators = Nodes<PythonExpression>() },
        4 => new ReturnStatement { Value = OptionalNode<PythonExpression>() },
        5 => new DeleteStatement { Targets = Nodes<PythonExpression>() },
        6 => new AssignStatement { Targets = Nodes<PythonExpression>(), Value = Node<PythonExpression>() },
        7 => new AugmentedAssignStatement { Target = Node<PythonExpression>(), Operator = (BinaryOperator)Next(), Value = Node<PythonExpression>() },
        8 => new AnnotatedAssignStatement { Target = Node<PythonExpression>(), Annotation = Node<PythonExpression>(), Value = OptionalNode<PythonExpression>() },
        9 => new ForStatement { Target = Node<PythonExpression>(), Iterable = Node<PythonExpression>(), Body = Nodes<PythonStatement>(), Otherwise = Nodes<PythonStatement>(), IsAsync = false },
        10 => new ForStatement { Target = Node<PythonExpression>(), Iterable = Node<PythonExpression>(), Body = Nodes<PythonStatement>(), Otherwise = Nodes<PythonStatement>(), IsAsync = true },
        11 => new WhileStatement { Test = Node<PythonExpression>(), Body = Nodes<PythonStatement>(), Otherwise = Nodes<PythonStatement>() },
        12 => new IfStatement { Test = Node<PythonExpression>(), Body = Nodes<PythonStatement>(), Otherwise = Nodes<PythonStatement>() },
        13 => new WithStatement { Items = Nodes<WithItem>(), Body = Nodes<PythonStatement>(), IsAsync = false },
        14 => new WithStatement { Items = Nodes<WithItem>(), Body = Nodes<PythonStatement>(), IsAsync = true },
        15 => new MatchStatement { Subject = Node<PythonExpression>(), Cases = Nodes<MatchCase>() },
        16 => new RaiseStatement { Exception = OptionalNode<PythonExpression>(), Cause = OptionalNode<PythonExpression>() },
        17 => new TryStatement { Body = Nodes<PythonStatement>(), Handlers = Nodes<ExceptHandler>(), Otherwise = Nodes<PythonStatement>(), Finally = Nodes<PythonStatement>() },
        18 => new TryStatement { Body = Nodes<PythonStatement>(), Handlers = Nodes<ExceptHandler>(), Otherwise = Nodes<PythonStatement>(), Finally = Nodes<PythonStatement>() },
        19 => new AssertStatement { Test = Node<PythonExpression>(), Message = OptionalNode<PythonExpression>() },
        20 => new ImportStatement { Names = Nodes<ImportAlias>() },
        21 => new ImportFromStatement { Module = OptionalText(), Names = Nodes<ImportAlias>(), Level = Number() },
        22 => new GlobalStatement { Names = Texts() },
        23 => new NonlocalStatement { Names = Texts() },
        24 => new ExpressionStatement { Value = Node<PythonExpression>() },
        25 => new PassStatement(),
        26 => new BreakStatement(),
        27 => new ContinueStatement(),
        28 => new TypeAliasStatement { Name = Node<PythonExpression>(), Value = Node<PythonExpression>() },
        40 => new BooleanExpression { Operator = (BooleanOperator)Next(), Values = Nodes<PythonExpression>() },
        41 => new NamedExpression { Target = Node<PythonExpression>(), Value = Node<PythonExpression>() },
        42 => new BinaryExpression { Left = Node<PythonExpression>(), Operator = (BinaryOperator)Next(), Right = Node<PythonExpression>() },
        43 => new UnaryExpression { Operator = (UnaryOperator)Next(), Operand = Node<PythonExpression>() },
        44 => new LambdaExpression { Parameters = Node<FunctionParameters>(), Body = Node<PythonExpression>() },
        45 => new ConditionalExpression { Test = Node<PythonExpression>(), Body = Node<PythonExpression>(), Otherwise = Node<PythonExpression>() },
        46 => new DictExpression { Keys = OptionalNodes<PythonExpression>(), Values = Nodes<PythonExpression>() },
        47 => new SetExpression { Elements = Nodes<PythonExpression>() },
        48 => new ListComprehension { Element = Node<PythonExpression>(), Clauses = Nodes<ComprehensionClause>() },
        49 => new SetComprehension { Element = Node<PythonExpression>(), Clauses = Nodes<ComprehensionClause>() },
        50 => new DictComprehension { Key = Node<PythonExpression>(), Value = Node<PythonExpression>(), Clauses = Nodes<ComprehensionClause>() },
        51 => new GeneratorExpression { Element = Node<PythonExpression>(), Clauses = Nodes<ComprehensionClause>() },
        52 => new AwaitExpression { Value = Node<PythonExpression>() },
        53 => new YieldExpression { Value = OptionalNode<PythonExpression>() },
        54 => new YieldFromExpression { Value = Node<PythonExpression>() },
        55 => new CompareExpression { Left = Node<PythonExpression>(), Operators = ComparisonOperators(), Comparators = Nodes<PythonExpression>() },
        56 => new CallExpression { Function = Node<PythonExpression>(), Arguments = Nodes<PythonExpression>(), Keywords = Nodes<KeywordArgument>() },
        57 => new FormattedValue { Value = Node<PythonExpression>(), Conversion = Number(), FormatSpec = OptionalNode<PythonExpression>() },
        58 => new FormattedString { Values = Nodes<PythonExpression>() },
        60 => new AttributeExpression { Value = Node<PythonExpression>(), Name = Text() },
        61 => new SubscriptExpression { Value = Node<PythonExpression>(), Key = Node<PythonExpression>() },
        62 => new StarredExpression { Value = Node<PythonExpression>() },
        63 => new NameExpression { Name = Text() },
        64 => new ListExpression { Elements = Nodes<PythonExpression>() },
        65 => new TupleExpression { Elements = Nodes<PythonExpression>() },
        66 => new SliceExpression { Lower = OptionalNode<PythonExpression>(), Upper = OptionalNode<PythonExpression>(), Step = OptionalNode<PythonExpression>() },
        80 => new ComprehensionClause { Target = Node<PythonExpression>(), Iterable = Node<PythonExpression>(), Conditions = Nodes<PythonExpression>() },
        81 => new ExceptHandler { Type = OptionalNode<PythonExpression>(), Name = OptionalText(), Body = Nodes<PythonStatement>() },
        82 => new FunctionParameters { PositionalOnly = Nodes<Parameter>(), Positional = Nodes<Parameter>(), Variadic = OptionalNode<Parameter>(), KeywordOnly = Nodes<Parameter>(), KeywordDefaults = OptionalNodes<PythonExpression>(), VariadicKeyword = OptionalNode<Parameter>(), Defaults = Nodes<PythonExpression>() },
        83 => new Parameter { Name = Text(), Annotation = OptionalNode<PythonExpression>() },
        84 => new KeywordArgument { Name = OptionalText(), Value = Node<PythonExpression>() },
        85 => new ImportAlias { Name = Text(), Alias = OptionalText() },
        86 => new WithItem { Context = Node<PythonExpression>(), Target = OptionalNode<PythonExpression>() },
        87 => new MatchCase { Pattern = Node<PythonNode>(), Guard = OptionalNode<PythonExpression>(), Body = Nodes<PythonStatement>() },
        88 => new ValuePattern { Value = Node<PythonExpression>() },
        89 => new SingletonPattern(),
        90 => new SequencePattern { Patterns = Nodes<PythonNode>() },
        91 => new MappingPattern { Keys = Nodes<PythonExpression>(), Patterns = Nodes<PythonNode>(), Rest = OptionalText() },
        92 => new ClassPattern { Class = Node<PythonExpression>(), Patterns = Nodes<PythonNode>(), KeywordNames = Texts(), KeywordPatterns = Nodes<PythonNode>() },
        93 => new StarPattern { Name = OptionalText() },
        94 => new AsPattern { Pattern = OptionalNode<PythonNode>(), Name = OptionalText() },
        95 => new OrPattern { Patterns = Nodes<PythonNode>() },
        59 => new ConstantExpression { Kind = (ConstantKind)numbers[at], Value = Constant() },
        99 => new UnknownExpression { Children = Nodes<PythonNode>() },
        _ => throw new InvalidDataException($"The reading script sent node kind {kind}, which this version does not know."),
    };

    private string Constant()
    {
        at += 2;
        return numbers[at - 2] >= (int)ConstantKind.Text ? texts[numbers[at - 1]] : "";
    }

    private PythonNode Read(int kind)
    {
        if (++depth > DeepestNesting)
        {
            throw new InsufficientExecutionStackException();
        }

        var index = nodes.Count;
        nodes.Add(null!); // its place in pre-order; filled three lines below
        var position = at;
        at += 4;
        var outer = formatted;
        formatted ??= kind == 58 ? SpanAt(position) : null;
        var node = Create(kind);
        nodes[index] = node;
        node.Index = index;
        node.SubtreeEnd = nodes.Count;
        (node.Start, node.End) = formatted ?? (numbers[position] > 0 ? SpanAt(position) : SpanOfChildren(node));
        formatted = outer;
        depth--;
        return node;
    }

    private (int Start, int End) SpanAt(int position) =>
        (source.Text.OffsetOf(numbers[position], numbers[position + 1]), source.Text.OffsetOf(numbers[position + 2], numbers[position + 3]));

    private (int Start, int End) SpanOfChildren(PythonNode node)
    {
        var start = int.MaxValue;
        var end = 0;
        for (var i = node.Index + 1; i < node.SubtreeEnd; i = nodes[i].SubtreeEnd)
        {
            if (nodes[i].End > nodes[i].Start)
            {
                start = Math.Min(start, nodes[i].Start);
                end = Math.Max(end, nodes[i].End);
            }
        }

        return start == int.MaxValue ? (0, 0) : (start, end);
    }

    private void SetParents(PythonModule module)
    {
        var open = new Stack<PythonNode>();
        open.Push(module);
        foreach (var node in nodes)
        {
            while (open.Peek() is not PythonModule && open.Peek().SubtreeEnd <= node.Index)
            {
                open.Pop();
            }

            node.Parent = open.Peek();
            open.Push(node);
        }
    }

    private int Next() => numbers[at++];

    private T Node<T>()
        where T : PythonNode => (T)Read(Next());

    private T? OptionalNode<T>()
        where T : PythonNode => Next() is var kind && kind == None ? null : (T)Read(kind);

    private T[] Nodes<T>()
        where T : PythonNode
    {
        var items = new T[Length()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Node<T>();
        }

        return items;
    }

    private T?[] OptionalNodes<T>()
        where T : PythonNode
    {
        var items = new T?[Length()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = OptionalNode<T>();
        }

        return items;
    }

    private string[] Texts()
    {
        var items = new string[Length()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Text();
        }

        return items;
    }

    private ComparisonOperator[] ComparisonOperators()
    {
        var items = new ComparisonOperator[Length()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = (ComparisonOperator)Next();
        }

        return items;
    }

    private int Length() => Next() switch
    {
        List => Next(),
        None => 0,
        var tag => Unexpected(tag),
    };

    private string Text() => OptionalText() ?? "";

    private string? OptionalText() => Next() switch
    {
        TextTag => texts[Next()],
        None => null,
        var tag => Unexpected(tag).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private int Number() => Next() switch
    {
        NumberTag => Next(),
        None => 0,
        var tag => Unexpected(tag),
    };

    [DoesNotReturn]
    private static int Unexpected(int tag) => throw new InvalidDataException($"The reading script sent the tag {tag} where another was due.");
}
