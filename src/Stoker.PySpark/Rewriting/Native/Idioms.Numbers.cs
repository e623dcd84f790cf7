namespace Stoker.PySpark.Rewriting.Native;

/// <content>
/// Rounding to decimal places. Python rounds the exact binary value, half to even; Spark's <c>round</c> and <c>format_number</c> the shortest decimal text of it. All below is plain double
/// arithmetic, which is the same on every JVM from 17 on.
/// </content>
internal sealed partial class Idioms
{
    /// <summary>2^27 + 1, by which a double splits into two halves (Dekker).</summary>
    private const double Splitter = 134217729;

    private const double TwoTo52 = 4503599627370496;
    private const double TwoTo53 = 9007199254740992;

    /// <summary>
    /// From some size on neighbouring doubles are further apart than one unit of the last place, so that the value is its own nearest. Below, the scaled value is less than 2^53, and
    /// its rounding decides, but where it lies on a half as a double: the error of the product then tells which side the exact value is on.
    /// </summary>
    private Node Rounded(Node x, int places)
    {
        var scale = factory.Number(Math.Pow(10, places));
        var unchanged = Math.Pow(2, Math.Ceiling(52 - (places * Math.Log2(10))));
        return factory.Case(factory.Call(">=", SparkType.Boolean, Double("abs", x), factory.Number(unchanged)), x, Double("/", NearestWhole(x, scale), scale));
    }

    /// <summary>The whole number nearest to a product, by the exact way where the double of the product does not tell.</summary>
    private Node NearestWhole(Node x, Node scale)
    {
        var product = Double("*", x, scale);
        var nearest = Double("rint", product);
        var mayBeHalf = factory.Or(Is(Double("abs", Double("-", product, nearest)), 0.5), Compared(">=", Double("abs", product), TwoTo52));
        return factory.Case(mayBeHalf, Let(x, SparkType.Double, value => Double($"@exact{Math.Round(Math.Log10((double)scale.Value!)):0}", value)), nearest);
    }

    /// <summary>An expression over a value that is computed once.</summary>
    public Node Let(Node value, SparkType type, Func<Node, Node> body)
    {
        var variable = factory.Variable(value.Type);
        var list = factory.Call("array", SparkType.Array(value.Type), value);
        return factory.Call("element_at", type, factory.Call("transform", SparkType.Array(type), list, factory.Lambda([variable], body(variable))), factory.Int(1));
    }

    /// <summary>The whole number nearest to the exact product, half to even.</summary>
    private Node Whole(Node x, Node scale)
    {
        var product = Double("*", x, scale);
        var nearest = Double("rint", product);
        var shifted = Double("*", x, factory.Number(Splitter));
        var high = Double("-", shifted, Double("-", shifted, x));
        var low = Double("-", x, high);
        var error = Double("+", Double("-", Double("*", high, scale), product), Double("*", low, scale));
        var above = Double("-", product, nearest);
        var one = factory.Number(1);
        var isOdd = factory.Not(Is(Double("%", nearest, factory.Number(2)), 0));
        Node And(Node a, Node b) => factory.And(a, b);
        var up = factory.Or(And(Is(above, 0.5), Compared(">", error, 0)), And(Is(above, 0), And(Is(error, 0.5), isOdd)));
        var down = factory.Or(And(Is(above, -0.5), Compared("<", error, 0)), And(Is(above, 0), And(Is(error, -0.5), isOdd)));
        return factory.Case(up, Double("+", nearest, one), factory.Case(down, Double("-", nearest, one), nearest));
    }

    /// <summary>The text of a float with a fixed number of places.</summary>
    private Node Fixed(Node x, int places, bool grouped)
    {
        var size = Double("abs", x);
        var whole = factory.Call("floor", SparkType.Long, size);
        var fraction = Double("-", size, factory.Cast(whole, SparkType.Double));
        var scale = (long)Math.Pow(10, places);
        var units = factory.PartialCast(places == 0 ? Half(fraction, whole) : NearestWhole(fraction, factory.Number(scale)), SparkType.Long);

        // A fraction that rounds up to 1 carries.
        var digits = factory.Call("+", SparkType.Long, whole, factory.Call("div", SparkType.Long, units, factory.Whole(scale)));
        var behind = factory.Cast(factory.Call("%", SparkType.Long, units, factory.Whole(scale)), SparkType.String);
        var small = grouped ? Text("format_number", digits, factory.Int(0)) : factory.Cast(digits, SparkType.String);
        small = places == 0 ? small : Text("concat", small, factory.Text("."), Text("lpad", behind, factory.Int(places), factory.Text("0")));
        var big = Text("@big", size);
        big = grouped ? Text("regexp_replace", big, factory.Text("(?<=[0-9])(?=([0-9]{3})+\\z)"), factory.Text(",")) : big;
        big = places == 0 ? big : Text("concat", big, factory.Text("." + new string('0', places)));
        var isNegative = factory.Or(Compared("<", x, 0), factory.And(Is(x, 0), factory.Call("startswith", SparkType.Boolean, factory.Cast(x, SparkType.String), factory.Text("-"))));
        var number = Text("concat", factory.Case(isNegative, factory.Text("-"), factory.Text("")), factory.Case(Compared("<", size, TwoTo53), small, big));
        return factory.Case(
            factory.Call("isnan", SparkType.Boolean, x), factory.Text("nan"),
            factory.Case(Is(x, double.PositiveInfinity), factory.Text("inf"), factory.Case(Is(x, double.NegativeInfinity), factory.Text("-inf"), number)));
    }

