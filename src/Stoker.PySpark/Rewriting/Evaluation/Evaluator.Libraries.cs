using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Functions of the math and hashlib modules.</content>
internal sealed partial class Evaluator
{
    private Value MathFunction(string name, List<Value> arguments, PythonNode at)
    {
        if (arguments.Count != 1)
        {
            throw Refuse(name is "pow" or "hypot" or "atan2" or "log" ? ReasonCode.InexactMath : ReasonCode.UnknownFunction, $"math.{name}() rounds differently in the JVM", at);
        }

        var number = NumberArgument(arguments[0], "math." + name, at);
        if (number.Kind == PythonKind.Never)
        {
            return number;
        }

        switch (name)
        {
            case "floor" or "ceil" or "trunc" when number.Kind != PythonKind.Float:
                return AsInt(number);
            case "floor" or "ceil":
                // Of a double Spark gives a bigint, 0 for NaN; the guards of FromFloat come first.
                var rounded = FromFloat(number.Node!, number, at);
                return rounded.Kind == PythonKind.Never ? rounded : rounded with { Node = factory.PartialCall(name == "floor" ? "floor" : "ceil", SparkType.Long, number.Node!) };
            case "trunc":
                return ToInt(number, at);
            case "fabs":
                return Absolute(new Value(PythonKind.Float) { Node = AsDouble(number, at), MayBeNan = number.MayBeNan }, at);
            case "sqrt":
                var x = AsDouble(number, at);
                Raise(factory.Call("<", SparkType.Boolean, x, factory.Number(0)), "ValueError");
                return new Value(PythonKind.Float) { Node = factory.Call("sqrt", SparkType.Double, x), MayBeNan = number.MayBeNan };
            case "isnan":
                return Boolean(number.Kind == PythonKind.Float ? factory.Call("isnan", SparkType.Boolean, number.Node!) : factory.False);
            case "isinf":
                return Boolean(number.Kind == PythonKind.Float
                    ? Equal(factory.Call("abs", SparkType.Double, number.Node!), factory.Number(double.PositiveInfinity))
                    : factory.False);
            case "isfinite":
                return Boolean(number.Kind == PythonKind.Float
                    ? factory.And(NotNan(number.Node!), factory.Not(Equal(factory.Call("abs", SparkType.Double, number.Node!), factory.Number(double.PositiveInfinity))))
                    : factory.True);
            case "radians" or "degrees":
                return new Value(PythonKind.Float) { Node = factory.Call(name, SparkType.Double, AsDouble(number, at)), MayBeNan = true };
            default:
                throw Refuse(ReasonCode.InexactMath, $"math.{name}() differs from the JVM's in the last digits", at);
        }
    }

    private Value HashFunction(string name, List<Value> arguments, PythonNode at)
    {
        if (arguments is not [{ Kind: PythonKind.Utf8, Node: { } bytes }])
        {
            throw Refuse(ReasonCode.UnknownFunction, $"hashlib.{name}() of something other than encoded text", at);
        }

        var hash = name switch
        {
            "md5" => factory.Call("md5", SparkType.String, bytes),
            "sha1" => factory.Call("sha1", SparkType.String, bytes),
            "sha224" or "sha256" or "sha384" or "sha512" =>
                factory.Call("sha2", SparkType.String, bytes, factory.Int(int.Parse(name[3..], System.Globalization.CultureInfo.InvariantCulture))),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"hashlib.{name}() has no native form", at),
        };
        var digits = name switch { "md5" => 32, "sha1" => 40, _ => int.Parse(name[3..], System.Globalization.CultureInfo.InvariantCulture) / 4 };
        return new Value(PythonKind.Hash) { Node = hash, HexDigits = digits };
    }
}
