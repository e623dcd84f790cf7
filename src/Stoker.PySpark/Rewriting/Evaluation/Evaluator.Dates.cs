using System.Numerics;
using System.Text;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Dates and naive datetimes. Timestamps never reach this point: their clock depends on the worker's zone.</content>
internal sealed partial class Evaluator
{
    private Value? DateAttribute(Value value, string name, PythonNode? at = null)
    {
        if (value.Kind == PythonKind.Days)
        {
            return name == "days" ? new Value(PythonKind.Int) { Node = value.Node, Range = value.Range } : null;
        }

        var (function, low, high) = name switch
        {
            "year" => ("year", 1, 9999),
            "month" => ("month", 1, 12),
            "day" => ("day", 1, 31),
            "hour" when value.Kind == PythonKind.DateTime => ("hour", 0, 23),
            "minute" when value.Kind == PythonKind.DateTime => ("minute", 0, 59),
            "second" when value.Kind == PythonKind.DateTime => ("second", 0, 59),
            _ => ("", 0, 0),
        };
        if (function.Length == 0)
        {
            return null;
        }

        var date = NotNone(value, "AttributeError");
        return IntNode(factory.Call(function, SparkType.Int, date.Node!), new Interval(low, high));
    }

    /// <summary>A field of <c>date.timetuple()</c>.</summary>
    private Value PartOfTime(Value value, string name)
    {
        var date = NotNone(value, "AttributeError");
        var (function, low, high) = name switch
        {
            "tm_yday" => ("dayofyear", 1, 366),
            "tm_year" => ("year", 1, 9999),
            "tm_mon" => ("month", 1, 12),
            "tm_mday" => ("day", 1, 31),
            _ => ("weekday", 0, 6),
        };
        return date.Kind == PythonKind.Never ? date : IntNode(factory.Call(function, SparkType.Int, date.Node!), new Interval(low, high));
    }

    /// <summary><c>calendar.isleap</c>, as the library writes it.</summary>
    private Value IsLeap(Value year, PythonNode at)
    {
        var rest = Arithmetic(BinaryOperator.Modulo, year, Integer(4), at);
        if (rest.Kind == PythonKind.Never)
        {
            return rest;
        }

        Node Divides(int by) => NumbersEqual(Arithmetic(BinaryOperator.Modulo, NotNone(year, "TypeError"), Integer(by), at), Integer(0), at);
        return Boolean(factory.And(Divides(4), factory.Or(factory.Not(Divides(100)), Divides(400))));
    }