    /// <summary>0 or 1: a half goes to the even whole number.</summary>
    private Node Half(Node fraction, Node whole)
    {
        var isOdd = factory.Not(factory.Call("<=>", SparkType.Boolean, factory.Call("%", SparkType.Long, whole, factory.Whole(2)), factory.Whole(0)));
        return factory.Case(factory.Or(Compared(">", fraction, 0.5), factory.And(Is(fraction, 0.5), isOdd)), factory.Number(1), factory.Number(0));
    }

    /// <summary>
    /// The digits of a whole double of 2^53 and more: divided by 256 until it fits in 61 bits, which loses nothing, then multiplied back in groups of nine digits, the lowest first.
    /// 35 groups hold the largest double.
    /// </summary>
    private Node BigDigits(Node size)
    {
        var (scaledType, carryType, longs) = (
            SparkType.Struct([("x", SparkType.Double), ("n", SparkType.Int)]), SparkType.Struct([("c", SparkType.Long), ("g", SparkType.Array(SparkType.Long))]), SparkType.Array(SparkType.Long));
        Node Field(Node of, string name, SparkType type) => factory.Call(".", type, of, factory.Text(name));
        Node Steps(Node count) => factory.Call("sequence", SparkType.Array(SparkType.Int), factory.Int(1), count);

        var (state, step) = (factory.Variable(scaledType), factory.Variable(SparkType.Int));
        var isLarge = Compared(">=", Field(state, "x", SparkType.Double), Math.Pow(2, 61));
        var next = factory.Call("named_struct", scaledType, factory.Text("x"), Double("/", Field(state, "x", SparkType.Double), factory.Number(256)),
            factory.Text("n"), factory.Call("+", SparkType.Int, Field(state, "n", SparkType.Int), factory.Int(1)));
        var start = factory.Call("named_struct", scaledType, factory.Text("x"), size, factory.Text("n"), factory.Int(0));
        var scaled = factory.Call("aggregate", scaledType, Steps(factory.Int(125)), start, factory.Lambda([state, step], factory.Case(isLarge, next, state)));

        return Let(scaled, SparkType.String, Digits);

        Node Digits(Node found)
        {
            var billion = factory.Whole(1_000_000_000);
            Node Group(Node of) => factory.Call("%", SparkType.Long, of, billion);
            Node Above(Node of) => factory.Call("div", SparkType.Long, of, billion);
            var mantissa = factory.PartialCast(Field(found, "x", SparkType.Double), SparkType.Long);
            var groups = factory.Call("concat", longs,
                factory.Call("array", longs, Group(mantissa), Group(Above(mantissa)), Above(Above(mantissa))), factory.Call("array_repeat", longs, factory.Cast(factory.Int(0), SparkType.Long), factory.Int(32)));

            var (all, turn, carry, group) = (factory.Variable(longs), factory.Variable(SparkType.Int), factory.Variable(carryType), factory.Variable(SparkType.Long));
            var product = factory.Call("+", SparkType.Long, factory.Call("*", SparkType.Long, group, factory.Whole(256)), Field(carry, "c", SparkType.Long));
            var carried = factory.Call("named_struct", carryType, factory.Text("c"), Above(product), factory.Text("g"),
                factory.Call("concat", longs, Field(carry, "g", longs), factory.Call("array", longs, Group(product))));
            var none = factory.Call("named_struct", carryType, factory.Text("c"), factory.Whole(0), factory.Text("g"), factory.Cast(factory.Call("array", SparkType.Array(SparkType.Void)), longs));
            var times256 = Field(factory.Call("aggregate", carryType, all, none, factory.Lambda([carry, group], carried)), "g", longs);
            var count = Field(found, "n", SparkType.Int);
            var multiplied = factory.Case(factory.Call(">", SparkType.Boolean, count, factory.Int(0)),
                factory.Call("aggregate", longs, Steps(factory.Call("greatest", SparkType.Int, count, factory.Int(1))), groups, factory.Lambda([all, turn], times256)), groups);
            var nine = factory.Variable(SparkType.Long);
            var texts = factory.Call("transform", SparkType.Array(SparkType.String), factory.Call("reverse", longs, multiplied),
                factory.Lambda([nine], Text("lpad", factory.Cast(nine, SparkType.String), factory.Int(9), factory.Text("0"))));
            return Text("ltrim", Text("array_join", texts, factory.Text("")), factory.Text("0"));
        }
    }

    private Node Double(string name, params Node[] parts) => factory.Call(name, SparkType.Double, parts);

    private Node Is(Node x, double value) => factory.Call("<=>", SparkType.Boolean, x, factory.Number(value));

    private Node Compared(string op, Node x, double value) => factory.Call(op, SparkType.Boolean, x, factory.Number(value));
}