    private Value DateMethod(Value date, string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (date.Kind == PythonKind.Never)
        {
            return date;
        }

        var node = date.Node!;
        switch (name, arguments.Count)
        {
            case ("weekday", 0):
                return IntNode(factory.Call("weekday", SparkType.Int, node), new Interval(0, 6));
            case ("isoweekday", 0):
                return IntNode(factory.Call("+", SparkType.Int, factory.Call("weekday", SparkType.Int, node), factory.Int(1)), new Interval(1, 7));
            case ("isocalendar", 0):
                return new Value(PythonKind.Sequence)
                {
                    Items =
                    [
                        IntNode(factory.Call("extract", SparkType.Int, factory.Text("YEAROFWEEK"), node), new Interval(0, 10_000)),
                        IntNode(factory.Call("weekofyear", SparkType.Int, node), new Interval(1, 53)),
                        IntNode(factory.Call("+", SparkType.Int, factory.Call("weekday", SparkType.Int, node), factory.Int(1)), new Interval(1, 7)),
                    ],
                };
            case ("date", 0) when date.Kind == PythonKind.DateTime:
                return new Value(PythonKind.Date) { Node = node.Is("@midnight") ? node.Parts[0] : factory.Cast(node, SparkType.Date) };
            case ("isoformat", 0) when date.Kind == PythonKind.Date:
                return TextNode(factory.Cast(node, SparkType.String));
            case ("strftime", 1) when arguments[0].Text is { } format:
                return DateFormatted(date, format, at);
            case ("replace", 0) when date.Kind == PythonKind.Date && keywords is [{ Name: "day", Value.Integer.IsOne: true }]:
                return new Value(PythonKind.Date) { Node = factory.Call("trunc", SparkType.Date, node, factory.Text("MM")) };
            case ("replace", 0) when date.Kind == PythonKind.Date && keywords.All(keyword => keyword.Name is "year" or "month" or "day"):
                Value Given(string part) => keywords.Find(keyword => keyword.Name == part).Value ?? DateAttribute(date, part)!;
                return DateOf([Given("year"), Given("month"), Given("day")], at);
            case ("timestamp", 0):
                throw Refuse(ReasonCode.TimeZone, "it converts a naive datetime by the worker's time zone", at);
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"it calls .{name} on {Named(date)}", at);
        }
    }

    private Value DateFunction(string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        switch (name)
        {
            case "datetime.timedelta" when WholeDays(arguments, keywords, at) is { } days:
                days = NotNone(days, "TypeError");
                return days is { Kind: PythonKind.Int, Node: not null } && days.Range.IsWithin(new Interval(-999_999_999, 999_999_999))
                    ? new Value(PythonKind.Days) { Node = days.Node, Range = days.Range }
                    : throw Refuse(ReasonCode.UnknownFunction, "a timedelta of days that are not known to be few", at);
            case "datetime.date" or "datetime.datetime" when keywords.Count == 0 && arguments.Count == 3:
                var made = DateOf(arguments, at);
                return made.Kind == PythonKind.Never || name == "datetime.date" ? made
                    : new Value(PythonKind.DateTime) { Node = factory.Call("@midnight", SparkType.TimestampNtz, made.Node!) };
            case "datetime.datetime.strptime" when keywords.Count == 0 && arguments.Count == 2 && arguments[1].Text is { } format:
                return Parsed(NotNone(arguments[0], "TypeError"), format, at);
            case "datetime.date.fromisoformat" or "datetime.datetime.fromisoformat":
                throw Refuse(ReasonCode.UnknownFunction, "fromisoformat() takes other forms from Python 3.11 on than before; strptime() with a format has a native form", at);
            case "datetime.date.today" or "datetime.datetime.now" or "datetime.datetime.today" or "datetime.datetime.utcnow":
                throw Refuse(ReasonCode.NotDeterministic, "it reads the clock", at);
            case "datetime.datetime.fromtimestamp" or "datetime.datetime.utcfromtimestamp" or "datetime.date.fromtimestamp":
                throw Refuse(ReasonCode.TimeZone, "it converts by the worker's time zone", at);
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"it calls {name}, which has no proven native form", at);
        }
    }

    /// <summary>The days of a <c>timedelta</c> that is made of days and weeks.</summary>
    private Value? WholeDays(List<Value> arguments, List<(string Name, Value Value)> keywords, PythonNode at)
    {
        if (arguments.Count > 0)
        {
            return arguments.Count == 1 && keywords.Count == 0 ? arguments[0] : null;
        }

        if (keywords.Count is 0 or > 2 || keywords.Exists(keyword => keyword.Name is not ("days" or "weeks") || keyword.Value.Kind != PythonKind.Int))
        {
            return keywords is [("days", var only)] ? only : null;
        }

        Value InDays((string Name, Value Value) keyword) => keyword.Name == "days" ? keyword.Value : Wholes(BinaryOperator.Multiply, NotNone(keyword.Value, "TypeError"), Integer(7), at);
        return keywords.Count == 1 ? InDays(keywords[0]) : Wholes(BinaryOperator.Add, NotNone(InDays(keywords[0]), "TypeError"), NotNone(InDays(keywords[1]), "TypeError"), at);
    }

    /// <summary><c>date(year, month, day)</c>: what does not fit in 32 bits overflows, what is no date is a ValueError.</summary>
    private Value DateOf(IReadOnlyList<Value> given, PythonNode at)
    {
        var parts = new List<Value>();
        foreach (var one in given)
        {
            var part = NotNone(one, "TypeError");
            if (part.Kind is not (PythonKind.Int or PythonKind.Bool))
            {
                return part.Kind is PythonKind.Never or PythonKind.Float or PythonKind.Text ? (part.Kind == PythonKind.Never ? part : RaiseAlways("TypeError"))
                    : throw Refuse(ReasonCode.UnknownFunction, $"a date of {Named(part)}", at);
            }

            if (part.Beyond is { } beyond)
            {
                Raise(beyond, "OverflowError");
            }

            part = AsInt(part with { Beyond = null });
            var limits = Interval.Of(SparkType.Int);
            if (!part.Range.IsWithin(limits))
            {
                Raise(factory.Or(OrderedNumbers("<", part, Integer(limits.Low), at), OrderedNumbers(">", part, Integer(limits.High), at)), "OverflowError");
            }

            parts.Add(part);
        }

        if (parts.All(part => part.Integer is not null))
        {
            var (y, m, d) = (parts[0].Integer!.Value, parts[1].Integer!.Value, parts[2].Integer!.Value);
            return y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > DateTime.DaysInMonth((int)y, (int)m)
                ? RaiseAlways("ValueError")
                : new Value(PythonKind.Date) { Node = factory.Call("make_date", SparkType.Date, factory.Int((int)y), factory.Int((int)m), factory.Int((int)d)) };
        }

        Outside(parts[0], 1, 9999);
        Outside(parts[1], 1, 12);
        Outside(parts[2], 1, 31);
        var cells = parts.Select(part => part.Integer is { } known ? factory.Int((long)known) : part.Range.IsWithin(Interval.Of(SparkType.Int)) ? factory.Cast(part.Node!, SparkType.Int) : factory.PartialCast(part.Node!, SparkType.Int)).ToList();
        if (parts[2].Range.High > 28)
        {
            var first = factory.PartialCall("make_date", SparkType.Date, cells[0], cells[1], factory.Int(1));
            Raise(factory.Call(">", SparkType.Boolean, cells[2], factory.Call("day", SparkType.Int, factory.Call("last_day", SparkType.Date, first))), "ValueError");
        }

        return new Value(PythonKind.Date) { Node = factory.PartialCall("make_date", SparkType.Date, cells) };

        void Outside(Value part, int low, int high)
        {
            var range = facts.Narrow(part.Node!, part.Range);
            if (range.Low < low)
            {
                Raise(OrderedNumbers("<", part, Integer(low), at), "ValueError");
            }

            if (range.High > high)
            {
                Raise(OrderedNumbers(">", part, Integer(high), at), "ValueError");
            }
        }
    }

    private Value AddDays(Value date, Value days, bool subtract)
    {
        if (subtract)
        {
            days = days with { Node = Wholes(BinaryOperator.Subtract, Integer(0), new Value(PythonKind.Int) { Node = days.Node, Range = days.Range }, null!).Node };
        }

        // Python raises beyond year 1 to 9999; the dates of a column lie in it.
        var node = factory.Call("date_add", SparkType.Date, date.Node!, factory.Cast(days.Node!, SparkType.Int));
        var first = factory.Call("make_date", SparkType.Date, factory.Int(1), factory.Int(1), factory.Int(1));
        var last = factory.Call("make_date", SparkType.Date, factory.Int(9999), factory.Int(12), factory.Int(31));
        Raise(factory.Or(factory.Call("<", SparkType.Boolean, node, first), factory.Call(">", SparkType.Boolean, node, last)), "OverflowError");
        return new Value(PythonKind.Date) { Node = node };
    }

    private Value DaysBetween(Value left, Value right) => new(PythonKind.Days)
    {
        Node = factory.Call("datediff", SparkType.Int, left.Node!, right.Node!),
        Range = new Interval(-4_000_000, 4_000_000),
    };
}
